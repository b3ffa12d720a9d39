"""Features of a pair of cue and span that training and decoding must compute alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from claimgraph.records.encoded import BETWEEN_BUCKETS, DISTANCE_BUCKETS

__all__ = ["between_buckets", "distance_buckets"]

_HALF = DISTANCE_BUCKETS // 2
_EDGES = np.array([1, 2, 3, 4, 6, 9, 14, 22, 35, 60, 110])


def distance_buckets(cues: NDArray[np.int64], spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """C x S classes of the signed distance in pieces between each cue and the nearer edge of each span.

    ``cues`` (C x 2) and ``spans`` (S x 2) are half-open ranges of rows. Classes below the middle: the span stands before.
    """
    after = spans[None, :, 0] - cues[:, None, 1]
    before = cues[:, None, 0] - spans[None, :, 1]
    follows = spans[None, :, 0] >= cues[:, None, 0]
    gap = np.maximum(np.where(follows, after, before), 0)
    return np.searchsorted(_EDGES, gap, side="right") + np.where(follows, _HALF, 0)


def between_buckets(cues: NDArray[np.int64], spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """C x S classes of how many of the other cues begin between each cue and each span; ``cues`` sorted."""
    position = np.searchsorted(cues[:, 0], spans[:, 0])[None, :]
    own = np.arange(len(cues))[:, None]
    return np.minimum(np.where(position > own, position - own - 1, own - position), BETWEEN_BUCKETS - 1)
