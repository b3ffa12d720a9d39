"""Where nodes stand that belong to no article: pulled together by their edges, pushed apart by one another.

Forces are those of ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian, PLoS ONE 9, 2014): edges pull in proportion to
their length, nodes push in proportion to their degrees. Each node is pushed by a few others at a time, not by all
(Gove, A Random Sampling O(n) Force-calculation Algorithm for Graph Layouts, Computer Graphics Forum 38, 2019), so that a
step takes time in proportion to nodes and edges. Which ones is drawn from a generator with a fixed start. Only sums in a
fixed order, products, quotients and square roots are used, which every processor rounds alike: the same graph
gets the same places everywhere.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["force_places"]

Point = tuple[float, float]

STEPS: Final = 200
PUSHERS: Final = 12
"""Nodes that push a node in one step."""
GRAVITY: Final = 1.0
"""Pull to the middle, in proportion to the push of all nodes: it keeps apart what hangs together from flying apart."""
FIRST_MOVE: Final = 0.1
"""Farthest that a node moves in the first step, in radii of the picture; less in each that follows."""
GOLDEN: Final = pi * (3 - sqrt(5))
FILLED: Final = 0.4
"""Share of the picture that boxes fill."""


def force_places(graph: nx.MultiDiGraph, nodes: list[str], areas: list[float]) -> list[Point]:
    """A place for each of ``nodes``, near its neighbours among them, in a disc about (0, 0).

    Args:
        graph: of which only the edges between ``nodes`` count; heavier ones pull more.
        nodes: in the order of the result.
        areas: how much room each needs; the disc is large enough for all, and evenly filled from the middle outward.

    """
    import numpy as np

    if not nodes:
        return []
    index = {node: place for place, node in enumerate(nodes)}
    pairs = [
        (index[tail], index[head], sqrt(max(0.0, float(data.get("weight", 1.0)))))
        for tail, head, data in graph.edges(data=True)
        if tail in index and head in index and tail != head
    ]
    tails, heads = (np.array([pair[end] for pair in pairs], dtype=np.int64) for end in (0, 1))
    pull = np.minimum(np.array([pair[2] for pair in pairs], dtype=np.float64), 8.0)
    ends = np.bincount(tails, minlength=len(nodes)) + np.bincount(heads, minlength=len(nodes))
    degree = ends.astype(np.float64) + 1.0
    x, y = _spiral(graph, nodes, degree)
    x, y = _settle(x, y, (tails, heads, pull), degree)
    return _fill_disc(x, y, np.array(areas, dtype=np.float64))


def _spiral(
    graph: nx.MultiDiGraph, nodes: list[str], degree: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where nodes start: neighbours follow each other on a spiral that begins at the node of highest degree."""
    import numpy as np

    index = {node: place for place, node in enumerate(nodes)}
    order: dict[str, None] = {}
    for first in sorted(nodes, key=lambda node: (-degree[index[node]], node)):
        queue = [first] if first not in order else []
        order.setdefault(first)
        for node in queue:
            for other in sorted({*graph.predecessors(node), *graph.successors(node)}):
                if other in index and other not in order:
                    order[other] = None
                    queue.append(other)
    places = np.zeros((2, len(nodes)))
    for turn, node in enumerate(order):
        radius = sqrt((turn + 0.5) / len(nodes))
        # sine and cosine are not rounded alike everywhere; a few digits of them are
        places[:, index[node]] = round(radius * cos(turn * GOLDEN), 6), round(radius * sin(turn * GOLDEN), 6)
    return places[0], places[1]


def _settle(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    edges: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    degree: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Let the forces act."""
    import numpy as np

    tails, heads, pull = edges
    count = len(x)
    draw = np.random.default_rng(0)
    strength = 1.0 / max(1.0, float(count))
    for step in range(STEPS):
        # heavy nodes are pulled by many: what they bear is shared out, so that leaves come to hubs
        across, up = (side[heads] - side[tails] for side in (x, y))
        moves = []
        others = draw.integers(0, count, size=(PUSHERS, count))
        apart_x, apart_y = x - x[others], y - y[others]
        distance = apart_x * apart_x + apart_y * apart_y + 1e-6
        push = degree[others] / distance
        for side, along, apart in ((x, across, apart_x), (y, up, apart_y)):
            pulled = np.bincount(tails, pull * along, minlength=count) - np.bincount(
                heads, pull * along, minlength=count
            )
            pushed = np.zeros(count)
            for row in push * apart:
                pushed += row
            moves.append(pulled / degree + pushed * (strength / PUSHERS) - GRAVITY * side * 0.1)
        length = np.sqrt(moves[0] * moves[0] + moves[1] * moves[1]) + 1e-12
        furthest = FIRST_MOVE * (1 - step / STEPS)
        scale = np.minimum(length, furthest) / length
        x, y = x + moves[0] * scale, y + moves[1] * scale
    return x, y


def _fill_disc(x: NDArray[np.float64], y: NDArray[np.float64], areas: NDArray[np.float64]) -> list[Point]:
    """Move nodes toward or away from the middle until each ring holds as much as it has room for."""
    import numpy as np

    count = len(x)
    x, y = (side - np.cumsum(side)[-1] / count for side in (x, y))
    radius = np.sqrt(x * x + y * y)
    order = np.lexsort((y, x, radius))
    room = np.empty(count)
    room[order] = np.cumsum(areas[order])
    wanted = np.sqrt((room - areas / 2) / (pi * FILLED))
    factor = wanted / np.maximum(radius, 1e-9)
    return list(zip((x * factor).tolist(), (y * factor).tolist(), strict=True))
