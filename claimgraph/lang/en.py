"""English: cue classes, role nouns, time words. Data only; all entries are lower case."""

from __future__ import annotations

from claimgraph.lang import en_says as says
from claimgraph.lang.en_pages import CAPTION_MARKS, FURNITURE, FURNITURE_MARKS
from claimgraph.lang.en_time import (
    DATE_MARKS,
    DATE_PATTERNS,
    DATE_SHIFTS,
    FUTURE_WORDS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    RELATIVE_DAYS,
    TENSE,
    TIME_UNITS,
    WEEKDAYS,
)
from claimgraph.records import Language

__all__ = ["LANGUAGE"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


_IRREGULAR = """
said say | says say | told tell | wrote write | written write | spoke speak | spoken speak | thought think |
believed believe | knew know | known know | heard hear | saw see | seen see | felt feel | held hold | found find |
showed show | shown show | gave give | given give | made make | took take | taken take | went go | gone go |
came come | left leave | led lead | meant mean | met meet | paid pay | put put | read read | ran run | sent send |
set set | shot shoot | stood stand | struck strike | swore swear | sworn swear | taught teach | threw throw |
understood understand | withdrew withdraw | won win | began begin | begun begin | bore bear | borne bear |
broke break | broken break | brought bring | caught catch | chose choose | chosen choose | cut cut | drew draw |
drawn draw | fell fall | fallen fall | flew fly | foresaw foresee | foreseen foresee | foretold foretell |
forecast forecast | fought fight | got get | gotten get | grew grow | hit hit | kept keep | laid lay | lost lose |
overheard overhear | rebutted rebut | retold retell | rose rise | risen rise | sought seek | shed shed | shut shut |
sank sink | sunk sink | sold sell | spent spend | spread spread | became become | built build | drove drive |
killed kill | died die | is be | are be | was be | were be | been be | being be | am be | has have | had have |
having have | does do | did do | done do | doing do | dying die | lying lie | lied lie | lies lie | tying tie |
bet bet | upheld uphold | mistook mistake | denies deny | replies reply | quit quit | slain slay | slew slay
"""

LANGUAGE = Language(
    code="en",
    abbreviations=_words(
        """mr mrs ms mx dr prof st ste mt ft rev fr gen lt col maj capt cmdr cpl sgt pvt adm brig gov sen sens rep reps
        hon pres supt det insp msgr messrs mme mlle no nos p vs v cf e.g i.e viz fig figs vol pp
        approx ca c al. eng gens drs profs revs amb atty asst assoc dept univ del
        jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun tel"""
    ),
    closing_abbreviations=_words(
        """u.s u.k u.n e.u u.a.e u.s.a u.s.s.r d.c l.a n.y n.j a.m p.m a.d b.c inc corp ltd co bros llc plc jr sr etc
        ph.d m.d b.a m.a d.phil esq et.al al ave blvd rd sq calif fla pa mass conn va md wash ore tenn ga ill ind wis
        minn mich ariz colo ala okla mo ky la nev tex vt n.h n.c s.c n.m n.d s.d w.va r.i neb kan ark miss del wyo mont
        a.k.a p.s v.p r.i.p cal est fed min max hrs hr lbs oz ft in cm km sq"""
    )
    - _words("in min max la co ill ind pa mo ga va md miss ore"),
    sentence_starters=_words(
        """the a an he she it they we i you this that these those there his her its their our my your in on at by for
        from with but and or so yet however meanwhile although though while when if as after before since during
        according also now then still even what who why how where some many most all both no not one two three more
        nobody none everyone someone police another other earlier later last next despite because until under over about asked speaking mr mrs ms to"""
    ),
    irregular_forms=dict(pair.split() for pair in _IRREGULAR.replace("\n", " ").split("|")),
    suffixes=(
        ("ies", "y"),
        ("ied", "y"),
        ("ying", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("es", "e"),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ),
    auxiliaries=_words(
        """be is are was were been being am has have had having do does did will would shall should can could may might
        must 's 've 'd 'll 're also later first now then further again repeatedly previously recently earlier already
        immediately publicly separately once long just only still never not n't ever to widely categorically
        explicitly flatly firmly strongly vehemently"""
    ),
    stance_cues=says.STANCE_CUES,
    attitude_cues=says.ATTITUDE_CUES,
    no_statement_cues=says.NO_STATEMENT_CUES,
    opinion_verbs=says.OPINION_VERBS,
    silence_verbs=says.SILENCE_VERBS,
    soft_negations=says.SOFT_NEGATIONS,
    clausal_cues=says.CLAUSAL_CUES,
    showing_cues=says.SHOWING_CUES,
    naming_cues=says.NAMING_CUES,
    reportive_adverbs=says.REPORTIVE_ADVERBS,
    calling_cues=says.CALLING_CUES,
    seeming_cues=says.SEEMING_CUES,
    reportive_adjectives=says.REPORTIVE_ADJECTIVES,
    phase_verbs=says.PHASE_VERBS,
    hedging_nouns=says.HEDGING_NOUNS,
    reportive_participles=says.REPORTIVE_PARTICIPLES,
    bare_reportives=says.BARE_REPORTIVES,
    modals=says.MODALS,
    untruth_words=says.UNTRUTH_WORDS,
    relay_cues={
        "citing": frozenset({"citing", "quoting", "with reference to"}),
        "quote": _words("quoted quotes quote quoting cited"),
        "nouns": _words("report reports reporting account story article claim claims allegation allegations assertion"),
        "figures": _words(
            "figure number toll total count crowd estimate cost damage size tally turnout casualties dead losses distance range "
            "speed height depth age price value magnitude strength share rate bill"
        ),
        "asked": _words("asked pressed questioned quizzed challenged"),
        "saying": _words("saying telling stating claiming confirming adding describing denying warning reporting"),
        "by": _words(
            "quoted reported cited carried published relayed broadcast aired confirmed seen obtained reviewed"
        ),
    },
    negations=_words("not n't never no neither nor without cannot"),
    access_words={
        "witnessed": _words(
            """witness witnesses eyewitness eyewitnesses witnessed saw seen heard watched onlooker onlookers bystander
            bystanders survivor survivors passer-by passers-by filmed felt observed spotted"""
        ),
        "told": _words("briefed informed told heard overheard learned learnt citing"),
        "document": _words(
            """statement statements document documents report reports study studies memo memos letter letters transcript
            transcripts record records filing filings indictment complaint affidavit footage video videos photo photos
            photograph photographs image images email emails e-mail e-mails survey poll polls census audit leaflet communique communiqué
            dossier file files recording recordings tape tapes paper papers readout testimony ruling verdict decree
            contract contracts cable cables data figures bulletin log logs manifest lab laboratory laboratories tests
            analysis scan scans autopsy radar satellite satellites"""
        ),
        "outlet": _words(
            """newspaper newspapers agency agencies media press channel channels television tv radio broadcaster website
            magazine magazines daily weekly outlet outlets station network newswire wire portal tabloid correspondent
            reporter journalist news"""
        ),
    },
    access_verbs={
        "own": _words("saw seen heard watched witnessed observed spotted counted smelled smelt"),
        "was": _words("told briefed informed notified advised"),
        "from": _words("heard learned learnt spoke spoken talked"),
        "told": _words("told informed assured tells"),
        "read": _words("read reviewed"),
    },
    scene_words=_words("scene site spot ground"),
    present_words=_words("aboard inside there present nearby"),
    source_heads={
        "official_unnamed": _words(
            """official officials spokesman spokeswoman spokesperson spokesmen spokespeople aide aides adviser advisers
            advisor advisors diplomat diplomats minister ministers officer officers commander commanders general generals
            leader leaders lawmaker lawmakers prosecutor prosecutors investigator investigators authority authorities
            detective detectives judge judges governor mayor ambassador envoy envoys secretary deputy inspector
            inspectors negotiator negotiators senator senators congressman congresswoman administrator regulator
            regulators soldier soldiers policeman policemen lawyer lawyers attorney attorneys chief chiefs director
            directors president premier councillor councillors undersecretary planners planner representative
            representatives bureaucrats councilor coroner"""
        ),
        "anonymous": _words(
            "source sources insider insiders person people somebody someone figure informant informants"
        ),
        "local_unspecified": _words(
            """resident residents local locals villager villagers witness witnesses eyewitness eyewitnesses neighbor
            neighbors neighbour neighbours onlooker onlookers bystander bystanders survivor survivors shopkeeper
            shopkeepers farmer farmers worker workers doctor doctors medic medics nurse nurses teacher teachers student
            students parent parents relative relatives mother father brother sister son daughter wife husband widow
            activist activists refugee refugees passenger passengers fisherman fishermen driver drivers man woman men
            women protester protesters demonstrators rescuers rescuer"""
        ),
        "media_outlet": _words(
            """newspaper newspapers agency agencies media press channel channels television tv radio broadcaster website
            magazine magazines daily weekly outlet outlets station network newswire portal tabloid news"""
        ),
        "media_correspondent": _words(
            "correspondent correspondents reporter reporters journalist journalists photographer stringer freelancer"
        ),
        "document": _words(
            """statement statements document documents report study studies memo letter transcript filing indictment
            complaint affidavit footage video videos photo photos photograph photographs image images email emails survey
            poll polls census audit communique communiqué dossier recording recordings tape tapes paper readout ruling
            verdict decree bulletin data figures records record letters documents release memo memos research"""
        ),
        "social_media": _words(
            "user users tweet tweets post posts blogger bloggers commenters account accounts netizens"
        ),
        "named_organization": _words(
            """police army military government ministry force forces navy command party department office council
            committee administration coalition company group union commission court palace bank club hospital university
            agency militia movement front brigade fire-brigade lab laboratory laboratories observatory institute parliament cabinet regime troops rebels militants"""
        ),
        "unspecified": _words(
            "reports rumors rumours accounts others some many critics experts analysts observers exiles groups"
        ),
    },
    pronouns=_words(
        """he she it they we i you who which that this these those him her them us me one himself herself themselves
        itself his hers theirs another others both neither some many several"""
    ),
    determiners=_words(
        """the a an this that these those his her its their our my some several many two three four five six seven eight
        nine ten other another most all both one dozens hundreds unnamed unidentified local senior top"""
    ),
    clause_openers=_words(
        """that which who whom whose when while as after before because since although though if whether where until
        unless but and or than so"""
    ),
    finite_verbs=_words(
        """is are was were has have had does did do will would can could may might must should shall isn't aren't wasn't
        weren't hasn't haven't hadn't doesn't didn't don't won't wouldn't can't couldn't says said tells told came went
        took made gave got began left led ran sent fell rose hit struck shot held found saw knew became brought kept won
        lost met stood grew broke drew drove flew fought sank sought spoke spent threw wrote comes goes takes makes gives
        gets begins leaves leads runs falls rises holds finds sees knows becomes brings keeps remains marks contains
        includes shows means seems appears shares lies sits sold paid put set cut built caught chose burst set fled"""
    ),
    months=MONTHS,
    weekdays=WEEKDAYS,
    numbers=NUMBERS,
    relative_days=RELATIVE_DAYS,
    date_shifts=DATE_SHIFTS,
    time_units=TIME_UNITS,
    ordinals=ORDINALS,
    date_marks=DATE_MARKS,
    future_words=FUTURE_WORDS,
    date_patterns=DATE_PATTERNS,
    past_forms=TENSE["past_forms"],
    present_forms=TENSE["present_forms"],
    timetable_verbs=TENSE["timetable_verbs"],
    intending_verbs=TENSE["intending_verbs"],
    ahead_modals=TENSE["ahead_modals"],
    possible_modals=TENSE["possible_modals"],
    arranging_verbs=TENSE["arranging_verbs"],
    scheduled_nouns=TENSE["scheduled_nouns"],
    starting_words=TENSE["starting_words"],
    setting_verbs=TENSE["setting_verbs"],
    limit_prepositions=TENSE["limit_prepositions"],
    dated_names=TENSE["dated_names"],
    column_words=_words(
        """opinion analysis live exclusive watch video videos explainer explained editorial factbox breaking update updated
        photos pictures gallery timeline review interview podcast comment commentary column recap q&a profile obituary
        investigation feature cartoon letters newsletter briefing fact-check factcheck"""
    ),
    prepositions=_words(
        "of in by from for on at who with near inside to about against under over within across around among outside"
    ),
    furniture_marks=FURNITURE_MARKS,
    caption_marks=CAPTION_MARKS,
    furniture=FURNITURE,
)
