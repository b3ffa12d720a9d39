"""A curve mended by small trees: gradient boosting (Friedman, Annals of Statistics 29, 2001) on the logistic loss.

Trees have three levels, seven questions and eight leaves, so that a file of a few KB holds a hundred of them and a
matrix of pairs goes through all at once. The draw is seeded: the same pairs give the same trees.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Tree", "boost", "grown"]

TREES, RATE = 100, 0.08
DEPTH = 3
LEAST = 12
"""Pairs in a leaf."""
PENALTY = 4.0
ROWS, COLUMNS = 0.7, 0.5
"""Share of pairs, and of features, that one tree sees."""
CUTS = 32
SEED = 1
Floats = NDArray[np.float64]


class Tree(NamedTuple):
    """Questions from the root on, level by level; the children of question n are 2n+1 (below) and 2n+2."""

    features: list[int]
    cuts: list[float]
    leaves: list[float]


def grown(trees: list[Tree], x: Floats) -> Floats:
    """What the trees add to the sum of each row."""
    total = np.zeros(len(x))
    rows = np.arange(len(x))
    for tree in trees:
        features, cuts = np.array(tree.features), np.array(tree.cuts)
        place = np.zeros(len(x), int)
        for _ in range(DEPTH):
            place = 2 * place + 1 + (x[rows, features[place]] >= cuts[place])
        total += np.array(tree.leaves)[place - (2**DEPTH - 1)]
    return total


def boost(x: Floats, y: Floats, weight: Floats, sums: Floats) -> list[Tree]:
    """Trees that mend ``sums``, the log odds so far of each row."""
    draw = np.random.RandomState(SEED)
    cuts = [np.unique(np.round(np.quantile(c, np.linspace(0, 1, CUTS + 1)[1:-1]), 3)) for c in x.T]
    trees: list[Tree] = []
    for _ in range(TREES):
        p = 1 / (1 + np.exp(-sums))
        slopes = weight * (y - p), weight * p * (1 - p)
        rows = np.where(draw.rand(len(y)) < ROWS)[0]
        columns = np.where(draw.rand(x.shape[1]) < COLUMNS)[0].tolist()
        tree = _grow(x, slopes, rows, columns, cuts)
        trees.append(tree)
        sums = sums + grown([tree], x)
    return trees


def _grow(
    x: Floats, slopes: tuple[Floats, Floats], rows: NDArray[np.int64], columns: list[int], cuts: list[Floats]
) -> Tree:
    tree = Tree([0] * (2**DEPTH - 1), [0.0] * (2**DEPTH - 1), [])
    level = [rows]
    for depth in range(DEPTH):
        below: list[NDArray[np.int64]] = []
        for n, mine in enumerate(level):
            feature, cut = _question(x, slopes, mine, columns, cuts)
            place = 2**depth - 1 + n
            tree.features[place], tree.cuts[place] = feature, cut
            over = x[mine, feature] >= cut
            below += [mine[~over], mine[over]]
        level = below
    gradient, curvature = slopes
    for mine in level:
        tree.leaves.append(round(float(RATE * gradient[mine].sum() / (curvature[mine].sum() + PENALTY)), 4))
    return tree


def _question(
    x: Floats, slopes: tuple[Floats, Floats], rows: NDArray[np.int64], columns: list[int], cuts: list[Floats]
) -> tuple[int, float]:
    """Feature and cut that part these rows best; a cut below all where nothing does."""
    gradient, curvature = (values[rows] for values in slopes)
    all_g, all_h = gradient.sum(), curvature.sum()
    best, found = 1e-3, (columns[0] if columns else 0, -1e6)
    for feature in columns:
        bins = np.searchsorted(cuts[feature], x[rows, feature], side="right")
        size = len(cuts[feature]) + 1
        g, h, n = (np.cumsum(np.bincount(bins, v, size))[:-1] for v in (gradient, curvature, np.ones(len(rows))))
        gain = g**2 / (h + PENALTY) + (all_g - g) ** 2 / (all_h - h + PENALTY) - all_g**2 / (all_h + PENALTY)
        gain[(n < LEAST) | (len(rows) - n < LEAST)] = -1
        if len(gain) and gain.max() > best:
            best, found = float(gain.max()), (feature, float(cuts[feature][int(gain.argmax())]))
    return found
