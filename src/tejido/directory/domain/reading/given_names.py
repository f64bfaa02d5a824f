"""Names of people: given names and surnames common in Mexico, Central America and its diaspora.

Facts of everyday use, written for this project; folded (see ``folding.fold``). A name that is
also a common noun or a place counts as weak: alone it does not make a person.
"""


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


GIVEN = _words("""
    aaron abel abelardo abigail abraham abril adalberto adan adela adelaida adelina adolfo adrian
    adriana agata agnes agueda agustin agustina aida aidee alan alba albert alberta alberto alcira
    alejandra alejandrina alejandro alejo alex alexa alexander alexandra alexis alfonsina alfonso
    alfredo alice alicia alison allan alma alondra alonso altagracia alvaro amada amalia amanda
    amelia amilcar amparo amy ana anabel anahi anaite anastasia andrea andres andrew andy angel
    angela angeles angelica angelina angie anibal anita ann anna anne annette anselmo anthony
    antonella antonia antonieta antonio apolonia araceli aracely ariadna ariana ariel arlene
    armando arnoldo arnulfo artemio arthur arturo astrid asuncion atanasio augusta augusto aura
    aurelia aurelio aurora axel azucena balam barbara bartolome basilia basilio beatriz becky
    belen belinda benedicta benigno benito benjamin berenice bernabe bernarda bernardino bernardo
    berta bertha beth betsy betty beverly blanca bonifacio brandon braulio brenda brian brianna
    brigida bruna bruno byron caetano camila camilo candelaria candida caridad carina carl carla
    carlos carlota carmela carmen carmina carol carolina caroline carolyn catalina catarina
    catherine cathy cayetano cecilia cecilio celeste celestino celia celina celso cesar chantal
    charles charlotte christian christina christine christopher cindy cinthia cintia cipriano ciro
    citlali citlalin citlalli clara clarisa claudia claudio clemencia clemente clementina
    cleotilde concepcion consuelo coral corina cornelio cristian cristina cristobal cruz
    cuauhtemoc cynthia dalia damaris damian daniel daniela danielle daria dario david dawn daysi
    deborah deisy delfina delfino delia delmy denis denise denisse desiree deysi diana diane
    dianne diego dina dinora dinorah dionisia dionisio dolores dominga domingo domitila donald
    donna dora doris doroteo dorothy dulce edelmira eder edgar edgardo edith edmundo eduarda
    eduardo edward edwin efrain efren eileen elaine elba elda eleanor eleazar elena eleuterio elia
    eliana elias elida eligio elisa elisabeth eliseo eliza elizabeth ella ellen eloisa eloy elsa
    elsy elva elvia elvira emelia emerson emilia emiliana emiliano emilio emily emma emmanuel
    enedina enrique enriqueta epifania epifanio erasmo eric erica erick ericka erik erika
    ernestina ernesto esmeralda esperanza estanislao esteban estefania estela estella esther
    estrella etelvina eufemia eufemio eugenia eugenio eulalia eulogio eunice eusebio eustaquio eva
    evangelina evaristo evelia evelin evelyn everardo ezequiel fabian fabiana fabiola fabricio
    facundo fanny fatima faustino fausto federica federico felicia feliciana feliciano felicitas
    felipa felipe felix fermin fermina fernanda fernando fidel fidelia fidencio filemon filiberto
    fiona flavia flavio flor flora florencia florencio florentina florentino florinda fortino
    frances francesca francis francisca francisco frank franklin fred freddy frida froilan gabino
    gabriel gabriela gael gary gaspar gema genaro genoveva george gerald gerardo german gertrudis
    gilberto gilda gina giovanna giovanni gisela gisele giselle gladis gladys glenda gloria
    gonzalo grace graciela gregoria gregorio gretel grisel griselda guadalupe guido guillermina
    guillermo gumaro gustavo hannah harold harry haydee heather hector heidi helen helena helio
    heriberto herlinda hermelinda hermenegilda hermenegildo herminia herminio hernan hilaria
    hilario hilda hipolito homero honorio horacio hortensia howard hugo humberto ian ignacia
    ignacio ildefonso ileana iliana imelda ines ingrid inocencia inocencio irasema irene iris irma
    irving isaac isabel isabela isaias isaura isela isidora isidro isis ismael israel itzel ivan
    ivana ivette ivonne ixchel jacinta jacinto jack jackie jacob jacqueline jaime jaimes jairo
    james jamie jane janet janeth janette janice jaqueline jasmin jason javier jazmin jean
    jeanette jeff jefferson jeffrey jenifer jennie jennifer jenny jeremias jeremy jeronimo jerry
    jesica jess jesse jessica jessie jesus jesusa jill jim jimena joan joana joanna joanne joao
    joaquin joaquina joe joel joelle johana johanna john johnny jonatan jonathan jordan jorge jose
    josefa josefina joseph joshua josue jovita joyce juan juana juanita judith judy julia julian
    juliana julie julieta julio julissa justa justina justino justo karen karina karl karla karol
    kate katerine katherine kathleen kathryn kathy katia katie katya kayla keila kelly ken kenia
    kenneth kevin kim kimberly kirsten kristen kristin kristina laila lajpop lara larry laura
    laureano laurel lauren lawrence lazaro leah leandra leandro lee leila lenin leobardo leocadia
    leon leonarda leonardo leonel leonor leonora leopoldina leopoldo leslie leticia leyla lia
    liana libia librado lidia ligia lila lili lilia lilian liliana lilibeth lily lina linda lisa
    lisandro lisbeth lissette liz lizbeth lizeth lizette lola lorena lorenza lorenzo loreto lorna
    louis louise lourdes loxa lucas lucero lucia luciana luciano lucila lucina lucio lucrecia lucy
    luis luisa luiz luke lupe lupita luz lydia lynn macarena macaria macario madeleine magali
    magaly magda magdalena magnolia maira malena manuel manuela mara marc marcela marcelina
    marcelino marcelo marcia marcial marcio marco marcos margaret margarita margarito maria mariam
    mariana mariano maribel maricela maricruz marie mariel mariela marilu marilyn marina mario
    marion marisa marisela marisol maritza mariza marjorie mark marlen marlene marta martha martin
    martina maruch mary maryann matias matilde matthew maura maureen mauricio mauro maximiliano
    maximino maximo mayahuel mayra megan melania melanie melba melchor melina melissa melody melva
    mercedes meredith micaela michael michaela michel michele michelle miguel miguelina mike
    milagros mildred milton minerva mireya miriam mirian mirna miroslava misael modesta modesto
    moises molly monica monserrat montserrat morgan myriam myrna nabor nadia nahui nallely nancy
    naomi narciso natalia natalie nataly nayeli nazario nelida nelly nelson nereida nestor neyda
    nicanor nicholas nicolas nicolasa nicole nicte nidia niels nilda nina nixon noe noelia noemi
    nora norberto norma nubia nuria nydia obdulia octavia octavio odalis odette ofelia olga
    olimpia oliva olivia omar ondina oralia orfa oriana orlando oscar osiris osvaldo oswaldo
    otilia otoniel ovidio pablo palmira paloma pamela paola pascual pascuala pastora patricia
    patricio patrick paul paula paulina paulino paulo pedro perfecta perla peter petra petrona
    petul phil philip phillip pilar plutarco ponciano porfiria porfirio primitivo priscila
    prudencia prudencio rachel rafael rafaela raissa ralph ramiro ramon ramona randall randy
    raquel raul raymundo rebeca rebecca refugio regina reina reinaldo renata renato rene reyna
    reynaldo ricarda ricardo richard rigoberta rigoberto rita robert roberta roberto robin rocio
    rodolfo rodrigo rogelia rogelio roger rolando roman romana romeo romina romulo ronald rosa
    rosalba rosalia rosalina rosalinda rosalio rosalva rosana rosangela rosario rosaura rosenda
    rosendo rosy roxana ruben rufina rufino ruperto russell ruth ruy ryan sabina sabino sabrina
    salma salome salvador salvadora sam samanta samantha samara samuel sandra santiago santos sara
    sarah sarahi sarai saul scott sean sebastian sebastiana serafin sergio severa severiano
    severino sharon sheila shirley silverio silvestre silvia silvina simeon simon simona sixto
    socorro sofia soila sol soledad sonia sophia sophie stella stephanie stephen steve steven
    stuart sucely sue susan susana susanna susy suyapa suzanne sylvia tamara tania tanya tatiana
    telma teodora teodoro teofila teofilo teresa teresita tereza thelma theresa thiago thomas
    tiburcia tiburcio tiffany tim timotea timoteo timothy tina tito tlalli todd tom tomas tomasa
    tonatiuh tony tracy trinidad ulises urania urbano ursula valentin valentina valeria valerie
    vanesa vanessa veronica vianey vicenta vicente vicky victor victoria victoriana victoriano
    vidal vilma vinicio vinicius violeta virgilio virginia virna vitoria vivian viviana vladimir
    walter wanda wenceslao wendy wilber wilfredo wilfrido william wilma wilmer wilson xavier
    ximena xiomara xmal xochiquetzal xochitl xunka yadira yahaira yajaira yamileth yanet yaneth
    yanira yareli yaritza yasmin yaxkin yazmin yesenia yesica yessenia yessica yoana yolanda
    yolotl yuliana yuri yuridia yvette yvonne zacarias zaida zaira zenaida zenon zoe zoila zoraida
    zulema zulma
    """)

