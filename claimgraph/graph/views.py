"""The views of a case: which part of its graph is shown, and what stands above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claimgraph.graph.build import build_graph
from claimgraph.graph.layout import lay_out
from claimgraph.graph.style import style_graph
from claimgraph.records import CaseArticle, Link, View

__all__ = ["PROVENANCE", "provenance_view"]

PROVENANCE: Final = "provenance"


def provenance_view(articles: Iterable[CaseArticle], links: Iterable[Link] = (), *, title: str = "") -> View:
    """The whole graph of a case, coloured, sized and laid out: who said what, through whom, about what."""
    graph = build_graph(articles, links)
    style_graph(graph)
    lay_out(graph)
    return View(name=PROVENANCE, title=title or "Who said it, through whom", graph=graph)
