"""Scores of pieces -> attribution relations and named entities.

Tags are read a word at a time by the best path that obeys BIO (I-x only after B-x or I-x); then each content chooses a cue and each cue
a source within the same window (biaffine scores after Dozat and Manning 2017), "none" being a choice.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimgraph.annotate.pairing import between_buckets, distance_buckets
from claimgraph.records import Decoded, Encoded, Relation, ScoredSpan, Span
from claimgraph.records.encoded import ENTITY_TAGS, PAIR_DIM, Parameters

__all__ = ["Evidence", "best_tags", "decode", "join_windows", "weigh"]

Floats = NDArray[np.float32]
_SOURCE, _CUE, _CONTENT = 1, 3, 5
"""Columns of the B tags of ``ROLE_TAGS``."""
_NO_SPACES = "\u2e80"
"""From here on Unicode holds the scripts that do not part words by spaces."""
_JOIN_GAP = 2
"""Code points (a space, a comma) over which two stretches of one content are one."""


class _Stretch(NamedTuple):
    """A run of one role: rows ``[low, high)`` of the window, its words, and the mean and least probability of their tags."""

    low: int
    high: int
    words: int
    probability: float
    least: float


class _Found(NamedTuple):
    """One relation and what speaks for it."""

    spans: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
    layer: Literal["outer", "inner"]
    relation: list[float]
    source: list[float]


class Evidence(NamedTuple):
    """Features of all that was read from one window, each row as ``Calibration`` weighs it.

    Relations, their sources, entities and sentences come in the order in which ``decode`` gives them.
    """

    relations: list[list[float]]
    sources: list[list[float]]
    entities: list[list[float]]
    sentences: list[list[float]]


def decode(text: str, encoded: Encoded, parameters: Parameters) -> Decoded:
    """Read relations, entities and how likely each sentence has an attribution; spans count code points of ``text``."""
    found, entities, sentences = _read(text, encoded, parameters)
    weights = parameters.calibration
    return Decoded(
        tuple(
            Relation(
                *f.spans, f.layer, _probability(f.relation, weights.relation), _probability(f.source, weights.source)
            )
            for f in found
        ),
        tuple(sorted(ScoredSpan(span, kind, _probability(row, weights.entity)) for span, kind, row in entities)),  # type: ignore[arg-type]
        tuple((start, _probability(row, weights.sentence)) for start, row in sentences),
    )


def weigh(text: str, encoded: Encoded, parameters: Parameters) -> Evidence:
    """What speaks for each thing that ``decode`` reads: calibration is fitted on it."""
    found, entities, sentences = _read(text, encoded, parameters)
    return Evidence(
        [f.relation for f in found],
        [f.source for f in found],
        [row for _, _, row in sorted(entities)],
        [row for _, row in sentences],
    )


def _read(
    text: str, encoded: Encoded, parameters: Parameters
) -> tuple[list[_Found], list[tuple[Span, str, list[float]]], list[tuple[int, list[float]]]]:
    """Relations, entities and sentences of one window, each with its features."""
    words = _words(text, encoded)
    bias, reach = parameters.outside_bias, parameters.reach
    outer = _stretches(encoded.outer, words, bias[0], reach)
    inner = _stretches(encoded.inner, words, bias[1], reach)
    entities = _stretches(encoded.entities, words, bias[2])
    found = [
        *_relations(text, encoded, parameters, "outer", outer),
        *_relations(text, encoded, parameters, "inner", inner),
    ]
    found.sort(key=lambda f: (f.spans[1] or f.spans[2])[0])
    return found, list(_entities(text, encoded, entities)), _sentences(encoded, outer.get(_CONTENT, []))


def join_windows(parts: Sequence[Decoded]) -> Decoded:
    """What was read from the windows of one text, in order, as one."""
    return Decoded(
        tuple(r for part in parts for r in part.relations),
        tuple(e for part in parts for e in part.entities),
        tuple(s for part in parts for s in part.sentences),
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


def _stretches(
    scores: Floats, words: NDArray[np.int64], outside: float, reach: float = 1.0
) -> dict[int, list[_Stretch]]:
    """Runs of each role in one window, by the column of its B tag. A word has one tag: its pieces vote together."""
    pieces = scores.copy()
    within = np.ones(len(pieces), dtype=bool)
    within[words] = False
    pieces[within, 1::2] = pieces[within, 2::2]  # inside a word that begins a role, the role goes on
    votes = np.add.reduceat(pieces, words, axis=0)
    tags = best_tags(votes, outside)
    found: dict[int, list[_Stretch]] = {}
    if not (tags % 2 == 1).any():
        return found
    bounds = np.append(words, len(scores))
    means = votes / np.diff(bounds)[:, None]
    if reach < 1.0:
        _reach(tags, np.exp(means[:, _CONTENT]) + np.exp(means[:, _CONTENT + 1]) >= reach)
    chances = np.exp(means[np.arange(len(tags)), tags])
    lows = np.flatnonzero(tags % 2 == 1)
    stops = np.append(np.flatnonzero((tags == 0) | (tags % 2 == 1)), len(tags))
    highs = stops[np.searchsorted(stops, lows, side="right")]
    for low, high, role in zip(lows.tolist(), highs.tolist(), tags[lows].tolist(), strict=True):
        run = chances[low:high]
        mean = float(np.add.reduce(run) / (high - low))
        stretch = _Stretch(int(bounds[low]), int(bounds[high]), high - low, mean, float(run.min()))
        found.setdefault(role, []).append(stretch)
    return found


def _reach(tags: NDArray[np.int64], likely: NDArray[np.bool_]) -> None:
    """Lengthen contents, in place, over the words beside them that no role has and that are ``likely`` content.

    A border is where the model is least sure: what starts a content needs more than what goes on with it (the two
    thresholds of Canny 1986).
    """
    free = (tags == 0) & likely
    for row in np.flatnonzero(free).tolist():
        if row and tags[row] == 0 and tags[row - 1] in (_CONTENT, _CONTENT + 1):
            tags[row] = _CONTENT + 1
    for row in np.flatnonzero(free)[::-1].tolist():
        if tags[row] == 0 and row + 1 < len(tags) and tags[row + 1] == _CONTENT:
            tags[row], tags[row + 1] = _CONTENT, _CONTENT + 1


def _relations(
    text: str,
    encoded: Encoded,
    parameters: Parameters,
    layer: Literal["outer", "inner"],
    stretches: dict[int, list[_Stretch]],
) -> Iterator[_Found]:
    """The relations of one layer."""
    contents = stretches.get(_CONTENT, [])
    if not contents:
        return
    cues, sources = stretches.get(_CUE, []), stretches.get(_SOURCE, [])
    cue_of = _choose(encoded, parameters, contents, cues, role=1)
    source_of = _choose(encoded, parameters, cues, sources, role=0)

    def spans(*stretches: _Stretch | None) -> tuple[Span, ...]:
        """Where stretches stand in the text; one of mere spaces and commas stands nowhere."""
        found = [_trim(text, int(encoded.starts[s.low]), int(encoded.ends[s.high - 1])) for s in stretches if s]
        return _joined(text, found)

    by_cue: dict[int, list[tuple[_Stretch, float]]] = {}
    for content, (cue, sure) in zip(contents, cue_of, strict=True):
        if cue < 0 and layer == "inner":
            continue
        by_cue.setdefault(cue if cue >= 0 else -1 - len(by_cue), []).append((content, sure))
    for cue, parts in by_cue.items():
        chance = math.prod(part.probability for part, _ in parts) ** (1 / len(parts))
        least = min(part.least for part, _ in parts)
        linked = min(sure for _, sure in parts)
        said = cues[cue] if cue >= 0 else None
        chosen, choice = source_of[cue] if said else (-1, 1.0)
        source = sources[chosen] if chosen >= 0 else None
        by_whom = choice * (source.probability if source else 1.0)
        raw = chance * linked * by_whom * (said.probability if said else 1.0)
        size = math.log(sum(part.words for part, _ in parts))
        source_odds, choice_odds = (_odds(source.probability) if source else 0.0), _odds(choice)
        cue_odds = _odds(said.probability) if said else 0.0
        if not (words := spans(*(part for part, _ in parts))):
            continue
        yield _Found(
            spans=(spans(source), spans(said), words),
            layer=layer,
            relation=[
                *(1.0, _odds(raw), _odds(chance), _odds(least), cue_odds, float(said is None)),
                *(source_odds, float(source is None), choice_odds, size),
            ],
            source=[1.0, _odds(by_whom), source_odds, float(source is None), cue_odds],
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
    text: str, encoded: Encoded, stretches: dict[int, list[_Stretch]]
) -> Iterator[tuple[Span, str, list[float]]]:
    """The named entities."""
    for role, runs in stretches.items():
        for run in runs:
            span = _trim(text, int(encoded.starts[run.low]), int(encoded.ends[run.high - 1]))
            if span.start < span.end:
                kind = ENTITY_TAGS[role][2:]
                rare = float(kind in ("event", "other"))
                yield span, kind, [1.0, _odds(run.probability), _odds(run.least), math.log(run.words), rare]


def _sentences(encoded: Encoded, contents: list[_Stretch]) -> list[tuple[int, list[float]]]:
    """For each sentence the best chance of a content over three pieces, of a cue, the mean one, and whether one was read."""
    rows = np.array(encoded.sentence_rows, dtype=np.int64)
    if not len(rows):
        return []
    chances = np.exp(encoded.outer)
    content = chances[:, _CONTENT] + chances[:, _CONTENT + 1]
    cue = chances[:, _CUE] + chances[:, _CUE + 1]
    padded = np.concatenate((content[:1], content, content[-1:]))
    smooth = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    held = np.zeros(len(content), dtype=bool)
    for stretch in contents:
        held[stretch.low : stretch.high] = True
    sizes = np.diff(np.append(rows, len(content)))
    table = zip(
        np.maximum.reduceat(smooth, rows).tolist(),
        np.maximum.reduceat(cue, rows).tolist(),
        (np.add.reduceat(content, rows) / sizes).tolist(),
        np.logical_or.reduceat(held, rows).tolist(),
        strict=True,
    )
    return [
        (start, [1.0, _odds(best), _odds(said), _odds(mean), float(read)])
        for start, (best, said, mean, read) in zip(encoded.starts[rows].tolist(), table, strict=True)
    ]


def _odds(chance: float) -> float:
    """Log odds of a probability, kept within reason."""
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


def _probability(features: Sequence[float], weights: Sequence[float]) -> float:
    """The logistic curve."""
    return 1 / (1 + math.exp(-sum(map(operator.mul, features, weights))))
