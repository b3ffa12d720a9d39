"""What the model says of a text: arrays as the encoder leaves them, and the relations read from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimgraph.records.base import Span
from claimgraph.records.terms import EntityType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "BETWEEN_BUCKETS",
    "DISTANCE_BUCKETS",
    "ENTITY_TAGS",
    "PAIR_DIM",
    "ROLE_TAGS",
    "Calibration",
    "Decoded",
    "Encoded",
    "Parameters",
    "Relation",
    "ScoredSpan",
]

ROLE_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Columns of ``Encoded.outer`` and ``Encoded.inner``."""
ENTITY_TAGS = (
    "O",
    *(f"{bio}-{kind}" for kind in ("person", "organization", "place", "event", "other") for bio in "BI"),
)
"""Columns of ``Encoded.entities``."""
PAIR_DIM = 128
"""Length of the vectors whose product says that a cue and a span belong together."""
DISTANCE_BUCKETS = 24
"""Classes of the signed distance in pieces from a cue to a span: twelve on each side."""
BETWEEN_BUCKETS = 4
"""Classes of the number of other cues between a cue and a span: 0, 1, 2, more."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window of a text after the model's pass: one row a piece, T rows in all, in order of the text.

    Arrays live in memory only and are never stored whole.
    """

    starts: NDArray[np.int32]
    """T; first code point of each piece."""
    ends: NDArray[np.int32]
    """T; code point after each piece."""
    outer: NDArray[np.float32]
    """T x 7; log scores of O and B/I of source, cue, content: outermost attributions."""
    inner: NDArray[np.float32]
    """T x 7; the same for attributions within the content of another."""
    entities: NDArray[np.float32]
    """T x 11; log scores of O and B/I of the five entity types."""
    cue_vectors: NDArray[np.float32]
    """T x 2D; a piece seen as the cue of a source (first D) and of a content (last D)."""
    span_vectors: NDArray[np.float32]
    """T x 2D; a piece seen as part of a source (first D) or content (last D)."""
    sentence_rows: tuple[int, ...] = ()
    """The row at which each sentence begins, the first being 0."""


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
    """What was read from one text or window; relations in order of their cues, entities of their starts."""

    relations: tuple[Relation, ...] = ()
    entities: tuple[ScoredSpan, ...] = ()
    sentences: tuple[tuple[int, float], ...] = ()
    """First code point of each sentence, and the probability that something in it is attributed."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic curves that make probabilities of evidence (Platt 1999, with several features).

    Each is for one row of features that ``annotate.decode`` computes; without training the raw confidence stands.
    """

    relation: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    source: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0)
    entity: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0)
    sentence: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What training learned beside the weights: how pairs are scored, how tags are read, how sure to be."""

    distance_bias: NDArray[np.float32]
    """2 x ``DISTANCE_BUCKETS``: cue-source and cue-content pairs."""
    between_bias: NDArray[np.float32]
    """2 x ``BETWEEN_BUCKETS``."""
    none_bias: NDArray[np.float32]
    """2; score of "no source", and of "no cue"."""
    outside_bias: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Taken off the log score of O in the outer, the inner and the entity tags: more is found, with more mistakes."""
    reach: float = 1.0
    """A word beside a content, of no role, belongs to it if it is content with this probability; 1 for none."""
    calibration: Calibration = Calibration()
