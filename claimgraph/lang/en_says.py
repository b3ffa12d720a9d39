"""English: how a cue commits its source; the one lexicon of stance, kind and hedges. Data only, lower case.

Each class names in ``REFERENCES`` the work from which its idea and first members come; further members were met in news.
A phrase is written by lemmas; "*" stands for one to seven words.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ATTITUDE_CUES",
    "BARE_REPORTIVES",
    "CALLING_CUES",
    "CLAUSAL_CUES",
    "HEDGING_NOUNS",
    "MODALS",
    "NAMING_CUES",
    "NO_STATEMENT_CUES",
    "OPINION_VERBS",
    "PHASE_VERBS",
    "REFERENCES",
    "REPORTIVE_ADJECTIVES",
    "REPORTIVE_ADVERBS",
    "REPORTIVE_PARTICIPLES",
    "SEEMING_CUES",
    "SHOWING_CUES",
    "SILENCE_VERBS",
    "SOFT_NEGATIONS",
    "STANCE_CUES",
    "UNTRUTH_WORDS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


REFERENCES: Final[dict[str, str]] = {
    "asserts": "assertive verbs (Hooper 1975); VerbNet say-37.7, tell-37.2 (Kipper Schuler 2005)",
    "confirms": "factives and half-factives (Kiparsky & Kiparsky 1970; Hooper 1975); certain, positive (Sauri & Pustejovsky 2009, FactBank)",
    "denies": "certain, negative (Sauri & Pustejovsky 2009, FactBank); implicatives (Karttunen 1971)",
    "alleges": "report verbs that cast doubt or blame (Recasens et al. 2013); VerbNet judgment-33 (Kipper Schuler 2005)",
    "hedged": "hedges (Hyland 1998, 2005); probable and possible (Rubin 2007; Sauri & Pustejovsky 2009)",
    "asks": "directives (Searle 1976); VerbNet urge-58, inquire-37.1.2, order-60 (Kipper Schuler 2005)",
    "expects": "commissives (Searle 1976); VerbNet conjecture-29.5 of what is to come (Kipper Schuler 2005)",
    "attitude": "attitudes beside speech in PolNeAR (Newell et al. 2018); VerbNet want-32.1, admire-31.2 (Kipper Schuler 2005)",
    "no_statement": "refusals, which state nothing (annotation rules of PolNeAR, Newell et al. 2018)",
}
"""Class to the work it goes back to: the stances, then the two kinds that are no claim."""

_REFUSALS = frozenset(
    f"{verb} {which} {what}"
    for verb in ("deny", "reject", "dismiss", "turn down")
    for which in ("a", "an", "the", "his", "her", "its", "their", "any")
    for what in (
        "request",
        "motion",
        "appeal",
        "petition",
        "application",
        "bid",
        "offer",
        "plea",
        "lawsuit",
        "case",
        "visa",
    )
)
"""What is refused, not said to be untrue: "denied a request"."""

STANCE_CUES: Final = {
    "denies": _phrases(
        """deny, denial, reject, rejection, refute, dispute, dismiss, rebut, contradict, disavow, repudiate, debunk,
        disown, doubt, disbelieve, knock down, pour cold water, pour scorn, shrug off, laugh off, wave away, bat away, ridicule, scotch, quash, cast doubt, brush off, brush aside, scoff, scoff at,
        play down, downplay, call into question, disagree, rule out, discount, exclude the possibility, negate,
        take issue, rubbish, shoot down reports, challenge the claim, deny any, push back, cast * doubt"""
    ),
    "alleges": _phrases(
        """claim, allege, allegation, accuse, accusation, blame, charge, purport, contend, hold responsible, hold * responsible, find * guilty,
        point the finger, lay the blame, put the blame, pin the blame, insinuate, attribute to, profess,
        level the accusation, implicate, denounce as, brand, lay responsibility, point a finger"""
    ),
    "confirms": _phrases(
        """confirm, confirmation, acknowledge, corroborate, admit, concede, verify, bear out, authenticate, affirm,
        validate, attest, vouch, own up, back up, substantiate, certify, acknowledgment, confess, accept that, recognise that,
        recognize that, grant that, let slip, come clean"""
    ),
    "asks": _phrases(
        """urge, call on, call upon, call for, call to, ask, ask for, demand, request, appeal, appeal to,
        appeal for, beg, plead, implore, exhort, press for, question, wonder, inquire, enquire, query, propose,
        recommend, recommendation, advise, invite, encourage, petition, raise question, beseech, summon, order,
        instruct, challenge, direct * to"""
    ),
    "expects": _phrases(
        """vow, predict, prediction, pledge, promise, threaten, threat, expect, forecast, project, anticipate,
        foresee, foretell, swear, guarantee, prophesy, envisage, vow to, bet, undertake, assure, look forward"""
    ),
    "hedged": _phrases(
        """suggest, hint, imply, believe, think, suspect, speculate, speculation, guess, assume, presume, suppose,
        surmise, raise the possibility, raise concern, express concern, leave open, rumor, rumour, conjecture, feel,
        reckon, seem, appear, refuse to rule out, decline to rule out, refuse to exclude,
        decline to exclude, consider it possible, admit the possibility, admit possibility, acknowledge the possibility,
        allow for the possibility, concede the possibility, hypothesize, theorize, voice doubt, express doubt, infer,
        raise doubt, raise * concern, express * concern, voice * concern, raise * possibility, express * doubt, raise * doubt, signal, intimate, keep open, sense, suspicion, belief, reportedly, allegedly, purportedly,
        supposedly, apparently, seemingly, not be sure, be unsure, imagine, have the impression"""
    ),
    "asserts": _phrases(
        """put * at, say, tell, report, according to, announce, state, add, note, declare, explain, write, tweet, post, remark, fire back, shoot back, hit back,
        comment, reply, respond, answer, insist, argue, maintain, assert, warn, stress, emphasize, emphasise,
        underline, underscore, reveal, disclose, testify, describe, recall, recount, reiterate, repeat, observe,
        mention, point out, conclude, find, show, estimate, inform, relate, read, indicate, determine, cite, quote,
        learn, detail, complain, joke, quip, shout, cry, whisper, continue, publish, release, broadcast, notify,
        complain, specify, clarify, compare, count, record, document, state, put, call, see, hear, know, be clear,
        make clear, caution, alert, elaborate, lament, boast, exclaim, go on, rule, hold, agree, criticism that, complaint that, stand by, attribute * to"""
    ),
}
ATTITUDE_CUES: Final = _REFUSALS | _phrases(
    """want, wish, hope, fear, worry, plan, intend, support, back, favor, favour, oppose, endorse, prefer, like, love,
    hate, seek, try, aim, decide, decision, consider, mull, weigh, refuse, decline, welcome, praise, hail, criticize,
    criticise, criticism, condemn, denounce, slam, blast, attack, decry, deplore, mock, thank, congratulate, applaud,
    defend, approve, disapprove, resent, regret, apologize, apologise, agree to, offer to, look for, need, desire,
    be willing, be ready, be eager, be reluctant, be determined to, be committed, opposition, supporter, proponent,
    opponent, advocate, advocate for, push for, push, press, focus on, discuss, talk about, debate, negotiate, vote,
    nominate, name, prepare to, threaten to leave, embrace, adopt, sign, pass, choose, opt, would like, enjoy,
    be happy, be concerned, be worried, be afraid, be angry, be disappointed, be proud, be hopeful, hopeful, refer to, allude to, allude, expect better, condole, deliberate, deliberate on, forget,
    express condolence, express support, express hope, express gratitude, voice support, mourn, celebrate, long for,
    dream, yearn, study, examine, investigate, commit to, allow, ban, permit, restrict, forbid, attack on,
    support for, demand for, honor, honour, salute, admire, dislike, tolerate, accept, lash out, rail against"""
)
NO_STATEMENT_CUES: Final = _phrases(
    """decline to comment, decline to say, decline to give, decline to provide, decline to identify, decline to name,
    decline to elaborate, decline to discuss, decline to answer, decline to speak, decline to confirm,
    decline to respond, decline to specify, decline to disclose, decline to be, decline an interview,
    decline interview, decline further comment, decline comment, decline request, decline to talk, decline to reveal,
    decline to make, decline to take, decline to address, decline to speculate, decline multiple, decline repeated,
    refuse to comment, refuse to be draw, refuse to say, refuse to answer, refuse to discuss, refuse to give, refuse to confirm,
    refuse to elaborate, refuse to identify, refuse to name, refuse to speak, refuse to disclose, refuse to respond,
    no comment, have no comment, have no immediate comment, offer no comment, offer no detail, give no detail,
    give no further detail, provide no detail, give no reason, give no explanation, give no figure, make no comment,
    make no mention, could not be reached, be not available for comment, be unavailable, be unavailable for comment,
    remain silent, stay silent, keep silent, keep mum, remain tight-lipped, be tight-lipped, ignore question,
    ask not to be, ask to remain, ask to stay, request anonymity, ask for anonymity, insist on anonymity,
    neither confirm nor deny, have no information, take no question, dodge question, sidestep question"""
)
OPINION_VERBS: Final = _words(
    "think believe suspect guess believes thinks suspects thought believed suspected assume doubts"
)
SILENCE_VERBS: Final = _words(
    """respond reply return answer comment elaborate specify say mention disclose confirm provide give discuss address
    explain identify name offer tell clarify verify release reveal acknowledge announce detail corroborate know
    report publish issue make speak draw"""
)
SOFT_NEGATIONS: Final = _phrases(
    "rule out, exclude, deny, dispute, discount, preclude, contradict, refute, reject, dismiss"
)
CLAUSAL_CUES: Final = _words(
    """describe find show see hear know record document publish release broadcast call put learn read discover rule hold
    count compare determine detail recall agree translate establish observe feel discuss respond"""
)
SHOWING_CUES: Final = _words(
    "prove reveal suggest confirm show find record document detail determine establish see observe detect identify"
)
NAMING_CUES: Final = _phrases(
    """know, call, name, title, dub, nickname, entitle, label, seem, appear, look, sound, describe as, seemingly,
    apparently, design, release, sign, refer to as"""
)
REPORTIVE_ADVERBS: Final = _words("reportedly allegedly purportedly supposedly")
CALLING_CUES: Final = _words("call describe label dub brand term")
SEEMING_CUES: Final = _words("seem appear look sound purportedly apparently seemingly")
REPORTIVE_ADJECTIVES: Final = _words("suspected alleged supposed purported so-called apparent")
PHASE_VERBS: Final = _words("continue begin start keep stop")
HEDGING_NOUNS: Final = _words("indication indications signs suspicion suspicions speculation hints")
REPORTIVE_PARTICIPLES: Final = {
    "believed": "hedged",
    "thought": "hedged",
    "understood": "hedged",
    "presumed": "hedged",
    "assumed": "hedged",
    "suspected": "hedged",
    "feared": "hedged",
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
}
BARE_REPORTIVES: Final = _words("believed thought presumed alleged blamed rumored rumoured understood")
MODALS: Final = {
    "hedged": _words(
        """may might appears appear appeared seems seem seemed possibly probably perhaps apparently likely allegedly
        reportedly presumably supposedly purportedly maybe unclear"""
    ),
    "expects": _words("will would shall 'll won't 'd plans intends expects expect expected"),
    "denies": _words("doubt doubts doubted deny denies denied reject rejects rejected"),
}
UNTRUTH_WORDS: Final = _words(
    """false untrue baseless fabricated fabrication fabrications lie lies unfounded groundless nonsense fake hoax
    invented incorrect inaccurate wrong misleading rubbish absurd disinformation misinformation propaganda slander
    bogus fictitious"""
)
