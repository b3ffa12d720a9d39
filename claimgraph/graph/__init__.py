"""From records to graphs: nodes and edges, their looks and places, and the views of a case."""

from claimgraph.graph.build import build_graph
from claimgraph.graph.filters import Sieve
from claimgraph.graph.layout import lay_out
from claimgraph.graph.style import style_graph
from claimgraph.graph.views import PROVENANCE, VIEWS, make_view, provenance_view

__all__ = ["PROVENANCE", "VIEWS", "Sieve", "build_graph", "lay_out", "make_view", "provenance_view", "style_graph"]
