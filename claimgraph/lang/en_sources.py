"""English words that tell who a source is: head nouns of descriptions by source type, titles, words around names."""

from __future__ import annotations

from typing import Final

from claimgraph.lang.en_given_names import FEMALE_NAMES, MALE_NAMES

__all__ = ["SOURCE_WORDS"]


def _words(text: str) -> frozenset[str]:
    """The words of ``text``; "_" stands for a space."""
    return frozenset(word.replace("_", " ") for word in text.split())


_HEADS: Final[dict[str, frozenset[str]]] = {
    "official_unnamed": _words("""
        official officials spokesman spokesmen spokeswoman spokeswomen spokesperson spokespersons spokespeople
        representative representatives aide aides adviser advisers advisor advisors diplomat diplomats envoy envoys
        ambassador ambassadors negotiator negotiators mediator mediators minister ministers deputy deputies
        undersecretary secretary president premier chancellor king prince emir governor governors mayor mayors
        senator senators congressman congresswoman congressmen lawmaker lawmakers legislator legislators mp mps
        parliamentarian parliamentarians councillor councillors councilman councilwoman official's
        commander commanders general generals colonel colonels captain lieutenant major admiral admirals officer
        officers sergeant soldier soldiers troops chief chiefs head heads leader leaders director directors
        chairman chairwoman chair investigator investigators detective detectives prosecutor prosecutors inspector
        inspectors sheriff sheriffs deputy policeman policemen policewoman firefighter firefighters regulator
        regulators authorities authority judge judges attorney attorneys lawyer lawyers counsel coroner
        bureaucrat bureaucrats politician politicians candidate candidates campaigner campaigners executive
        executives manager managers ceo treasurer treasurers clerk clerks mep meps press_officer negotiating_team
    """),
    "anonymous": _words("""
        source sources insider insiders person people informant informants whistleblower whistleblowers
        individual individuals someone somebody
    """),
    "local_unspecified": _words("""
        resident residents local locals witness witnesses eyewitness eyewitnesses bystander bystanders villager
        villagers townspeople neighbor neighbors neighbour neighbours inhabitant inhabitants survivor survivors
        refugee refugees evacuee evacuees civilian civilians activist activists medic medics paramedic paramedics
        doctor doctors nurse nurses surgeon surgeons teacher teachers student students pupil parent parents mother
        father son daughter brother sister cousin uncle aunt wife husband widow relative relatives family families
        friend friends farmer farmers fisherman fishermen shopkeeper shopkeepers trader traders driver drivers
        worker workers rescuer rescuers volunteer volunteers protester protesters protestor protestors demonstrator
        demonstrators passenger passengers passer-by passers-by tribesman tribesmen elder elders man woman boy girl
        men women youth youths caller callers detainee detainees prisoner prisoners inmate inmates settler settlers
        organiser organisers organizer organizers shepherd shepherds baker vendor vendors guard guards crew sailor sailors customer customers employee
        employees pilot pilots owner owners onlooker onlookers shopper shoppers tenant tenants pensioner
        pensioners landlord landlords hiker hikers miner miners fishermen crowd crowds attendee attendees pal pals
    """),
    "media_outlet": _words("""
        media press newspaper newspapers outlet outlets channel channels television tv radio broadcaster broadcasters
        agency agencies daily dailies magazine magazines tabloid website websites portal paper papers news_agency
        newswire wire network networks publication publications newscast radio_station radio_stations tv_station
        tv_stations television_station television_stations
    """),
    "media_correspondent": _words("""
        correspondent correspondents reporter reporters journalist journalists stringer stringers photographer
        photographers cameraman bureau_chief columnist columnists anchor presenter commentator editor editors
    """),
    "document": _words("""
        statement statements report document documents study studies communique communiqué memo memos letter letters
        email emails e-mail filing filings indictment affidavit complaint lawsuit court_papers papers records record
        transcript transcripts footage video videos image images imagery picture pictures photo photos photograph
        photographs recording recordings tape tapes audio survey surveys poll polls data figures statistics analysis
        assessment autopsy findings dossier bulletin press_release release announcement advisory note notice
        communication cable cables paper log logs test tests results census sheet map maps chart book memoir manifesto
        testimony audit review index column op-ed editorial essay research article draft drafts outline outlines
        polling blueprint blueprints necropsy biopsy biography biographies clip clips caption captions snapshot
        snapshots leaflet leaflets pamphlet pamphlets diary diaries research_paper working_paper position_paper
        models modelling modeling projection projections simulation simulations
        policy_paper white_paper confidential_paper internal_paper discussion_paper strategy_paper briefing_paper
    """),
    "social_media": _words("""
        user users post posts tweet tweets account accounts blogger bloggers netizen netizens poster posters
        commenter commenters telegram_channel telegram_channels youtube_channel youtube_channels facebook_page
        facebook_pages facebook_group facebook_groups whatsapp_group whatsapp_groups telegram_group telegram_groups
    """),
    "unspecified": _words("""
        reports rumours rumors expert experts analyst analysts observer observers critic critics scholar scholars
        researcher researchers scientist scientists academic academics economist economists historian historians
        many some others several most none everyone both few supporters opponents exiles specialist specialists
        engineer engineers forecaster forecasters meteorologist meteorologists seismologist seismologists
        pathologist pathologists interviewee interviewees respondent respondents author authors professor professors consultant consultants skeptics sceptics team
    """),
    "named_organization": _words("""
        lab laboratory laboratories observatory institute
        police army military navy government ministry ministries command coalition force forces militia militias
        group groups movement party parties faction factions union council committee commission company firm
        corporation bank university court tribunal parliament senate congress house department office embassy
        consulate mission administration campaign opposition rebels militants insurgents organization organisation
        institute institution foundation charity hospital church agency bureau service services guard corps
        brigade battalion regiment unit cabinet presidency kremlin state regime side delegation board association
        federation league alliance bloc authority fund watchdog observatory monitor centre center syndicate
        school district club airline airport utility junta defence defense intelligence leadership palace
        secretariat front coast_guard general_staff joint_staff national_guard press_office air_force battalions brigades operator manufacturer company's think-tank ngo ngos
        museum shelter theatre theater zoo insurer bakery brewery utility carrier retailer automaker supplier developer
        haulier shipowner management employers trust trusts
    """),
}

