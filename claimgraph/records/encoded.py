"""What the model says of a text: arrays as the encoder leaves them, and the relations read from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimgraph.records.base import Span
from claimgraph.records.terms import EntityType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Decoded", "Encoded", "Relation", "ScoredSpan"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text after one pass of the model: one row a piece, T rows in all, in order of the text.

    The pieces of one window were encoded together; nothing is decoded or linked across windows.
    Arrays live in memory only and are never stored whole.
    """

    starts: NDArray[np.int32]
    """T; first code point of each piece."""
    ends: NDArray[np.int32]
    """T; code point after each piece."""
    windows: tuple[tuple[int, int], ...]
    """Half-open ranges of rows, one a window."""
    outer: NDArray[np.float32]
    """T x 7; log scores of O and B/I of source, cue, content: outermost attributions."""
    inner: NDArray[np.float32]
    """T x 7; the same for attributions within the content of another."""
    entities: NDArray[np.float32]
    """T x 11; log scores of O and B/I of the five entity types."""
    cue_vectors: NDArray[np.float32]
    """T x D; a piece seen as the cue of a pair, already through the biaffine form."""
    span_vectors: NDArray[np.float32]
    """T x 2D; a piece seen as part of a source (first D) or content (last D)."""


class Relation(NamedTuple):
    """An attribution relation as the model read it: one cue, its source and its content.

    Spans are sorted; ``source`` may be empty, and one or more spans of conjoined sources stand in it
    together. ``cue`` is empty where a quotation goes on without one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    layer: Literal["outer", "inner"]
    """``inner``: it stands inside the content of another."""
    confidence: float
    source_confidence: float


class ScoredSpan(NamedTuple):
    """A named entity as the model read it."""

    span: Span
    type: EntityType
    confidence: float


class Decoded(NamedTuple):
    """What was read from one ``Encoded``; relations in order of their cues, entities of their starts."""

    relations: tuple[Relation, ...] = ()
    entities: tuple[ScoredSpan, ...] = ()
