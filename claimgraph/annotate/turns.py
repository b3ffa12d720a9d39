"""Who speaks by the layout alone: transcripts ("LUND: We are ready.") and quotations with a signature line below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import Final, NamedTuple

from claimgraph.annotate.words import Page
from claimgraph.records import Relation, ScoredSpan, SourceType, Span, hull

__all__ = ["Turn", "find_turns", "within_turns"]

_LABEL: Final = re.compile(r"(?P<who>[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){0,3})\s?(?P<colon>:)\s+(?=\S)")
_SIGNATURE: Final = re.compile(r"(?P<dash>[―—–-]{1,2})\s*(?P<who>[A-Z][^\"“”«»:!?]{2,90})")
_MARKS: Final = '"“”«»„‟'
_FEW: Final = 3
"""Labelled paragraphs that make a transcript, and unlabelled ones that may stand between two of them."""
_CERTAINTY: Final = 0.7
_REACH: Final = 60
"""Code points; the label or signature of a turn stands no further from its words."""
_PERSONS: Final[tuple[SourceType, ...]] = ("official_unnamed", "local_unspecified", "media_correspondent")


class Turn(NamedTuple):
    """Words whose speaker the layout tells, and where it does."""

    source: tuple[Span, ...]
    """Empty for "Q:" and "A:"."""
    cue: Span
    content: tuple[Span, ...]
    """One span a paragraph."""


def _signed(page: Page, paragraphs: tuple[Span, ...]) -> list[Turn]:
    """Quotations of one paragraph below which a line "― Ann Moreau, baker" stands."""
    text, found = page.text, []
    for words, line in pairwise(paragraphs):
        if text[line.start] not in "―—–-" or text[words.start] not in _MARKS:
            continue
        at = bisect_right(page.quotation_starts, words.start) - 1
        if at < 0 or page.quotations[at].end < words.end - 1:
            continue  # somebody is named beside the quotation
        signature = _SIGNATURE.fullmatch(text, line.start, line.end)
        if (
            signature is None
            or text[line.end - 1] == "."
            or any(w in page.lexicon.language.finite_verbs for w in page.words_in(line))
        ):
            continue
        found.append(Turn((Span(*signature.span("who")),), Span(*signature.span("dash")), (words,)))
    return found


def _can_speak(page: Page, label: str, people: set[str]) -> bool:
    """Whether a label is a person's ("LUND", "Q", "Dispatcher") and not "UPDATE" or "THE FACTS"."""
    words = label.lower().split()
    heads = page.lexicon.language.source_heads
    return label in "QA" or words[-1] in people or any(words[-1] in heads.get(kind, ()) for kind in _PERSONS)


def _labelled(page: Page, paragraphs: tuple[Span, ...], people: set[str]) -> list[Turn]:
    """The turns of a transcript: two speakers and more take turns, each paragraph begins with who speaks."""
    text = page.text
    labels = {n: m for n, p in enumerate(paragraphs) if (m := _LABEL.match(text, p.start, min(p.end, p.start + 50)))}
    counts = Counter(m["who"] for m in labels.values())
    speakers = {who for who in counts if _can_speak(page, who, people)}
    if len(speakers) < 2 or sum(counts[who] for who in speakers) < _FEW:
        return []
    found = []
    for number, following in zip(labels, [*list(labels)[1:], 0], strict=True):
        label = labels[number]
        if label["who"] not in speakers:
            continue
        stop = following if number < following <= number + 1 + _FEW else number + 1
        spoken = (Span(label.end(), paragraphs[number].end), *paragraphs[number + 1 : stop])
        source = () if len(label["who"]) == 1 else (Span(*label.span("who")),)
        found.append(Turn(source, Span(*label.span("colon")), spoken))
    return found


def find_turns(page: Page, paragraphs: tuple[Span, ...], entities: tuple[ScoredSpan, ...]) -> list[Turn]:
    """The turns of the page, in order of their words; none where its layout tells nothing.

    Labels of a transcript must be names of people among ``entities``, "Q" and "A", or what a person is.
    """
    people = {page.text[e.span.start : e.span.end].lower().rpartition(" ")[2] for e in entities if e.type == "person"}
    turns = _labelled(page, paragraphs, people)
    taken = {span.start for turn in turns for span in turn.content}
    turns += [turn for turn in _signed(page, paragraphs) if turn.content[0].start not in taken]
    return sorted(turns, key=lambda turn: turn.content)


def _piece(span: Span, other: Span) -> Span:
    return Span(max(span.start, other.start), min(span.end, other.end))


def within_turns(relations: tuple[Relation, ...], turns: list[Turn]) -> tuple[Relation, ...]:
    """The relations with one for each turn; what the model read keeps to the turn that its cue stands in.

    Words of a turn that the model laid on a speaker outside it, or on nobody, are its own speaker's.
    """
    if not turns:
        return relations
    made = [Relation(turn.source, (turn.cue,), turn.content, "outer", _CERTAINTY, _CERTAINTY) for turn in turns]
    starts = [turn.content[0].start for turn in turns]
    for relation in relations:
        if not relation.content:
            continue
        reach = hull(relation.cue + relation.content)
        first = max(0, bisect_right(starts, reach.start) - 1)
        near = turns[first : bisect_right(starts, reach.end + _REACH)]
        mark = hull(relation.cue) if relation.cue else None
        if mark and any(mark.start <= turn.cue.start < mark.end for turn in near):
            continue
        kept = relation.content
        for turn in near:
            home = mark is not None and any(s.start <= mark.start < s.end for s in turn.content)
            if home:
                kept = tuple(p for k in kept for s in turn.content if (p := _piece(k, s)).start < p.end)
            elif any(k.start < s.end and s.start < k.end for k in kept for s in turn.content):
                for s in turn.content:
                    parts = (p for k in kept for p in (_piece(k, Span(0, s.start)), _piece(k, Span(s.end, k.end))))
                    kept = tuple(p for p in parts if p.start < p.end)
        if kept:
            made.append(relation._replace(content=kept))
    return tuple(made)