#: Given names that are nouns or places too.
WEAK_GIVEN = _words("""
    alba alma alondra amada amparo angel angeles asuncion aurora austin azucena belen blanca
    caridad carolina celeste charlotte concepcion consuelo coral cruz dolores dulce esmeralda
    esperanza estrella flor flora florence georgia gloria grace guadalupe iris jordan justa justo
    libertad liberty linda lucero luz mar margarita martin mercedes milagros modesto morgan norma
    paloma pastora perla pilar primitivo prudencia refugio regina reina reyna rosa rosario
    salvador santiago santos socorro sol soledad trinidad urbano victoria violeta virginia
    """)

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


def is_given(word: str) -> bool:
    """Tell whether a folded word is a given name that is hardly anything else.

    >>> is_given("leticia"), is_given("alma")
    (True, False)
    """
    return word in GIVEN and word not in WEAK_GIVEN


def is_surname(word: str) -> bool:
    """Tell whether a folded word is a surname that is hardly anything else.

    Besides the table, Spanish patronymics ("-ez") of five letters and more count.

    >>> is_surname("ordonez"), is_surname("sanchez"), is_surname("luna")
    (True, True, False)
    """
    if word in WEAK_SURNAME:
        return False
    return word in SURNAMES or (len(word) > 4 and word.endswith("ez"))
