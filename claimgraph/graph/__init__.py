"""From records to graphs: nodes and edges, their looks and places, and the views of a case."""

from claimgraph.graph.build import build_graph
from claimgraph.graph.draft import NODE_KINDS
from claimgraph.graph.filters import Sieve
from claimgraph.graph.layout import lay_out
from claimgraph.graph.style import style_graph
from claimgraph.graph.views import PROVENANCE, VIEWS, check_view, make_view, provenance_view

__all__ = [
    "NODE_KINDS",
    "PROVENANCE",
    "VIEWS",
    "Sieve",
    "build_graph",
    "check_view",
    "lay_out",
    "make_view",
    "provenance_view",
    "style_graph",
]
