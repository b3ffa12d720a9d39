"""How a source knows what it says, as far as plain words tell, and the words that tell it."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.annotate.drafts import Draft
from claimgraph.annotate.words import Page
from claimgraph.records import Access, SourceType, Span, hull

__all__ = ["access_of"]

_BY_TYPE: dict[SourceType, Access] = {"document": "document", "media_outlet": "outlet", "media_correspondent": "outlet"}
_SPEAKERS: Final = frozenset({"i", "we", "he", "she", "they", "who"})
_OPENING: Final = 14
"""Words of a content in which its speaker tells how he knows."""
_ASIDE: Final = 60
"""Code points between a source and its cue that may say how the source knows: ", who was told of the plan,"."""
_BETWEEN: Final = frozenset(
    {"also", "first", "then", "just", "even", "all", "only", "later", "both", "once", "herself"}
)
_FIRST: Final = frozenset({"i", "we"})
_MEANT: Final = frozenset({"going", "trying", "hoping", "planning", "expecting", "asking", "thinking"})
_NARRATED: Final = 9
"""Words behind "I was sitting" in which "when" tells what happened then."""
_REMARKED: Final = frozenset({"observed"})
"""Verbs of seeing that as cues rather say: "his treaty, she observed, was void"."""
_LIVED: Final = frozenset({"recall", "remember", "recount", "relive"})
_IN_PAPER: Final = frozenset({"in", "through", "via"})
_PAPER_REACH: Final = 5
_WERE: Final = frozenset({"was", "were"})
_PLACED: Final = frozenset({"in", "on", "at", "near", "inside", "aboard"})
_STOP: Final = re.compile(r"[,;:.\"“”]")
Found = tuple[Access, tuple[Span, ...]]
_NOTHING: Final[Found] = ("unstated", ())


def _head(page: Page, draft: Draft) -> tuple[SourceType, Span] | None:
    """The type of the source by its head noun, the last word before "of", "in", "by", a comma, and where it stands."""
    language = page.lexicon.language
    for span in draft.source[:1]:
        inside = page.between(*span)
        span_start = inside.start
        for i in inside[1:]:
            if page.words[i] in language.prepositions or page.words[i] in language.clause_openers:
                inside = range(inside.start, i)
                break
        for i in reversed(inside):
            for kind, nouns in language.source_heads.items():
                named = kind == "document" and i > span_start and page.text[page.starts[i]].isupper()
                if page.words[i] in nouns and not named:  # "Correct the Record" is a name
                    return kind, Span(page.starts[i], page.ends[i])
    return None


def _stretch(page: Page, first: int, last: int) -> tuple[Span, ...]:
    return (Span(page.starts[first], page.ends[last]),)


def _verb_after(page: Page, at: int, stop: int) -> tuple[int, bool]:
    """Index of the verb behind the speaker at ``at``, over auxiliaries and adverbs, and whether it is a passive."""
    language = page.lexicon.language
    passive = False
    i = at + 1
    while i < stop:
        word = page.words[i]
        if word in language.negations:
            return stop, False
        if not (word in language.auxiliaries or word.endswith("ly") or word in _BETWEEN):
            return i, passive
        passive = passive or word in {"was", "were", "been", "is", "are", "be"}
        i += 1
    return stop, False


def _way(page: Page, at: int, stop: int, *, passive: bool) -> Access | None:
    """What the verb at index ``at`` says of how its subject knows."""
    ways = page.lexicon.language.access_verbs
    verb, after = page.words[at], page.words[at + 1 : min(at + 2, stop)]
    if passive:
        return "told" if verb in ways.get("was", ()) else None
    if verb in ways.get("from", ()) and not {"from", "to", "with"}.isdisjoint(after):
        return "told"
    if verb in ways.get("told", ()) and not {"me", "us", "him", "her", "them"}.isdisjoint(after):
        return "told"
    if verb in ways.get("read", ()):
        return "document"
    return "witnessed" if verb in ways.get("own", ()) and after != ["to"] else None


def _was_there(page: Page, at: int, inside: range) -> bool:
    """Whether the word behind "was" puts somebody at the place: "aboard", "on the train"; not "in favour"."""
    language = page.lexicon.language
    if page.words[at] in language.present_words:
        return True
    subject = page.words[at - 2] if at - 2 >= inside.start else ""
    if subject in _SPEAKERS and page.words[at].endswith(("ed", "ing")):
        if any(page.words[i] in language.present_words | {"outside"} for i in range(at + 1, min(at + 4, inside.stop))):
            return True  # "who was parked outside"
        return subject in _FIRST and page.words[at] not in _MEANT and "when" in page.words[at + 1 : at + _NARRATED]
    return (
        subject == "who"
        and page.words[at] in _PLACED
        and page.words[at + 1 : at + 2] in ([w] for w in language.determiners)
    )


def _told_by(page: Page, inside: range) -> Found | None:
    """What the words ``inside`` say of how somebody knows: "who was told", "she had heard from", "we saw"."""
    for i in inside:
        if i > inside.start and page.words[i - 1] in _WERE and _was_there(page, i, inside):
            return "witnessed", _stretch(page, i - 1, i)
        if page.words[i] not in _SPEAKERS:
            continue
        at, passive = _verb_after(page, i, inside.stop)
        if at < inside.stop and (way := _way(page, at, inside.stop, passive=passive)) is not None:
            return way, _stretch(page, i, at)
    return None


def _by_source(page: Page, draft: Draft) -> Found | None:
    """What the source's own words say, the aside behind it too."""
    language = page.lexicon.language
    witnesses = language.access_words.get("witnessed", frozenset())
    participles = language.access_verbs.get("was", frozenset())
    own = language.access_verbs.get("own", frozenset())
    for start, end in draft.source:
        low, high = start, end
        if draft.cue and 0 <= (gap := hull(draft.cue).start - end) <= _ASIDE:
            high += gap if page.text[end:].lstrip()[:1] == "," else 0
        inside = page.between(low, high)
        for i in page.between(start, end):
            if page.words[i] in language.scene_words and page.words[i - 2 : i] in (["at", "the"], ["on", "the"]):
                return "witnessed", _stretch(page, i - 2, i)
            if page.words[i] in witnesses and page.words[i] not in own:
                return "witnessed", _stretch(page, i, i)
        if (found := _told_by(page, inside)) is not None:
            return found
        for i in inside[1:]:
            if page.starts[i] >= end and page.words[i] == "told":
                break
            if page.words[i] in participles and page.words[i - 1] not in language.auxiliaries | {
                "i",
                "he",
                "she",
                "they",
            }:
                return "told", _stretch(page, i, i)  # "officials briefed on the matter"
    return None


