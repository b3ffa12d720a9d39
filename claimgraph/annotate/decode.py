"""Scores of pieces -> attribution relations and named entities.

Tags are read a word at a time by the best path that obeys BIO (I-x only after B-x or I-x); then each content chooses a cue and each cue
a source within the same window (biaffine scores after Dozat and Manning 2017), "none" being a choice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimgraph.annotate.pairing import between_buckets, distance_buckets
from claimgraph.records import Decoded, Encoded, Relation, ScoredSpan, Span
from claimgraph.records.encoded import ENTITY_TAGS, PAIR_DIM, Parameters

__all__ = ["best_tags", "decode", "join_windows"]

Floats = NDArray[np.float32]
_SOURCE, _CUE, _CONTENT = 1, 3, 5
"""Columns of the B tags of ``ROLE_TAGS``."""
_NO_SPACES = "\u2e80"
"""From here on Unicode holds the scripts that do not part words by spaces."""
_JOIN_GAP = 2
"""Code points (a space, a comma) over which two stretches of one content are one."""


class _Stretch(NamedTuple):
    """A run of one role: rows ``[low, high)`` of the window, and the mean probability of its words' tags."""

    low: int
    high: int
    probability: float


def decode(text: str, encoded: Encoded, parameters: Parameters) -> Decoded:
    """Read relations and entities from one window; spans count code points of ``text``."""
    words = _words(text, encoded)
    outer, inner, entities = (
        _stretches(scores, words, bias)
        for scores, bias in zip((encoded.outer, encoded.inner, encoded.entities), parameters.outside_bias, strict=True)
    )
    relations = [
        *_relations(text, encoded, parameters, "outer", outer),
        *_relations(text, encoded, parameters, "inner", inner),
    ]
    relations.sort(key=lambda r: (r.cue or r.content)[0])
    return Decoded(tuple(relations), tuple(_entities(text, encoded, parameters, entities)))


def join_windows(parts: Sequence[Decoded]) -> Decoded:
    """What was read from the windows of one text, in order, as one."""
    return Decoded(
        tuple(r for part in parts for r in part.relations), tuple(e for part in parts for e in part.entities)
    )


def best_tags(scores: Floats, outside: float = 0.0) -> NDArray[np.int64]:
    """T tags: the best path that obeys BIO (Viterbi 1967), for K = 1 + 2n columns O, B, I, B, I, ..."""
    if outside:
        scores = scores.copy()
        scores[:, 0] -= outside
    tags: NDArray[np.int64] = scores.argmax(axis=1)
    previous = np.concatenate(([0], tags[:-1]))
    broken = np.flatnonzero((tags > 0) & (tags % 2 == 0) & (previous != tags) & (previous != tags - 1))
    if not len(broken):
        return tags  # best tags that obey are the best path
    # Any path may be led through O where O wins by more than it costs to make the I that may follow a B.
    wins = scores[:, 0] - scores[:, 1:].max(axis=1)
    costs = np.append((scores[1:, 2::2] - scores[1:, 1::2]).max(axis=1), 0)
    settled = np.concatenate(([-1], np.flatnonzero(wins > np.maximum(costs, 0)), [len(tags)]))
    after = np.searchsorted(settled, broken)
    for low, high in sorted({(int(settled[at - 1]) + 1, int(settled[at])) for at in after.tolist()}):
        tags[low:high] = _viterbi(scores[low:high].tolist())
    return tags


