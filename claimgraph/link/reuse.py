"""Text that articles share: near-copies found by rare shingles, compared word by word.

Each text is reduced to fingerprints: hashes of ``SHINGLE`` words in a row, of which one in each window is kept
(winnowing, Schleimer, Wilkerson and Aiken, SIGMOD 2003), so that no shared stretch of ``SHINGLE + WINDOW - 1`` words
is missed. Two texts are compared if they share a few fingerprints that are rare in the case: what stands in many
articles is furniture. So the work grows with the text, not with the number of pairs.

Words in quotation marks are no sign of copying: two reporters hear one speech.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.records import Article, Copy, CopyDirection, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["candidate_pairs", "compare_texts", "copied_words", "fingerprints", "wording"]

SHINGLE: Final = 6
"""Words in a row."""
WINDOW: Final = 8
"""Shingles of which one is kept."""
RARE: Final = 12
"""Articles in which a rare fingerprint stands at most."""
NEIGHBOURS: Final = 2
"""A fingerprint that is not rare joins each of its articles with so many that follow it by date, and no more."""
SHARED: Final = 3
"""Fingerprints that two texts must share to be compared."""
PART: Final = 0.05
"""Part of the fingerprints of the shorter that they must share; well below ``LEAST_SHARE``, for rare ones only count."""
LEAST_WORDS: Final = 24
"""Shared words outside quotations below which nothing is said to be copied; a long sentence has as many."""
LEAST_SHARE: Final = 0.2
"""Part of the shorter text below which nothing is."""
GAP: Final = 4
"""Words that differ between two passages that are told as one."""
PASSAGES: Final = 20
"""Passages told of one pair."""
TOKENS_CACHED: Final = 64
WORDS_CACHED: Final = 32_768
PARTS: Final = 16
"""Parts, by hash, in which fingerprints are compared: each needs a part of the memory."""
COPY_WORDS: Final = 10
"""Words outside quotations that a claim must have to be known for a copy."""
COPY_PART: Final = 0.7
"""Part of the shorter claim's words, and of its runs of four words, that the other must have."""
RUN: Final = 4

_MULTIPLIER: Final = 0x9E3779B97F4A7C15
_WORD: Final = re.compile(r"\w+(?:[.'’]\w+)*")
_QUOTED: Final = re.compile(r"“[^“”\n]{1,1500}”|\"[^\"\n]{1,1500}\"|«[^«»\n]{1,1500}»|„[^„“”\n]{1,1500}[“”]")


class _Tokens(NamedTuple):
    """The words of a text."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    shingles: NDArray[np.uint64]
    """Hash of the ``SHINGLE`` words from each word on; fewer than words."""
    free: NDArray[np.bool_]
    """Whether a word stands outside quotation marks."""


@lru_cache(maxsize=WORDS_CACHED)
def _hash(word: str) -> int:
    """The same number in every run and on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@lru_cache(maxsize=TOKENS_CACHED)
def _tokens(text: str) -> _Tokens:
    import numpy as np

    found = [(m.start(), m.end(), _hash(m[0].casefold())) for m in _WORD.finditer(text)]
    starts = np.array([start for start, _, _ in found], dtype=np.int32)
    ends = np.array([end for _, end, _ in found], dtype=np.int32)
    hashes = np.array([number for _, _, number in found], dtype=np.uint64)
    free = np.ones(len(found), dtype=np.bool_)
    for quoted in _QUOTED.finditer(text):
        free[np.searchsorted(starts, quoted.start()) : np.searchsorted(starts, quoted.end())] = False
    rows = max(0, len(found) - SHINGLE + 1)
    shingles = np.zeros(rows, dtype=np.uint64)
    for place in range(SHINGLE):
        shingles = shingles * np.uint64(_MULTIPLIER) + hashes[place : place + rows]
    shingles ^= shingles >> np.uint64(29)
    shingles *= np.uint64(0xBF58476D1CE4E5B9)
    return _Tokens(starts, ends, shingles ^ (shingles >> np.uint64(32)), free)


