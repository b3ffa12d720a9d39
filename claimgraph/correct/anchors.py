"""Finding again what a decision is about: by the words quoted, and by the attribution that shares most of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from claimgraph.records import Attribution, Decision, Span, hull, union_length

__all__ = ["Anchor", "anchor_of", "best_match", "find_spans", "quoted_words", "standing_decisions"]

Role = Literal["source", "cue", "content"]

_WEIGHTS: Final[tuple[tuple[Role, float], ...]] = (("cue", 3.0), ("source", 2.0), ("content", 1.0))
_ENOUGH: Final = 0.4
"""Least share of the weights for two to be one attribution: a shared cue is enough, a shared content is not."""


class Anchor(NamedTuple):
    """The spans of an attribution that a decision is about."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


def quoted_words(text: str, spans: Iterable[Span]) -> str:
    """The text of ``spans``, joined by a space: what a decision quotes."""
    return " ".join(text[start:end] for start, end in spans)


def find_spans(text: str, spans: Sequence[Span], quoted: str) -> tuple[Span, ...] | None:
    """Where the words ``quoted`` at ``spans`` stand in ``text``, each as near as can be to where it stood; null: gone.

    Where they stand as they stood, ``spans`` as they are; a text that was edited before them moves them.
    """
    if quoted_words(text, spans) == quoted and all(0 <= s.start <= s.end <= len(text) for s in spans):
        return tuple(spans)
    found: list[Span] = []
    at = 0
    for start, end in spans:
        words = quoted[at : at + end - start]
        at += end - start + 1
        place = _nearest(text, words, start + (found[-1].start - spans[len(found) - 1].start if found else 0))
        if place is None:
            return None
        found.append(Span(place, place + len(words)))
    return tuple(found)


def _nearest(text: str, words: str, near: int) -> int | None:
    """The occurrence of ``words`` whose start is nearest to ``near``."""
    if not words.strip():
        return None
    before = text.rfind(words, 0, max(0, near) + len(words))
    after = text.find(words, max(0, near))
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - near), default=None)


def standing_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that no standing decision withdraws, in order; a withdrawal that is withdrawn withdraws nothing."""
    ordered = list(decisions)
    withdrawn: set[str] = set()
    for decision in reversed(ordered):
        if decision.id not in withdrawn and decision.withdraws is not None:
            withdrawn.add(decision.withdraws)
    return [d for d in ordered if d.id not in withdrawn and d.withdraws is None]


def anchor_of(decision: Decision, text: str) -> Anchor | None:
    """The attribution's spans that the decision names, found again in ``text``; null: gone, or none are named."""
    if not decision.spans or len(decision.roles) != len(decision.spans):
        return None
    spans = find_spans(text, decision.spans, decision.quoted)
    if spans is None:
        return None
    by_role: dict[str, list[Span]] = {}
    for role, span in zip(decision.roles, spans, strict=True):
        by_role.setdefault(role, []).append(span)
    return Anchor(*(tuple(by_role.get(role, ())) for role in ("source", "cue", "content")))


def best_match(anchor: Anchor, attributions: Iterable[Attribution]) -> Attribution | None:
    """The attribution that shares most of ``anchor``; null where none shares enough."""
    best, best_share = None, _ENOUGH
    low, high = hull((*anchor.source, *anchor.cue, *anchor.content))
    for made in attributions:
        spans = made.cue or made.content or made.source
        if not spans or min(spans).start >= high or max(spans).end <= low:
            continue
        share = _likeness(anchor, made)
        if share > best_share:
            best, best_share = made, share
    return best


def _likeness(anchor: Anchor, made: Attribution) -> float:
    total = reached = 0.0
    for role, weight in _WEIGHTS:
        ours, theirs = getattr(anchor, role), getattr(made, role)
        if ours or theirs:
            total += weight
            reached += weight * _overlap(ours, theirs)
    return reached / total if total else 0.0


def _overlap(a: tuple[Span, ...], b: tuple[Span, ...]) -> float:
    """Shared code points as a share of all (Jaccard)."""
    if a == b:
        return 1.0
    union = union_length((*a, *b))
    return (union_length(a) + union_length(b) - union) / union if union else 0.0