def _by_cue(page: Page, draft: Draft) -> Found | None:
    """Whether the cue itself is seeing: "a reporter saw six trucks"."""
    if not draft.source or not draft.cue:
        return None
    own = page.lexicon.language.access_verbs.get("own", frozenset())
    for span in draft.cue:
        for i in page.between(*span):
            if page.words[i] in own - _REMARKED:
                return "witnessed", (Span(page.starts[i], page.ends[i]),)
    last = page.between(*hull(draft.cue))[-1:]
    after = page.words[last[0] + 1 : last[0] + 2] if last else []
    lived = last and not _LIVED.isdisjoint(page.lexicon.lemmas(page.words[last[0]]))
    if lived and after and (after[0] == "how" or after[0].endswith("ing")):
        return "witnessed", _stretch(page, last[0], last[0])  # "recalled how the boat filled"
    return None


def _in_paper(page: Page, draft: Draft) -> Found | None:
    """The paper beside the cue in which it is said: "said in its annual report that", "in a letter, she said"."""
    if not draft.cue or not draft.source:
        return None
    language = page.lexicon.language
    papers = language.access_words.get("document", frozenset())
    within = page.between(*hull(draft.cue))
    behind = next((i for i in within[1:] if page.words[i] in _IN_PAPER), within.stop)
    sentence = page.sentences[page.sentence_at(draft.cue[0].start)] if page.sentences else draft.content[0]
    ends = language.clause_openers | language.determiners
    for at in (behind, page.between(*sentence).start):
        if at + 1 >= len(page.words) or page.words[at] not in _IN_PAPER or page.ends[at] > sentence.end:
            continue
        for i in range(at + 1, min(at + 1 + _PAPER_REACH, len(page.words))):
            word, parted = page.words[i], _STOP.search(page.text[page.ends[i - 1] : page.starts[i]])
            if parted or word in language.prepositions | (language.clause_openers - {"that"} if i == at + 1 else ends):
                break
            if page.words[i] in papers and (at == behind or _subject_after(page, i, draft)):
                return "document", _stretch(page, i, i)
    return None


def _subject_after(page: Page, at: int, draft: Draft) -> bool:
    """Whether the source is the subject behind the opening phrase with the word at index ``at``: "In a letter to us, she"."""
    start = hull(draft.source).start
    comma = page.text.find(",", page.ends[at])
    return 0 <= comma < start and not page.between(comma, start)


def _by_content(page: Page, draft: Draft) -> Found | None:
    """What the content begins with: "she saw two planes", "he had been told", "the e-mails proved that"."""
    language = page.lexicon.language
    inside = page.between(*draft.content[0])[:_OPENING]
    if (found := _told_by(page, inside)) is not None:
        return found
    papers = language.access_words.get("document", frozenset())
    for i in inside[: _OPENING // 2]:
        if page.words[i] in language.clause_openers - {"that"}:
            break
        if page.words[i] in papers:
            for at in inside[i - inside.start + 1 :][: _OPENING // 2]:
                if not language.showing_cues.isdisjoint(page.lexicon.lemmas(page.words[at])):
                    if page.words[at + 1 : at + 2] not in (["in"], ["by"], ["on"]):
                        return "document", _stretch(page, i, at)
                elif page.words[at] in language.finite_verbs:
                    break
            break
    return None


def access_of(page: Page, draft: Draft) -> Found:
    """How the source of ``draft`` knows, and the words that show it: ``unstated`` and none where no plain word tells.

    ``witnessed`` where source, cue or content says so; ``told``, ``document`` or ``outlet`` where the source is one,
    was told, or passes one on. Whether a name is an outlet's is not known here.
    """
    if draft.relays:
        head = _head(page, draft.relays[0])
        return _BY_TYPE.get(head[0], "told") if head else "told", draft.relays[0].source
    for way in (_by_source, _by_cue, _by_content, _in_paper):
        if (found := way(page, draft)) is not None:
            return found
    head = _head(page, draft)
    if head and head[0] in _BY_TYPE:
        return _BY_TYPE[head[0]], (head[1],)
    return _NOTHING
