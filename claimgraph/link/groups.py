"""Groups of same claims, computed from judgements: which judgement of a pair stands, and what hangs together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from claimgraph.records import ClaimRef, Link

__all__ = ["ClaimKey", "Pair", "claim_key", "components", "standing_links"]

ClaimKey = tuple[str, str]
"""Article id and claim id: copies of one text under two article ids may give claims of one id."""
Pair = tuple[ClaimKey, ClaimKey]

Node = TypeVar("Node")


def claim_key(ref: ClaimRef) -> ClaimKey:
    """What names a claim in a case."""
    return ref.id, ref.claim


def standing_links(links: Iterable[Link], *, machines: Collection[str] | None = None) -> dict[Pair, Link]:
    """For each pair of claims the judgement that stands; links of a claim with itself are left out.

    Args:
        links: in the order in which they were made.
        machines: ids of runs. A judge that is none of them is a person: a person outranks a machine, and the last word
            of a person the earlier ones. Null: no judge is known for a person.

    Of machines, and where no one is known for a person, the surest stands; ``contradicts`` where two are equally sure.
    """
    best: dict[Pair, tuple[bool, Link]] = {}
    for link in links:
        a, b = sorted((claim_key(link.a), claim_key(link.b)))
        if a == b:
            continue
        person = machines is not None and link.judge not in machines
        old = best.get((a, b))
        if old is None or person > old[0] or (person == old[0] and (person or _rank(link) > _rank(old[1]))):
            best[a, b] = (person, link)
    return {pair: link for pair, (_, link) in best.items()}


def _rank(link: Link) -> tuple[float, bool, str, str, str]:
    return link.score, link.relation == "contradicts", link.slot or "", link.reason, link.judge


def components(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """Node to a node that stands for its connected component (union-find, Tarjan, Journal of the ACM 22, 1975)."""
    root = {node: node for node in nodes}

    def find(node: Node) -> Node:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in pairs:
        root[find(a)] = find(b)
    return {node: find(node) for node in root}