SOURCE_WORDS: Final[dict[str, frozenset[str]]] = {
    **_HEADS,
    "determiners_definite": _words("the this that these those its his her their our my"),
    "determiners_indefinite": _words(
        "a an another one two three four five six seven eight nine ten some several many other both at_least "
        "a_number_of numerous multiple various a_few few no dozens hundreds"
    ),
    "person_pronouns": _words("he she him her himself herself"),
    "male_pronouns": _words("he him his himself"),
    "female_pronouns": _words("she her hers herself"),
    "thing_pronouns": _words("it its itself"),
    "plural_pronouns": _words("they them their themselves"),
    "first_pronouns": _words("i we me us myself ourselves"),
    "relative_pronouns": _words("who which that whom"),
    "demonstratives": _words("this that these those the_latter the_former"),
    "prepositions": _words(
        "of for in at from with by near on inside outside around across along to about close familiar briefed "
        "speaking based working who which that whose citing quoted cited as within under over among against "
        "involved living present responsible aware knowledgeable via representing linked affiliated loyal "
        "watching monitoring covering following said say says according including identified known"
    ),
    "place_prepositions": _words("in at from near inside outside around across along on within"),
    "name_particles": _words("al bin ibn bint abu abd von van de der den del della da di du la le ben el ter ap"),
    "portfolios": _words("""
        affairs agriculture alcohol arts aviation borders budget budgets business children climate commerce
        communication communications communities community construction consumer cooperation culture customs defence
        defense democracy development disarmament drugs economics economy education electricity elections employment
        energy engineering environment equality explosives exports families family finance finances firearms fisheries
        fishery food forestry forests gas government growth health heritage homeland housing immigration imports
        industries industry information infrastructure innovation insurance integration intelligence interior
        investment irrigation justice labor labour land lands law letters livestock logistics management markets media
        medicine migration mines minerals mining narcotics oil operations parks pensions petroleum planning policy
        population ports prevention procurement protection reconstruction reconciliation reform refugees relief
        religion research resettlement resources rights roads safety sanitation science sciences security services
        skills sport sports standards statistics supply taxation taxes technology telecommunications tobacco tourism
        trade training transport transportation treasury universities veterans water welfare wildlife women work
        works youth
    """),
    "name_joiners": _words("of for and the on de & del des du"),
    "male_names": _words(MALE_NAMES),
    "female_names": _words(FEMALE_NAMES),
    "male_words": _words(
        "mr sir spokesman chairman congressman policeman king prince father brother son husband man boy uncle "
        "cameraman fisherman businessman salesman"
    ),
    "female_words": _words(
        "mrs ms miss spokeswoman chairwoman congresswoman policewoman queen princess mother sister daughter wife "
        "woman girl aunt widow businesswoman"
    ),
    "titles": _words("""
        mr mrs ms miss dr sir lord lady dame prof professor rev reverend sheikh sheik imam ayatollah pope archbishop
        bishop cardinal rabbi father sister brother
        president vice-president premier chancellor king queen prince princess emir sultan
        minister prime deputy vice acting former ex interim late then-president foreign defence defense interior
        secretary undersecretary attorney general gen lt lieutenant col colonel maj major capt captain sgt sergeant
        brig brigadier adm admiral cpl commander chief marshal ambassador envoy spokesman spokeswoman
        spokesperson representative rep sen senator congressman congresswoman mp mayor governor gov councillor
        councilman councilwoman sheriff judge justice inspector detective superintendent commissioner director
        chairman chairwoman chairperson chair head leader coach officer official adviser advisor aide analyst expert
        researcher scientist economist historian author activist lawyer lawmaker legislator prosecutor doctor nurse
        teacher student resident witness farmer neighbor neighbour driver shopkeeper owner founder co-founder ceo
        whip counselor counsellor strategist pollster manager editor editor-in-chief correspondent reporter journalist photographer columnist anchor commentator
        editor host speaker whip coordinator engineer pilot cleric preacher
        candidate democrat republican executive president-elect mep cllr
    """),
    "organization_words": _words("""
        ministry department army navy force forces command council committee commission agency bureau office
        university institute institution college school party movement front union association organization
        organisation group company corp corporation inc ltd llc plc bank fund court tribunal police guard guards
        corps brigade brigades battalion staff chiefs congress parliament senate house assembly government authority
        administration service services news press media network television tv radio times post journal herald
        tribune observatory observatory's foundation center centre federation league alliance coalition society
        church hospital club team airlines airways nations watch international crescent cross initiative project
        board directorate intelligence regiment division resistance secretariat embassy system systems
        communications conference syndicate confederation chamber museum laboratory
    """),
    "capital_descriptions": _words("""
        president minister secretary chief general commander governor mayor senator chancellor premier king queen
        prince pope sheriff attorney spokesman spokeswoman officials official department ministry army military
        government police embassy office church court council parliament
    """),
    "statement_words": _words("""
        statement statements communique communiqué release press_release announcement post tweet posting message
        declaration
    """),
    "report_words": _words("report reports dispatch story article investigation tally count interview bulletin"),
    "occupations": _words("""
        nurse doctor surgeon teacher parent mother father driver shopkeeper farmer neighbor neighbour resident
        student survivor passenger medic paramedic fisherman baker trader engineer pilot worker volunteer witness
        lawyer mayor sheriff commander captain engineer scientist researcher professor survivor coach
    """),
    "outlet_nouns": _words("site website portal channel station newspaper daily magazine broadcaster tabloid"),
    "body_openers": _words("jaish jaysh jabhat harakat kataib liwa faylaq"),
    "known_bodies": _words(
        "republicans democrats kremlin pentagon vatican hezbollah hizbullah hizballah hamas taliban houthis ansarallah fatah isis daesh al-qaeda al-shabaab al-shabab m23"
    ),
    "media_modifiers": _words(
        "state state-run state-owned state-controlled official semi-official local national regional foreign public "
        "private independent pro-government opposition western arab daily news business student radio television tv"
    ),
    "local_modifiers": _words("local field tribal town village residential"),
    "anonymous_phrases": _words("""
        condition_of_anonymity asked_not_to_be_named asked_not_to_be_identified declined_to_be_named
        declined_to_be_identified not_authorized_to not_authorised_to requested_anonymity spoke_anonymously
        requesting_anonymity asked_for_anonymity not_to_be_named anonymously did_not_want_to_be_named
        did_not_wish_to_be_named
    """),
    "additive_cues": _words("added adding continued continuing went_on also_said noted stressed explained concluded"),
    "citing_cues": _words("citing cited cites quoting quoted quotes quote referring_to crediting with_reference_to"),
    "cited_by": _words(
        "seen_by obtained_by reviewed_by viewed_by quoted_by cited_by carried_by as_quoted_by as_cited_by reported_by relayed_by published_by"
    ),
    "told_words": _words("told tells telling informed"),
    "speaking_words": _words("""
        speaking_to spoke_to speaking_with spoke_with talking_to talked_to said_to saying_to interview_with
        interview_to interviewed_by interview_on statement_to statements_to comments_to comment_to remarks_to
        statement_carried_by remarks_carried_by comments_carried_by message_to email_to confirmed_to
        speaking_on said_on interview_by published_in published_by quoted_by cited_by carried_by aired_on
        aired_by broadcast_on broadcast_by carried_on told_to appeared_on appearing_on article_for wrote_in
        writing_in interview_published_by interview_aired_on according_to_a_report_by as_saying_by saying_by
    """),
    "platform_words": _words("""
        on via in through post_on message_on statement_on page_on channel_on account_on posted_on posted_to
        posting_on wrote_on writing_on tweeted_on published_on shared_on
    """),
    "participles": _words(
        "taken shot drawn seen sent made shown given written read put aired held known out dated due"
    ),
    "apposition_openers": _words("a an the another one"),
    "before_times": _words("late early last this next on in by at since of from earlier later"),
    "leading": _words(
        "by from to and according per via as but or with both even while meanwhile moreover however earlier later "
        "also then still"
    ),
    "tail_stops": _words(
        "speaking citing quoted cited who which that whose whom according said say says saying including quoting "
        "identified known working"
    ),
    "staff": _words(
        "correspondent correspondents reporter reporters journalist journalists stringer stringers photographer "
        "photographers source sources witness crew bureau chief editor anchor presenter columnist team"
    ),
    "rest_words": _words("some many others another both few several one most all none"),
    "body_heads": _words(
        "group movement organization organisation body ministry party company firm institution agency"
    ),
    "any_man": _words("man"),
    "any_woman": _words("woman"),
    "any_reporter": _words("reporter correspondent journalist"),
    "any_speaker": _words("official source"),
    "crowd_words": _words("people individuals"),
    "trailing": _words("also previously initially first later now then earlier recently has have had both there here"),
    # Fields by which two descriptions of unnamed sources may fit each other.
    "field_medical": _words("""
        medical medic medics paramedic paramedics doctor doctors nurse nurses surgeon surgeons hospital hospitals
        clinic clinics health physician physicians ambulance
    """),
    "field_military": _words("""
        military army soldier soldiers troops commander commanders general generals officer officers navy colonel
        defence defense forces
    """),
    "field_police": _words(
        "police policeman policemen policewoman detective detectives sheriff investigators security"
    ),
    "field_government": _words("""
        official officials government minister ministers ministry authorities administration palace presidency cabinet
        aide aides adviser advisers
    """),
    "field_diplomatic": _words("diplomat diplomats diplomatic envoy envoys ambassador ambassadors embassy"),
    "field_rescue": _words("rescuer rescuers rescue firefighter firefighters volunteers"),
    "field_local": _words("""
        local locals resident residents villager villagers inhabitant inhabitants townspeople witness witnesses
        eyewitness eyewitnesses bystander bystanders neighbour neighbours neighbor neighbors
    """),
    "field_activist": _words("activist activists campaigner campaigners opposition monitor"),
    "field_rebel": _words("rebel rebels fighter fighters militant militants insurgent insurgents resistance militia"),
    "field_legal": _words("lawyer lawyers prosecutor prosecutors court judge judges judicial legal attorney attorneys"),
    "field_expert": _words("expert experts analyst analysts observer observers scholar scholars"),
    "bare_heads": _words("""
        source sources official officials people person insider insiders report reports individual individuals some
        others spokesman spokeswoman spokesperson informed knowledgeable reliable
    """),
    "state_bodies": _words("""
        ministry minister army military navy government police president presidency cabinet defence defense foreign
        interior kremlin parliament spokesman spokeswoman administration pentagon
    """),
    "anonymous_plurals": _words("sources officials people insiders persons diplomats individuals aides"),
    "headline_tails": _words("monitor monitors watchdog"),
    "headline_sources": _words(
        "say says said claim claims report reports according source sources reportedly alleged allegedly"
    ),
    "empty_words": _words("""
        a an and are as at be been but by for from had has have her his if in into is it its more near no not of on or
        over she he than that the their them they this to up was were when which while who will with after before
        during also about against all amid some out
    """),
    "number_words": _words("at least nearly almost about around more than some over only up"),
    "group_words": _words("group number dozens hundreds scores thousands handful couple pair trio most majority half"),
    "any_bodies": _words("""
        group groups company companies firm firms organization organizations organisation organisations network networks
        faction factions militia militias movement party parties body bodies monitor monitors watchdog charity charities
        rebels militants bank university hospital court club union association
    """),
    "people_words": _words("member clerk contributor fighter colleague veteran guest visitor owner founder organizer"),
    "vague_numbers": _words("some several many few numerous multiple various dozens hundreds scores thousands"),
    "rank_words": _words("""
        senior top high-ranking ranking unnamed unidentified anonymous veteran elderly young old new another chief key
        leading junior other local-level middle-aged unspecified one same said local
    """),
    "knowledge_words": _words("knowledge matter talks plan plans situation deal familiar direct condition case issue"),
    "workplaces": _words(
        "hospital clinic centre center mine factory plant newspaper station market farm ward firm shop"
    ),
    "fronts": _words("market front line lines"),
}
