"""Given names that tell whether a person is called "he" or "she".

Those of English are the names that the 1990 census of the United States (a work of its government, in the public domain)
counts fifteen times as often for one sex as for the other; common names of other languages, as English news spells them,
were added by hand. Names that are common words or places were left out.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FEMALE_NAMES", "MALE_NAMES"]

MALE_NAMES: Final = """
    aaron abbas abdallah abdel abdul abdullah abdulrahman abe abel abiy abraham abram adalberto adam adan adnan
    adolfo adolph agustin ahmad ahmed ajay akram al alain alan alassane alastair albert alberto alden aldo alec
    alejandro aleksandar aleksandr aleksei alessandro alex alexander alexei alexis alfonso alfonzo alfred
    alfredo ali alistair allan allen alonso alonzo alphonse alphonso alton alvaro alvin amado ambrose amin amir
    amit amos anas anatoly anders anderson andre andreas andrei andres andrew andrey andriy andrzej andy angelo
    angus anibal anil anthony antione antoine anton antone antonio antonis antony antwan anwar archie arden
    ariel arlen arlie armand armando arnold arnoldo arnulfo aron arron arseniy artem arthur arturo arun asa
    ashok ashraf asif atiku augustus aurelio avi avigdor aviv ayman aziz badr bandar barack barney barrett barry
    bart barton bashar basil bassam beau ben benedict benito benjamin bennett benny benton bernard bernardo
    bernie bert bertram beto bezalel bilal bilawal bill billy binali bjorn blaine blake bo bob bobby bohdan bola
    booker boris borys boyce boyd brad bradford bradley bradly brady brain branden brandon brant brendan brendon
    brent brenton bret brett brian brice brock broderick brooks bruce bruno bryan bryant bryce bryon buck bud
    buddy buford bulent burak burl burt burton buster byron caleb callum calvin cameron carl carlo carlos
    carlton carmelo carmine carson carter cecil cedric cedrick cesar chadwick chance charles charley charlie
    chas chase chauncey chester chet christoper christopher chuck clarence clark claud claude claudio clay
    clayton clement clemente cletus cleveland cliff clifford clifton clint clinton clive clyde cody cole coleman
    colin collin colton columbus conrad cordell corey cornelius cornell cortez cory coy craig crispin cristobal
    cristopher curt curtis cyril cyrus dalton damian damien damion damon dan dane danial daniel danilo danny
    dante darell daren darin dario darius daron darrel darrell darren darrick darrin darron darryl darwin daryl
    dave david davis deandre deangelo declan del delbert delmar delmer demarcus demetrius denis dennis denver
    denys derek derick derrick deshawn desmond devlet dewayne dewey dewitt dexter dick diego dieter dillon
    dimitris dino dirk dmitri dmitry dmytro domenic domingo dominic dominick don donald donn donnell donny
    donovan donte dorsey doug douglas douglass dov doyle dragan drew duane dudley duncan dustin dwain dwayne
    dwight dylan dzhokhar earle earnest ebrahim ed eddy edgar edgardo edison edmond edmund edmundo eduardo
    edward edwardo edwin efrain efren ehud ekrem elbert elden eldon eldridge eli elias elijah eliseo elliot
    elliott ellis ellsworth elmer elmo elon eloy elroy elton elvin elvis elwood emanuel emerson emery emil emile
    emilio emmanuel emmerson emmett emmitt emory emre enoch enrico enrique erasmo erdal eric erich erick erik
    ernest ernesto ernie errol ervin erwin esteban ethan etienne eugene eugenio eusebio evan everett everette
    evgeny evo ewan ewen ezekiel ezequiel ezra fabian fadi fahd faisal farid faustino fausto federico felipe
    felix felton ferdinand ferenc fergus fermin fernando fethullah fidel filiberto firas fletcher florencio
    florentino floyd forest forrest foster francesco francisco francois frank franklin franklyn fraser fred
    freddy frederic frederick fredric fredrick freeman fritz gabriel gadi galen gareth garfield garland garret
    garrett garry garth gary gaston gavin gaylord geert genaro gene gennady geoffrey george gerald geraldo
    gerard gerardo gerhard german ghassan gholam gideon gil gilbert gilberto giles gino giorgos giovanni
    giuseppe glen glenn gonzalo goodluck goran gordon grady graeme graham graig granville greg gregg gregorio
    gregory grigory grover guillaume guillermo gus gustavo gyorgy habib hafez hai haibatullah haider haitham
    hakainde hakeem hal hamed hamid hamish hamza hank hans harlan harland harley harold harris harrison harry
    harvey hasan hashim hassan hayden haywood heath hector heiko helmut henri henry herb herbert heriberto
    herman herschel hershel herzl hilario hilton hipolito hiram hisham hobert homer horace horacio horst hosea
    hossein howard hoyt hubert huey hugh hugo hulusi humberto hung hunter hussein hyman iain ian ibrahim ignacio
    igor ihor ike imad imran irvin irving irwin isa isaac isaiah isaias isiah isidro ismael ismail isreal issac
    istvan itamar ivan ivica jaber jacinto jack jacob jacques jair jake jamaal jamal jamar jamel james jamison
    janos jared jarod jaroslaw jarred jarrett jarrod jarvis jason jasper javad javier jay jayson jc jean jeb jed
    jeff jefferey jefferson jeffery jeffrey jeffry jens jerald jeramy jere jeremiah jeremy jermaine jeroen
    jerold jerome jeromy jerrell jerrod jerrold jerry jerzy jess jesse jesus jim jimmy joaquin joe joel joesph
    johan john johnathan johnathon johnny johnson jon jonah jonas jonathan jonathon jordon jorge jose josef
    joseph josh joshua josiah jospeh josue juan judson jules julian julien julio julius junior jurgen justin
    kamal kareem karim karl keenan keir keith kelvin kemal ken kendrick keneth kenneth kennith kenny kent kenton
    kermit keven kevin khaled khalid kieth kip kirill kirk kjell klaus kofi konstantin korey kory kraig
    kristofer kristopher krzysztof kurt kurtis kwame kyle kyriakos lamar lamont lance landon lanny larry lars
    laszlo laurence laurent lawerence lawrence lazaro leandro lech leif leland lemuel len lenard lenny leo leon
    leonard leonardo leonel leonid leopoldo leroy les lester levi lewis liam lindsey lino linwood lionel lloyd
    logan lon long lonny lorenzo louis lowell loyd luay lucas luciano lucien lucio lucius luigi luis luiz luke
    luther lyle lyman lyndon lynwood mac mack macky mahdi maher mahmoud majid maksim maksym malcolm malcom malik
    manmohan manual manuel marc marcel marcelino marcellus marcelo marco marcos marcus margarito mariano mario
    mark markus marlon marquis marshall martin marvin marwan mason massimo mateusz mathew mathieu matt matteo
    matthew matthias maurice mauricio mauro max maximo maxwell maynard mazen mckinley mehdi mehmet mel melvin
    menachem merlin mervin mevlut michael michale micheal michel miguel mikael mike mikel mikhail milan miles
    milford millard milo milorad milos milton miquel mitch mitchel mitchell mitt modesto mohamad mohamed
    mohammad mohammed moises monroe monte monty morris morton mose moses moshe mounir moustafa muhammad
    muhammadu munir muqtada murat murray mustafa mykhailo mykola myles myron nabil naftali naim naji napoleon
    narendra nasser nathan nathanael nathanial nathaniel nawaz nayib neal ned neil nelson nestor neville newt
    newton niall nicholas nick nickolas nicol nicolas nigel nikolai nikos nizar noah noble noe nolan norbert
    norberto norman normand norris nouri nuri octavio odis olaf oleg oleh oleksandr oleksiy olen olin oliver
    olivier olusegun omar omer oren orlando orrin orval orville osama oscar ostap osvaldo oswaldo otis otto owen
    pablo palmer paolo parker pasquale patrick paul pavel pavlo pawel pedro percy perry pervez pete peter petr
    petro phil philip philippe phillip pierre piers piotr porfirio porter preston qais qasem qassem quentin
    quincy quintin quinton radoslaw raed rafael rahul raila rajesh rajnath raleigh ralph ramesh rami ramiro
    ramon ramzan rand randal randall randell randolph randy raphael rashad rashid raul ravi ray rayford raymon
    raymond raymundo recep reed reggie reginald reid reinaldo reince renaldo renato reuben rex rey reyes
    reynaldo reza rhett rhys ricardo richard richie rick rickey ricky rico rigoberto riley rishi riyad rob robby
    robert roberto robt rocco rocky rod roderick rodger rodney rodolfo rodrick rodrigo rogelio roger roland
    rolando rolf rolland roman romeo ron ronald ronnie ronny roosevelt rory roscoe rosendo ross rowan roy royce
    ruben rubin rudolf rudolph rudy rueben rufus rupert ruslan russ russel russell rusty ryan saad sabah sadiq
    saeed saeid said sajid sal salah saleh salim salman salvador salvatore sam sami samir sammy samual samuel
    sanford sanjay santo saul scot scott scotty seamus sean sebastian sebastien selim semyon sergei sergey
    sergio serhiy seth seymour shad shahbaz shaker shane shaun shehbaz sheldon shelton sherman sherwood shimon
    shlomo shon sid silas silvio simon sirajuddin slobodan solomon sonny spencer stan stanford stanislav stanley
    stanton stefan stephan stephen sterling steve steven stewart stuart sulaiman suleiman suresh sven sylvester
    tad taher talal tamerlan tamim tanner taras tarek tariq tayyip ted teddy teodoro terence terrance terrell
    terrence thabo thad thaddeus theodore theron thierry thomas thorsten thurman tim timmy timothy timur titus
    tobias tod todd tom tomas tomasz tommy toney tony torsten travis trent trenton trevor trey troy truman tuan
    ty tyler tyree tyrell tyron tyrone tyson tzachi uhuru ulysses umar uri usama uwe vaclav vadim valentin
    valeriy valery vance vasily vaughn vern vernon vicente victor vijay viktor vince vincent vincenzo virgil
    virgilio vitali vitaly vito vladimir volodymyr von vyacheslav wade wael waldo walid walker wallace wally
    walter walton ward warner warren waylon wayne weldon wendell werner wes wesley weston wilber wilbert wilbur
    wilburn wiley wilford wilfred wilfredo will willard william williams willian willis willy wilmer wilson
    wilton winford winfred winston wm wolfgang woodrow wouter wyatt xavier yaakov yair yasin yasser yevgeny
    yevhen yisrael yitzhak yoav yossi yousef youssef yoweri yuri yuriy yusuf yves zabihullah zach zachariah
    zachary zachery zack zackary zaid zane zayed zdenek zeev ziad ziyad zoltan zoran
