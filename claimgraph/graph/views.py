"""The views of a case: which graph is made of it, and what stands above it.

To add a view: a function from articles and links to a graph, and one line in ``VIEWS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.errors import ExportError
from claimgraph.graph.build import build_graph
from claimgraph.graph.filters import Sieve
from claimgraph.graph.groups import claims_graph
from claimgraph.graph.layout import lay_out
from claimgraph.graph.projections import entities_graph, outlets_graph, sources_graph
from claimgraph.graph.style import style_graph
from claimgraph.records import CaseArticle, Copy, Link, View, ViewFilter

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PROVENANCE", "VIEWS", "ViewMaker", "check_view", "make_view", "provenance_view"]

PROVENANCE: Final = "provenance"


class ViewMaker(NamedTuple):
    """One way to see a case."""

    title: str
    shows: str
    """What its nodes and edges are, and what an edge's weight counts."""
    make: Callable[[Iterable[CaseArticle], Iterable[Link], Iterable[Copy]], nx.MultiDiGraph]
    counts: tuple[str, ...]
    """What a minimum weight is compared with: kinds of edges whose weight is a count, columns of nodes that count."""


VIEWS: Final[dict[str, ViewMaker]] = {
    PROVENANCE: ViewMaker(
        "Who said it, through whom",
        "all: outlets, articles, claims, sources, entities; the weights are those of the table of edges",
        build_graph,
        ("speaks_through", "about"),
    ),
    "sources": ViewMaker(
        "Whom the outlets rely on",
        "outlet → innermost source of its chains; weight: claims",
        sources_graph,
        ("relies_on",),
    ),
    "outlets": ViewMaker(
        "Which outlet cites which",
        "outlet → next outlet inward in a chain; weight: claims",
        outlets_graph,
        ("cites",),
    ),
    "claims": ViewMaker(
        "What is said, and by how many origins",
        "group of same claims → who says it; weight: claims of the group; contradicts another: pairs of claims",
        claims_graph,
        ("members",),
    ),
    "entities": ViewMaker(
        "Who speaks about what",
        "source, or outlet in its own voice → entity; weight: claims that name it",
        entities_graph,
        ("speaks_about",),
    ),
}
"""Every view by the word by which it is asked for."""


def check_view(name: str) -> None:
    """Raise an ``ExportError`` if there is no such view; the hint lists those that there are."""
    if name not in VIEWS:
        raise ExportError(f"there is no view {name!r}", hint=f"one of {', '.join(VIEWS)}")


def make_view(
    name: str,
    articles: Iterable[CaseArticle],
    links: Iterable[Link] = (),
    *,
    copies: Iterable[Copy] = (),
    where: ViewFilter | None = None,
    title: str = "",
) -> tuple[View, str]:
    """One view of a case, coloured, sized and laid out; and what ``where`` left out of it, in words.

    Raises:
        ExportError: no such view, a filter that means nothing, or one that leaves nothing.
    """
    check_view(name)
    sieve = Sieve(where or ViewFilter())
    maker = VIEWS[name]
    graph = maker.make(sieve.articles(articles), sieve.links(links), copies)
    style_graph(graph, by_weight=name != PROVENANCE)  # first: a size shows the weight in the case, not in what is left
    sieve.trim(graph, maker.counts)
    if not graph and sieve.words:
        raise ExportError(f"nothing is left of the view {name}, left out were {sieve.words}", hint="loosen the filters")
    lay_out(graph)
    return View(name=name, title=title or maker.title, graph=graph), sieve.words


def provenance_view(articles: Iterable[CaseArticle], links: Iterable[Link] = (), *, title: str = "") -> View:
    """The whole graph of a case, coloured, sized and laid out: who said what, through whom, about what."""
    view, _ = make_view(PROVENANCE, articles, links, title=title)
    return view
