"""English: cue classes, role nouns, time words. Data only; all entries are lower case."""

from __future__ import annotations

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

_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
_WEEKDAYS = "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun"


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
    stance_cues={
        "denies": _phrases(
            """deny, denial, reject, rejection, refute, dispute, dismiss, rebut, contradict, disavow, repudiate, debunk,
            disown, doubt, disbelieve, knock down, pour cold water, cast doubt, brush off, brush aside, scoff, scoff at,
            play down, downplay, call into question, disagree, rule out, discount, exclude the possibility, negate,
            take issue, rubbish, shoot down reports, challenge the claim, deny any"""
        ),
        "alleges": _phrases(
            """claim, allege, allegation, accuse, accusation, blame, charge, purport, contend, hold responsible, hold * responsible, find * guilty,
            point the finger, lay the blame, put the blame, pin the blame, insinuate, attribute to, profess,
            level the accusation, implicate, denounce as, brand, lay responsibility, point a finger"""
        ),
        "confirms": _phrases(
            """confirm, confirmation, acknowledge, corroborate, admit, concede, verify, bear out, authenticate, affirm,
            validate, attest, vouch, own up, back up, substantiate, certify, acknowledgment"""
        ),
        "asks": _phrases(
            """urge, call on, call upon, call for, call to, ask, ask for, demand, request, appeal, appeal to,
            appeal for, beg, plead, implore, exhort, press for, question, wonder, inquire, enquire, query, propose,
            recommend, recommendation, advise, invite, encourage, petition, raise question, beseech, summon, order,
            instruct, challenge"""
        ),
        "expects": _phrases(
            """vow, predict, prediction, pledge, promise, threaten, threat, expect, forecast, project, anticipate,
            foresee, foretell, swear, guarantee, prophesy, envisage, vow to, bet, undertake, assure, look forward"""
        ),
        "hedged": _phrases(
            """suggest, hint, imply, believe, think, suspect, speculate, speculation, guess, assume, presume, suppose,
            surmise, raise the possibility, raise concern, express concern, leave open, rumor, rumour, conjecture, feel,
            reckon, seem, appear, refuse to rule out, decline to rule out, refuse to exclude,
            decline to exclude, consider it possible, hypothesize, theorize, voice doubt, express doubt, infer,
            raise doubt, signal, intimate, keep open, sense, suspicion, belief, reportedly, allegedly, purportedly,
            supposedly, apparently, seemingly, not be sure, be unsure, imagine, have the impression"""
        ),
        "asserts": _phrases(
            """put * at, say, tell, report, according to, announce, state, add, note, declare, explain, write, tweet, post, remark,
            comment, reply, respond, answer, insist, argue, maintain, assert, warn, stress, emphasize, emphasise,
            underline, underscore, reveal, disclose, testify, describe, recall, recount, reiterate, repeat, observe,
            mention, point out, conclude, find, show, estimate, inform, relate, read, indicate, determine, cite, quote,
            learn, detail, complain, joke, quip, shout, cry, whisper, continue, publish, release, broadcast, notify,
            complain, specify, clarify, compare, count, record, document, state, put, call, see, hear, know, be clear,
            make clear, caution, alert, elaborate, lament, boast, exclaim, go on, rule, hold, agree"""
        ),
    },
    attitude_cues=_phrases(
        """want, wish, hope, fear, worry, plan, intend, support, back, favor, favour, oppose, endorse, prefer, like, love,
        hate, seek, try, aim, decide, decision, consider, mull, weigh, refuse, decline, welcome, praise, hail, criticize,
        criticise, criticism, condemn, denounce, slam, blast, attack, decry, deplore, mock, thank, congratulate, applaud,
        defend, approve, disapprove, resent, regret, apologize, apologise, agree to, offer to, look for, need, desire,
        be willing, be ready, be eager, be reluctant, be determined to, be committed, opposition, supporter, proponent,
        opponent, advocate, advocate for, push for, push, press, focus on, discuss, talk about, debate, negotiate, vote,
        nominate, name, prepare to, threaten to leave, embrace, adopt, sign, pass, choose, opt, would like, enjoy,
        be happy, be concerned, be worried, be afraid, be angry, be disappointed, be proud, expect better, condole,
        express condolence, express support, express hope, express gratitude, voice support, mourn, celebrate, long for,
        dream, yearn, study, examine, investigate, commit to, allow, ban, permit, restrict, forbid, attack on,
        support for, demand for, honor, honour, salute, admire, dislike, tolerate, accept, lash out, rail against"""
    ),
    no_statement_cues=_phrases(
        """decline to comment, decline to say, decline to give, decline to provide, decline to identify, decline to name,
        decline to elaborate, decline to discuss, decline to answer, decline to speak, decline to confirm,
        decline to respond, decline to specify, decline to disclose, decline to be, decline an interview,
        decline interview, decline further comment, decline comment, decline request, decline to talk, decline to reveal,
        decline to make, decline to take, decline to address, decline to speculate, decline multiple, decline repeated,
        refuse to comment, refuse to say, refuse to answer, refuse to discuss, refuse to give, refuse to confirm,
        refuse to elaborate, refuse to identify, refuse to name, refuse to speak, refuse to disclose, refuse to respond,
        no comment, have no comment, have no immediate comment, offer no comment, offer no detail, give no detail,
        give no further detail, provide no detail, give no reason, give no explanation, give no figure, make no comment,
        make no mention, could not be reached, be not available for comment, be unavailable, be unavailable for comment,
        remain silent, stay silent, keep silent, keep mum, remain tight-lipped, be tight-lipped, ignore question,
        neither confirm nor deny, have no information, take no question, dodge question, sidestep question"""
    ),
    opinion_verbs=_words(
        "think believe suspect guess believes thinks suspects thought believed suspected assume doubts"
    ),
    silence_verbs=_words(
        """respond reply return answer comment elaborate specify say mention disclose confirm provide give discuss address
        explain identify name offer tell clarify verify release reveal acknowledge announce detail corroborate know
        report publish issue make speak"""
    ),
    soft_negations=_phrases(
        "rule out, exclude, deny, dispute, discount, preclude, contradict, refute, reject, dismiss"
    ),
    clausal_cues=_words(
        """describe find show see hear know record document publish release broadcast call put learn read discover rule hold
        count compare determine detail recall agree translate establish observe feel discuss"""
    ),
    showing_cues=_words("show find record document detail determine establish see observe detect identify"),
    naming_cues=_phrases(
        """know, call, name, title, dub, nickname, entitle, label, seem, appear, look, sound, describe as, seemingly,
        apparently, design, release, sign, refer to as"""
    ),
    reportive_adverbs=_words("reportedly allegedly purportedly supposedly"),
    reportive_participles={
        "believed": "hedged",
        "thought": "hedged",
        "understood": "hedged",
        "presumed": "hedged",
        "assumed": "hedged",
        "suspected": "hedged",
        "rumored": "hedged",
        "rumoured": "hedged",
        "said": "hedged",
        "reported": "hedged",
        "estimated": "hedged",
        "alleged": "alleges",
        "claimed": "alleges",
        "accused": "alleges",
        "blamed": "alleges",
        "expected": "expects",
        "predicted": "expects",
        "forecast": "expects",
        "projected": "expects",
    },
    bare_reportives=_words("believed thought presumed alleged blamed rumored rumoured understood"),
    relay_cues={
        "citing": frozenset({"citing", "quoting", "with reference to"}),
        "quote": _words("quoted quotes quote quoting cited"),
        "nouns": _words("report reports reporting account story article claim claims allegation allegations assertion"),
        "figures": _words(
            "figure number toll total count crowd estimate cost damage size tally turnout casualties dead losses"
        ),
        "asked": _words("asked pressed questioned quizzed challenged"),
        "saying": _words("saying telling stating claiming confirming adding describing denying warning reporting"),
        "by": _words(
            "quoted reported cited carried published relayed broadcast aired confirmed seen obtained reviewed"
        ),
    },
    modals={
        "hedged": _words(
            """may might appears appear appeared seems seem seemed possibly probably perhaps apparently likely allegedly
            reportedly presumably supposedly purportedly maybe unclear"""
        ),
        "expects": _words("will would shall 'll won't 'd plans intends expects expect expected"),
        "denies": _words("doubt doubts doubted deny denies denied reject rejects rejected"),
    },
    untruth_words=_words(
        """false untrue baseless fabricated fabrication fabrications lie lies unfounded groundless nonsense fake hoax
        invented incorrect inaccurate wrong misleading rubbish absurd"""
    ),
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
            photograph photographs image images email emails survey poll polls census audit leaflet communique communiqué
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
    months={name: 1 + n for n, names in enumerate(_MONTHS.split("|")) for name in names.split()},
    weekdays={name: n for n, names in enumerate(_WEEKDAYS.split("|")) for name in names.split()},
    numbers={
        "zero": 0,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "thirteen": 13,
        "fourteen": 14,
        "fifteen": 15,
    }
    | {
        "a": 1,
        "an": 1,
        "twenty": 20,
        "thirty": 30,
        "couple of": 2,
        "a couple of": 2,
        "few": 3,
        "a few": 3,
        "several": 3,
    },
    relative_days={
        "today": 0,
        "tonight": 0,
        "yesterday": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
        "last night": -1,
        "overnight": 0,
    },
    date_shifts={
        "last": -1,
        "past": -1,
        "previous": -1,
        "this": 0,
        "current": 0,
        "next": 1,
        "coming": 1,
    },
    time_units={
        form: unit for unit in ("day", "week", "month", "year", "weekend", "decade") for form in (unit, unit + "s")
    }
    | {"night": "night", "fortnight": "fortnight"},
    future_words=_words(
        """will would shall won't 'll plan plans planned scheduled schedule due until till upcoming coming next deadline
        expire expires slated forthcoming intends intend hopes aims expected expects expect expiring tomorrow promised
        vowed pledged prepare preparing preparations ahead proposed past starting beginning ending"""
    ),
    date_patterns=(
        ("day", r"\b(?P<year>(?:19|20)\d\d)-(?P<month_number>\d\d)-(?P<day>\d\d)(?!\d)"),
        ("day", r"\b(?P<day>\d{1,2})\.(?P<month_number>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b"),
        (
            "day",
            (
                r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|and)\s?(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
                r"(?P<month>{month})\b\.?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
            ),
        ),
        (
            "day",
            (
                r"\b(?P<month>{month})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|and|through)\s?"
                r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
            ),
        ),
        (
            "day",
            (
                r"\b(?:(?P<weekday>{weekday})\.?,?\s+)?(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
                r"(?P<month>{month})\b\.?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
            ),
        ),
        (
            "day",
            (
                r"\b(?:(?P<weekday>{weekday})\.?,?\s+)?(?P<month>{month})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
                r"(?!:\d|\.\d|,\d| ?%| percent)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
            ),
        ),
        (
            "month",
            r"\b(?:(?:early|mid|late)[- ])?(?P<month>{month})\.?,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b",
        ),
        (
            "shift",
            (
                r"\b(?:(?:early|earlier|late|later|mid)[- ])?(?P<shift>{shift})\s+"
                r"(?:(?P<unit>week|month|year|weekend|night|decade)\b|(?P<weekday>{weekday_full})\b|(?P<month>{month_full})\b)"
            ),
        ),
        ("shift", r"\b(?:over|on|during|at) the (?P<unit>weekend)\b"),
        ("ago", r"\b(?<![\d][.,])(?P<number>{number}|\d{1,3})\s+(?P<unit>{unit})\s+ago\b"),
        ("span", r"\bthe\s+(?:last|past|previous)\s+(?P<number>{number}|\d{1,3})\s+(?P<unit>{unit})\b"),
        ("relative", r"(?i:\b(?P<relative>{relative})\b)"),
        ("weekday", r"\b(?:(?:[Ll]ate|[Ee]arly)\s+)?(?:(?:[Oo]n\s+)?(?P<weekday>{weekday_full}))\b"),
        (
            "month",
            (
                r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Bb]etween|[Ee]arly|[Ll]ate|[Mm]id|and|to|of)[- ]"
                r"(?P<core>(?:(?:early|mid|late)[- ])?(?P<month>{month_full}))\b(?! \d)"
            ),
        ),
        (
            "year",
            (
                r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Bb]etween|[Ee]arly|[Ll]ate|[Mm]id|and|to|of|the|[Bb]efore|"
                r"[Aa]fter)[- ](?P<core>(?:(?:early|mid|late)[- ])?(?P<year>(?:19|20)\d\d))\b(?![-/.,]?\d|s\b)"
            ),
        ),
    ),
    column_words=_words(
        """opinion analysis live exclusive watch video videos explainer explained editorial factbox breaking update updated
        photos pictures gallery timeline review interview podcast comment commentary column recap q&a profile obituary
        investigation feature cartoon letters newsletter briefing fact-check factcheck"""
    ),
    prepositions=_words(
        "of in by from for on at who with near inside to about against under over within across around among outside"
    ),
    furniture_marks=(
        r"photo|image|getty|picture|newsletter|cookie|reporting by|editing by|copyright|rights reserved|read more|"
        r"first appeared|pic\.twitter|views expressed|\((?:ap|afp|reuters|epa|upi)\b|©|opinions expressed|all times|originally published"
    ),
    furniture=(
        r"(?:share|follow|like|find) (?:this|us|on)\b.{0,60}",
        r"(?:share|tweet|e-?mail|print|save|comments?|reply|advertisement|sponsored|ad|menu|search|home|close|skip|next|previous|related|more|top stories|trending|most read|tags?|topics?|newsletter|sign ?up|log ?in|subscribe|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|copy link|listen|watch|video|photos?|gallery|live|opinion)s?\W*\d*",
        r"(?:comments?|replies) ?\(?\d+\)?",
        r"advertisement.{0,40}",
        r"(?:sponsored|paid) (?:content|post|by).{0,60}",
        r"(?:read|see|watch|learn|find out|click|tap|listen|view) (?:more|also|the full|full|here|next|on|our|below|all)\b.{0,140}",
        r"(?:also|related|more|must|further|recommended)[ -](?:read|reading|stories|story|articles?|news|coverage|from|on|watch)\b.{0,140}",
        r"(?:related|watch|read|listen|video|photos?|gallery|more|in pictures|see also|don't miss|exclusive|editor'?s? note|correction|disclaimer|opinion)\s*[:|>»].{0,200}",
        r".{0,60}\b(?:sign up|subscribe|register)\b.{0,30}\b(?:newsletter|to our|for our|to the|e-?mails?|here|now|today|for free)\b.{0,100}",
        r".{0,80}\b(?:cookies?|privacy policy|terms of (?:use|service)|all rights reserved|ad ?blocker)\b.{0,160}",
        r"(?:©|\(c\)|copyright)\s.{0,160}",
        r"(?:this (?:material|article|story|post|content)|the views expressed|\((?:ap|afp|reuters|epa|upi)\b|©|opinions expressed)\b.{0,30}\b(?:may not be|was originally|first appeared|originally|are those of|do not|is republished|has been|is part of)\b.{0,160}",
        r"(?:download|get|install) (?:the|our)\b.{0,40}\b(?:app|newsletter)\b.{0,60}",
        r"(?:click|tap) .{0,80}",
        r"(?:follow|contact|e-?mail|reach) .{0,80}(?:@\w|on (?:twitter|facebook|instagram|telegram|x)\b).{0,60}",
        r"(?:by|from|by:)\s?(?:the\s)?(?-i:[A-Z]).{0,80}",
        r"(?:reporting|writing|editing|edited|written|compiled|translated|additional reporting|report) by\b.{0,160}",
        r"\(?(?:additional )?reporting by\b.{0,200}",
        r"(?:source|sources|via|credit|photo|photos|image|picture|photograph|photo credit|image credit|courtesy|file photo|caption)s?\s*[:/].{0,160}",
        r".{0,300}[(\[](?:photo|image|picture|credit|file|source|ap photo|reuters/|afp/|getty|photo by|photo credit)\b[^)\]]{0,100}[)\]]\.?",
        r".{0,300}\b(?:photo(?:graph)?|image|picture|illustration|video) (?:by|courtesy(?: of)?|via|credit)\b:?\s.{0,80}",
        r".{0,200}(?:getty images|/ ?(?:reuters|afp|ap|epa|xinhua|shutterstock|upi)|ap photo|file photo|via (?:ap|reuters|getty|afp)|\((?:ap|afp|reuters|epa)\))\W*",
        r"(?:published|updated|posted|last (?:updated|modified)|created|first published|issued)\b:?.{0,80}\d.{0,40}",
        r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?\d{0,2}(?:st|nd|rd|th)?,? ?(?:\d{4})?(?:[ ,|-]+\d{1,2}[:.]\d\d.{0,20})?",
        r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ ,|-]+\d{1,2}[:.]\d\d.{0,20})?(?:, [\w .'’-]{2,40})?\W*",
        r"\d{1,2}[:.]\d\d ?(?:am|pm|a\.m\.|p\.m\.|gmt|utc|et|est|edt|cet|bst)?",
        r"(?:https?://|www\.)\S+",
        r"(?:pic\.twitter\.com|t\.co)/\S+",
        r"(?:—|--|–|-|―)\s?.{2,60}\(@\w+\).{0,40}",
        r".{0,280}pic\.twitter\.com/\w+.{0,100}",
        r"[@#]\w+(?:\s+[@#]\w+)*",
        r"[\W_]+",
        r"\d+ (?:comments?|shares?|views?|likes?|min(?:ute)?s? read|hours? ago|days? ago)\W*",
        r"(?:from the )?(?:news ?desk|staff|staff writer|staff reporter|web desk|agencies|editorial staff)\b.{0,100}",
        r"(?:story|article) continues? (?:below|after).{0,60}",
        r"(?:the )?\(?(?:associated press|reuters|afp|ap|upi|agence france-presse|bbc news|cnn|xinhua|tass)\)?\W*",
        r"we use .{0,80}cookies.{0,80}",
        r"(?:loading|please wait|enable javascript|your browser)\b.{0,100}",
        r"(?:support|donate|become a member|join us|help us)\b.{0,60}",
        r"\w+ ?/ ?\w+(?: ?/ ?\w+)*",
    ),
)
