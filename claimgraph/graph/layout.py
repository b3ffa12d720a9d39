"""Where the nodes stand: one block an article, blocks side by side, shared nodes between them.

Within a block the graph is drawn in layers, as Sugiyama, Tagawa and Toda do (Methods for Visual
Understanding of Hierarchical System Structures, IEEE SMC 11, 1981): entities, claims in the order of the
text, then who said them, each chain running outward to the right up to the publisher. Nodes of a layer
stand as near to the mean of their neighbours as their labels allow (isotonic regression by pooling
adjacent violators). Blocks are set as bricks, each near the blocks with which it shares most; an outlet,
source or entity of several articles takes the free place nearest to the middle of its neighbours. Nodes of no
article (all of them in a view without articles) are drawn by forces along their edges (``force``). No step
compares all pairs.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from claimgraph.graph.force import force_places
from claimgraph.graph.places import FreePlaces, spread
from claimgraph.graph.style import label_width

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["lay_out"]

Point = tuple[float, float]

ROW: Final = 32.0
"""Height of a line with its label."""
AIR: Final = 70.0
"""Between the widest labels of two layers: edges are seen there."""
BETWEEN_BLOCKS: Final = (240.0, 90.0)
"""Room between blocks, sideways and upwards, where shared nodes can stand."""
MOST_LAYERS: Final = 5
COMPACT: Final = 0.5
"""How much nearness to the middle of the picture counts beside nearness to related articles."""


@dataclass
class _Block:
    """One article and the nodes that belong to it alone; positions have their origin at the first claim."""

    claims: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    at: dict[str, Point] = field(default_factory=dict)
    low: Point = (0.0, 0.0)
    high: Point = (0.0, 0.0)


def lay_out(graph: nx.MultiDiGraph) -> None:
    """Give every node ``x`` and ``y``, in units in which a line of text is 10 high; works in place.

    Nodes need ``kind``, ``label`` and ``size``. No two nodes overlap, nor do the labels of a block. The
    same graph gets the same positions. Time grows with nodes and edges; 20,000 nodes take seconds.
    """
    homes = _homes(graph)
    blocks: dict[str, _Block] = {node: _Block() for node, kind in graph.nodes(data="kind") if kind == "article"}
    shared: list[str] = []
    for node, kind in graph.nodes(data="kind"):
        if kind == "article":
            continue
        if len(homes[node]) != 1:
            shared.append(node)
            continue
        block = blocks[homes[node][0]]
        (block.claims if kind == "claim" else block.entities if kind == "entity" else block.agents).append(node)
    for article, block in blocks.items():
        _lay_out_block(graph, article, block)
    origins = _set_blocks(blocks, {node: homes[node] for node in shared})
    at = {
        node: (x + origins[article][0], y + origins[article][1])
        for article, block in blocks.items()
        for node, (x, y) in block.at.items()
    }
    _place_shared(graph, [node for node in shared if homes[node]], at)
    _place_loose(graph, [node for node in shared if not homes[node]], at)
    for node, data in graph.nodes(data=True):
        # adding 0.0 turns -0.0 into 0.0
        data["x"], data["y"] = (round(value, 2) + 0.0 for value in at[node])


def _homes(graph: nx.MultiDiGraph) -> dict[str, list[str]]:
    """Node to the articles it belongs to, in order of their ids."""
    homes: dict[str, set[str]] = {node: set() for node in graph}
    for tail, head, kind in graph.edges(keys=True):
        if kind == "states":
            homes[head].add(tail)
        elif kind == "published":
            homes[tail].add(head)
    for tail, head, kind in graph.edges(keys=True):
        if kind in ("said_by", "about"):
            homes[head] |= homes[tail]
    # outer links of chains, and sources of headlines, live where their neighbours do
    steps = [(tail, head) for tail, head, kind in graph.edges(keys=True) if kind == "speaks_through"]
    for _ in range(MOST_LAYERS):
        homeless = [(tail, head) for tail, head in steps if not homes[tail] or not homes[head]]
        for tail, head in homeless:
            if homes[tail] and not homes[head]:
                homes[head] = set(homes[tail])
            elif homes[head] and not homes[tail]:
                homes[tail] = set(homes[head])
    return {node: sorted(articles) for node, articles in homes.items()}


def _lay_out_block(graph: nx.MultiDiGraph, article: str, block: _Block) -> None:
    """Set the positions of one block, and its corners."""
    own = {article, *block.claims, *block.entities, *block.agents}
    at = block.at
    block.claims.sort(
        key=lambda node: (graph.nodes[node].get("from_char", 0), graph.nodes[node].get("to_char", 0), node)
    )
    for row, claim in enumerate(block.claims):
        at[claim] = (0.0, -ROW * row)
    middle = -ROW * (len(block.claims) - 1) / 2
    half = _half_width(graph, block.claims)
    _lay_out_layer(graph, block.entities, at, -half - AIR - _half_width(graph, block.entities), middle)
    layers = _layers(graph, block.agents, own)
    edge = half
    for layer in range(1, MOST_LAYERS + 1):
        members = [node for node in block.agents if layers[node] == layer]
        if members:
            half = _half_width(graph, members)
            _lay_out_layer(graph, members, at, edge + AIR + half, middle)
            edge += AIR + 2 * half
    top = max((y for _, y in at.values()), default=0.0)
    at[article] = (-_half_width(graph, block.claims), top + 1.5 * ROW)
    width = {node: _half_width(graph, [node]) for node in at}
    height = {node: max(ROW / 2, graph.nodes[node]["size"]) for node in at}
    block.low = (min(x - width[n] for n, (x, _) in at.items()), min(y - height[n] for n, (_, y) in at.items()))
    block.high = (max(x + width[n] for n, (x, _) in at.items()), max(y + height[n] for n, (_, y) in at.items()))


def _half_width(graph: nx.MultiDiGraph, nodes: list[str]) -> float:
    """Half the width of the widest label, or node, among ``nodes``."""
    data = (graph.nodes[node] for node in nodes)
    return max((max(label_width(one["label"]) / 2, one["size"]) for one in data), default=0.0)


def _layers(graph: nx.MultiDiGraph, agents: list[str], own: set[str]) -> dict[str, int]:
    """The layer of each agent: 1 for one who says something himself, one more than those who speak through him."""
    layers = dict.fromkeys(agents, 1)
    for _ in range(MOST_LAYERS - 1):
        for node in agents:
            for head in graph.successors(node):
                if head in layers and head in own and graph.has_edge(node, head, "speaks_through"):
                    layers[head] = min(MOST_LAYERS, max(layers[head], layers[node] + 1))
    return layers


def _lay_out_layer(graph: nx.MultiDiGraph, nodes: list[str], at: dict[str, Point], x: float, middle: float) -> None:
    """Stack ``nodes`` at ``x``, each as near to the mean height of its neighbours that stand already as it can be."""
    wished = {}
    for node in nodes:
        heights = [at[other][1] for other in _neighbours(graph, node) if other in at]
        wished[node] = sum(heights) / len(heights) if heights else middle
    order = sorted(nodes, key=lambda node: (-wished[node], node))
    half = [max(ROW, 2 * graph.nodes[node]["size"] + 4) / 2 for node in order]
    for node, y in zip(order, spread([-wished[node] for node in order], half), strict=True):
        at[node] = (x, -y)


def _neighbours(graph: nx.MultiDiGraph, node: str) -> Iterable[str]:
    yield from graph.predecessors(node)
    yield from graph.successors(node)


def _set_blocks(blocks: dict[str, _Block], shared: dict[str, list[str]]) -> dict[str, Point]:
    """Article to the origin of its block: bricks in columns, each near the blocks it shares most with."""
    members: dict[str, list[str]] = defaultdict(list)
    for node, articles in shared.items():
        for article in articles:
            members[article].append(node)
    wall = _Wall(max((block.high[0] - block.low[0] for block in blocks.values()), default=0.0) + BETWEEN_BLOCKS[0])
    pull = dict.fromkeys(blocks, 0.0)
    sums: dict[str, tuple[float, float, int]] = {}
    """Shared node to the sum of the places of its articles that stand already, and their number."""
    heap = [(0.0, -len(members[article]), article) for article in sorted(blocks)]
    heapq.heapify(heap)
    origins: dict[str, Point] = {}
    while heap:
        article = heapq.heappop(heap)[2]
        if article in origins:
            continue
        known = [(sums[node], 1 / len(shared[node])) for node in members[article] if node in sums]
        total = sum(weight for _, weight in known)
        wish = (
            (sum(s[0] / s[2] * w for s, w in known) / total, sum(s[1] / s[2] * w for s, w in known) / total)
            if known
            else (0.0, 0.0)
        )
        block = blocks[article]
        x, y = wall.set_brick(wish, block.high[1] - block.low[1] + BETWEEN_BLOCKS[1])
        origins[article] = (x - (block.low[0] + block.high[0]) / 2, y - (block.low[1] + block.high[1]) / 2)
        for node in members[article]:
            if node not in sums:
                for other in shared[node]:
                    pull[other] += 1 / len(shared[node])
                    if other not in origins:
                        heapq.heappush(heap, (-pull[other], -len(members[other]), other))
            old = sums.get(node, (0.0, 0.0, 0))
            sums[node] = (old[0] + x, old[1] + y, old[2] + 1)
    return origins


class _Wall:
    """Columns of bricks of one width; a brick goes on or under a column, or beside all of them."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.columns: dict[int, tuple[float, float]] = {}
        """Column to where its bricks begin and end."""

    def set_brick(self, wish: Point, height: float) -> Point:
        """Set a brick as near to ``wish`` and to the middle as it can be; gives its centre."""
        if not self.columns:
            self.columns[0] = (-height / 2, height / 2)
            return (0.0, 0.0)
        places = []
        for column in range(min(self.columns) - 1, max(self.columns) + 2):
            low, high = self.columns.get(column, (0.0, 0.0))
            heights = [high + height / 2, low - height / 2] if column in self.columns else [0.0]
            places += [(self._cost(column * self.width, y, wish), column, y) for y in heights]
        _, column, y = min(places)
        low, high = self.columns.get(column, (y, y))
        self.columns[column] = (min(low, y - height / 2), max(high, y + height / 2))
        return (column * self.width, y)

    @staticmethod
    def _cost(x: float, y: float, wish: Point) -> float:
        return (x - wish[0]) ** 2 + (y - wish[1]) ** 2 + COMPACT * (x * x + y * y)


