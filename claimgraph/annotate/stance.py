"""What a cue does with its content: kind, stance, and who hedges."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Final, NamedTuple

from claimgraph.annotate.drafts import Draft
from claimgraph.annotate.tense import is_participle, is_verb_form
from claimgraph.annotate.words import Page
from claimgraph.records import AttributionKind, HedgeHolder, Span, Stance, hull

__all__ = ["find_holder", "judge_draft", "says_nothing"]

_BEFORE: Final = 4
"""Words before the head of a cue in which its negation is looked for."""
_MAIN_CLAUSE: Final = 16
"""Words of a content in which its first finite verb is looked for."""
_UNKNOWN: Final = "unknown"
"""Kind of a cue that the language does not list."""
_NOBODY: Final = (["no"], ["nobody"], ["none"], ["neither"], ["nothing"])
"""First words of a source that is none."""
_RELATIVES: Final = frozenset({"that", "which", "who", "whose"})
_STATEMENT_WORDS: Final = 2
"""Quoted words that state something; a single one is a name or a scare quote, unless it is what somebody is called."""
_BEING: Final = frozenset({"is", "are", "was", "were", "been", "be", "being", "'s", "'re"})
_REQUESTS: Final = frozenset({"tell", "warn"})
_QUESTIONS: Final = frozenset({"if", "whether", "what", "why", "who", "how", "when", "where", "which"})
_ON_OTHERS: Final = (["commenting", "on"], ["reacting", "to"], ["responding", "to"], ["speaking", "about"])
"""Cues of participles that tell what is spoken about: "the envoy, commenting on the report, said"."""
_LIVES: Final = frozenset({"life", "lives", "victims"})
_FIRST_WORDS: Final = 6
_SWORN: Final = frozenset({"swear", "assure", "guarantee", "promise", "bet"})
"""Cues of what is to come that are also said of what is or was."""


_TIMES: Final = frozenset({"ago", "day", "earlier", "hour", "later", "month", "week", "year"})
"""Last words of what tells when or how often somebody was called."""
_JUDGING: Final = ("ful", "less", "able", "ible", "ous", "ive", "ic", "fair", "just", "legal", "true")
"""Endings of adjectives that judge: "unlawful", "baseless", "unfair"."""


class _Head(NamedTuple):
    """The word of a cue that carries its meaning."""

    at: int
    lemmas: tuple[str, ...]
    kind: str
    stance: str
    size: int


def _find_head(page: Page, draft: Draft) -> _Head | None:
    """The first cue phrase in the cue; a phrase may run on into the content ("declined" + "to comment")."""
    lexicon = page.lexicon
    auxiliaries, negations = lexicon.language.auxiliaries, lexicon.language.negations
    indices = [i for span in draft.cue for i in page.between(*span)]
    plain: _Head | None = None
    for i in indices:
        word = page.words[i]
        found = lexicon.match(page.words, i)
        if found and lexicon.language.phase_verbs.intersection(lexicon.lemmas(word)) and i != indices[-1]:
            continue  # "continued to mull", "began to deny": the next word carries the meaning
        if word == "back" and plain is not None:
            continue  # "fired back"
        if found and (found[0] > 1 or word not in auxiliaries):
            return _Head(i, lexicon.lemmas(word), found[1][0], found[1][1], found[0])
        if plain is not None and word in lexicon.language.prepositions | lexicon.language.determiners | {"any"}:
            continue  # "happy with", "given any"
        if word not in auxiliaries and word not in negations:
            plain = _Head(i, lexicon.lemmas(word), _UNKNOWN, "asserts", 1)
    return plain


def _is_negated(page: Page, head: _Head) -> bool:
    """Whether a negation stands before the head, with nothing but auxiliaries and adverbs between."""
    language = page.lexicon.language
    for i in range(head.at - 1, max(-1, head.at - 1 - _BEFORE), -1):
        word = page.words[i]
        if word in language.negations:
            return page.words[i + 1] != "only"
        if word not in language.auxiliaries and not word.endswith("ly") and word not in {"so", "far", "yet"}:
            return False
    return False


def _negate(page: Page, head: _Head) -> tuple[AttributionKind, Stance]:
    """Kind and stance of a cue that is negated: "did not rule out", "would not say", "does not believe"."""
    language = page.lexicon.language
    words = page.words
    for lemma in head.lemmas:
        for phrase in (lemma, f"{lemma} {words[head.at + 1]}" if head.at + 1 < len(words) else lemma):
            if phrase in language.soft_negations:
                return "claim", "hedged"
    if any(lemma in language.silence_verbs for lemma in head.lemmas):
        return "no_statement", "hedged"
    if head.kind in {"attitude", _UNKNOWN}:
        return "attitude", "asserts"
    if head.stance in {"asks", "alleges"} or (head.stance == "expects" and "expect" not in head.lemmas):
        return "no_statement", "hedged"  # "did not accuse anybody", "did not threaten to leave"
    return "claim", "denies"


def _reportive(page: Page, draft: Draft) -> Stance | None:
    """The stance of a passive that lays its content on nobody: "is believed to", "has been blamed on"."""
    if draft.source:
        return None
    participles = page.lexicon.language.reportive_participles
    for span in reversed(draft.cue):
        for i in reversed(page.between(*span)):
            if page.words[i] in participles and not _is_active(page, i):
                return participles[page.words[i]]
    return None


def _is_active(page: Page, at: int) -> bool:
    """Whether "said" has lost its subject, and is no "is said to"."""
    before = page.words[max(0, at - _BEFORE) : at]
    behind = page.words[at + 1 : at + 2]
    return page.words[at] == "said" and behind != ["to"] and _BEING.isdisjoint(before)


def _content_stance(page: Page, content: tuple[Span, ...]) -> Stance:
    """How far the content itself goes, by the first finite verb of its main clause."""
    language = page.lexicon.language
    hedged, ahead, denial = (language.modals.get(key, frozenset()) for key in ("hedged", "expects", "denies"))
    first = content[0]
    inside = page.between(*first)
    end = min(inside.stop, inside.start + _MAIN_CLAUSE)
    for i in range(inside.start, end):
        word = page.words[i]
        after = page.words[i + 1 : min(i + 5, inside.stop)]
        said_of_oneself = i > inside.start and page.words[i - 1] in language.pronouns
        if word in hedged or (word in language.opinion_verbs and said_of_oneself):
            return "hedged"
        if word == "'d" and _is_perfect(page, after):
            return "asserts"  # "he'd found more" had found
        if word in ahead:
            return "asserts" if after[:1] == ["have"] else "expects"
        if word == "could" and after[:1] in (["be"], ["have"]):
            return "hedged"
        if word in denial and said_of_oneself:
            return "denies"
        before = page.words[i - 1] if i > inside.start else "that"
        modifies = word.endswith("ed") and (
            before == "that" or before in language.determiners
        )  # "that undecided voters"
        if not modifies and is_verb_form(language, word):
            return _after_verb(page, after, hedged)
    return "asserts"


def _is_perfect(page: Page, after: list[str]) -> bool:
    """Whether a participle follows, over adverbs: "'d never seen"."""
    language = page.lexicon.language
    verb = next((w for w in after if not (w in language.negations or w in {"never", "been"} or w.endswith("ly"))), "")
    return "been" in after[:2] or verb == "had" or is_participle(language, verb)


def _after_verb(page: Page, after: list[str], hedged: frozenset[str]) -> Stance:
    """What follows the first finite verb: "were probably", "is expected to", "was false"."""
    language = page.lexicon.language
    for number, word in enumerate(after[:3]):
        if word in hedged or word in language.hedging_nouns:
            return "hedged"
        if word in language.reportive_participles and "to" in after[number + 1 : number + 2]:
            return language.reportive_participles[word]
        if word in language.untruth_words and not any(w in language.negations for w in after[:number]):
            return "denies"
        if word == "true" and any(w in language.negations for w in after[:number]):
            return "denies"
        passing = word in language.auxiliaries | language.negations | language.determiners or word.endswith("ly")
        if not passing:
            break
    return "asserts"


def _asks(page: Page, draft: Draft, head: _Head | None) -> bool:
    """Whether the content is a request ("told them to leave") or a question."""
    last = draft.content[-1]
    if page.text[last.start : last.end].rstrip("\"'”’» ").endswith("?"):
        return True
    begin = page.between(*draft.content[0])
    if head is None or not len(begin) or page.words[begin.start] != "to":
        return False
    return any(lemma in _REQUESTS for lemma in head.lemmas)


def _states_something(page: Page, content: tuple[Span, ...], head: _Head) -> bool:
    """Whether ``content`` has a clause of its own, or words in quotation marks."""
    language = page.lexicon.language
    least = 1 if not language.calling_cues.isdisjoint(head.lemmas) else _STATEMENT_WORDS
    for span in content:
        words = page.words_in(span)
        if _quoted_words(page, span) >= least or (words[:1] == ["that"] and len(words) > _STATEMENT_WORDS + 1):
            return True
        inside = page.between(*span)
        for number, i in enumerate(inside):
            word = page.words[i]
            if number > 1 and word in _RELATIVES and _is_noun_phrase(page, inside.start, i):
                break  # "agreed a deal that would see fighters leave": a noun phrase
            if word in language.finite_verbs or word in language.irregular_forms:
                return True
            before = page.words[i - 1] if i > inside.start else "a"
            if word.endswith("ed") and len(word) > 4 and before not in language.determiners | language.auxiliaries:
                return True
    return False


def _is_noun_phrase(page: Page, first: int, relative: int) -> bool:
    """Whether the words from ``first`` on are one noun, which the relative pronoun at ``relative`` goes on to describe."""
    words = page.text[page.starts[first] : page.starts[relative]]
    return page.words[first] in page.lexicon.language.determiners - _RELATIVES and "," not in words


def _quoted_words(page: Page, span: Span) -> int:
    """The words of ``span`` within quotation marks; all of them where the marks hold the whole."""
    count = 0
    for start, end in page.quotations[max(0, bisect_right(page.quotation_starts, span.start) - 1) :]:
        if start >= span.end:
            break
        if start <= span.start and span.end <= end:
            return _STATEMENT_WORDS
        count += len(page.between(max(start, span.start), min(end, span.end)))
    return count


def _is_weak(page: Page, draft: Draft, head: _Head) -> bool:
    """Whether the cue alone does not say that something is stated, and the content does not either.

    "Pivoted away from supporting the group", "described the new species": no claim of anybody's.
    """
    plain = head.kind == "stance" and head.stance == "asserts" and head.size == 1
    language = page.lexicon.language
    if head.kind == _UNKNOWN and _tells_no_fact(page, draft):
        return True
    weak = head.kind == _UNKNOWN or (plain and not language.clausal_cues.isdisjoint(head.lemmas))
    if weak and not language.showing_cues.isdisjoint(head.lemmas):
        evidence = language.access_words.get("document", frozenset())
        weak = all(evidence.isdisjoint(page.words_in(span)) for span in draft.source)
    if weak and "call" in head.lemmas and _calls_so(page, draft.content):
        return False
    if weak and "describe" in head.lemmas and draft.source and "as" in _words_of(page, (*draft.cue, *draft.content)):
        return False  # "a stand that rebels described as shameful"
    return weak and not _states_something(page, draft.content, head)


def _words_of(page: Page, spans: tuple[Span, ...]) -> list[str]:
    return [word for span in spans for word in page.words_in(span)]


def _tells_no_fact(page: Page, draft: Draft) -> bool:
    """Whether an unlisted verb stands under a modal or before a question: "should beware that", "weighed whether"."""
    language = page.lexicon.language
    first = _words_of(page, draft.content)[:1]
    modal = not (language.possible_modals | language.ahead_modals).isdisjoint(_words_of(page, draft.cue)[:-1])
    return modal or (bool(first) and first[0] in _QUESTIONS and not _quoted_words(page, draft.content[0]))


def _calls_so(page: Page, content: tuple[Span, ...]) -> bool:
    """Whether a thing and what it is called follow "called": "the ruling unlawful", "it a farce", and not "a meeting"."""
    words = page.words_in(content[0])
    untrue = not page.lexicon.language.untruth_words.isdisjoint(words)
    noun = next((n for n, word in enumerate(words[1:4], start=1) if word in {"a", "an"}), 0)
    language = page.lexicon.language
    thing = words[0] in (language.pronouns if noun == 1 else language.determiners) if noun else False
    likened = thing and words[-1] not in _TIMES and language.prepositions.isdisjoint(words[:noun])
    return len(words) > 1 and (untrue or likened or words[-1].endswith(_JUDGING))


def _by_nobody(page: Page, draft: Draft) -> bool:
    """Whether the source says that nobody spoke: "no group claimed it"; not "No 10" or "No. 3 Company"."""
    return any(
        words[:1] in _NOBODY and not (words[1:2] and words[1].isdigit())
        for words in (page.words_in(span) for span in draft.source)
    )


def _judge(page: Page, draft: Draft) -> tuple[AttributionKind, Stance]:
    language = page.lexicon.language
    head = _find_head(page, draft)
    if _by_nobody(page, draft):
        return "no_statement", "hedged"
    if not draft.source and "charged" in _words_of(page, draft.cue) and not _has_complementizer(page, draft):
        return "attitude", "alleges"  # "was charged with theft": a deed of the court
    if (passive := _reportive(page, draft)) is not None:
        return "claim", passive
    if head is not None and (decided := _judge_cue(page, draft, head)) is not None:
        return decided
    stance: Stance = next((s for s in language.stance_cues if head and s == head.stance), "asserts")
    if stance == "expects" and head and not _SWORN.isdisjoint(head.lemmas):
        stance = _sworn_stance(page, draft.content)
    if stance != "asserts":
        return "claim", stance
    if _asks(page, draft, head):
        return "claim", "asks"
    return "claim", _content_stance(page, draft.content)


def _sworn_stance(page: Page, content: tuple[Span, ...]) -> Stance:
    """What is sworn or guaranteed: what is to come, or that something was so ("swears he never took it")."""
    words = page.words_in(content[0])
    if words[:1] == ["to"] or not any(is_verb_form(page.lexicon.language, w) for w in words[1:_MAIN_CLAUSE]):
        return "expects"
    found = _content_stance(page, content)
    return "asserts" if found == "denies" else found


def _judge_cue(page: Page, draft: Draft, head: _Head) -> tuple[AttributionKind, Stance] | None:
    """What the cue decides alone; None where it is a cue of claims and no more."""
    language = page.lexicon.language
    if head.kind == "no_statement":
        return "no_statement", "hedged"
    if _is_negated(page, head):
        return _negate(page, head)
    if head.kind == "attitude":
        return "attitude", "asserts"
    if head.stance == "hedged" and any(lemma in language.naming_cues for lemma in head.lemmas):
        if _shows(page, draft) or _seems_to_say(page, draft):
            return "claim", "hedged"  # "images appear to show a lake", "he seemed to deny that"
        return "attitude", "hedged"  # "he seemed to agree": the outlet's impression of him
    if _is_weak(page, draft, head):
        return "attitude", "asserts"
    if not draft.source and "ask" in head.lemmas:
        return "attitude", "asks"  # "asked about the plan": nobody here asserts
    return None


def _seems_to_say(page: Page, draft: Draft) -> bool:
    """Whether somebody "appeared to suggest" or "seemed to deny" the content: a cue of its own behind "to"."""
    language = page.lexicon.language
    first = page.between(*draft.content[0])
    indices = [i for span in draft.cue for i in page.between(*span)] + list(first[:2])
    for before, i in pairwise(indices):
        found = page.lexicon.match(page.words, i)
        if page.words[before] == "to" and found and found[1][0] == "stance":
            return language.clausal_cues.isdisjoint(page.lexicon.lemmas(page.words[i]))
    return False


def _shows(page: Page, draft: Draft) -> bool:
    """Whether a picture or paper appears to show, or somebody to confirm, what the content tells."""
    language = page.lexicon.language
    first = page.between(*draft.content[0])
    words = [page.words[i] for span in draft.cue for i in page.between(*span)] + [page.words[i] for i in first[:3]]
    evidence = language.access_words.get("document", frozenset())
    shown = any(not language.showing_cues.isdisjoint(page.lexicon.lemmas(w)) for w in words)
    return shown and any(not evidence.isdisjoint(page.words_in(span)) for span in draft.source)


def without_subject(page: Page, draft: Draft) -> None:
    """Make the source of "jets believed to be Russian" part of the content: nobody is named who believes it."""
    language = page.lexicon.language
    if not draft.source or not draft.cue or hull(draft.source).start > draft.cue[0].start:
        return
    words = [page.words[i] for span in draft.cue for i in page.between(*span)]
    first = page.between(*draft.content[0])
    if not first or page.words[first.start] != "to" or not words or words[-1] not in language.reportive_participles:
        return
    helped = not {"is", "are", "was", "were", "been", "be", "'re"}.isdisjoint(words[:-1])
    if helped or words[-1] in language.bare_reportives:
        draft.content = tuple(sorted((*draft.source, *draft.content)))
        draft.source = ()


def says_nothing(page: Page, draft: Draft) -> bool:
    """Whether a cue lays nothing on anybody.

    It is only auxiliaries and the like ("has", "did not"), or without a source
    a naming ("known as", "titled", "it seems").
    """
    language = page.lexicon.language
    words = [page.words[i] for span in draft.cue for i in page.between(*span)]
    empty = (language.auxiliaries, language.negations, language.determiners, language.pronouns)
    if words and all(any(word in kind for kind in empty) for word in words):
        return True
    if (
        words == ["having", "said"]
        or words in _ON_OTHERS
        or _takes_lives(page, draft, words)
        or _is_credit(page, draft, words)
    ):
        return True
    if (
        len(words) == 1
        and words[0] in language.reportive_adjectives - {"alleged"}
        and draft.source
        and len(page.between(hull(draft.source).end, draft.cue[0].start)) > 1
        and _stands_before(page, draft)
    ):
        return True  # "the army bombed purported rebel bases"
    if (
        not draft.source
        and len(words) == 1
        and words[0] in language.reportive_adjectives
        and _stands_before(page, draft)
    ):
        return True  # "suspected Russian strikes"
    if draft.source or not words:
        return False
    if _reportive(page, draft) or not language.reportive_adverbs.isdisjoint(words):
        return False
    head = _find_head(page, draft)
    return head is not None and any(lemma in language.naming_cues for lemma in head.lemmas)


def _takes_lives(page: Page, draft: Draft, words: list[str]) -> bool:
    """Whether "claimed" tells of the dead: "claimed the lives of two", and without a source "claiming eight"."""
    if len(words) != 1 or "claim" not in page.lexicon.lemmas(words[0]):
        return False
    first = page.words_in(draft.content[0])[:_FIRST_WORDS]
    number = first[:1] and (first[0].isdigit() or first[0] in page.lexicon.language.numbers)
    return not _LIVES.isdisjoint(first) or (not draft.source and bool(number))


def _is_credit(page: Page, draft: Draft, words: list[str]) -> bool:
    """Whether "Said" is a name behind a slash, as below a picture: "REUTERS/Rana Said"."""
    if words != ["said"] or not draft.source or page.text[draft.cue[0].start] != "S":
        return False
    start = hull(draft.source).start
    return start > 0 and page.text[start - 1] == "/"


def _has_complementizer(page: Page, draft: Draft) -> bool:
    """Whether the content is a clause with its "that": "it was charged that"."""
    return page.words_in(draft.content[0])[:1] == ["that"]


def _stands_before(page: Page, draft: Draft) -> bool:
    """Whether the content goes on right behind the cue, and no auxiliary stands before it: an adjective."""
    cue = hull(draft.cue)
    behind = any(cue.end <= s.start and not page.text[cue.end : s.start].strip() for s in draft.content)
    first = page.between(*cue).start
    after = page.words[first + 1 : first + 2]
    return (
        behind
        and after != ["to"]
        and page.words[first - 1 : first] not in ([w] for w in page.lexicon.language.auxiliaries)
    )


def judge_draft(page: Page, draft: Draft) -> None:
    """Set kind and stance of ``draft``: the cue first, and where it is neutral the content."""
    without_subject(page, draft)
    draft.kind, draft.stance = _judge(page, draft)


def find_holder(page: Page, draft: Draft) -> HedgeHolder | None:
    """Who hedges; None unless the stance is ``hedged``. The draft's parent must be known.

    It is the source named, unless it only seems to say so, or the one in whose quotation the cue stands; else the
    outlet.
    """
    if draft.stance != "hedged":
        return None
    if draft.source:
        language = page.lexicon.language
        seems = draft.kind == "claim" and any(
            not language.seeming_cues.isdisjoint(page.lexicon.lemmas(page.words[i]))
            for span in draft.cue
            for i in page.between(*span)
        )
        seems = seems or not language.reportive_adverbs.isdisjoint(
            _words_of(page, draft.cue)
        )  # "allegedly told a guard"
        return "outlet" if seems else "source"  # footage that "appears to show" does not hedge by itself
    if draft.cue and draft.parent is not None:
        cue = hull(draft.cue)
        at = bisect_right(page.quotation_starts, cue.start) - 1
        if at >= 0 and cue.end <= page.quotations[at].end:
            return "source"
    return "outlet"
