"""Claims and labels of sentences after a correction: only those that it touches are made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from claimgraph.records import Attribution, Claim, Sentence, SentenceLabel, Span, content_id, hull

__all__ = ["renew_claims"]

_OPENING = "that "


def renew_claims(
    article: str,
    text: str,
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    touched: Mapping[str, Attribution | None],
    labels: Mapping[int, SentenceLabel],
) -> tuple[tuple[Sentence, ...], tuple[Claim, ...]]:
    """Sentences and claims as they stand after a correction.

    A claim that still stands in its sentence keeps its id, so that links to it hold.

    Args:
        article: id of the article.
        text: its text.
        sentences: as they were.
        claims: as they were.
        touched: by id each attribution that was changed, null where it was taken away.
        labels: labels that a person gave, by index of the sentence.
    """
    old: dict[str, list[Claim]] = defaultdict(list)
    kept: list[Claim] = []
    for claim in claims:
        if claim.attribution is not None and claim.attribution in touched:
            old[claim.attribution].append(claim)
        else:
            kept.append(claim)
    fresh = [
        claim
        for ident, made in touched.items()
        if made is not None and made.kind == "claim"
        for claim in _claims_of(article, text, sentences, made, {c.sentence: c.id for c in old[ident]})
    ]
    changed = {c.sentence for group in old.values() for c in group} | {c.sentence for c in fresh} | set(labels)
    by_sentence: dict[int, list[Claim]] = defaultdict(list)
    for claim in [*kept, *fresh]:
        by_sentence[claim.sentence].append(claim)
    renewed = list(sentences)
    for index in sorted(i for i in changed if i < len(renewed)):
        renewed[index], by_sentence[index] = _renewed(
            article, index, renewed[index], by_sentence[index], labels.get(index)
        )
    ordered = sorted(
        (c for group in by_sentence.values() for c in group),
        key=lambda c: (c.sentence, c.start, c.end, c.attribution or ""),
    )
    return tuple(renewed), tuple(ordered)


def _claims_of(
    article: str, text: str, sentences: tuple[Sentence, ...], made: Attribution, known: Mapping[int, str]
) -> Iterable[Claim]:
    """One claim for each sentence that the content reaches into."""
    if not made.content:
        return
    low, high = hull(made.content)
    for index, sentence in enumerate(sentences):
        if sentence.end <= low or sentence.start >= high:
            continue
        parts = tuple(
            Span(max(s, sentence.start), min(e, sentence.end))
            for s, e in made.content
            if s < sentence.end and sentence.start < e
        )
        if not parts:
            continue
        start, end = hull(parts)
        if text[start : start + len(_OPENING)].casefold() == _OPENING and end - start > len(_OPENING):
            start += len(_OPENING)
        if not text[start:end].strip():
            continue
        yield Claim(
            id=known.get(index) or content_id(article, "claim", made.id, start, end),
            kind="attributed",
            attribution=made.id,
            sentence=index,
            start=start,
            end=end,
            confidence=made.confidence,
        )


def _renewed(
    article: str, index: int, sentence: Sentence, claims: list[Claim], decided: SentenceLabel | None
) -> tuple[Sentence, list[Claim]]:
    """A sentence with the label that fits its claims, or that a person gave, and the claims that fit the label."""
    said = [c for c in claims if c.kind == "attributed"]
    own = [c for c in claims if c.kind == "own_voice"]
    label = decided or ("attributed" if said else "own_voice" if sentence.label == "attributed" else sentence.label)
    if label == "attributed":
        own = [c for c in own if all(c.end <= s.start or s.end <= c.start for s in said)]
    else:
        said = []
        if label == "not_a_claim":
            own = []
        elif not any(c.start == sentence.start and c.end == sentence.end for c in own):
            own = [
                Claim(
                    id=content_id(article, "claim", None, sentence.start, sentence.end),
                    kind="own_voice",
                    attribution=None,
                    sentence=index,
                    start=sentence.start,
                    end=sentence.end,
                    confidence=1.0 if decided else sentence.confidence,
                )
            ]
    sure = 1.0 if decided else sentence.confidence
    return sentence.model_copy(update={"label": label, "confidence": sure}), [*own, *said]
