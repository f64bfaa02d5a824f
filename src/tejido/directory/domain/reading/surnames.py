"""Surnames common in Mexico, Central America and its diaspora, folded.

Facts of everyday use, written for this project (see ``folding.fold``). A surname that is also a
noun, an adjective or a place counts as weak: only a given name before it makes a person.
"""


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


SURNAMES = _words("""
    abarca acevedo acosta acuna aguayo aguilar aguirre alarcon alcala alcantara aldana alegria
    alfaro almaraz almeida alonzo altamirano alvarado alvarenga alvarez amador amaya amezcua anaya
    andino andrade angulo antunez aparicio aponte aragon arana aranda araujo arce arellano arevalo
    argueta arias armas armenta arredondo arriaga arroyo arteaga arzate avalos avendano avila
    aviles aya ayala azcona baca badillo baez baeza balderas balderrama banuelos barahona barajas
    barba barragan barraza barrera barreto barrientos barrios barron bautista becerra becerril
    beltran benavides benitez bermudez bernal betancourt blanco bolanos bonilla borja botello
    bravo briones brito bueno burgos bustamante bustos caal caballero cabanas cabrera caceres
    calderon calel calvillo calvo camacho camarena camargo campbell campos canales candia cano
    cantu carbajal cardenas cardona carmona caro carranza carrasco carreon carrera carrillo
    carrion casanova casillas castaneda castano castellanos castillo castro cazares ceballos
    cedillo centeno cerda cervantes cespedes cevallos chacon chavarria chavez chay choc chub
    cifuentes cisneros clark colindres collins colmenares contreras cook cordero cordova corona
    coronado corrales correa cortes cortez cortina corzo cota coto covarrubias cruz cuellar cuevas
    davila davis diaz diez dominguez duarte duenas duran echeverria elizondo enamorado enriquez
    escalante escamilla escobar escobedo escoto espadas esparza espinal espinosa espinoza esquivel
    estevez estrada evans fajardo farias feliciano fernandez ferreira ferrer fierro figueroa
    flores fonseca franco frias fuentes galdamez galeana galicia galindo gallardo gallegos galvan
    galvez gamboa gamez garay garcia garduno garibay garrido garza gaytan gil giron godinez godoy
    gomez gonzaga gonzales gonzalez gracia granados green guajardo guardado guerra guerrero
    guevara guillen gutierrez guzman hall harris heredia hernandez herrera hidalgo hinojosa huerta
    huitron hurtado ibarra iglesias infante iniguez islas izquierdo jacobo jaimes jaramillo jasso
    jerez jimenez johnson jones juarez jurado lagos landa landaverde lara larios leal ledesma
    leiva lemus leon lewis leyva licona lima linares lira lizama lizarraga llamas loaiza lobato
    lobo lombardi longoria lopez lozano lucas lugo luna macias madrid madrigal magana maldonado
    mancilla manzano marin mariscal marquez marroquin martell martinez mata mateo matute mayorga
    maza medellin medina medrano mejia melendez melgar melgarejo membreno mena menchu mendez
    mendieta mendoza meneses mercado mex meza millan miller minero miranda molina moncada
    mondragon monge monroy montalvo montano montejo montenegro montero monterroso montes montoya
    monzon mora morales moran moreno mosquera moya munguia muniz munoz murillo najera naranjo
    narvaez nava navarrete navarro negrete nieto nieves nino noriega nunez obando obregon ocampo
    ochoa ojeda olguin oliva olivares olivera olmedo olmos olvera ontiveros ordaz ordonez orellana
    orellano orozco ortega ortiz osorio osuna otero ovando oviedo pacheco padilla palacios palma
    palomares paniagua pantoja paredes parra partida pascacio patino paz pech pedraza pena peralta
    perdomo perea pereira perez pichardo pimentel pina pineda pinto pinzon pizano plascencia ponce
    portillo posada pozos prado preciado prieto puente puga pulido quezada quijada quijano
    quintana quintanilla quintero quiroga quiroz ramirez ramos rangel raudales razo rebolledo
    recinos regalado renderos rendon resendiz retana reyes reyna reynoso rico rincon rios riquelme
    rivas rivera rivero roberts robinson robledo robles rocha rodas rodriguez rojas roldan roman
    romero romo roque rosales rosas rubio rueda ruelas ruiz ruvalcaba saavedra sabillon saenz
    salamanca salas salazar salcedo saldana saldivar salgado salinas salmeron sanchez sandoval
    santamaria santana santiago santillan santizo santoyo saravia sarmiento saucedo segovia segura
    sepulveda serrano sevilla sierra silva simpson smith solano solis solorzano soria soriano sosa
    sotelo soto suarez sub tapia taylor tejada tejeda tellez tello teran thomas tinoco tirado
    toledo toribio toro torres tovar trejo trevino trujillo tzoc tzul ugalde ulloa urbina uribe
    urrutia valadez valderrama valdes valdez valdivia valencia valenzuela valladares valle vallejo
    valverde vanegas varela vargas vasconcelos vasquez vazquez vega velasco velazquez velez
    venegas vera verdugo vergara vicente vidal viera vigil villa villalba villalobos villalpando
    villanueva villareal villarreal villatoro villeda villegas villela walker white williams
    wilson wright xol yanez yat yax ybarra zamora zamudio zapata zarate zavala zavaleta zelaya
    zepeda zuniga
    """)

#: Surnames that are nouns, adjectives or places too.
WEAK_SURNAME = _words("""
    alegria aragon armas barba barrera blanco bravo bueno caballero camacho campos cano castillo
    corona cruz cuevas flores franco fuentes galicia green guerra guerrero hidalgo huerta iglesias
    infante islas jurado lagos leal leon lima llamas lobo luna madrid manzano mercado mina minero
    molina montes mora moreno naranjo nieves nino oliva olivares palacios palma paredes paz pena
    pozos prado puente quijada rico rincon rios rivera roman rosas rubio salamanca salas salinas
    santana santiago segura serrano sevilla sierra silva sub toledo toro torres valencia valle
    vega villa villanueva white zapata
    """)


def is_surname(word: str) -> bool:
    """Tell whether a folded word is a surname that is hardly anything else.

    Besides the table, Spanish patronymics ("-ez") of five letters and more count.

    >>> is_surname("ordonez"), is_surname("sanchez"), is_surname("luna")
    (True, True, False)
    """
    if word in WEAK_SURNAME:
        return False
    return word in SURNAMES or (len(word) > 4 and word.endswith("ez"))
