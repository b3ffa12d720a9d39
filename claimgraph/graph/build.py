"""A case as a graph: who asserted what, through whom, about what.

Node and edge kinds are those of the README's glossary; their PROV terms (W3C PROV-O, 2013) are a column.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from claimgraph.records import Attribution, CaseArticle, Claim, Link, Mention, Outlet

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EDGE_KINDS", "NODE_KINDS", "EdgeKind", "NodeKind", "build_graph"]

NodeKind = Literal["outlet", "article", "claim", "source", "entity"]
EdgeKind = Literal["published", "states", "said_by", "speaks_through", "about", "same_as", "contradicts", "copied_from"]
Value = str | int | float | bool

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
}
"""Each kind of edge and its PROV term, empty where PROV has none."""

LEAST_WEIGHT: Final = 0.001
"""Readers drop an edge of weight 0."""

FIRST_WORDS: Final = 200
"""Code points of its text that stand for the title of an article without one."""

ARROW: Final = " → "
UNSOURCED: Final = "curated (unsourced, check)"
LINK_KINDS: Final[dict[str, EdgeKind]] = {"same": "same_as", "contradicts": "contradicts"}


def build_graph(articles: Iterable[CaseArticle], links: Iterable[Link] = ()) -> nx.MultiDiGraph:
    """The graph of a case: outlets, articles, claims, sources and entities.

    There is one edge for each (tail, head, kind); its key is the kind. Node ids say what they are:
    ``outlet:ID``, ``article:ID``, ``claim:ARTICLE:ID``, ``source:ID`` (``source:ARTICLE:ID`` for one that
    belongs to an article) and ``entity:ID``. Nodes and edges stand in an order that does not depend on
    the order of ``articles``. An article id counts once; links to articles that are not here are left out,
    and of several judgements of one kind on one pair the one with the highest score stands.

    Looks and positions are added by ``style_graph`` and ``lay_out``.
    """
    import networkx as nx

    case = _Draft()
    for item in articles:
        case.add(item)
    for link in links:
        case.join(link)
    case.finish()
    graph = nx.MultiDiGraph()
    order: dict[object, int] = {kind: place for place, kind in enumerate((*NODE_KINDS, *EDGE_KINDS))}
    for node, attributes in sorted(case.nodes.items(), key=lambda pair: (order[pair[1]["kind"]], pair[0])):
        graph.add_node(node, **_finished(attributes, case.node_dates.get(node)))
    for key in sorted(case.edges, key=lambda edge: (order[edge[2]], edge[0], edge[1])):
        tail, head, kind = key
        graph.add_edge(tail, head, key=kind, **_finished(case.edges[key], case.edge_dates.get(key)))
    return graph


def _finished(attributes: dict[str, Value], dates: set[str] | None) -> dict[str, Value]:
    if dates:
        attributes["dates"] = ";".join(sorted(dates))
    if "weight" in attributes:
        attributes["weight"] = max(float(attributes["weight"]), LEAST_WEIGHT)
    return attributes


Edge = tuple[str, str, EdgeKind]


class _Draft:
    """Nodes and edges by id while articles are added; sums and sets only, so that order does not matter."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Value]] = {}
        self.edges: dict[Edge, dict[str, Value]] = {}
        self.node_dates: dict[str, set[str]] = {}
        self.edge_dates: dict[Edge, set[str]] = {}
        self.days: dict[str, str] = {}
        """Article id to its day, empty where it is not known."""
        self.title_steps: dict[Edge, set[str]] = {}
        """Steps of the chains of headlines, and the articles they head."""
        self.described_by: dict[str, str] = {}
        """The article whose description of a shared node stands: the smallest id."""

    def add(self, item: CaseArticle) -> None:
        """Take in one article with all that was found in it."""
        article = item.article.id
        if article in self.days:
            return
        self.days[article] = _day(item.article.date)
        self._add_agents(item)
        self._add_article(item)
        attributions = {made.id: made for made in item.annotation.attributions}
        chains = self._chains(item)
        mentions = sorted(item.annotation.entities, key=lambda mention: mention.start)
        starts = [mention.start for mention in mentions]
        for claim in item.annotation.claims:
            made = attributions.get(claim.attribution or "")
            node = self._add_claim(item, claim, made)
            if claim.kind == "own_voice":
                self._edge(article, (node, _outlet_id(item.publisher), "said_by"), claim.confidence)
            elif made is not None and made.id in chains:
                said_by: Edge = (node, chains[made.id][-1], "said_by")
                self._edge(article, said_by, made.confidence)
                self.edges[said_by]["source_confidence"] = made.source_confidence
                for step in _steps(chains[made.id]):
                    self._edge(article, step, 1)
            for mention in _within(mentions, starts, claim):
                self._edge(article, (node, f"entity:{mention.entity}", "about"), 1)
        for title in item.annotation.title_attributions:
            for step in _steps(chains.get(title.id, [])):
                self.title_steps.setdefault(step, set()).add(article)

    def finish(self) -> None:
        """Hang a source that only headlines name on its chain; the headlines are its claims."""
        for step, articles in self.title_steps.items():
            if step not in self.edges:
                for article in articles:
                    self._edge(article, step, 1)

    def join(self, link: Link) -> None:
        """Take in one judgement; the claim of the earlier article is the tail."""
        ends = sorted((link.a, link.b), key=lambda end: (self.days.get(end.id) or "~", end.id, end.start, end.claim))
        tail, head = (_claim_id(end.id, end.claim) for end in ends)
        kind = LINK_KINDS[link.relation]
        if tail not in self.nodes or head not in self.nodes or tail == head:
            return
        old = self.edges.get((tail, head, kind))
        new: dict[str, Value] = {"weight": link.score, "reason": link.reason, "judge": link.judge}
        if link.slot:
            new["slot"] = link.slot
        if old is None or _rank(new) > _rank(old):
            self.edges[tail, head, kind] = _edge_words(kind) | new
        # the two can be compared from the day of the later one on
        days = [self.days[end.id] for end in ends]
        if all(days):
            self.edge_dates[tail, head, kind] = {max(days)}

    def _add_agents(self, item: CaseArticle) -> None:
        article = item.article.id
        for outlet in (item.publisher, *item.outlets):
            self._node(article, _outlet_id(outlet), "outlet", outlet.name, _outlet_facts(outlet))
        for source in item.sources:
            facts: dict[str, Value | None] = {"source_type": source.type, "source_outlet": source.outlet}
            if source.article is not None:
                facts |= {"article": source.article, "confidence": source.confidence}
            self._node(article, _source_id(source.id, source.article), "source", source.name, facts)
        for entity in item.entities:
            self._node(article, f"entity:{entity.id}", "entity", entity.name, {"entity_type": entity.type})

        for mention in item.annotation.entities:
            if f"entity:{mention.entity}" not in self.nodes:
                self._node(article, f"entity:{mention.entity}", "entity", mention.name, {"entity_type": mention.type})

    def _chains(self, item: CaseArticle) -> dict[str, list[str]]:
        """Attribution id to the node ids of its chain, outermost first."""
        own = {source.id: _source_id(source.id, source.article) for source in item.sources}
        chains: dict[str, list[str]] = {}
        for chain in item.chains:
            for link in chain.links:
                outlet = link.kind == "outlet"
                node = f"outlet:{link.node}" if outlet else own.get(link.node, f"source:{link.node}")
                if node not in self.nodes:
                    self._node(item.article.id, node, link.kind, link.name, {})
                chains.setdefault(chain.attribution, []).append(node)
        return chains

    def _add_article(self, item: CaseArticle) -> None:
        article = item.article
        facts: dict[str, Value | None] = {
            "article": article.id,
            "title": article.title,
            "outlet": item.publisher.name,
            "date": article.date,
            "url": article.url,
            "author": article.author,
            "language": article.language,
            "sha256": article.sha256,
            "claims": len(item.annotation.claims),
        }
        name = " ".join((article.title or article.text[:FIRST_WORDS]).split())
        node = f"article:{article.id}"
        self._node(article.id, node, "article", name, facts)
        self._edge(article.id, (_outlet_id(item.publisher), node, "published"), 1)

    def _add_claim(self, item: CaseArticle, claim: Claim, made: Attribution | None) -> str:
        article, annotation = item.article, item.annotation
        sentence = annotation.sentences[claim.sentence]
        text = annotation.text[claim.start : claim.end]
        facts: dict[str, Value | None] = {
            "article": article.id,
            "outlet": item.publisher.name,
            "date": article.date,
            "url": article.url,
            "text": text,
            "sentence": annotation.text[sentence.start : sentence.end],
            "claim_kind": claim.kind,
            "chain": item.publisher_name,
            "from_char": claim.start,
            "to_char": claim.end,
            "confidence": claim.confidence,
        }
        if made is not None:
            facts |= {
                "cue": " … ".join(annotation.text[span.start : span.end] for span in made.cue),
                "stance": made.stance,
                "hedge_holder": made.hedge_holder,
                "quotation": made.quotation,
                "access": made.access,
                "chain": ARROW.join(made.chain),
                "source_name": made.source_name,
                "source_type": made.source_type,
                "source_outlet": made.source_outlet,
                "source_confidence": made.source_confidence,
            }
        node = _claim_id(article.id, claim.id)
        self._node(article.id, node, "claim", text, facts)
        self._edge(article.id, (f"article:{article.id}", node, "states"), 1)
        return node

    def _node(self, article: str, node: str, kind: NodeKind, name: str, facts: dict[str, Value | None]) -> None:
        if self.days[article]:
            self.node_dates.setdefault(node, set()).add(self.days[article])
        if node in self.nodes and self.described_by[node] <= article:
            return
        self.described_by[node] = article
        self.nodes[node] = {"kind": kind, "label": name, "name": name, "prov": NODE_KINDS[kind], **_present(facts)}

    def _edge(self, article: str, edge: Edge, weight: float) -> None:
        """One edge a (tail, head, kind): its weights are added up."""
        if self.days[article]:
            self.edge_dates.setdefault(edge, set()).add(self.days[article])
        if edge in self.edges:
            self.edges[edge]["weight"] = float(self.edges[edge]["weight"]) + weight
        else:
            self.edges[edge] = {**_edge_words(edge[2]), "weight": weight}


