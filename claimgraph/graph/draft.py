"""What every graph of a case is drafted from: kinds, ids, and one edge for each (tail, head, kind)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from claimgraph.records import CaseArticle, Claim, Mention, Outlet

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "EDGE_KINDS",
    "NODE_KINDS",
    "Draft",
    "Edge",
    "EdgeKind",
    "Mentions",
    "NodeKind",
    "Value",
    "claim_id",
    "day_of",
    "edge_words",
    "outlet_facts",
    "outlet_id",
    "present",
    "source_id",
]

NodeKind = Literal["outlet", "article", "claim", "source", "entity"]
EdgeKind = Literal[
    "published",
    "states",
    "said_by",
    "speaks_through",
    "about",
    "same_as",
    "contradicts",
    "copied_from",
    "relies_on",
    "cites",
    "speaks_about",
]
Value = str | int | float | bool
Edge = tuple[str, str, EdgeKind]

NODE_KINDS: Final[dict[NodeKind, str]] = {
    "outlet": "Agent",
    "article": "Entity",
    "claim": "Entity",
    "source": "Agent",
    "entity": "Agent",
}
"""Each kind of node and its PROV term."""

EDGE_KINDS: Final[dict[EdgeKind, str]] = {
    "published": "wasAttributedTo (inverse)",
    "states": "hadMember",
    "said_by": "wasAttributedTo",
    "speaks_through": "actedOnBehalfOf",
    "about": "",
    "same_as": "alternateOf",
    "contradicts": "",
    "copied_from": "wasDerivedFrom",
    "relies_on": "wasInfluencedBy",
    "cites": "wasInfluencedBy",
    "speaks_about": "",
}
"""Each kind of edge and its PROV term, empty where PROV has none."""

LEAST_WEIGHT: Final = 0.001
"""Readers drop an edge of weight 0."""

UNSOURCED: Final = "curated (unsourced, check)"


class Draft:
    """Nodes and edges by id while articles are added; sums and sets only, so that order does not matter."""

    def __init__(self, kinds: Collection[NodeKind] = tuple(NODE_KINDS)) -> None:
        self.kinds = kinds
        """Kinds of nodes that are taken in."""
        self.nodes: dict[str, dict[str, Value]] = {}
        self.edges: dict[Edge, dict[str, Value]] = {}
        self.node_dates: dict[str, set[str]] = {}
        self.edge_dates: dict[Edge, set[str]] = {}
        self.days: dict[str, str] = {}
        """Article id to its day, empty where it is not known."""
        self.described_by: dict[str, tuple[bool, str]] = {}
        """Whose description of a shared node stands: of the articles that have a record of it, else of those that
        only name it, the one of the smallest id."""

    def graph(self) -> nx.MultiDiGraph:
        """The graph; nodes and edges by kind, then id, the key of an edge its kind."""
        import networkx as nx

        graph = nx.MultiDiGraph()
        order: dict[object, int] = {kind: place for place, kind in enumerate((*NODE_KINDS, *EDGE_KINDS))}
        for node, attributes in sorted(self.nodes.items(), key=lambda pair: (order[pair[1]["kind"]], pair[0])):
            graph.add_node(node, **_finished(attributes, self.node_dates.get(node)))
        for key in sorted(self.edges, key=lambda edge: (order[edge[2]], edge[0], edge[1])):
            tail, head, kind = key
            graph.add_edge(tail, head, key=kind, **_finished(self.edges[key], self.edge_dates.get(key)))
        return graph

    def begin(self, item: CaseArticle) -> bool:
        """Note the day of an article; False if the article is here already."""
        if item.article.id in self.days:
            return False
        self.days[item.article.id] = day_of(item.article.date)
        return True

    def add_agents(self, item: CaseArticle) -> None:
        """Add the outlets, sources and entities that the article names."""
        article = item.article.id
        for outlet in (item.publisher, *item.outlets):
            self.add_node(article, outlet_id(outlet), "outlet", outlet.name, outlet_facts(outlet))
        for source in item.sources:
            facts: dict[str, Value | None] = {"source_type": source.type, "source_outlet": source.outlet}
            if source.article is not None:
                facts |= {"article": source.article, "confidence": source.confidence}
            self.add_node(article, source_id(source.id, source.article), "source", source.name, facts)
        for entity in item.entities:
            self.add_node(article, f"entity:{entity.id}", "entity", entity.name, {"entity_type": entity.type})
        described = {entity.id for entity in item.entities}
        for mention in item.annotation.entities:
            if mention.entity not in described:
                facts = {"entity_type": mention.type}
                self.add_node(article, f"entity:{mention.entity}", "entity", mention.name, facts, bare=True)

    def chains(self, item: CaseArticle) -> dict[str, list[str]]:
        """Attribution id to the node ids of its chain, outermost first."""
        own = {source.id: source_id(source.id, source.article) for source in item.sources}
        described = {*own.values(), *(outlet_id(outlet) for outlet in (item.publisher, *item.outlets))}
        chains: dict[str, list[str]] = {}
        for chain in item.chains:
            for link in chain.links:
                outlet = link.kind == "outlet"
                node = f"outlet:{link.node}" if outlet else own.get(link.node, f"source:{link.node}")
                if node not in described:
                    self.add_node(item.article.id, node, link.kind, link.name, {}, bare=True)
                chains.setdefault(chain.attribution, []).append(node)
        return chains

    def add_node(
        self,
        article: str,
        node: str,
        kind: NodeKind,
        name: str,
        facts: Mapping[str, Value | None],
        *,
        bare: bool = False,
    ) -> None:
        """Note that ``article`` names this node, or has a record of it (not ``bare``), which says what it is."""
        if kind not in self.kinds:
            return
        if self.days[article]:
            self.node_dates.setdefault(node, set()).add(self.days[article])
        rank = (bare, article)
        if node in self.nodes and self.described_by[node] <= rank:
            return
        self.described_by[node] = rank
        self.nodes[node] = {"kind": kind, "label": name, "name": name, "prov": NODE_KINDS[kind], **present(facts)}

    def add_edge(self, article: str, edge: Edge, weight: float) -> None:
        """One edge a (tail, head, kind): its weights are added up."""
        if self.days[article]:
            self.edge_dates.setdefault(edge, set()).add(self.days[article])
        if edge in self.edges:
            self.edges[edge]["weight"] = float(self.edges[edge]["weight"]) + weight
        else:
            self.edges[edge] = {**edge_words(edge[2]), "weight": weight}


def _finished(attributes: dict[str, Value], dates: set[str] | None) -> dict[str, Value]:
    if dates:
        attributes["dates"] = ";".join(sorted(dates))
    if "weight" in attributes:
        attributes["weight"] = max(float(attributes["weight"]), LEAST_WEIGHT)
    return attributes


class Mentions:
    """Mentions in the order of the text, and which of them lie within a claim."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.all = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.all]

    def within(self, claim: Claim) -> list[Mention]:
        """The mentions that lie within the claim's extent."""
        around = self.all[bisect_left(self._starts, claim.start) : bisect_left(self._starts, claim.end)]
        return [mention for mention in around if mention.end <= claim.end]


