"""Examples -> windows of pieces with their labels, cut exactly as the encoder will cut them later."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimgraph.encoder import CLS, SEP, WINDOW, Pieces, Tokenizer, plan_windows
from claimgraph.records import Span
from claimgraph.records.encoded import ENTITY_TAGS, ROLE_TAGS
from claimgraph.train.examples import Example, Relation

__all__ = ["IGNORE", "Pairs", "Window", "load_windows", "save_windows", "window_of", "window_pieces", "windows_of"]

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


def save_windows(windows: Iterable[Window], path: Path) -> int:
    """Write windows with soft labels as one NumPy archive; the number of their pieces."""
    columns: dict[str, list[NDArray[Any]]] = {name: [] for name in ("ids", "casing", "outer", "inner")}
    lengths: list[int] = []
    pairs: list[tuple[int, ...]] = []
    for window in windows:
        columns["ids"].append(window.ids.astype(np.int16))
        columns["casing"].append(window.casing.astype(np.int8))
        assert window.soft_outer is not None  # noqa: S101 - they come from soft_windows
        assert window.soft_inner is not None  # noqa: S101
        columns["outer"].append(window.soft_outer)
        columns["inner"].append(window.soft_inner)
        for layer, found in enumerate((window.outer_pairs, window.inner_pairs)):
            for kind, (rows, chosen) in enumerate(
                (
                    (found.cues, found.source_of),
                    (found.sources, [0] * len(found.sources)),
                    (found.contents, found.cue_of),
                )
            ):
                pairs += [
                    (len(lengths), layer, kind, low, high, c) for (low, high), c in zip(rows, chosen, strict=True)
                ]
        lengths.append(len(window.ids))
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {name: np.concatenate(parts) for name, parts in columns.items()}
    arrays |= {"lengths": np.array(lengths), "pairs": np.array(pairs, dtype=np.int32).reshape(-1, 6)}
    unfinished = path.with_suffix(".unfinished.npz")
    np.savez(unfinished, **arrays)
    unfinished.rename(path)
    return sum(lengths)


def window_pieces(path: Path) -> int:
    """How many pieces the windows of a file hold."""
    with np.load(path) as archive:
        return int(archive["lengths"].sum())


def load_windows(path: Path) -> list[Window]:
    """Read what ``save_windows`` wrote."""
    with np.load(path) as archive:
        stored = dict(archive.items())
    bounds = np.cumsum(stored["lengths"])[:-1]
    parts = {name: np.split(stored[name], bounds) for name in ("ids", "casing", "outer", "inner")}
    windows = []
    for number in range(len(stored["lengths"])):
        ids = parts["ids"][number].astype(np.int64)
        nothing = np.full(len(ids), IGNORE, dtype=np.int64)
        windows.append(
            Window(
                ids=ids,
                casing=parts["casing"][number].astype(np.int64),
                outer=nothing,
                inner=nothing,
                entities=nothing,
                entity_weight=0.0,
                outer_pairs=Pairs(),
                inner_pairs=Pairs(),
                soft_outer=parts["outer"][number],
                soft_inner=parts["inner"][number],
            )
        )
    for number, layer, kind, low, high, chosen in stored["pairs"].tolist():
        pairs = windows[number].inner_pairs if layer else windows[number].outer_pairs
        (pairs.cues, pairs.sources, pairs.contents)[kind].append((low, high))
        if kind != 1:
            (pairs.source_of if kind == 0 else pairs.cue_of).append(chosen)
    return windows
