"""Relations found by where they stand, so that none is held against all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from claimgraph.records import Relation, Span

__all__ = ["Overlaps"]

_STEP: Final = 64
"""Code points to a drawer; spans are hardly longer, so that each lies in one or two."""


class Overlaps:
    """Relations, each with the spans by which it is found."""

    def __init__(self, placed: Iterable[tuple[Relation, tuple[Span, ...]]]) -> None:
        self._placed = list(placed)
        self._drawers: dict[int, list[int]] = defaultdict(list)
        for number, (_, spans) in enumerate(self._placed):
            for drawer in _drawers(spans):
                self._drawers[drawer].append(number)

    def find(self, spans: tuple[Span, ...]) -> list[Relation]:
        """The relations that share a code point with ``spans``, in the order in which they were given."""
        near = sorted({number for drawer in _drawers(spans) for number in self._drawers.get(drawer, ())})
        return [self._placed[number][0] for number in near if _meet(self._placed[number][1], spans)]


def _drawers(spans: tuple[Span, ...]) -> set[int]:
    return {drawer for start, end in spans for drawer in range(start // _STEP, (max(start, end - 1)) // _STEP + 1)}


def _meet(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in some for b in others)
