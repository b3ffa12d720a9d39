"""The small graphs of a case, each a projection whose weight is a number of claims.

| view | edge | weight |
|---|---|---|
| sources | outlet ``relies_on`` the innermost source of a chain | claims that the outlet lays on it |
| outlets | outlet ``cites`` the next outlet inward in a chain | claims that pass from the one to the other |
| entities | who says it (innermost; own voice: the outlet) ``speaks_about`` an entity | claims in which it is named |
| claims | group of same claims ``said_by`` who says it; ``contradicts`` a group | member claims; the best score |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.graph.build import mentions_within
from claimgraph.graph.draft import Draft, Edge, Value, claim_id, edge_words, outlet_id
from claimgraph.records import CaseArticle, Claim, Link

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["claims_graph", "entities_graph", "outlets_graph", "sources_graph"]


class _Said(NamedTuple):
    """One claim, and the nodes of its chain."""

    claim: Claim
    chain: list[str]
    """Outermost first; the publisher alone where it speaks itself."""


class _Agents(Draft):
    """A draft of outlets, sources and entities, of which those stay that have an edge."""

    def said(self, item: CaseArticle) -> Iterator[_Said]:
        """The claims of an article with their chains; nothing if the article was here before."""
        if not self.begin(item):
            return
        self.add_agents(item)
        chains = self.chains(item)
        for claim in item.annotation.claims:
            if claim.kind == "own_voice":
                yield _Said(claim, [outlet_id(item.publisher)])
            elif chain := chains.get(claim.attribution or ""):
                yield _Said(claim, chain)

    def connected(self) -> nx.MultiDiGraph:
        """The graph of what has an edge, and of groups of claims."""
        ends = {end for tail, head, _ in self.edges for end in (tail, head)}
        self.nodes = {node: facts for node, facts in self.nodes.items() if node in ends or facts["kind"] == "claim"}
        return self.graph()


def _projected(
    articles: Iterable[CaseArticle], edges_of: Callable[[CaseArticle, _Said], Iterable[Edge]]
) -> nx.MultiDiGraph:
    """The graph in which every claim adds 1 to each of its edges."""
    draft = _Agents()
    for item in articles:
        for said in draft.said(item):
            for edge in edges_of(item, said):
                draft.add_edge(item.article.id, edge, 1)
    return draft.connected()


def sources_graph(articles: Iterable[CaseArticle], links: Iterable[Link] = ()) -> nx.MultiDiGraph:
    """Which source, the innermost of a chain, each outlet relies on, and for how many claims."""
    del links

    def edges(_item: CaseArticle, said: _Said) -> Iterator[Edge]:
        if said.chain[0] != said.chain[-1]:
            yield said.chain[0], said.chain[-1], "relies_on"

    return _projected(articles, edges)


def outlets_graph(articles: Iterable[CaseArticle], links: Iterable[Link] = ()) -> nx.MultiDiGraph:
    """Which outlet cites which, and for how many claims; sources between two outlets of a chain are passed over."""
    del links

    def edges(_item: CaseArticle, said: _Said) -> Iterator[Edge]:
        outlets = [node for node in said.chain if node.startswith("outlet:")]
        for outer, inner in dict.fromkeys(pairwise(outlets)):
            if outer != inner:
                yield outer, inner, "cites"

    return _projected(articles, edges)


def entities_graph(articles: Iterable[CaseArticle], links: Iterable[Link] = ()) -> nx.MultiDiGraph:
    """Who speaks about what, and in how many claims."""
    del links

    def edges(item: CaseArticle, said: _Said) -> Iterator[Edge]:
        mentions = sorted(item.annotation.entities, key=lambda mention: mention.start)
        inside = mentions_within(mentions, [mention.start for mention in mentions], said.claim)
        for entity in dict.fromkeys(mention.entity for mention in inside):
            yield said.chain[-1], f"entity:{entity}", "speaks_about"

    return _projected(articles, edges)


class _Member(NamedTuple):
    """A claim in a group; in the order of day, article and place."""

    day: str
    """``~`` where it is not known: such come last."""
    article: str
    start: int
    node: str
    text: str
    outlet: str
    speaker: str


def claims_graph(articles: Iterable[CaseArticle], links: Iterable[Link] = ()) -> nx.MultiDiGraph:
    """Groups of same claims, who says them, and which contradict each other.

    Of several judgements on one pair that with the highest score stands. Groups are the connected components of
    ``same``; a node's id is that of the member that comes first, whose words stand for the group.
    """
    draft = _Agents()
    members: dict[str, _Member] = {}
    for item in articles:
        for said in draft.said(item):
            claim = said.claim
            node = claim_id(item.article.id, claim.id)
            text = item.annotation.text[claim.start : claim.end]
            day = draft.days[item.article.id] or "~"
            members[node] = _Member(day, item.article.id, claim.start, node, text, item.publisher.name, said.chain[-1])
    best = _best_links(links, members)
    group_of = _groups(members, (pair for pair, link in best.items() if link.relation == "same"))
    grouped: dict[str, list[_Member]] = {}
    for node in sorted(members, key=lambda node: members[node]):
        grouped.setdefault(group_of[node], []).append(members[node])
    for found in grouped.values():
        _add_group(draft, found)
    for (a, b), link in best.items():
        if link.relation == "contradicts":
            _contradict(draft, sorted((grouped[group_of[a]][0], grouped[group_of[b]][0])), link)
    return draft.connected()


def _best_links(links: Iterable[Link], members: dict[str, _Member]) -> dict[tuple[str, str], Link]:
    """For each pair of claims the judgement that stands."""
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        a, b = sorted(claim_id(end.id, end.claim) for end in (link.a, link.b))
        old = best.get((a, b))
        if a in members and b in members and a != b and (old is None or _rank(link) > _rank(old)):
            best[a, b] = link
    return best


def _rank(link: Link) -> tuple[float, str, str, str]:
    return link.score, link.relation, link.reason, link.judge


def _groups(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Node to a node that stands for its connected component (union-find, Tarjan 1975)."""
    root = {node: node for node in nodes}

    def find(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in pairs:
        root[find(a)] = find(b)
    return {node: find(node) for node in root}


def _add_group(draft: _Agents, found: list[_Member]) -> None:
    """One group of same claims, its members in order, and who says them."""
    first = found[0]
    days = sorted({member.day for member in found} - {"~"})
    facts: dict[str, Value | None] = {
        "text": first.text,
        "article": first.article,
        "members": len(found),
        "articles": len({member.article for member in found}),
        "outlets": len({member.outlet for member in found}),
        "origins": len({member.speaker for member in found}),
        "first_date": days[0] if days else None,
        "last_date": days[-1] if days else None,
    }
    draft.add_node(first.article, first.node, "claim", first.text, facts)
    draft.node_dates[first.node] = set(days)
    for member in found:
        draft.add_edge(member.article, (first.node, member.speaker, "said_by"), 1)


def _contradict(draft: _Agents, groups: list[_Member], link: Link) -> None:
    """An edge from the group that comes first to the other, with the surest reason."""
    edge: Edge = (groups[0].node, groups[1].node, "contradicts")
    old = draft.edges.get(edge)
    if edge[0] == edge[1] or (old and (float(old["weight"]), str(old["reason"])) >= (link.score, link.reason)):
        return
    draft.edges[edge] = edge_words("contradicts") | {"weight": link.score, "reason": link.reason, "judge": link.judge}
    if link.slot:
        draft.edges[edge]["slot"] = link.slot
    if "~" not in (groups[0].day, groups[1].day):
        draft.edge_dates[edge] = {max(group.day for group in groups)}
