"""What is asserted, sentence by sentence: contents of attributions, and the outlet's own clauses."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.annotate.drafts import Board, Draft
from claimgraph.annotate.labels import Label
from claimgraph.annotate.words import Page
from claimgraph.records import Claim, Span, content_id, hull

__all__ = ["find_claims"]

_COMPLEMENTIZER: Final = re.compile(r"that\s+(?=\S)", re.IGNORECASE)
_MIN_REST_WORDS: Final = 4
_COORDINATORS: Final = frozenset({"but", "and", "or"})
_RELATIVES: Final = frozenset({"who", "which", "that", "whose"})
_SUBJECTLESS: Final = frozenset(
    {"asked", "speaking", "pressed", "questioned", "also", "then", "citing", "unlike", "including"}
)
"""First words of what has a subject elsewhere."""
_NOT_FINITE: Final = frozenset({"be", "been", "being", "to"})
"""Words behind which no finite verb stands."""
_DANGLING: Final = frozenset({"with", "as", "also", "then"})
_REST_CERTAINTY: Final = 0.6


def _piece(text: str, content: tuple[Span, ...], sentence: Span) -> Span | None:
    """The hull of ``content`` within ``sentence``, without the "that" of "said that"."""
    parts = tuple(
        Span(max(s.start, sentence.start), min(s.end, sentence.end))
        for s in content
        if s.start < sentence.end and sentence.start < s.end
    )
    if not parts:
        return None
    start, end = hull(parts)
    opening = _COMPLEMENTIZER.match(text, start, end)
    return Span(opening.end() if opening else start, end)


def _has_finite_clause(page: Page, span: Span) -> bool:
    """Whether a subject and a finite verb stand in ``span``."""
    language = page.lexicon.language
    words, inside = page.words_in(span), page.between(*span)
    if len(words) < _MIN_REST_WORDS:
        return False
    if not (language.clause_openers - _COORDINATORS).isdisjoint(words[:3]):
        return False
    if words[0] in _SUBJECTLESS or (words[0].endswith("ing") and page.text[span.start].islower()):
        return False
    within = False
    for number, word in enumerate(words[1:], start=1):
        within = within or word in _RELATIVES
        if page.text[page.starts[inside[number]]].isupper():
            continue  # part of a name: the group "IS", "Americans United"
        if words[number - 1] in _NOT_FINITE:
            continue  # "to be held"
        past = word.endswith("ed") and words[number - 1] not in language.auxiliaries | language.determiners
        if past and _is_participle(page, inside, number):
            continue
        if words[number + 1 : number + 2] != ["by"] and (past or word in language.finite_verbs):
            if not within:
                return True
            within = False  # the verb of "who voted", not yet that of the clause
    return False


def _is_participle(page: Page, inside: range, number: int) -> bool:
    """Whether a word in "-ed" only describes a noun: "an interview, aired on Sunday", "In a study published in May"."""
    language = page.lexicon.language
    at = inside[number]
    if number > 1 and page.words[at - 1].endswith("ly") and page.words[at - 2] in language.determiners:
        return True  # "a carefully worded statement"
    if "," in page.text[page.ends[at - 1] : page.starts[at]]:
        return True
    follower = page.words[at + 1] if at + 1 < inside.stop else ""
    opened = page.words[inside.start] in language.prepositions
    return opened and (follower in language.prepositions or follower in language.weekdays)


def _trim_rest(page: Page, start: int, end: int) -> Span:
    """``[start, end)`` without separators and conjunctions at its ends."""
    text, language = page.text, page.lexicon.language
    ends = (language.clause_openers, language.prepositions, _DANGLING)
    changed = True
    while changed:
        changed = False
        while start < end and not text[start].isalnum() and text[start] not in "\"“‘'«([$€£":
            start, changed = start + 1, True
        while end > start and not text[end - 1].isalnum() and text[end - 1] not in ".!?\"”’'»)]%":
            end, changed = end - 1, True
        inside = page.between(start, end)
        if len(inside) and page.ends[inside[-1]] == end and any(page.words[inside[-1]] in kind for kind in ends):
            end, changed = page.starts[inside[-1]], True
        elif len(inside) and page.words[inside[0]] in {"and", "but"} and page.starts[inside[0]] == start:
            start, changed = page.ends[inside[0]], True
    return Span(start, end)


def _goes_on(page: Page, at: int, rest: Span) -> bool:
    """Whether ``rest`` tells what the source that ends at ``at`` did beside speaking: more words than a second "said"."""
    inside = page.between(*rest)
    if page.text[at : rest.start].strip() or len(inside) < _MIN_REST_WORDS - 1:
        return False
    found = page.lexicon.match(page.words, inside.start)
    return found is None or found[1] != ("stance", "asserts")


def _rest_clause(page: Page, drafts: list[Draft], sentence: Span) -> Span | None:
    """The longest stretch outside source, cue and content that is a clause of its own."""
    taken = sorted(
        s
        for d in drafts
        if d.kind == "claim"
        for s in (*d.source, *d.cue, *d.content)
        if s.start < sentence.end and sentence.start < s.end
    )
    first: dict[tuple[Span, ...], int] = {}
    for d in drafts:
        if d.kind == "claim" and d.source:
            first[d.cue] = min(first.get(d.cue, d.source[0].start), *(s.start for s in d.source))
    subjects = {s.end: first[d.cue] for d in drafts if d.kind == "claim" for s in d.source}
    best: Span | None = None
    at = sentence.start
    for start, end in [*taken, Span(sentence.end, sentence.end)]:
        if start > at:
            rest = _trim_rest(page, at, min(start, sentence.end))
            if (subject := subjects.get(at)) is not None and _goes_on(page, at, rest):
                rest = Span(max(subject, sentence.start), rest.end)  # "Kerry also met the envoy in London, saying that"
            longer = best is None or rest.end - rest.start > best.end - best.start
            if longer and _has_finite_clause(page, rest):
                best = rest
        at = max(at, end)
    return best


def find_claims(board: Board, labels: list[Label], ids: dict[int, str], *, article: str) -> tuple[Claim, ...]:
    """The claims of one article in order of sentence and start; ``ids`` gives the id of each draft by ``id()``."""
    page = board.page
    claims: list[Claim] = []
    for number, (sentence, label) in enumerate(zip(page.sentences, labels, strict=True)):
        spoken = [d for d in board.by_sentence.get(number, ()) if d.kind == "claim"]
        found: list[tuple[Span, str | None, float]] = []
        for draft in spoken:
            piece = _piece(page.text, draft.content, sentence)
            if piece is not None and len(page.text[piece.start : piece.end].strip()) > 2:
                found.append((piece, ids[id(draft)], draft.confidence))
        if label.label == "own_voice":
            found.append((sentence, None, label.confidence))
        elif label.label == "attributed" and (rest := _rest_clause(page, board.by_sentence.get(number, []), sentence)):
            found.append((rest, None, _REST_CERTAINTY))
        for span, attribution, confidence in sorted(found, key=lambda f: (f[0], f[1] or "")):
            claims.append(
                Claim(
                    id=content_id(article, "claim", attribution, *span),
                    kind="attributed" if attribution else "own_voice",
                    attribution=attribution,
                    sentence=number,
                    start=span.start,
                    end=span.end,
                    confidence=confidence,
                )
            )
    return tuple(claims)
