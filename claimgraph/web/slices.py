"""A part of a long article as an article of its own, so that a page stays a page."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeVar

from claimgraph.records import Attribution, CaseArticle, Claim, DateFinding, Mention, Sentence, Span

__all__ = ["Slice", "cut_article"]

SENTENCES: Final = 120
"""Most sentences on one page."""
CHARACTERS: Final = 40_000
"""Most code points on one page, unless one sentence has more."""

_T = TypeVar("_T", Sentence, Claim, Mention, DateFinding)


class Slice(NamedTuple):
    """One part of an article; offsets in ``item`` count from ``start``."""

    item: CaseArticle
    start: int
    number: int
    """From 1."""
    parts: int
    first_sentence: int


def cut_article(item: CaseArticle, number: int = 1, *, target: str | None = None) -> Slice:
    """Part ``number`` of ``item``, from 1; or the part in which the attribution ``target`` stands."""
    bounds = _bounds(item)
    if target is not None:
        at = next((_first(a) for a in item.annotation.attributions if a.id == target), 0)
        number = next((n for n, (_, high) in enumerate(bounds, 1) if at < high), 1)
    number = max(1, min(number, len(bounds)))
    low, high = bounds[number - 1]
    first = sum(1 for s in item.annotation.sentences if s.start < low)
    if len(bounds) == 1:
        return Slice(item, 0, 1, 1, 0)
    return Slice(_cut(item, low, high, titled=number == 1), low, number, len(bounds), first)


def _bounds(item: CaseArticle) -> list[tuple[int, int]]:
    text, bounds, low, held = item.article.text, [], 0, 0
    for sentence in item.annotation.sentences:
        if held and (held >= SENTENCES or sentence.end - low > CHARACTERS):
            bounds.append((low, sentence.start))
            low, held = sentence.start, 0
        held += 1
    return [*bounds, (low, len(text))]


def _first(made: Attribution) -> int:
    spans = made.cue or made.content or made.source
    return min(spans).start if spans else 0


def _moved(spans: tuple[Span, ...], low: int, high: int) -> tuple[Span, ...]:
    return tuple(Span(max(s, low) - low, min(e, high) - low) for s, e in spans if s < high and low < e)


def _cut(item: CaseArticle, low: int, high: int, *, titled: bool) -> CaseArticle:
    found = item.annotation
    text = item.article.text[low:high]

    def inside(parts: tuple[_T, ...]) -> tuple[_T, ...]:
        return tuple(
            p.model_copy(update={"start": p.start - low, "end": min(p.end, high) - low})
            for p in parts
            if low <= p.start < high
        )

    sentences = inside(found.sentences)
    before = sum(1 for s in found.sentences if s.start < low)
    attributions = tuple(
        a.model_copy(update={role: _moved(getattr(a, role), low, high) for role in ("source", "cue", "content")})
        for a in found.attributions
        if low <= _first(a) < high
    )
    claims = tuple(c.model_copy(update={"sentence": c.sentence - before}) for c in inside(found.claims))
    kept = {a.id for a in attributions} | {a.id for a in found.title_attributions if titled}
    return item.model_copy(
        update={
            "article": item.article.model_copy(update={"text": text}),
            "annotation": found.model_copy(
                update={
                    "text": text,
                    "sentences": sentences,
                    "attributions": attributions,
                    "title_attributions": found.title_attributions if titled else (),
                    "claims": claims,
                    "entities": inside(found.entities),
                    "dates": inside(found.dates),
                }
            ),
            "chains": tuple(c for c in item.chains if c.attribution in kept),
        }
    )