def fingerprints(text: str) -> NDArray[np.uint64]:
    """The fingerprints of a text, sorted; about one for every ``WINDOW / 2`` words outside quotations."""
    import numpy as np

    tokens = _tokens(text)
    if not len(tokens.shingles):
        return tokens.shingles
    inside = np.convolve(~tokens.free, np.ones(SHINGLE, dtype=np.int64), mode="valid") > SHINGLE // 2
    shingles = np.where(inside, np.uint64(2**64 - 1), tokens.shingles)
    windows = np.lib.stride_tricks.sliding_window_view(shingles, min(WINDOW, len(shingles)))
    kept = np.unique(windows.min(axis=1))
    rare: NDArray[np.uint64] = kept[kept != np.uint64(2**64 - 1)]
    return rare


def candidate_pairs(prints: Mapping[str, NDArray[np.uint64]], days: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of article ids that are worth comparing, each sorted, in order; the same whatever the order of ``prints``.

    Args:
        prints: article id to its fingerprints.
        days: article id to its ISO date, empty where it is not known.
    """
    import numpy as np

    ids = sorted(prints, key=lambda one: (days.get(one) or "~", one))
    if not ids:
        return []
    edges = np.arange(1, PARTS, dtype=np.uint64) * np.uint64(2**64 // PARTS)
    cuts = np.array([[0, *np.searchsorted(prints[one], edges), len(prints[one])] for one in ids])
    shared = []
    for part in range(PARTS):
        hashes = np.concatenate([prints[one][cut[part] : cut[part + 1]] for one, cut in zip(ids, cuts, strict=True)])
        shared.append(_sharers(hashes, np.repeat(np.arange(len(ids)), cuts[:, part + 1] - cuts[:, part]), len(ids)))
    keys, counts = np.unique(np.concatenate(shared), return_counts=True)
    whole = np.array([len(prints[one]) for one in ids])
    enough = counts >= np.maximum(SHARED, PART * np.minimum(whole[keys // len(ids)], whole[keys % len(ids)]))
    pairs = ((ids[key // len(ids)], ids[key % len(ids)]) for key in keys[enough].tolist())
    return sorted((min(pair), max(pair)) for pair in pairs)


def _sharers(hashes: NDArray[np.uint64], owners: NDArray[np.int64], articles: int) -> NDArray[np.int64]:
    """Pairs of ``owners`` of one hash, as the first times ``articles`` plus the second; one a hash that joins them."""
    import numpy as np

    if not len(hashes):
        return owners
    order = np.argsort(hashes, kind="stable")  # stable: the articles of a hash stay in the order of their days
    hashes, owners = hashes[order], owners[order]
    sizes = np.diff(np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1], [True]))))
    several = np.repeat(sizes > 1, sizes)
    hashes, owners, sizes = hashes[several], owners[several], sizes[sizes > 1]
    found = []
    for gap in range(1, RARE):
        # a rare one joins all its articles, another each with the next few
        wide = sizes if gap <= NEIGHBOURS else np.where(sizes <= RARE, sizes, 0)
        fitting = np.repeat(wide > gap, sizes)[:-gap] & (hashes[gap:] == hashes[:-gap])
        found.append(owners[:-gap][fitting] * articles + owners[gap:][fitting])
    return np.concatenate(found)


def compare_texts(
    first: Article, second: Article, *, signed: Callable[[Article, Article], bool] | None = None
) -> Copy | None:
    """What two articles have in common, word by word; null where it is too little to speak of.

    Who has it from whom: the later by day. Undated articles are never first, and one day is no order; then the one
    that credits the other's publisher has it from there.

    Args:
        first: an article.
        second: another.
        signed: whether the one article credits the publisher of the other with its text.
    """
    one, other = sorted((first, second), key=lambda article: article.id)
    mine, theirs = _tokens(one.text), _tokens(other.text)
    covered = [_covered(mine, theirs), _covered(theirs, mine)]
    words = [int((hit & side.free).sum()) for hit, side in zip(covered, (mine, theirs), strict=True)]
    wholes = [max(1, int(side.free.sum())) for side in (mine, theirs)]
    shares = [count / whole for count, whole in zip(words, wholes, strict=True)]
    if min(words) < LEAST_WORDS or max(shares) < LEAST_SHARE:
        return None
    later, direction = _direction(one, other, signed or (lambda _one, _other: False))
    passages = _passages(mine, theirs, covered[0])
    if later is other:
        passages = [Passage(p.b_start, p.b_end, p.a_start, p.a_end) for p in passages]
    order = (1, 0) if later is other else (0, 1)
    return Copy(
        a=(one, other)[order[0]].id,
        b=(one, other)[order[1]].id,
        share=round(shares[order[0]], 3),
        share_of_b=round(shares[order[1]], 3),
        words=words[order[0]],
        direction=direction,
        passages=tuple(passages[:PASSAGES]),
    )


def _covered(mine: _Tokens, theirs: _Tokens) -> NDArray[np.bool_]:
    """Which of my words stand in a shingle that they have too."""
    import numpy as np

    hits = np.flatnonzero(np.isin(mine.shingles, theirs.shingles))
    steps = np.zeros(len(mine.starts) + 1, dtype=np.int64)
    np.add.at(steps, hits, 1)
    np.add.at(steps, hits + SHINGLE, -1)
    return np.cumsum(steps)[:-1] > 0


def _passages(mine: _Tokens, theirs: _Tokens, covered: NDArray[np.bool_]) -> list[Passage]:
    """Stretches of shared words, the longest first; a few words that differ do not end one."""
    import numpy as np

    places = {int(number): place for place, number in reversed(list(enumerate(theirs.shingles)))}
    edges = np.flatnonzero(np.diff(np.concatenate(([0], covered.view(np.int8), [0]))))
    runs: list[list[int]] = []
    for low, high in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        found = places.get(int(mine.shingles[low]))
        if found is None:
            continue
        last = places.get(int(mine.shingles[high - SHINGLE]), found) + SHINGLE
        reached = last if found < last <= found + 2 * (high - low) else min(found + high - low, len(theirs.starts))
        before = runs[-1] if runs else None
        if before and low - before[1] <= GAP and 0 <= found - before[3] <= GAP:
            before[1], before[3] = high, reached
        else:
            runs.append([low, high, found, reached])
    runs.sort(key=lambda run: (run[0] - run[1], run[0]))
    return [
        Passage(int(mine.starts[a]), int(mine.ends[b - 1]), int(theirs.starts[c]), int(theirs.ends[d - 1]))
        for a, b, c, d in runs
    ]


def _direction(
    one: Article, other: Article, signed: Callable[[Article, Article], bool]
) -> tuple[Article, CopyDirection]:
    """The article that has it from the other, and how that is known."""
    days = [(article.date or "")[:10] for article in (one, other)]
    if all(days) and days[0] != days[1]:
        return (one if days[0] > days[1] else other), "date"
    if signed(one, other) != signed(other, one):
        return (one if signed(one, other) else other), "credit"
    return one, "unknown"


def copied_words(a: str, b: str) -> bool:
    """Whether two sentences, or claims, are word for word one, but for a few words; quoted words prove nothing."""
    mine, theirs = Counter(_free_words(a)), Counter(_free_words(b))
    numbers = [{word for word in side if word[0].isdigit()} for side in (mine, theirs)]
    if numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return False  # a figure was changed: a text made anew
    total = min(sum(mine.values()), sum(theirs.values()))
    if total < COPY_WORDS:
        return False
    runs = _runs(_free_words(a)), _runs(_free_words(b))
    shared = len(runs[0] & runs[1])
    return shared >= COPY_PART * min(len(runs[0]), len(runs[1])) and (mine & theirs).total() >= COPY_PART * total


def wording(a: str, b: str) -> float:
    """Part of the words of two claims that both have (Jaccard), quoted ones too."""
    mine, theirs = ({m[0].casefold() for m in _WORD.finditer(text)} for text in (a, b))
    return len(mine & theirs) / max(1, len(mine | theirs))


@lru_cache(maxsize=4096)
def _free_words(text: str) -> tuple[str, ...]:
    return tuple(m[0].casefold() for m in _WORD.finditer(_QUOTED.sub(" ", text)))


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
