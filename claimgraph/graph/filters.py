"""What of a case is shown: articles and claims before a graph is made of them, nodes and edges after."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from claimgraph.errors import ExportError
from claimgraph.graph.draft import NODE_KINDS, day_of
from claimgraph.records import CaseArticle, Claim, Mention, ViewFilter

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Sieve"]

_SHOWN: Final = 12
"""Outlets that an error lists."""


class Sieve:
    """Applies one ``ViewFilter``, and knows what it left out.

    Raises:
        ExportError: a kind that is none, or days the wrong way round.
    """

    def __init__(self, where: ViewFilter) -> None:
        self.where = where
        self.left_out: Counter[str] = Counter()
        """Number of articles, undated articles, claims, nodes and edges that are not shown."""
        self._outlets: Counter[str] = Counter()
        self._days: set[str] = set()
        self._wanted = {_folded(name): name for name in where.outlets}
        self._named = {_folded(name): name for name in where.entities}
        self._found: set[str] = set()
        if unknown := sorted(set(where.kinds) - set(NODE_KINDS)):
            raise ExportError(f"there is no kind of node {unknown[0]!r}", hint=f"one of {', '.join(NODE_KINDS)}")
        if where.first_day and where.last_day and where.first_day > where.last_day:
            raise ExportError(f"{where.first_day} is after {where.last_day}", hint="give the earlier day first")

    @property
    def words(self) -> str:
        """What was left out, in words; empty if nothing was."""
        return ", ".join(f"{count:,} {what}" for what, count in self.left_out.items() if count)

    def articles(self, items: Iterable[CaseArticle]) -> Iterator[CaseArticle]:
        """The articles that stay, with the claims that stay and what these need.

        Raises:
            ExportError: after the last one, if an outlet or entity that is asked for is not in the case.
        """
        for item in items:
            self._outlets[item.publisher.name] += 1
            self._days.add(day_of(item.article.date))
            if self._keeps(item):
                yield self._less(item)
        for asked in (self._wanted, self._named):
            if missing := [name for folded, name in asked.items() if folded not in self._found]:
                raise ExportError(f"nothing in the case is named {missing[0]!r}", hint=self._there_is())

    def _there_is(self) -> str:
        """What the case has, for an error."""
        names = [name for name, _ in self._outlets.most_common(_SHOWN)]
        days = sorted(self._days - {""})
        more = f" and {len(self._outlets) - _SHOWN} more" if len(self._outlets) > _SHOWN else ""
        when = f", {days[0]} to {days[-1]}" if days else ""
        return f"it has articles of {', '.join(names)}{more}{when}"

    def _keeps(self, item: CaseArticle) -> bool:
        """Whether an article is shown at all."""
        where, day = self.where, day_of(item.article.date)
        names = {_folded(name) for name in (item.publisher.id, item.publisher.name, item.publisher_name)}
        self._found |= names
        if self._wanted and names.isdisjoint(self._wanted):
            self.left_out["articles"] += 1
            return False
        if (where.first_day or where.last_day) and not day:
            self.left_out["articles without a date"] += 1
            return False
        if not (where.first_day or day) <= day <= (where.last_day or day):
            self.left_out["articles"] += 1
            return False
        return True

    def _less(self, item: CaseArticle) -> CaseArticle:
        """The article with fewer claims, and without the sources, outlets and entities that only the others need."""
        where = self.where
        if not (where.source_types or self._named or where.min_confidence):
            return item
        annotation = item.annotation
        attributions = {made.id: made for made in annotation.attributions}
        mentions = sorted(annotation.entities, key=lambda mention: mention.start)
        starts = [mention.start for mention in mentions]
        claims, needed = [], set()
        for claim in annotation.claims:
            made = attributions.get(claim.attribution or "")
            named = mentions[bisect_left(starts, claim.start) : bisect_left(starts, claim.end)]
            sure = min(claim.confidence, made.confidence if made else 1.0) >= where.min_confidence
            typed = not where.source_types or (made is not None and made.source_type in where.source_types)
            if sure and typed and self._names(claim, named):
                claims.append(claim)
                needed.add(claim.attribution)
        self.left_out["claims"] += len(annotation.claims) - len(claims)
        chains = tuple(chain for chain in item.chains if chain.attribution in needed)
        links = {link.node for chain in chains for link in chain.links}
        inside = tuple(m for m in mentions if any(c.start <= m.start and m.end <= c.end for c in claims))
        kept = {mention.entity for mention in inside}
        return item.model_copy(
            update={
                "annotation": annotation.model_copy(
                    update={"claims": tuple(claims), "entities": inside, "title_attributions": ()}
                ),
                "chains": chains,
                "sources": tuple(source for source in item.sources if source.id in links),
                "outlets": tuple(o for o in item.outlets if o.id in links or o.id == item.publisher.id),
                "entities": tuple(entity for entity in item.entities if entity.id in kept),
            }
        )

    def _names(self, claim: Claim, mentions: list[Mention]) -> bool:
        """Whether a claim names an entity that is asked for."""
        if not self._named:
            return True
        names = {_folded(n) for m in mentions if m.end <= claim.end for n in (m.entity, m.name)}
        self._found |= names
        return not names.isdisjoint(self._named)

    def trim(self, graph: nx.MultiDiGraph) -> None:
        """Take the nodes and edges out of ``graph`` that are not shown; works in place."""
        where = self.where
        if where.kinds:
            self._drop(graph, [node for node, kind in graph.nodes(data="kind") if kind not in where.kinds])
        if where.min_weight:
            light = [(t, h, k) for t, h, k, w in graph.edges(keys=True, data="weight") if w < where.min_weight]
            ends = {end for tail, head, _ in light for end in (tail, head)}
            graph.remove_edges_from(light)
            self.left_out["edges"] += len(light)
            self._drop(graph, [node for node in ends if not graph.degree(node)])
        if where.max_nodes is not None and len(graph) > where.max_nodes:
            strength = {node: graph.degree(node, weight="weight") for node in graph}
            order = sorted(graph, key=lambda node: (-strength[node], node))
            self._drop(graph, order[where.max_nodes :])

    def _drop(self, graph: nx.MultiDiGraph, nodes: list[str]) -> None:
        edges = graph.number_of_edges()
        graph.remove_nodes_from(nodes)
        self.left_out["nodes"] += len(nodes)
        self.left_out["edges"] += edges - graph.number_of_edges()


def _folded(name: str) -> str:
    return "".join(ch for ch in name.casefold() if ch.isalnum())