def _viterbi(scores: list[list[float]]) -> list[int]:
    """The best path over a stretch with O on both sides, T x K."""
    kinds = range(len(scores[0]))
    best = [-math.inf if tag and tag % 2 == 0 else score for tag, score in enumerate(scores[0])]
    back = []
    for row in scores[1:]:
        winner = best.index(max(best))
        came = [winner] * len(best)
        for inside in kinds[2::2]:
            came[inside] = inside if best[inside] >= best[inside - 1] else inside - 1
        best = [best[before] + score for before, score in zip(came, row, strict=True)]
        back.append(came)
    path = [best.index(max(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _words(text: str, encoded: Encoded) -> NDArray[np.int64]:
    """The row at which each word begins; marks, newlines and characters of scripts without spaces are words."""
    starts, ends = encoded.starts, encoded.ends
    begins = np.ones(len(starts), dtype=bool)
    for row in (np.flatnonzero(starts[1:] == ends[:-1]) + 1).tolist():
        here, before = text[starts[row]], text[starts[row] - 1]
        begins[row] = not (here.isalnum() and before.isalnum() and here < _NO_SPACES and before < _NO_SPACES)
    return np.flatnonzero(begins)


def _stretches(scores: Floats, words: NDArray[np.int64], outside: float) -> dict[int, list[_Stretch]]:
    """Runs of each role in one window, by the column of its B tag. A word has one tag: its pieces vote together."""
    pieces = scores.copy()
    within = np.ones(len(pieces), dtype=bool)
    within[words] = False
    pieces[within, 1::2] = pieces[within, 2::2]  # inside a word that begins a role, the role goes on
    votes = np.add.reduceat(pieces, words, axis=0)
    tags = best_tags(votes, outside)
    found: dict[int, list[_Stretch]] = {}
    lows = np.flatnonzero(tags % 2 == 1)
    if not len(lows):
        return found
    bounds = np.append(words, len(scores))
    chances = np.exp(votes[np.arange(len(tags)), tags] / np.diff(bounds))
    stops = np.append(np.flatnonzero((tags == 0) | (tags % 2 == 1)), len(tags))
    highs = stops[np.searchsorted(stops, lows, side="right")]
    for low, high, role in zip(lows.tolist(), highs.tolist(), tags[lows].tolist(), strict=True):
        probability = float(np.add.reduce(chances[low:high]) / (high - low))
        found.setdefault(role, []).append(_Stretch(int(bounds[low]), int(bounds[high]), probability))
    return found


def _relations(
    text: str,
    encoded: Encoded,
    parameters: Parameters,
    layer: Literal["outer", "inner"],
    stretches: dict[int, list[_Stretch]],
) -> Iterator[Relation]:
    """The relations of one layer."""
    contents = stretches.get(_CONTENT, [])
    if not contents:
        return
    cues, sources = stretches.get(_CUE, []), stretches.get(_SOURCE, [])
    cue_of = _choose(encoded, parameters, contents, cues, role=1)
    source_of = _choose(encoded, parameters, cues, sources, role=0)

    def span(stretch: _Stretch) -> Span:
        return _trim(text, int(encoded.starts[stretch.low]), int(encoded.ends[stretch.high - 1]))

    by_cue: dict[int, list[tuple[_Stretch, float]]] = {}
    for content, (cue, sure) in zip(contents, cue_of, strict=True):
        if cue < 0 and layer == "inner":
            continue
        by_cue.setdefault(cue if cue >= 0 else -1 - len(by_cue), []).append((content, sure))
    for cue, parts in by_cue.items():
        chance = math.prod(part.probability for part, _ in parts) ** (1 / len(parts))
        linked = min(sure for _, sure in parts)
        source: tuple[Span, ...] = ()
        source_sure = 1.0
        if cue >= 0:
            chosen, source_sure = source_of[cue]
            chance *= cues[cue].probability
            if chosen >= 0:
                source = (span(sources[chosen]),)
                source_sure *= sources[chosen].probability
        yield Relation(
            source=source,
            cue=(span(cues[cue]),) if cue >= 0 else (),
            content=_joined(text, [span(part) for part, _ in parts]),
            layer=layer,
            confidence=_calibrated(chance * linked * source_sure, parameters.calibration[0]),
            source_confidence=_calibrated(source_sure, parameters.calibration[1]),
        )


def _choose(
    encoded: Encoded,
    parameters: Parameters,
    choosers: list[_Stretch],
    chosen: list[_Stretch],
    *,
    role: int,
) -> list[tuple[int, float]]:
    """For each cue its source (``role`` 0), for each content its cue (``role`` 1): index or -1, and its probability."""
    if not choosers or not chosen:
        return [(-1, 1.0)] * len(choosers)
    cues, spans = (choosers, chosen) if role == 0 else (chosen, choosers)
    part = slice(role * PAIR_DIM, (role + 1) * PAIR_DIM)
    cue_rows = np.array([(c.low, c.high) for c in cues])
    span_rows = np.array([(s.low, s.high) for s in spans])
    vectors = (encoded.cue_vectors[:, part], encoded.span_vectors[:, part])
    left, right = (
        (v[rows[:, 0]] + v[rows[:, 1] - 1]) / 2 for v, rows in zip(vectors, (cue_rows, span_rows), strict=True)
    )
    scores = left @ right.T / PAIR_DIM**0.5
    scores += parameters.distance_bias[role][distance_buckets(cue_rows, span_rows)]
    scores += parameters.between_bias[role][between_buckets(cue_rows, span_rows)]
    if role == 1:
        scores = scores.T
    scores = np.concatenate([scores, np.full((len(choosers), 1), parameters.none_bias[role])], axis=1)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    best = chances.argmax(axis=1)
    return [(int(b) if b < len(chosen) else -1, float(row[b])) for b, row in zip(best, chances, strict=True)]


def _trim(text: str, start: int, end: int) -> Span:
    """A span without white space at its ends, nor a comma or semicolon that merely separates."""
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(start, end)


def _joined(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Sorted spans, those joined that only white space or a comma separates."""
    joined: list[Span] = []
    for span in sorted(s for s in spans if s.start < s.end):
        if joined and span.start - joined[-1].end <= _JOIN_GAP and not text[joined[-1].end : span.start].strip(" \n,"):
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _entities(
    text: str, encoded: Encoded, parameters: Parameters, stretches: dict[int, list[_Stretch]]
) -> list[ScoredSpan]:
    """The named entities, in order."""
    found = []
    for role, runs in stretches.items():
        kind = ENTITY_TAGS[role][2:]
        for low, high, chance in runs:
            span = _trim(text, int(encoded.starts[low]), int(encoded.ends[high - 1]))
            if span.start < span.end:
                found.append(ScoredSpan(span, kind, _calibrated(chance, parameters.calibration[2])))  # type: ignore[arg-type]
    return sorted(found)


def _calibrated(raw: float, fit: tuple[float, float]) -> float:
    """A probability from a raw confidence, by a logistic curve on its log odds."""
    raw = min(max(raw, 1e-6), 1 - 1e-6)
    slope, intercept = fit
    return 1 / (1 + math.exp(-(slope * math.log(raw / (1 - raw)) + intercept)))