def edge_words(kind: EdgeKind) -> dict[str, Value]:
    """What every edge of a kind says."""
    return present({"kind": kind, "label": kind.replace("_", " "), "prov": EDGE_KINDS[kind] or None})


def present(facts: Mapping[str, Value | None]) -> dict[str, Value]:
    """The facts that are known: an absent one has no column, since None has no type."""
    return {name: value for name, value in facts.items() if value is not None and value != ""}


def day_of(text: str | None) -> str:
    """The calendar day of an ISO date or datetime, empty where there is none."""
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return ""


def claim_id(article: str, claim: str) -> str:
    """The node of a claim."""
    # copies of one text under two article ids may give claims of one id
    return f"claim:{article}:{claim}"


def source_id(source: str, article: str | None) -> str:
    """The node of a source."""
    return f"source:{source}" if article is None else f"source:{article}:{source}"


def outlet_id(outlet: Outlet) -> str:
    """The node of an outlet."""
    return f"outlet:{outlet.id}"


def outlet_facts(outlet: Outlet) -> dict[str, Value | None]:
    """What the registry says of an outlet; owner and state stand with where they come from."""

    def origin(*names: str) -> str | None:
        found = {given for name in names for given in outlet.facts_from.get(name, ())}
        return "; ".join(UNSOURCED if given == "curated" else given for given in sorted(found)) or None

    def of_state(value: str | None) -> str | None:
        return (origin("state_relation", "state_of", "state") or "not given") if value else None

    label = outlet.state_media_label
    return {
        "outlet": outlet.name,
        "outlet_kind": outlet.kind,
        "country": outlet.country,
        "region": outlet.region,
        "owner": outlet.owner,
        "owner_as_of": outlet.owner_as_of,
        "owner_origin": (origin("owner") or "not given") if outlet.owner else None,
        "affiliation": outlet.affiliation,
        "affiliation_origin": (origin("affiliation") or "not given") if outlet.affiliation else None,
        "state_relation": outlet.state_relation,
        "state_of": outlet.state_of,
        "state_origin": of_state(outlet.state_relation or outlet.state_of),
        "state_media_label": label,
        "state_media_label_origin": (origin("state_media_label") or "not given") if label else None,
        "languages": ", ".join(outlet.languages),
        "domains": ", ".join(outlet.domains),
        "wikidata": outlet.wikidata,
    }
