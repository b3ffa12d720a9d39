"""Examples -> windows of pieces with their labels, cut exactly as the encoder will cut them later."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from claimgraph.encoder import CLS, SEP, WINDOW, Pieces, Tokenizer, plan_windows
from claimgraph.records import Span
from claimgraph.records.encoded import ENTITY_TAGS, ROLE_TAGS
from claimgraph.train.examples import Example, Relation

__all__ = ["IGNORE", "Pairs", "Window", "window_of", "windows_of"]

IGNORE = -100
"""Label of a piece that teaches nothing."""
_ROLE = {tag: number for number, tag in enumerate(ROLE_TAGS)}
_ENTITY = {tag: number for number, tag in enumerate(ENTITY_TAGS)}
Rows = tuple[int, int]


@dataclass(slots=True)
class Pairs:
    """The gold pairs of one layer in one window; rows count from the window's first special piece."""

    cues: list[Rows] = field(default_factory=list)
    sources: list[Rows] = field(default_factory=list)
    contents: list[Rows] = field(default_factory=list)
    source_of: list[int] = field(default_factory=list)
    """For each cue the index of its source, or -1."""
    cue_of: list[int] = field(default_factory=list)
    """For each content the index of its cue, or -1."""


@dataclass(slots=True)
class Window:
    """One window: inputs, labels a piece, and pairs."""

    ids: NDArray[np.int64]
    casing: NDArray[np.int64]
    outer: NDArray[np.int64]
    inner: NDArray[np.int64]
    entities: NDArray[np.int64]
    entity_weight: float
    outer_pairs: Pairs
    inner_pairs: Pairs
    soft_outer: NDArray[np.float16] | None = None
    """T x 7 log probabilities that take the place of ``outer``."""
    soft_inner: NDArray[np.float16] | None = None


def windows_of(example: Example, tokenizer: Tokenizer, rng: random.Random | None = None) -> Iterator[Window]:
    """The windows of one example; with ``rng`` the first one begins at a random sentence, so that cuts vary."""
    sentences = [Span(*s) for s in example.sentences]
    if rng and len(sentences) > 8:
        lead = rng.randrange(0, 8)
        chunks = [sentences[:lead], sentences[lead:]] if lead else [sentences]
    else:
        chunks = [sentences]
    for chunk in chunks:
        pieces = tokenizer(example.text, chunk)
        labels = _Labels(example, pieces)
        for start, end in plan_windows(pieces):
            yield labels.window(start, end)


def window_of(example: Example, pieces: Pieces, bounds: Rows) -> Window:
    """The one window ``bounds`` of an example that is cut into ``pieces``."""
    return _Labels(example, pieces).window(*bounds)


class _Labels:
    """The labels of all pieces of a text."""

    def __init__(self, example: Example, pieces: Pieces) -> None:
        self.example, self.pieces = example, pieces
        count = len(pieces.ids)
        self.outer = np.zeros(count, dtype=np.int64)
        self.inner = np.zeros(count, dtype=np.int64)
        self.entities = np.zeros(count, dtype=np.int64)
        self._paint(self.outer, example.outer)
        self._paint(self.inner, example.inner)
        for start, end in example.inner_unknown:
            low, high = self.rows(start, end)
            stretch = self.inner[low:high]
            stretch[stretch == 0] = IGNORE
        if not example.attribution_known:
            self.outer[:] = IGNORE
            self.inner[:] = IGNORE
        for start, end in example.entity_unknown:
            low, high = self.rows(start, end)
            self.entities[low:high] = IGNORE
        for start, end, kind in example.entities:
            low, high = self.rows(start, end)
            self.entities[low:high] = _ENTITY[f"I-{kind}"]
            self.entities[low : min(low + 1, high)] = _ENTITY[f"B-{kind}"]

    def rows(self, start: int, end: int) -> Rows:
        """The half-open range of pieces that overlap ``[start, end)``."""
        low = int(np.searchsorted(self.pieces.ends, start, side="right"))
        high = int(np.searchsorted(self.pieces.starts, end, side="left"))
        return low, max(low, high)

    def _paint(self, tags: NDArray[np.int64], relations: Sequence[Relation]) -> None:
        """Write the roles; where roles overlap the cue wins over the source, the source over the content."""
        for role in ("content", "source", "cue"):
            for relation in relations:
                for start, end in getattr(relation, role):
                    low, high = self.rows(start, end)
                    tags[low:high] = _ROLE[f"I-{role}"]
                    tags[low : min(low + 1, high)] = _ROLE[f"B-{role}"]

    def _pairs(self, relations: Sequence[Relation], start: int, end: int) -> Pairs:
        pairs = Pairs()

        def inside(spans: tuple[tuple[int, int], ...]) -> list[Rows]:
            found = (self.rows(*span) for span in spans)
            return [
                (max(a, start) - start + 1, min(b, end) - start + 1) for a, b in found if min(b, end) > max(a, start)
            ]

        def index(rows: Rows, known: list[Rows]) -> int:
            if rows not in known:
                known.append(rows)
            return known.index(rows)

        for relation in sorted(relations, key=lambda r: r.cue[:1]):
            cues = inside(relation.cue)
            cue = -1
            if cues:
                cue = len(pairs.cues)
                pairs.cues.append(cues[0])
                sources = inside(relation.source)
                pairs.source_of.append(index(sources[0], pairs.sources) if sources else -1)
            elif relation.cue:
                for rows in inside(relation.source):
                    index(rows, pairs.sources)
            for rows in inside(relation.content):
                pairs.contents.append(rows)
                pairs.cue_of.append(cue)
        return pairs

    def window(self, start: int, end: int) -> Window:
        """Rows ``[start, end)`` between the two special pieces."""
        length = end - start + 2

        def framed(values: NDArray[np.int64], fill: int) -> NDArray[np.int64]:
            out = np.full(length, fill, dtype=np.int64)
            out[1:-1] = values[start:end]
            return out

        ids = framed(self.pieces.ids, 0)
        ids[0], ids[-1] = CLS, SEP
        assert length <= WINDOW, "a window outgrew the model"  # noqa: S101 - a broken plan must not train silently
        return Window(
            ids=ids,
            casing=framed(self.pieces.casing, 0),
            outer=framed(self.outer, IGNORE),
            inner=framed(self.inner, IGNORE),
            entities=framed(self.entities, IGNORE),
            entity_weight=self.example.entity_weight,
            outer_pairs=self._pairs(self.example.outer, start, end),
            inner_pairs=self._pairs(self.example.inner, start, end),
        )
