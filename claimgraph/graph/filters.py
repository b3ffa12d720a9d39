"""What of a case is shown: articles, claims and judgements before a graph is made of them.

A view under these filters is the view of the smaller case that holds only what passes them. What is taken out of
a finished graph stands in ``trim``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, get_args

from claimgraph.errors import ExportError
from claimgraph.graph.draft import NODE_KINDS, Mentions, day_of
from claimgraph.graph.trim import cap_nodes, drop_light, drop_nodes
from claimgraph.records import CaseArticle, Link, Mention, SourceType, ViewFilter

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Sieve"]

_SHOWN: Final = 12
"""Names that an error lists."""

_WORDS: Final = ("article", "article without a date", "claim", "link", *(f"{kind} node" for kind in NODE_KINDS), "edge")
"""What can be left out, in the order in which it is told."""


class Sieve:
    """Applies one ``ViewFilter`` to one reading of a case, and knows what it left out.

    Raises:
        ExportError: a kind, source type or day that is none, or days the wrong way round.
    """

    def __init__(self, where: ViewFilter) -> None:
        self.where = where
        self.left_out: Counter[str] = Counter()
        """Number of articles, claims, links, nodes of a kind and edges that are not shown."""
        self._outlets = _Asked("outlet", where.outlets)
        self._entities = _Asked("entity", where.entities)
        self._days: set[str] = set()
        for word, known, what in (
            *((kind, tuple(NODE_KINDS), "kind of node") for kind in where.kinds),
            *((word, get_args(SourceType), "type of source") for word in where.source_types),
        ):
            if word not in known:
                raise ExportError(f"there is no {what} {word!r}", hint=f"one of {', '.join(known)}")
        for day in filter(None, (where.first_day, where.last_day)):
            _check_day(day)
        if where.first_day and where.last_day and where.first_day > where.last_day:
            raise ExportError(f"{where.first_day} is after {where.last_day}", hint="give the earlier day first")

    @property
    def words(self) -> str:
        """What was left out, in words; empty if nothing was."""
        return ", ".join(_counted(self.left_out[what], what) for what in _WORDS if self.left_out[what])

    @property
    def _picks_claims(self) -> bool:
        return bool(self.where.source_types or self.where.entities or self.where.min_confidence)

    def articles(self, items: Iterable[CaseArticle]) -> Iterator[CaseArticle]:
        """The articles that stay, with the claims that stay and what these need.

        An article none of whose claims passes a filter of claims is left out.

        Raises:
            ExportError: after the last one, if an outlet or entity that is asked for is not in the case, or no
                article is of the days asked for.
        """
        for item in items:
            self._outlets.see(item.publisher.id, item.publisher.name, item.publisher_name)
            self._entities.see_all(item.annotation.entities)
            day = day_of(item.article.date)
            self._days.add(day)
            less = self._less(item) if self._keeps(item, day) else None
            if less is not None:
                yield less
        self._outlets.check()
        self._entities.check()
        self._check_days()

    def links(self, links: Iterable[Link]) -> Iterator[Link]:
        """The judgements that are sure enough."""
        for link in links:
            if link.score >= self.where.min_confidence:
                yield link
            else:
                self.left_out["link"] += 1

    def trim(self, graph: nx.MultiDiGraph, counts: Collection[str] = ()) -> None:
        """Take the nodes and edges out of ``graph`` that are not shown; works in place.

        Args:
            graph: a view of what ``articles`` gave.
            counts: kinds of edges, and columns of nodes, to which the minimum weight applies.

        Raises:
            ExportError: the view has no node of the kinds asked for.
        """
        where = self.where
        kinds = list(dict.fromkeys(kind for _, kind in graph.nodes(data="kind")))
        if where.kinds and kinds and not set(kinds) & set(where.kinds):
            raise ExportError(
                f"the view has no nodes of kind {' or '.join(where.kinds)}", hint=f"it has {', '.join(kinds)}"
            )
        if where.kinds:
            self.left_out += drop_nodes(graph, [n for n, kind in graph.nodes(data="kind") if kind not in where.kinds])
        if where.min_weight:
            self.left_out += drop_light(graph, where.min_weight, counts)
        if where.max_nodes is not None:
            self.left_out += cap_nodes(graph, where.max_nodes)

    def _keeps(self, item: CaseArticle, day: str) -> bool:
        """Whether the article is of the outlets and days asked for."""
        where = self.where
        if not self._outlets.wants(item.publisher.id, item.publisher.name, item.publisher_name):
            self.left_out["article"] += 1
        elif (where.first_day or where.last_day) and not day:
            self.left_out["article without a date"] += 1
        elif not (where.first_day or day) <= day <= (where.last_day or day):
            self.left_out["article"] += 1
        else:
            return True
        return False

    def _less(self, item: CaseArticle) -> CaseArticle | None:
        """The article with fewer claims, and without all that only the others need; None if no claim is left."""
        if not self._picks_claims:
            return item
        least = self.where.min_confidence
        annotation = item.annotation
        attributions = {made.id: made for made in annotation.attributions}
        mentions = Mentions(mention for mention in annotation.entities if mention.confidence >= least)
        claims, needed, named = [], set(), set()
        for claim in annotation.claims:
            made = attributions.get(claim.attribution or "")
            inside = mentions.within(claim)
            sure = min(claim.confidence, made.confidence if made else 1.0) >= least
            typed = not self.where.source_types or (made is not None and made.source_type in self.where.source_types)
            if sure and typed and self._entities.wants(*(name for m in inside for name in (m.entity, m.name))):
                claims.append(claim)
                needed.add(claim.attribution)
                named.update(inside)
        self.left_out["claim"] += len(annotation.claims) - len(claims)
        if not claims:
            self.left_out["article"] += 1
            return None
        chains = tuple(chain for chain in item.chains if chain.attribution in needed)
        nodes = {link.node for chain in chains for link in chain.links}
        entities = {mention.entity for mention in named}
        update = {
            "claims": tuple(claims),
            # who stood inside one that is left out stands inside none
            "attributions": tuple(
                a if a.parent in needed else a.model_copy(update={"parent": None})
                for a in annotation.attributions
                if a.id in needed
            ),
            "title_attributions": (),
            "entities": tuple(mention for mention in mentions.all if mention in named),
        }
        return item.model_copy(
            update={
                "annotation": annotation.model_copy(update=update),
                "chains": chains,
                "sources": tuple(source for source in item.sources if source.id in nodes),
                "outlets": tuple(o for o in item.outlets if o.id in nodes or o.id == item.publisher.id),
                "entities": tuple(entity for entity in item.entities if entity.id in entities),
            }
        )

    def _check_days(self) -> None:
        where, days = self.where, sorted(self._days - {""})
        if not (where.first_day or where.last_day) or not self._days:
            return
        if not any((where.first_day or day) <= day <= (where.last_day or day) for day in days):
            asked = f"from {where.first_day or 'the first'} to {where.last_day or 'the last'}"
            hint = f"its articles are of {days[0]} to {days[-1]}" if days else "none of its articles has a date"
            raise ExportError(f"the case has no article {asked}", hint=hint)


class _Asked:
    """Names that are asked for, and those that there are; case and marks are ignored."""

    def __init__(self, what: str, names: tuple[str, ...]) -> None:
        self.what = what
        self.names = {_folded(name): name for name in names}
        self.found: set[str] = set()
        self.there: Counter[str] = Counter()
        """Names as they are shown, with how often they were seen; empty if none is asked for."""

    def see(self, identity: str, *names: str) -> None:
        """Note that the case has this."""
        if self.names:
            self.there[names[0]] += 1
            self.found |= {_folded(name) for name in (identity, *names)} & self.names.keys()

    def see_all(self, mentions: Iterable[Mention]) -> None:
        """Note the entities that are mentioned."""
        if self.names:
            for mention in mentions:
                self.see(mention.entity, mention.name)

    def wants(self, *names: str) -> bool:
        """Whether one of the names is asked for, or none is."""
        return not self.names or any(_folded(name) in self.names for name in names)

    def check(self) -> None:
        """Raise if a name that is asked for was not seen."""
        for folded, name in self.names.items():
            if folded in self.found:
                continue
            near = get_close_matches(name, list(self.there), n=3, cutoff=0.6)
            often = [known for known, _ in sorted(self.there.items(), key=lambda pair: (-pair[1], pair[0]))]
            shown = list(dict.fromkeys([*near, *often]))[:_SHOWN]
            more = f" and {len(self.there) - len(shown)} more" if len(self.there) > len(shown) else ""
            hint = f"it has {', '.join(shown)}{more}" if shown else "it has none"
            raise ExportError(f"the case has no {self.what} {name!r}", hint=hint)


def _check_day(day: str) -> None:
    try:
        right = date.fromisoformat(day).isoformat() == day
    except ValueError:
        right = False
    if not right:
        raise ExportError(f"{day!r} is no day", hint="write it as 2024-07-26")


def _counted(count: int, what: str) -> str:
    if count == 1:
        return f"1 {what}"
    return f"{count:,} {what.replace('article ', 'articles ', 1) if ' without' in what else what + 's'}"


def _folded(name: str) -> str:
    folded = "".join(ch for ch in name.casefold() if ch.isalnum())
    # a name of marks alone is compared as it is
    return folded or name
