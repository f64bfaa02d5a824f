"""Given names common in Mexico, Central America and its diaspora.

Facts of everyday use, written for this project; folded (see ``folding.fold``). A name that is
also a common noun or a place counts as weak: alone it does not make a person.
"""


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


GIVEN = _words(
    """
    aaron abel abelardo abigail abraham abril adalberto adam adan adela adelaida adele adelina
    adolfo adrian adriana adrienne agata agnes agueda agustin agustina aida aidee aileen alan
    alastair alba albert alberta alberto alcira alec alejandra alejandrina alejandrino alejandro
    alejo alessandra alessandro alex alexa alexander alexandra alexis alfonsa alfonsina alfonso
    alfredo alice alicia alina alison aliyah allan allison alma alondra alonso altagracia alvaro
    alyssa amada amalia amalio amanda amarilis amaya amber amelia amelie america amilcar amina
    amir amparo amy ana anabel anahi anaite anastasia anders andre andrea andreas andree andres
    andrew andy anette angel angela angeles angelica angelina angeline angelique angie anibal
    anita ann anna annabel anne annette annika anselma anselmo anthony antoine anton antonella
    antonia antonieta antonio apolonia april araceli aracely ariadna ariana arianna ariel arlene
    arlette armand armando arnaud arno arnold arnoldo arnulfo artemio arthur arturo asa ashley
    astrid asuncion atanasio audrey august augusta augusto aura aurelia aureliano aurelio aurora
    avery axel aziz azucena balam baltasar baltazar barbara barry bart bartolome basilia basilio
    beatrix beatriz becky belen belinda belisario ben benedicta benigno benita benito benjamin
    benny berenice bernabe bernadette bernard bernarda bernardino bernardo berta bertha beth betsy
    bettina betty beverly bill billy birgit blake blanca bob bobby bonifacio brad bradley brandon
    braulio brenda brendan brent brett brian brianna bridget brigida brittany brooke bruce bruna
    bruno bryan byron caetano caitlin calixto calvin camila camille camilo candace candelaria
    candice candida carey caridad carina carl carla carlo carlos carlota carly carmela carmen
    carmina carol carolina caroline carolyn carolyne carrie casandra casey casimiro cassandra
    catalina catarina catherine cathy cayetano cecilia cecilio celeste celestino celia celina
    celso cesar chad chantal charles charlotte chelsea chloe chris christa christian christiane
    christina christine christophe christopher chuck ciara cielo cindy cinthia cintia cipriano
    ciro citlali citlalin citlalli claire clara clarence clarisa clarissa claude claudette claudia
    claudio clay clemencia clemente clementina cleo cleofas cleotilde clifford clifton colin
    colleen concepcion connie connor consolacion constance constanza consuelo coral corey corina
    corinne cornelio cory courtney craig crescencio crispin crispina cristal cristian cristiana
    cristina cristino cristobal cruz crystal cuauhtemoc curtis custodio cynthia dagmar dagoberto
    daisy dale dalia damaris damian dan dana daniel daniela danielle danilo danny daphne daria
    dario darren darwin dave david dawn daysi deanna debbie deborah debra deepak deisy delfina
    delfino delia della delmy demetria demetrio denis denisa denise denisse dennis derek desiree
    desmond devin devon deysi diana diane dianne diego dimas dina dinora dinorah dionicio dionisia
    dionisio dolly dolores dominga domingo dominic dominique domitila donald donato donna dora
    doreen doris doroteo dorothy doug douglas drew dulce duncan dustin dwight dylan earl ed eddie
    edelmira edelmiro eden eder edgar edgardo edith edmundo edna eduarda eduardo eduvigis edward
    edwin efrain efren egidio eileen eladio elaina elaine elba elda eldon eleanor eleazar elena
    eleonora eleuterio elfego elfrida eli elia eliana elias elida elie eligio elisa elisabeth
    elisenda eliseo eliza elizabeth ella ellen ellie elliot elliott elmer elodia eloisa eloy
    elpidio elsa elsy elton elva elvia elvira emanuel emanuela emelia emerson emigdio emilce emile
    emilia emiliana emiliano emilio emily emma emmanuel emmett enedina enoc enrico enrique
    enriqueta epifania epifanio epigmenio erasmo erendira eric erica erick ericka erik erika erin
    erminia ernest ernestina ernestine ernesto ervin esaul escolastica esmeralda esmerelda
    esperanza estanislao esteban estefania estela estella estelle esther estrella etelberto
    etelvina ethan eufemia eufemio eugene eugenia eugenio eulalia eulogio eunice euridice eusebia
    eusebio eustaquio eutimio eva evan evandro evangelina evaristo eve evelia evelin evelyn
    everardo everett everton ezequiel ezra fabian fabiana fabien fabiola fabricio facundo faith
    fanny fatima faustino fausto federica federico felicia feliciana feliciano felicitas felicity
    felipa felipe felisa felix fermin fermina fernand fernanda fernando fidel fidelia fidelina
    fidencio filemon filiberto fiona fiorella flavia flaviano flavio flor flora florencia
    florencio florentina florentino florinda floyd fortino fortunata fortunato frances francesca
    francia francis francisca francisco franck franco francois francoise frank franklin franz fred
    freda freddy frederic frederick frederique frida frieda friedrich froilan fulgencio gabino
    gabriel gabriela gabriele gael gail galdino gareth garrett gary gaspar gaudencio gavin gema
    gemma genaro gene genevieve genoveva geoffrey george georges georgina gerald geraldina
    geraldine gerardo gerhard germaine german gertrude gertrudis ghislaine giancarlo gianna gil
    gilbert gilberto gilda gilles gina ginger giorgio giovanna giovanni gisela gisele giselle
    giulia giuseppe gladis gladys glen glenda glenn gloria godofredo gonzalo gordon grace graciela
    graham grant greg gregg gregoria gregorio gregory gretchen gretel griffin grisel griselda
    guadalupe guido guilherme guillaume guillermina guillermo gumaro gunther gustavo gwen
    gwendolyn hal hamza hannah hans harald harold harry hassan haydee hayley hazel heather hector
    heidi helen helena helga helio helmut henri henriette henry herbert herculano heriberto
    herlinda herman hermann hermelinda hermenegilda hermenegildo hermes herminia herminio hernan
    hilaria hilario hilary hilda hipolito holly homero honorio hope horacio horst hortensia howard
    hubert huberto hugh hugo hugues humberto hussein ian ida ignacia ignacio ignacy igor ilan
    ilana ildefonso ileana ileen iliana ilse imelda immanuel inaki indira ines inga ingeborg
    ingrid inigo inmaculada inocencia inocencio irasema iratxe irene irina irineo iris irma irving
    isaac isabel isabela isabelle isaias isaura isela ishmael isidora isidro isis ismael isolda
    israel itzae itzayana itzel itzia ivan ivana ivette ivonna ivonne ixchel jacinta jacinto jack
    jackie jackson jacob jacqueline jaime jaimes jairo jake jamal james jamie jan jana jane janet
    janeth janette janice jaqueline jared jaroslav jasmin jasmine jason javier jay jayne jazmin
    jean jeanette jeannette jeff jefferson jeffrey jelena jenifer jenna jennie jennifer jenny jens
    jeremias jeremy jerome jeronimo jerry jesica jess jesse jessica jessie jessika jesus jesusa
    jewel jill jim jimena joan joana joanna joanne joao joaquin joaquina jocelyn jocelyne jodi
    jody joe joel joelle joey johan johana johanna johannes john johnny jolene jon jonas jonatan
    jonathan jordan jordi jorge joris jose josefa josefina josefine joselyn josep joseph josephine
    joshua josiah josue jovita joy joyce juan juana juanita juanito judas judit judith judy julia
    julian juliana julie julien juliet julieta juliette julio julissa june jurgen justa justin
    justina justine justino justo kaitlyn kamal kamila kara karen karim karin karina karl karla
    karlo karol kasandra katarina kate katerine kathe katherina katherine kathleen kathrin
    kathrine kathryn kathy katia katie katrina katya kay kayla keila keith kelly kelsey ken kendra
    kenia kenneth kerry kevin kiara kim kimberly kirk kirsten klaus kris kristen kristian kristin
    kristina kristine kurt kyle kylie laila lajpop lambert lance landon lara larry lars laura
    laureano laurel lauren laurence laurent lauri lauro lawrence lazaro leah leana leandra leandro
    leda lee leif leila lena lenin lenora leo leobardo leocadia leon leona leonarda leonardo
    leonel leonor leonora leopold leopoldina leopoldo leroy leslie lester leticia levi leyla lia
    liam liana lianne libia librado lidia liduvina lidya ligia lila lili lilia lilian liliana
    lilibeth lily lina lincoln linda lindsay lindsey lionel lisa lisandra lisandro lisbeth
    lissette liz lizbeth lizeth lizette lloyd logan loida lola lonnie lorelei lorena lorenza
    lorenzo loreto lorie lorna lou louis louise lourdes loxa luc luca lucas lucero lucia luciana
    luciano lucie lucien lucila lucille lucina lucio lucrecia lucy ludmila ludovic luigi luis
    luisa luiz luka lukas luke lupe lupita luther luz luzmila lydia lyle lyndsay lynn ma mabel
    macarena macaria macario mack maddalena madeleine madeline madison magali magaly magda
    magdalena magnolia maia maira maite malcolm malena malik mallory manfred manny manolo manon
    manuel manuela mara marc marcel marcela marcelina marcelino marcelle marcelo marcia marcial
    marcio marco marcos marcy marek margaret margarete margarita margarito margaux margie margo
    margot marguerite maria mariajose mariam mariana marianela marianne mariano maribel marica
    maricela maricruz marie mariel mariela marielos marietta marija marilena marilu marilyn marina
    mario marion marisa marisabel marisela marisol maritza mariza marjorie mark marlen marlene
    marleny marlon marni marshall marta martha martin martina martine maruch marvin mary maryann
    mathias mathieu matias matilda matilde matt matteo matthew maud maura maureen mauricio mauro
    max maxime maximilian maximiliano maximino maximo maya mayahuel mayra mayte meg megan meghan
    mehmet mel melania melanie melba melchor melina melinda melissa melody melva mercedes mercy
    meredith merle mia micaela michael michaela michal michel michele michelle miguel miguelangel
    miguelina mike mikel mila milagros milan mildred milena miles millie milo milton minerva
    miranda mireya miriam mirian mirna miroslava mirza misael mitchell modesta modesto mohamed
    mohammed moira moises molly mona monica monique monserrat montserrat mordecai morgan muriel
    mustafa myriam myrna nabor nadia nadine nadja nahui naima nallely nancy naomi naomy narciso
    natacha natalia natalie nataly natasha nathalie nathan nathaniel nayeli nazario neal neil
    nelida nelly nelson nereida nery nestor neyda nicanor nicholas nick nickolas nicola nicolas
    nicolasa nicole nicoletta nicte nidia niels nigel nikki nilda nils nina nixon noah noe noel
    noelia noelle noemi nohemi nolan nora norberto noreen norma norman norris nubia nuno nuria
    nydia obdulia octavia octavio odalis oded odette ofelia olaf olav oleg olga olimpia oliva
    oliver olivia olivier ollie omar ondina oralia orestes orfa oriana oriol orlando osbaldo oscar
    osiris osvaldo oswaldo otilia otoniel otto ovidio owen pablo paige palmira paloma pam pamela
    paola pascal pascale pascual pascuala pastora patrice patricia patricio patrick patsy patty
    paul paula paulina pauline paulino paulo pavel payton pearl pedro peggy penelope penny
    perfecta perla perry pete peter petra petrona petul phil philip philippe phillip phoebe
    phyllis pierre pietro pilar piotr plutarco polly ponciano porfiria porfirio preston primitivo
    priscila prudencia prudencio quentin quirino rachel rachelle radames rafael rafaela raimundo
    raina rainer raissa ralph ramiro ramon ramona ramsey randall randolph randy raphael raphaelle
    raquel rashid raul raven ray raymond raymundo reba rebeca rebecca reed refugio regina regis
    reid reina reinaldo reinhard remedios remy renata renato renaud rene rex reyna reynaldo rhonda
    ricarda ricardo riccardo richard rick ricky rigo rigoberta rigoberto riley rita rob robbie
    robert roberta roberto robin robyn rocco rocio rod roderick rodney rodolfo rodrigo rogelia
    rogelio roger roland rolando rolf roman romana romeo romina romulo ron ronald ronaldo ronnie
    rory rosa rosaelena rosalba rosalia rosalie rosalina rosalind rosalinda rosalio rosalva rosana
    rosangela rosanna rosanne rosario rosaura rosemarie rosemary rosenda rosendo rosina ross
    roswitha rosy roxana roy royce ruben ruby rudi rudolf rudy rufina rufino rupert ruperto russ
    russell rusty ruth ruy ryan sabina sabine sabino sabrina sadie sahar sally salma salome
    salvador salvadora salvatore sam samanta samantha samara samir samira samuel sandra sandro
    sandy sanjay santiago santos sara sarah sarahi sarai sascha saskia saul savannah scarlett
    scott sean sebastian sebastiana sebastien selena selene selma serafin serena serge sergei
    sergio seth severa severiano severine severino shane shannon sharon shaun shawn sheena sheila
    sheldon shelly sherry shirley sibyl sid sidney siegfried sienna sigfrido sigrid silas silvana
    silvano silverio silvestre silvia silvina simeon simon simona simone siobhan sixto skye
    socorro sofia soila sol solange soledad sonia sonja sophia sophie spencer stacey stacy stan
    stanley stefan stefania stefano stella stephan stephanie stephen steve steven stu stuart
    sucely sue summer suraya suri susan susana susanna susannah susanne susy suyapa suzanna
    suzanne suzette sven sylvia tabitha tad talia tamar tamara tammy tania tanner tanya tara taryn
    tasha tatiana tatyana ted telma teodora teodoro teofila teofilo tere teresa teresita tereza
    teri terrence terry tess tessa thaddeus thelma theo theodora theodore theresa theresia thiago
    thierry thomas thorsten tiago tiburcia tiburcio tiffany tim timotea timoteo timothy tina tito
    tlalli tobias toby todd tom tomas tomasa tomasz tonantzin tonatiuh tony tonya tracey tracy
    travis trevor tricia trina trinidad troy tyler tyrone udo ulises ulrich ulrike urania urbano
    uriel ursula valentin valentina valentino valeria valerie valery vance vanda vanesa vanessa
    vaughn velia vera vern verna vernon veronica vianey vicenta vicente vick vicky victor victoria
    victoriana victoriano vidal vilma vincent vincenzo vinicio vinicius viola violeta virgilio
    virginia virna vito vitoria vivian viviana viviane vladimir vladimira volker wade wally walt
    walter wanda warren wayne wenceslao wendell wendy wes wesley wilber wilbert wilfred wilfredo
    wilfrid wilfrido willa william willy wilma wilmer wilner wilson winifred winnie winston
    wolfgang woodrow xavi xavier ximena xiomara xmal xochiquetzal xochitl xunka yadira yael
    yahaira yair yajaira yamileth yan yanet yaneth yanira yann yannick yareli yaritza yasmin
    yasmina yaxkin yazmin yehuda yesenia yesica yessenia yessica yoana yolanda yolotl yosef
    yuliana yuliya yuri yuridia yuriria yusuf yves yvette yvonna yvonne zacarias zach zachary zack
    zaida zaira zeferino zeinab zelda zenaida zenon zita zoe zoila zoltan zoraida zuleika zulema
    zulma
    """
)

#: Given names that are nouns or places too.
WEAK_GIVEN = _words(
    """
    alba alma alondra amada amber america amparo angel angeles april asuncion august aurora austin
    azucena belen blanca brooke caridad carolina celeste chad charlotte cielo concepcion
    consolacion consuelo coral cruz crystal dolores dulce earl esmeralda esperanza estrella faith
    flor flora florence francia georgia ginger gloria grace grant guadalupe hazel hope iris israel
    jackson jasmine jordan joy june justa justo libertad liberty lincoln linda logan lucero luz
    madison mar margarita martin max maya mercedes mercy milagros modesto morgan norma paloma
    pastora pearl penny perla pilar preston primitivo prudencia raven ray refugio regina reina
    remedios reyna rosa rosario ruby salvador santiago santos savannah scarlett skye socorro sol
    soledad summer trinidad urbano victoria violeta virginia
    """
)


def is_given(word: str) -> bool:
    """Tell whether a folded word is a given name that is hardly anything else.

    >>> is_given("leticia"), is_given("alma")
    (True, False)
    """
    return word in GIVEN and word not in WEAK_GIVEN
