"""The small graphs of a case, each a projection whose weight is a number of claims.

| view | edge | weight |
|---|---|---|
| sources | outlet ``relies_on`` the innermost source of a chain | claims that the outlet lays on it |
| outlets | outlet ``cites`` the next outlet inward in a chain | claims that pass from the one to the other |
| entities | who says it (innermost; own voice: the outlet) ``speaks_about`` an entity | claims in which it is named |

The groups of same claims stand in ``groups``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.graph.draft import Draft, Edge, Mentions, NodeKind, outlet_id
from claimgraph.records import CaseArticle, Claim, Copy, Link

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Agents", "Said", "entities_graph", "outlets_graph", "sources_graph"]


class Said(NamedTuple):
    """One claim, and the nodes of its chain."""

    claim: Claim
    chain: list[str]
    """Outermost first; the publisher alone where it speaks itself; empty where the case has no chain."""


class Agents(Draft):
    """A draft of outlets, sources and entities, of which those stay that have an edge."""

    def said(self, item: CaseArticle) -> Iterator[Said]:
        """The claims of an article with their chains; nothing if the article was here before."""
        if not self.begin(item):
            return
        self.add_agents(item)
        chains, own = self.chains(item), [outlet_id(item.publisher)]
        for claim in item.annotation.claims:
            yield Said(claim, own if claim.kind == "own_voice" else chains.get(claim.attribution or "", []))

    def connected(self) -> nx.MultiDiGraph:
        """The graph of what has an edge, and of groups of claims."""
        ends = {end for tail, head, _ in self.edges for end in (tail, head)}
        self.nodes = {node: facts for node, facts in self.nodes.items() if node in ends or facts["kind"] == "claim"}
        return self.graph()


def _projected(
    articles: Iterable[CaseArticle],
    kinds: tuple[NodeKind, ...],
    reader: Callable[[CaseArticle], Callable[[Said], Iterable[Edge]]],
) -> nx.MultiDiGraph:
    """The graph of nodes of these kinds in which every claim adds 1 to each of its edges.

    ``reader`` is asked once an article for what gives the edges of a claim.
    """
    draft = Agents(kinds)
    for item in articles:
        edges_of = reader(item)
        for said in draft.said(item):
            for edge in edges_of(said) if said.chain else ():
                draft.add_edge(item.article.id, edge, 1)
    return draft.connected()


def sources_graph(
    articles: Iterable[CaseArticle], links: Iterable[Link] = (), copies: Iterable[Copy] = ()
) -> nx.MultiDiGraph:
    """Which source, the innermost of a chain, each outlet relies on, and for how many claims."""
    del links, copies

    def edges(said: Said) -> Iterator[Edge]:
        if said.chain[0] != said.chain[-1]:
            yield said.chain[0], said.chain[-1], "relies_on"

    return _projected(articles, ("outlet", "source"), lambda _item: edges)


def outlets_graph(
    articles: Iterable[CaseArticle], links: Iterable[Link] = (), copies: Iterable[Copy] = ()
) -> nx.MultiDiGraph:
    """Which outlet cites which, and for how many claims; sources between two outlets of a chain are passed over."""
    del links, copies

    def edges(said: Said) -> Iterator[Edge]:
        outlets = [node for node in said.chain if node.startswith("outlet:")]
        for outer, inner in dict.fromkeys(pairwise(outlets)):
            if outer != inner:
                yield outer, inner, "cites"

    return _projected(articles, ("outlet",), lambda _item: edges)


def entities_graph(
    articles: Iterable[CaseArticle], links: Iterable[Link] = (), copies: Iterable[Copy] = ()
) -> nx.MultiDiGraph:
    """Who speaks about what, and in how many claims."""
    del links, copies

    def reader(item: CaseArticle) -> Callable[[Said], Iterator[Edge]]:
        mentions = Mentions(item.annotation.entities)

        def edges(said: Said) -> Iterator[Edge]:
            for entity in dict.fromkeys(mention.entity for mention in mentions.within(said.claim)):
                yield said.chain[-1], f"entity:{entity}", "speaks_about"

        return edges

    return _projected(articles, ("outlet", "source", "entity"), reader)