def _edge_words(kind: EdgeKind) -> dict[str, Value]:
    """What every edge of a kind says."""
    return _present({"kind": kind, "label": kind.replace("_", " "), "prov": EDGE_KINDS[kind] or None})


def _present(facts: dict[str, Value | None]) -> dict[str, Value]:
    """The facts that are known: an absent one has no column, since None has no type."""
    return {name: value for name, value in facts.items() if value is not None and value != ""}


def _rank(attributes: dict[str, Value]) -> tuple[float, str, str, str]:
    judged = [str(attributes.get(name, "")) for name in ("slot", "reason", "judge")]
    return (float(attributes["weight"]), judged[0], judged[1], judged[2])


def _day(text: str | None) -> str:
    """The calendar day of an ISO date or datetime, empty where there is none."""
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return ""


def _claim_id(article: str, claim: str) -> str:
    # copies of one text under two article ids may give claims of one id
    return f"claim:{article}:{claim}"


def _source_id(source: str, article: str | None) -> str:
    return f"source:{source}" if article is None else f"source:{article}:{source}"


def _outlet_id(outlet: Outlet) -> str:
    return f"outlet:{outlet.id}"


def _steps(nodes: list[str]) -> Iterator[Edge]:
    """(inner, outer, kind) for each pair of neighbours of a chain, which stands outermost first."""
    for outer, inner in pairwise(nodes):
        if outer != inner:
            yield inner, outer, "speaks_through"


def _within(mentions: list[Mention], starts: list[int], claim: Claim) -> Iterator[Mention]:
    """The mentions, sorted by start, that lie within the claim's extent."""
    for mention in mentions[bisect_left(starts, claim.start) : bisect_left(starts, claim.end)]:
        if mention.end <= claim.end:
            yield mention


def _outlet_facts(outlet: Outlet) -> dict[str, Value | None]:
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
