"""Words a reader of lists knows: what institutions, networks, roles and categories are called.

All sets hold folded words (see ``folding.fold``), in Spanish, English and some Portuguese. They
are common nouns, never the name of one organization.
"""


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


#: Nouns that begin the name of a collective body. A fragment that begins with one is a new name.
INSTITUTION = _words("""
    academia academy accion agencia agency agenda agrupacion albergue albergues aldeas alianza
    alliance area arquidiocesis articulacion asamblea asistencia asociacion asociaciones assembly
    associacao association ateneo barra biblioteca board brigada brigadas bufete cabildo camara
    campaign campana caravana caritas casa catedra cathedral catolicas center centre centro
    centros church circulo ciudadania clinic clinica club coalicion coalition colectiva colectivas
    colectivo colectivos colegio college comadronas comision comissao comite comites commission
    committee community compania comunidad comunidades confederacion confederation conference
    conferencia congregacion congregation congreso congress consejeria consejo consejos conselho
    consorcio consortium consultora consultoria convergencia cooperativa cooperative coordinacion
    coordinadora coordinadoras corporacion corporation council cuerpo defensoria delegacion
    departamento department despacho diocese diocesis direccion division doctorado editorial ejido
    encuentro enlace equipo equipos escuela espacio estancia facultad faculty federacion
    federation fellowship fondo foro forum foundation fraternidad frente front fund fundacao
    fundacion fundaciones galeria gremio group grupo grupos guild hermandad hogar hospital
    hospitality house iglesia iniciativa initiative instancia institucion institute institution
    instituto jovenes junta juventud juventudes laboratorio law league licenciatura liga maestria
    mesa ministerio ministry mision misioneras misioneros mission movement movimiento mujeres
    museo museum network nucleo observatorio observatory office oficina organisation organismo
    organismos organizacion organizaciones organization orquesta parish parroquia partnership
    pastoral periodistas plataforma platform posgrado prelatura procuraduria program programa
    project proyecto pueblos radio red rede redes refugio region sanctuary school seccion
    secretaria secretariado section seminario service services servicio servicios shelter
    sindicato sisters sociedad society solidarity taller team trabajadoras trabajadores trust
    unidad union unit united universidad universidade university vicaria vicariato workers working
    """)

#: Nouns that after "and" begin another body's name and are hardly ever a matter it works on.
SINGLE_BODY = _words("""
    albergue asociacion association casa center centre centro coalicion coalition colectiva
    colectivo comision comite committee coordinadora fundacion foundation institute instituto
    observatorio parroquia radio red servicio sindicato universidad university
    """)

#: Parts of a larger institution: an institution's name after one of them belongs to it.
DEPENDENT_UNIT = _words("""
    catedra clinica departamento department direccion division doctorado escuela facultad faculty
    licenciatura maestria posgrado program programa seminario
    """)

#: What networks are called whatever their legal form.
NETWORK = _words("""
    coalicion coalition confederacion confederation coordinadora federacion federation mesa
    network networks red rede redes
    """)

#: What networks and single bodies are both called: a network when it has no legal form.
LOOSE_NETWORK = _words("alianza alliance plataforma platform foro forum articulacion convergencia")

#: What a body is called that may head a list of members.
HEADING_NETWORK = (
    NETWORK
    | LOOSE_NETWORK
    | _words("""
    asamblea assembly campaign campana capitulo caravana chapter colectiva colectivo collective
    congreso congress consejo consorcio consortium coordinacion council espacio frente front group
    grupo junta league liga movement movimiento union
    """)
)

#: One person's role, as printed after a name or beside an institution.
ROLE = _words("""
    abogada abogado academica academico activist activista analista analyst antropologa
    antropologo artist artista asesor asesora author autor autora becaria becario catedratica
    catedratico ciudadana ciudadano comunicador comunicadora consultant consultor consultora
    coordinador coordinator defensor defensora director directora docente doctor doctora economist
    economista emerita emerito emeritus escritor escritora especialista estudiante expert experta
    experto historiador historiadora independent independiente investigador investigadora
    journalist jurista lawyer maestra maestro member miembro periodista poeta politologa
    politologo president presidenta presidente profesor profesora professor psicologa psicologo
    researcher scholar secretario socia socio sociologa sociologo student teacher titular writer
    """)

#: Titles printed before a person's name.
TITLE = _words("""
    abog arq bishop doctor doctora don dona dr dra fr hermana hermano hna hno ing lic licda
    licenciada licenciado maestra maestro miss mons monsenor mr mrs ms mtra mtro obispo padre pbro
    phd prof profa profesor profesora rev reverend reverendo sor sr sra srta
    """)

#: Orders and degrees printed after a person's name.
AFTER_NAME = _words("sj op ofm ocd cs cm mccj msc osb phd jr md esq")

#: Words of headings that sort people apart.
PEOPLE_HEADING = _words("""
    academia academicas academicos academics activistas activists artistas ciudadanas ciudadanos
    defensoras defensores estudiantes expertas expertos experts individual individuals
    intelectuales investigadoras investigadores journalists observadoras observadores observers
    particulares people periodistas personalidades personas profesoras profesores researchers
    students
    """)

#: Words of headings that sort signatories apart without being a signatory.
CATEGORY_HEADING = PEOPLE_HEADING | _words("""
    adherentes adhesiones adhieren asociaciones atentamente churches colectivas colectivos
    endorsed endorsements endorsers firma firmado firmamos firman firmantes firmas groups iglesias
    instituciones institutions list lista listado networks ngos ongs organisations organismos
    organizaciones organizations osc oscs redes remitentes respaldan respaldos signatarias
    signatarios signatories signatory signatures signed signers sincerely sindicatos supporters
    suscriben suscribimos suscrito unions universidades universities
    """)

