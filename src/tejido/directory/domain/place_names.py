"""Customary names and abbreviations of places, beside those ISO 3166 gives.

Facts written for this project: the abbreviations Mexican post and press use for the states, short
country names, and the towns lists print most. Keys are folded (see ``folding.fold``).
"""


def _table(block: str) -> dict[str, str]:
    """Read lines of ``CODE: name | name`` into a table from name to code."""
    table: dict[str, str] = {}
    for line in block.strip().splitlines():
        code, _, names = line.strip().partition(": ")
        table.update((name.strip(), code) for name in names.split("|"))
    return table


#: Countries as lists print them, where ISO's English or Spanish name is longer or another.
COUNTRIES = _table("""
    US: estados unidos | ee uu | eeuu | eua | usa | united states | united states of america | u s a
    US: estados unidos de america | u s | e u a | e u | ee uu a | us
    MX: mexico | mejico | republica mexicana
    GT: guatemala
    HN: honduras
    SV: el salvador
    NI: nicaragua
    CR: costa rica
    BZ: belice | belize
    PA: panama
    GB: reino unido | united kingdom | uk | inglaterra | england | escocia | scotland
    NL: paises bajos | holanda | the netherlands | netherlands
    DE: alemania | germany
    ES: espana | spain | estado espanol
    BR: brasil | brazil
    CA: canada
    BO: bolivia
    VE: venezuela
    DO: republica dominicana
    PR: puerto rico
    KR: corea del sur | south korea
    RU: rusia | russia
    PS: palestina | palestine
    CZ: republica checa
    CH: suiza | switzerland
    TW: taiwan
    IR: iran
    SY: siria
    VN: vietnam
    """)

#: Abbreviations that stand for a Mexican state wherever a place is expected.
STRONG_ABBREVIATIONS = _table("""
    MX-CMX: cdmx | df | d f | distrito federal | mexico df | mexico d f | cd de mexico | cd mexico
    MX-CMX: mexico city | ciudad mexico | cd mx | mexico cdmx
    MX-BCN: baja california norte | b c n | bcn
    MX-BCS: bcs | b c s
    MX-SLP: slp | s l p
    MX-NLE: n l
    MX-ROO: q roo | qroo | q r
    MX-MEX: edomex | edo mex | edo de mex | estado de mexico | edo de mexico | edo mexico
    MX-AGU: ags
    MX-CHP: chis
    MX-CHH: chih
    MX-COA: coah | coahuila
    MX-DUR: dgo
    MX-GRO: gro
    MX-GUA: gto
    MX-HID: hgo
    MX-JAL: jal
    MX-MIC: michoacan
    MX-OAX: oax
    MX-QUE: qro
    MX-TAM: tamps
    MX-TLA: tlax
    MX-VER: veracruz
    MX-YUC: yuc
    """)

#: Abbreviations that are words too: a place only after a town or with their dot.
WEAK_ABBREVIATIONS = _table("""
    MX-BCN: bc | b c
    MX-CAM: camp
    MX-COL: col
    MX-MEX: mex
    MX-MIC: mich
    MX-MOR: mor
    MX-NAY: nay
    MX-NLE: nl
    MX-PUE: pue
    MX-SIN: sin
    MX-SON: son
    MX-TAB: tab
    MX-VER: ver
    MX-ZAC: zac
    GT-16: a v
    GT-15: b v
    GT-13: huehue
    GT-09: xela | quetgo
    """)

#: Names by which subdivisions go beside their ISO names.
SUBDIVISIONS = _table("""
    NI-AN: raan | raccn | region autonoma de la costa caribe norte
    NI-AS: raas | raccs | region autonoma de la costa caribe sur
    GT-14: el quiche
    GT-17: el peten
    US-DC: washington dc | washington d c | d c
    US-NY: nueva york | new york city
    US-CA: california
    US-NM: nuevo mexico | new mexico
    US-TX: texas | tejas
    """)

#: Countries whose subdivisions lists print without the country.
REGION = ("MX", "GT", "HN", "SV", "NI", "CR", "PA", "BZ", "US")

