"""What is taken out of a finished graph: nodes, light edges, all but the heaviest part. No edge is left without an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal

from claimgraph.graph.draft import EdgeKind

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["cap_nodes", "drop_light", "drop_nodes"]

End = Literal["tail", "head"]

NEEDS_ALL: Final[dict[EdgeKind, End]] = {
    "published": "head",
    "states": "head",
    "said_by": "tail",
    "speaks_through": "tail",
}
"""The end of an edge that does not stand without the other: no article without its outlet, no claim without its article
and those who say it, no source without those it speaks through."""

NEEDS_ONE: Final[dict[EdgeKind, tuple[End, ...]]] = {
    "about": ("head",),
    "relies_on": ("tail", "head"),
    "cites": ("tail", "head"),
    "speaks_about": ("tail", "head"),
}
"""The ends that need one such edge at least, the heaviest: what is spoken about needs someone who speaks about it."""

CARRIED: Final = frozenset({"outlet", "article", "source"})
"""Kinds that come with the claims that need them; where there are no claims, they are chosen themselves."""


def drop_nodes(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> Counter[str]:
    """Take nodes out, and their edges; gives how many of each."""
    edges = graph.number_of_edges()
    doomed = list(nodes)
    left_out = Counter(f"{graph.nodes[node]['kind']} node" for node in doomed)
    graph.remove_nodes_from(doomed)
    left_out["edge"] += edges - graph.number_of_edges()
    return left_out


def drop_light(graph: nx.MultiDiGraph, least: float, counts: Collection[str]) -> Counter[str]:
    """Take out what weighs less than ``least``, and nodes that have no edge then.

    Args:
        graph: changed in place.
        least: a number of claims, or mentions.
        counts: what of the view is weighed: kinds of edges whose weight is a count, and columns of nodes that count.
            All else stays: the weight of another edge says how sure it is, or nothing (an article states a claim once).
    """
    light = [
        (tail, head, kind)
        for tail, head, kind, weight in graph.edges(keys=True, data="weight")
        if kind in counts and weight < least
    ]
    graph.remove_edges_from(light)
    few = [node for node, data in graph.nodes(data=True) if any(data.get(name, least) < least for name in counts)]
    left_out = Counter({"edge": len(light)}) + drop_nodes(graph, few)
    return left_out + drop_nodes(graph, [node for node in graph if not graph.degree(node)])


def cap_nodes(graph: nx.MultiDiGraph, most: int) -> Counter[str]:
    """Leave the heaviest part of at most ``most`` nodes.

    Nodes are taken in the order of the sum of the weights of their edges, each with the nodes that it needs to be
    understood, as long as there is room for these too. Where there are claims, these and the entities are taken in
    that order, and outlets, articles and sources come only with claims that need them. Where there is no room for
    anything with its needs, the heaviest node stands alone.
    """
    if len(graph) <= most:
        return Counter()
    strength = {node: graph.degree(node, weight="weight") for node in graph}
    kinds = dict(graph.nodes(data="kind"))
    carried = CARRIED if "claim" in kinds.values() else frozenset()
    order = sorted((node for node in graph if kinds[node] not in carried), key=lambda node: (-strength[node], node))
    kept: set[str] = set()
    for node in order:
        if len(kept) >= most:
            break
        if node not in kept:
            with_needs = _with_needs(graph, node, kept, room=most - len(kept))
            if with_needs is not None:
                kept |= with_needs
    kept = kept or set(order[:most])
    return drop_nodes(graph, [node for node in graph if node not in kept])


def _with_needs(graph: nx.MultiDiGraph, node: str, kept: set[str], *, room: int) -> set[str] | None:
    """The node and all that it needs and is not kept yet; None if there is no room for so many."""
    found = {node}
    queue = [node]
    for here in queue:
        one: list[tuple[float, str]] = []
        for end, other, kind, weight in _edges(graph, here):
            if NEEDS_ALL.get(kind) == end and other not in kept and other not in found:
                found.add(other)
                queue.append(other)
            elif end in NEEDS_ONE.get(kind, ()):
                one.append((-weight, other))
        if one and not any(other in kept or other in found for _, other in one):
            other = min(one)[1]
            found.add(other)
            queue.append(other)
        if len(found) > room:
            return None
    return found


def _edges(graph: nx.MultiDiGraph, node: str) -> Iterator[tuple[End, str, EdgeKind, float]]:
    """Which end of each of its edges ``node`` is, the other, kind and weight."""
    for _, head, kind, weight in graph.out_edges(node, keys=True, data="weight"):
        yield "tail", head, kind, weight
    for tail, _, kind, weight in graph.in_edges(node, keys=True, data="weight"):
        yield "head", tail, kind, weight