#: Words that may stand beside those of a category heading.
CATEGORY_BESIDE = _words("""
    a abajo al and binacionales by carta capacity their
    centroamericanas civil comunicado con de declaracion
    declaration del derechos e ee el en estatales eu extranjeras following for from guatemaltecas
    gubernamentales hondurenas human humanos in individual individuales internacional
    internacionales international la las letter local locales los member members mexicanas
    miembros movimientos nacional nacionales national nicaraguenses no o of on other otras otros
    personal pronunciamiento que quienes regional regionales rights salvadorenas siguientes social
    sociales sociedad society state statement the titulo to total undersigned us usa uu we y
    """)

#: Words that bind: a line or a fragment that begins with one goes on with the name before it.
CONNECTIVE = _words("""
    a al and ante con contra da das de del desde do dos e en entre for hacia in o of or para por
    que sin sobre to u with y
    """)

#: Words a finished name does not end with.
DANGLING = CONNECTIVE | _words("la el los las the un una & su sus")

#: Articles and particles that may stand inside a person's surname.
PARTICLE = _words("de del la las los y san santa van von der den da do dos das di du le mac el")

#: Words that begin a town's name and hardly an organization's.
TOWN_OPENING = _words("san santa santo cd villa puerto nueva nuevo")

#: Remarks in brackets that say how a signatory takes part, not who it is.
REMARK = _words("""
    adherente adhesion convocante convocantes firma firmante individual invitada invitadas
    invitado member miembro observador observadora observadoras observadores observer observers
    organizadora organizadoras pendiente pending signatory
    """)

#: Ideas and matters that organizations' names are made of and people's names are not.
TOPIC = _words("""
    accion action activa activas afro agraria agrarian agricola agricolas agua ambiental ambiente
    america americana americano americanos americas apoyo aprendizaje arte artesanas asilo asuntos
    asylum autogestion autonoma autonomo ayuda barrio bien binacional black border calle camino
    campesina campesinas campesino campesinos caribbean caribe catholic centroamerica
    centroamericana centroamericano children christian ciencia ciencias cientifica ciudad civic
    civica civico civil civiles colonia communities comun comunal comunitaria comunitario
    construyendo contra creyente creyentes cristiana cristiano cristianos cultura cultural
    culturales culture debates defensa defense democracia democracy democratica derecho derechos
    desaparecidos desarrollo desierto detencion detention development diakonia dialogo dignas
    dignidad dignity diversidad ecologica ecologico economia economica economicos economy
    ecumenica ecumenico ecumenicos educacion education educativa empleo equality equidad equity
    estudio estudios ethics evangelica exchange familia familiar familiares familias families
    family federal feminist feminista feministas force frontera fronteras fronteriza gender genero
    global hermanas hermanos historica hogares hospitalidad human humana humanas humanidad
    humanitaria humanitario humano humanos immigrant immigrants immigration impunidad inclusion
    indigena indigenas indigenous infancia infantil information integral integrales interfaith
    internacional international investigacion jesuit jesuita jesuitas jornaleras jornaleros
    juridica juridico justice justicia juvenil labor laboral laborales labour latin latina latino
    latinoamerica latinoamericana latinoamericano legal libertades libre local lucha madre madres
    maya mayas media medios memoria menores mental mesoamericana mesoamericanas mesoamericano
    mexicana mexicanas mexicano mexicanos migracion migraciones migrant migrante migrantes
    migrants migration migratoria migratorias migratorio migratorios mission missions mujer
    mundial mundo mutua nacion nacional nacionales national natural naturaleza ninas ninez ninos
    norte north nosotras nosotros nuestra nuestro obrera obreros opinion otra otras otros padres
    participacion paso patria paz peace people peoples planet planeta poder politica political
    politicas politico popular populares power practica proletaria promocion proteccion protection
    publica publico pueblo racial refugee refugees refugiada refugiadas refugiado refugiados
    regional religiosas religiosos resistance resistencia rights rural rurales saber saberes salud
    seguridad sexual sin social sociales solidaria solidaridad solidario sostenible south sur
    sustainable sustentable teatro technical tecnica tecnologico tejiendo territorial territorio
    territorios tierra tierras todas todos together trabajo trans transfronteriza transnacional
    tribunal urbana urbano vecinal verdad vida viva vive vivo voces volunteer volunteers voz watch
    welcome welfare women womens world young youth
    """)

_TOPIC_ENDINGS = (
    "cion",
    "ciones",
    "sion",
    "siones",
    "dad",
    "dades",
    "ismo",
    "ismos",
    "miento",
    "mientos",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ship",
    "ologia",
    "ologica",
    "encia",
)


def is_topic(word: str) -> bool:
    """Tell whether a folded word is of the kind organizations' names are made of.

    >>> is_topic("migracion"), is_topic("capacitacion"), is_topic("amezcua")
    (True, True, False)
    """
    if word in TOPIC or word in INSTITUTION:
        return True
    return len(word) > 6 and word.endswith(_TOPIC_ENDINGS)


def begins_institution(folded: str) -> bool:
    """Tell whether a folded text begins as the name of an institution does.

    >>> begins_institution("instituto para la paz"), begins_institution("alma")
    (True, False)
    """
    return folded.split(" ", 1)[0] in INSTITUTION
