"""A case as a graph: who asserted what, through whom, about what.

Node and edge kinds are those of the README's glossary; their PROV terms (W3C PROV-O, 2013) are a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from claimgraph.graph.draft import (
    Draft,
    Edge,
    EdgeKind,
    Mentions,
    Value,
    claim_id,
    edge_words,
    outlet_id,
)
from claimgraph.records import Attribution, CaseArticle, Claim, Copy, Link, Sentence

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["build_graph"]

FIRST_WORDS: Final = 200
"""Code points of its text that stand for the title of an article without one."""

ARROW: Final = " → "
LINK_KINDS: Final[dict[str, EdgeKind]] = {"same": "same_as", "contradicts": "contradicts"}


def build_graph(
    articles: Iterable[CaseArticle], links: Iterable[Link] = (), copies: Iterable[Copy] = ()
) -> nx.MultiDiGraph:
    """The graph of a case: outlets, articles, claims, sources and entities.

    There is one edge for each (tail, head, kind); its key is the kind. Node ids say what they are:
    ``outlet:ID``, ``article:ID``, ``claim:ARTICLE:ID``, ``source:ID`` (``source:ARTICLE:ID`` for one that
    belongs to an article) and ``entity:ID``. Nodes and edges stand in an order that does not depend on
    the order of ``articles``. An article id counts once; links to articles that are not here are left out, as are
    copies of or by them, and of several judgements of one kind on one pair the one with the highest score stands.

    Looks and positions are added by ``style_graph`` and ``lay_out``.
    """
    case = _Provenance()
    for item in articles:
        case.add(item)
    for link in links:
        case.join(link)
    for copy in copies:
        case.copied(copy)
    case.finish()
    return case.graph()


class _Provenance(Draft):
    """The draft of the whole graph."""

    def __init__(self) -> None:
        super().__init__()
        self.title_steps: dict[Edge, set[str]] = {}
        """Steps of the chains of headlines, and the articles they head."""

    def add(self, item: CaseArticle) -> None:
        """Take in one article with all that was found in it."""
        article = item.article.id
        if not self.begin(item):
            return
        self.add_agents(item)
        self._add_article(item)
        attributions = {made.id: made for made in item.annotation.attributions}
        chains = self.chains(item)
        mentions = Mentions(item.annotation.entities)
        for claim in item.annotation.claims:
            made = attributions.get(claim.attribution or "")
            node = self._add_claim(item, claim, made)
            if claim.kind == "own_voice":
                self.add_edge(article, (node, outlet_id(item.publisher), "said_by"), claim.confidence)
            elif made is not None and made.id in chains:
                said_by: Edge = (node, chains[made.id][-1], "said_by")
                self.add_edge(article, said_by, made.confidence)
                self.edges[said_by]["source_confidence"] = made.source_confidence
                for step in _steps(chains[made.id]):
                    self.add_edge(article, step, 1)
            for mention in mentions.within(claim):
                self.add_edge(article, (node, f"entity:{mention.entity}", "about"), 1)
        for title in item.annotation.title_attributions:
            for step in _steps(chains.get(title.id, [])):
                self.title_steps.setdefault(step, set()).add(article)

    def finish(self) -> None:
        """Hang a source that only headlines name on its chain; the headlines are its claims."""
        for step, articles in self.title_steps.items():
            if step not in self.edges:
                for article in articles:
                    self.add_edge(article, step, 1)

    def join(self, link: Link) -> None:
        """Take in one judgement; the claim of the earlier article is the tail."""
        ends = sorted((link.a, link.b), key=lambda end: (self.days.get(end.id) or "~", end.id, end.start, end.claim))
        tail, head = (claim_id(end.id, end.claim) for end in ends)
        kind = LINK_KINDS[link.relation]
        if tail not in self.nodes or head not in self.nodes or tail == head:
            return
        old = self.edges.get((tail, head, kind))
        new: dict[str, Value] = {"weight": link.score, "reason": link.reason, "judge": link.judge}
        if link.slot:
            new["slot"] = link.slot
        if old is None or _rank(new) > _rank(old):
            self.edges[tail, head, kind] = edge_words(kind) | new
        # the two can be compared from the day of the later one on
        days = [self.days[end.id] for end in ends]
        if all(days):
            self.edge_dates[tail, head, kind] = {max(days)}

    def copied(self, copy: Copy) -> None:
        """Take in text that two articles share."""
        tail, head = f"article:{copy.a}", f"article:{copy.b}"
        if tail not in self.nodes or head not in self.nodes or tail == head:
            return
        facts: dict[str, Value] = {"weight": copy.share, "shared_words": copy.words, "direction": copy.direction}
        label: dict[str, Value] = {} if copy.direction != "unknown" else {"label": "shares text with"}
        self.edges[tail, head, "copied_from"] = edge_words("copied_from") | facts | label
        days = [self.days[end] for end in (copy.a, copy.b)]
        if all(days):
            self.edge_dates[tail, head, "copied_from"] = {max(days)}

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
        self.add_node(article.id, node, "article", name, facts)
        self.add_edge(article.id, (outlet_id(item.publisher), node, "published"), 1)

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
            "marks": _marks(sentence, claim, made),
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
        node = claim_id(article.id, claim.id)
        self.add_node(article.id, node, "claim", text, facts)
        self.add_edge(article.id, (f"article:{article.id}", node, "states"), 1)
        return node


def _marks(sentence: Sentence, claim: Claim, made: Attribution | None) -> str:
    """Source, cue and content within a sentence: ``source 0-12; cue 13-17; content 18-40``.

    Half-open, in code points from the sentence's start, in the order of the text; what lies outside the sentence is
    left out. Words in the outlet's own voice are content, without source or cue.
    """
    roles: dict[str, Iterable[tuple[int, int]]] = {"content": ((claim.start, claim.end),)}
    if made is not None:
        roles = {"source": made.source, "cue": made.cue, "content": made.content}
    marks = []
    for role, spans in roles.items():
        for start, end in spans:
            low, high = max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start
            if low < high:
                marks.append((low, high, role))
    return "; ".join(f"{role} {low}-{high}" for low, high, role in sorted(marks))


def _rank(attributes: dict[str, Value]) -> tuple[float, str, str, str]:
    judged = [str(attributes.get(name, "")) for name in ("slot", "reason", "judge")]
    return (float(attributes["weight"]), judged[0], judged[1], judged[2])


def _steps(nodes: list[str]) -> Iterator[Edge]:
    """(inner, outer, kind) for each pair of neighbours of a chain, which stands outermost first."""
    for outer, inner in pairwise(nodes):
        if outer != inner:
            yield inner, outer, "speaks_through"