#: Towns that lists print alone. Where two places share a name, only the larger one is meant.
TOWNS = _table("""
    MX-AGU: ciudad de aguascalientes
    MX-BCN: tijuana | mexicali | ensenada | tecate | rosarito
    MX-BCS: los cabos | cabo san lucas
    MX-CAM: ciudad del carmen | calakmul
    MX-CHP: tapachula | san cristobal de las casas | san cristobal | tuxtla gutierrez | tuxtla
    MX-CHP: comitan | palenque | ocosingo | las margaritas | frontera comalapa | tonala | arriaga
    MX-CHP: bachajon | suchiate | ciudad hidalgo | altamirano | tila
    MX-CHP: yajalon | motozintla | huixtla
    MX-CHH: ciudad juarez | cd juarez | ojinaga | parral | creel | juarez
    MX-COA: saltillo | torreon | piedras negras | ciudad acuna | monclova
    MX-DUR: gomez palacio
    MX-GRO: chilpancingo | acapulco | tlapa | tlapa de comonfort | chilapa | iguala | ayotzinapa
    MX-GUA: celaya | irapuato | san miguel de allende | dolores hidalgo | salamanca | apaseo el alto
    MX-HID: pachuca | tulancingo | tula | huejutla | jacala
    MX-JAL: guadalajara | zapopan | tlaquepaque | puerto vallarta | ocotlan
    MX-MEX: toluca | nezahualcoyotl | ecatepec | huehuetoca | tultitlan | texcoco | atenco
    MX-MIC: morelia | zamora | uruapan | cheran | patzcuaro
    MX-MOR: cuernavaca | jiutepec | cuautla | tepoztlan
    MX-NAY: tepic
    MX-NLE: monterrey | guadalupe nuevo leon
    MX-OAX: oaxaca de juarez | ixtepec | juchitan | tuxtepec | huajuapan | salina cruz | tehuantepec
    MX-PUE: tehuacan | cholula | cuetzalan | atlixco | ciudad de puebla
    MX-ROO: cancun | chetumal | playa del carmen
    MX-SIN: culiacan | mazatlan | los mochis
    MX-SON: hermosillo | nogales sonora | agua prieta | altar | ciudad obregon | caborca
    MX-TAB: villahermosa | tenosique | comalcalco | macuspana | cardenas
    MX-TAM: reynosa | matamoros | nuevo laredo | ciudad victoria | tampico
    MX-TLA: apizaco
    MX-VER: xalapa | jalapa veracruz | orizaba | coatzacoalcos | acayucan | poza rica | minatitlan
    MX-VER: amatlan | amatlan de los reyes | huayacocotla | zongolica | papantla
    MX-YUC: merida | valladolid
    MX-ZAC: fresnillo
    GT-01: ciudad de guatemala | guatemala city | mixco | villa nueva
    GT-02: guastatoya
    GT-03: antigua guatemala | la antigua guatemala
    GT-07: panajachel | santiago atitlan
    GT-09: xelaju | coatepeque
    GT-12: tecun uman | malacatan
    GT-13: barillas | santa cruz barillas | san juan ixcoy | la mesilla
    GT-14: nebaj | santa cruz del quiche | ixcan | chichicastenango
    GT-15: rabinal | salama
    GT-16: coban | carcha | san pedro carcha
    GT-17: flores peten | sayaxche | san benito peten | poptun | el naranjo
    GT-18: puerto barrios | el estor | morales izabal
    HN-CR: san pedro sula | choloma | la lima | puerto cortes
    HN-FM: tegucigalpa
    HN-YO: el progreso yoro
    HN-AT: la ceiba | tela
    HN-CP: santa rosa de copan
    HN-IB: roatan
    SV-SS: soyapango | apopa | ciudad de san salvador
    SV-LI: santa tecla
    SV-CH: suchitoto
    NI-MN: ciudad sandino
    NI-AN: bilwi | puerto cabezas
    NI-AS: bluefields
    CR-SJ: san jose costa rica
    CR-A: upala | ciudad quesada
    PA-8: ciudad de panama | panama city
    BZ-CY: belmopan
    BZ-BZ: belize city
    US-AZ: tucson | phoenix | nogales arizona
    US-CA: los angeles | san diego | oakland | san francisco | san francisco california | sacramento
    US-CO: denver
    US-DC: washington d c
    US-FL: miami | orlando florida
    US-GA: atlanta
    US-IL: chicago
    US-MA: boston
    US-NM: albuquerque
    US-NY: new york | brooklyn
    US-OR: portland
    US-TX: el paso | el paso texas | houston | san antonio | brownsville | mcallen | laredo | dallas
    US-TX: austin texas
    US-WA: seattle
    """)
