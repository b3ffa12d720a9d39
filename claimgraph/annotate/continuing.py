"""Quotations that go on: sentences that stand wholly in quotation marks, laid on whoever speaks beside them."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from claimgraph.annotate.drafts import Board, Draft
from claimgraph.annotate.words import Page
from claimgraph.records import Span, hull

__all__ = ["continue_quotations"]

_WHOLE: Final = 0.9
"""Share of a sentence that must stand within quotation marks for it to continue a quotation."""


def continue_quotations(board: Board) -> None:
    """Lay sentences that stand wholly in quotation marks on the speaker of the quotation beside them."""
    page = board.page
    for quotation in page.quotations:
        numbers = page.sentences_of(quotation)
        whole = [n for n in numbers if _share_inside(page.sentences[n], quotation) >= _WHOLE]
        bare = [n for n in whole if not board.covers(page.sentences[n])]
        if not bare:
            continue
        speaker = _speaker_within(board, quotation) or _speaker_before(board, quotation, bare[0])
        if speaker is None:
            continue
        for number in bare:
            sentence = page.sentences[number]
            board.extend(speaker, Span(max(sentence.start, quotation.start), min(sentence.end, quotation.end)))


def _share_inside(sentence: Span, quotation: Span) -> float:
    inside = min(sentence.end, quotation.end) - max(sentence.start, quotation.start)
    return inside / max(1, sentence.end - sentence.start)


def _speaker_within(board: Board, quotation: Span) -> Draft | None:
    """Who is given for another part of the same quotation, from outside it."""
    for draft in board.near(quotation):
        outside = not draft.cue or not quotation.start <= hull(draft.cue).start < quotation.end
        if draft.source and outside and any(s.start < quotation.end and quotation.start < s.end for s in draft.content):
            return draft
    return None


def _speaker_before(board: Board, quotation: Span, number: int) -> Draft | None:
    """Who spoke in quotation marks in the sentence before."""
    page = board.page
    if number == 0 or quotation.start > page.sentences[number].start + 1:
        return None
    spoken = [
        d
        for d in board.by_sentence.get(number - 1, ())
        if d.kind == "claim"
        and d.source
        and any(s.start < q.end and q.start < s.end for s in d.content for q in _quoted_in(page, number - 1))
    ]
    return max(spoken, key=lambda d: hull(d.content).end) if spoken else None


def _quoted_in(page: Page, number: int) -> list[Span]:
    sentence = page.sentences[number]
    at = max(0, bisect_left(page.quotation_starts, sentence.start) - 1)
    found = []
    for quotation in page.quotations[at:]:
        if quotation.start >= sentence.end:
            break
        if quotation.end > sentence.start:
            found.append(quotation)
    return found