def _place_shared(graph: nx.MultiDiGraph, shared: list[str], at: dict[str, Point]) -> None:
    """Give each node of several articles the free place nearest to the mean of its neighbours."""
    sizes = _sizes(graph, [*at, *shared])
    places = FreePlaces([(at[node], sizes[node]) for node in at], [sizes[node] for node in shared])
    for node in sorted(shared, key=lambda node: (-graph.degree(node), node)):
        near = [at[other] for other in _neighbours(graph, node) if other in at]
        wish = (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)) if near else (0.0, 0.0)
        at[node] = places.take(wish, sizes[node])


def _place_loose(graph: nx.MultiDiGraph, loose: list[str], at: dict[str, Point]) -> None:
    """Draw the nodes of no article by their edges, below all that stands already."""
    if not loose:
        return
    loose = sorted(loose)
    sizes = _sizes(graph, [*at, *loose])
    wishes = dict(
        zip(loose, force_places(graph, loose, [sizes[node][0] * sizes[node][1] for node in loose]), strict=True)
    )
    places = FreePlaces([], [sizes[node] for node in loose])
    island = {
        node: places.take(wishes[node], sizes[node])
        for node in sorted(loose, key=lambda node: (-graph.degree(node), node))
    }
    floor = min((y - sizes[node][1] / 2 for node, (_, y) in at.items()), default=None)
    top = max(y + sizes[node][1] / 2 for node, (_, y) in island.items())
    down = 0.0 if floor is None else floor - BETWEEN_BLOCKS[1] - top
    at |= {node: (x, y + down) for node, (x, y) in island.items()}


def _sizes(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> dict[str, Point]:
    """Width and height that each node needs with its label."""
    data = ((node, graph.nodes[node]) for node in nodes)
    return {
        node: (max(label_width(one["label"]), 2 * one["size"]) + 8, max(ROW, 2 * one["size"] + 6)) for node, one in data
    }