"""

FEMALE_NAMES: Final = """
    abbie abby abigail ada addie adela adelaide adele adelina adeline adriana adrianne adrienne agatha agnes
    aida aileen aimee aisha alana alba alberta alecia alejandra alene aletha alexa alexandra alexandria alfreda
    alice alicia alina aline alisa alisha alison alissa allene allie allison allyson alma alta althea alvina
    alyce alyson alyssa amalia amanda amber amelia amie amparo amy ana anastasia andrea angela angelia angelica
    angelina angeline angelique angelita angie anita ann anna annabelle annalena anne annegret annemarie annetta
    annette annie annmarie antionette antoinette araceli aretha arleen arlene arline ashlee ashleigh ashley asma
    asmaa astrid athena audra audrey augusta aurelia aurora ava avis ayelet ayesha azadeh barb barbara barbra
    beatrice beatriz becky belinda bella belle belva benazir benita bernadette bernadine bernice berniece berta
    bertha bertie beryl bess bessie beth bethany betsy bette bettie bettina betty bettye beulah beverley beverly
    bianca birdie birgit blanca blanche bobbi bonita bonnie brandi brandie brandy breanna brenda briana brianna
    brianne bridget bridgett bridgette brigitte britney brittany brittney brooke buthaina caitlin callie camilla
    camille candace candice candida candy cara caren cari caridad carissa carla carlene carly carmel carmela
    carmelita carmella carmen carol carole caroline carolyn carrie caryn casandra cassandra cassie catalina
    catharine catherine cathleen cathrine cathryn cathy catrina cecelia cecile cecilia celeste celestine celia
    celina chandra chantel charity charla charlene charlotte charmaine chasity chelsea chelsey cheri cherie
    cherry cheryl chloe christa christal christen christi christiane christie christin christina christine
    christy chrystal cindi cindy claire clara clare clarice clarissa claudette claudia claudine coleen colette
    colleen concepcion concetta connie constance consuelo cora cori corina corine corinne cornelia corrine
    cortney cressida cristina cristy crystal cynthia daisy dalia damaris danette daniela danielle danna daphne
    dara darcy daria darla darlene darya dayna deana deann deanna deanne debbie debby debora deborah debra deena
    deidra deidre deirdre delcy delia delilah della delma delois delores deloris delphine demetria dena denice
    denise desiree dessie destiny diana diane diann dianna dianne dido dilma dina dinah dionne dixie dollie
    dolly dolores dominga dona donna dora doreen doretha doris dorothea dorothy dorris dorthy dottie earlene
    earline earnestine ebony edith edna edwina edythe effie eileen ekaterina elaine elba elda eleanor eleanore
    elena elia elida elinor elisa elisabeth elise elissa eliza elizabeth ella ellen ellie elly elma elnora
    eloisa eloise elouise elsa elsie elva elvia elvira elyse emilia emilie emily emma enid erica ericka erika
    erin erlinda erma erna ernestina ernestine esmeralda esperanza essie estela estella estelle ester esther
    ethel etta eugenia eula eunice eva evangelina evangeline eve evelyn evette fannie fanny farah fatima fatimah
    fatma fay faye federica felecia felicia felicita fern filomena fiona flor flora florence florine flossie
    fran frances francesca francine francisca francoise freda freida frieda gabriela gabrielle gail galina gay
    gayla gemma gena geneva genevieve georgette georgina geraldine geri germaine gertrude ghada ghislaine gila
    gilda gillian gina ginger giorgia gisela gladys glenda glenna gloria golda goldie gracie graciela greta
    gretchen griselda guillermina gussie gwen gwendolyn hala haley hallie hanan hanna hannah harriet harriett
    harriette hattie haydee hazel heather heidi heike helen helena helene helga henrietta herminia hester hiba
    hilary hilda hillary hina hoda hollie holly hortencia huda huma ida idit ila ilaria ilene ilhan iman imelda
    imogene ina indira ines inez ingrid iola iona ione irene irina iris irma iryna isabel isabell isabella
    isabelle iva ivanka ivette ivy jacinda jacklyn jaclyn jacqueline jacquelyn jacquline jade jami jamila jana
    jane janel janell janelle janet janette janice janie janine janis janna jannie jaqueline jasmin jasmine
    jayme jayne jeanette jeanie jeanine jeanna jeanne jeannette jeannie jeannine jen jena jenifer jenna jennie
    jennifer jenny jeri jerri jessica jill jillian jo joan joann joanna joanne jocelyn jodi jodie johanna jolene
    joni josefa josefina josephine josie joyce juana juanita judi judith judy julia juliana julianne julie
    juliet juliette jung justina justine kaitlin kaitlyn kamala kara karen kari karin karina karla karrie karyn
    kate katelyn katharine katherine katheryn kathi kathie kathleen kathrine kathryn kathy katie katina katrin
    katrina katy kay kaye kayla kayleigh keisha kelli kellie kelly kellyanne kelsey kemi kendra kenya keri kerri
    kerrie ketanji khadija kim kimberlee kimberley kimberly kira kirsten kirstjen kisha kitty krista kristal
    kristen kristi kristie kristin kristina kristine kristy krystal krystle ksenia kseniya kylie lacey ladonna
    laila lakeisha lakesha lakisha lana lara larisa larissa lashawn lashonda latanya latasha latisha latonya
    latoya latrice laura laurel lauren lauretta lauri laurie lavonne lawanda layla lea leah leann leanna leanne
    leeann leila lela lelia lena lenora lenore leola leona leonor leora leota lesa lessie leta letha leticia
    letitia lettie libby lidia lila lilia lilian liliana lillian lillie lilly lily limor lina linda lindsay lisa
    liz liza lizzie lois lola lolita lona lora loraine lorena lorene loretta lori lorie lorna lorraine lorri
    lorrie lottie louella louisa louise lourdes luann lucia lucile lucille lucinda lucretia lucy ludmila luella
    luisa lula lura luz lydia lyn lynda lynette lynne lynnette lyubov lyudmila ma mabel mable madeleine madeline
    madelyn madge madonna mae magdalena maggie maha mahsa mai malala malinda malissa mallory mamata mamie manal
    mandi mandy manuela mara marcela marcella marci marcia marcie marcy margaret margarita marge margery margie
    margo margot margret margrethe marguerite mari maria mariam marian mariana marianna marianne maribel
    maricela marie marietta marilyn marilynn marina marine marisa marisela marisol marissa maritza mariya
    marjorie marjory marla marlene marquita marsha marta martha martina martine marva mary maryam maryann
    maryanne marybeth maryellen maryjane marylou matilda matilde mattie maude maudie maura maureen maurine mavis
    maxine maya mayawati mayme mayra meagan meg megan meghan melania melanie melba melinda melisa melissa
    mellisa mellissa melodie melody melva merav mercedes meredith merry mette mia michaela michele michell
    michelle migdalia milagros mildred millicent millie mina mindy minerva minnie miranda miri miriam mirna
    missy misty mitzi mollie molly mona monica monika monique muna muriel myra myrna myrtle nada nadezhda nadia
    nadine nadiya najla nan nancy nanette nannie naomi narges nasrin natalia natalie nataliya natasha nathalie
    nelda nell nellie nelly nettie neva nichole nicola nicole nikki nilda nina nirmala nita noa noelle noemi
    noga nola nona noor nora noreen norma nour octavia odessa ofelia oksana ola olena olga olive olivia oma opal
    ophelia ora oralia orna paige pam pamala pamela pansy paola parisa patrica patrice patricia patsy patti
    pattie patty paula paulette paulina pauline pearl pearlie pearline peggy penelope penny petra philippa
    phillis phoebe phyllis pilar pippa polina polly portia pramila pratibha pricilla priscilla priti priyanka
    queen rachael racheal rachel rachelle rae rafaela raisa ramona rana randi rania raquel rasha rashida reba
    rebeca rebecca rebekah reem regina reina rena renae renee renita reta retha reva reyna rhea rhoda rhonda
    rima rita robbin roberta robyn rochelle rocio ronda rosa rosalee rosalia rosalie rosalind rosalinda rosalyn
    rosanna rosanne rosario rose roseann roseanne rosella rosemarie rosemary rosena rosetta rosie rosita roslyn
    rowena roxana roxanna roxanne roxie ruby ruth ruthie sabine sabrina sadie sahar sahra sallie sally salma
    samantha samatha samira sana sandi sandra sandrine sandy sanna santa sara sarah sasha saundra savannah
    segolene selena selina selma serena shana shanda shanna shari sharlene sharon sharron shauna shawna shayla
    sheena sheila shelia shelley shellie shelly sheree sheri sherri sherrie sherry sheryl shiela shireen shirin
    shirley shonda sierra silvia simone siobhan smriti socorro sofia soledad sondra sonia sonja sonya sophia
    sophie soraya souad staci stacie stav stefanie stella stephanie stormy sue suella suha sun susan susana
    susanna susanne sushma susie suzan suzanne suzette svetlana sviatlana sybil sylvia sylvie tabatha tabitha
    tamar tamara tameka tamela tamera tami tamika tammi tammie tammy tamra tana tania tanisha tanya tara taryn
    tasha tatiana tatyana tawana tera teresa teresita teri terra terri terrie tessa tessie thangam thelma
    theodora theresa therese tia tiara tiffani tiffany tillie tina tisha tomasa toni tonia tonya tori traci
    tracie treva tricia trina trisha trudy tulsi twila tzipi una ursula usha vada valarie valencia valentina
    valeria valerie vanessa veda velma venus vera verda verna vernell vernice veronica veronique vesta vicki
    vickie vicky victoria vida viktoria vilma viola violet virgie virgina vivian vonda wafa wanda wendi wendy
    wilda wilhelmina willa wilma winifred winnie winona ximena xiomara yael yasmin yasmine yekaterina yesenia
    yolanda yulia yuliya yvette yvonne zahra zainab zeinab zelda zella zelma zenaida zhanna zoe zoila zulema
"""
