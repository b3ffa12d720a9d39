"""Out of a case: graph formats take a view, the others the case's records.

To add a format: one file with ``write(view_or_snapshot, out, ...)`` and one line in ``EXPORTERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, Literal, NamedTuple

from claimgraph.errors import ExportError

__all__ = ["EXPORTERS", "Exporter", "load_writer"]


class Exporter(NamedTuple):
    """One format: what it takes, and where its writer is."""

    takes: Literal["view", "snapshot"]
    """A ``View``, or an iterable of ``CaseArticle``."""
    suffix: str
    """Ending of its files, with the dot; some readers go by it."""
    writer: str
    """``module:function``; imported when it is asked for."""
    description: str
    loses: str
    """What does not survive the format; empty if nothing is lost."""


EXPORTERS: Final[dict[str, Exporter]] = {
    "graphml": Exporter(
        "view",
        ".graphml",
        "claimgraph.export.graphml:write",
        "the graph for Gephi, Cytoscape, igraph, networkx and Neo4j",
        "time, except as a column; in Gephi, INF in a column reads Infinity",
    ),
    "gexf": Exporter(
        "view",
        ".gexf",
        "claimgraph.export.gexf:write",
        "the graph with its dates, for Gephi's timeline and Gephi Lite",
        "times of day, except as a column; in Gephi, INF in a column reads Infinity",
    ),
    "html": Exporter(
        "snapshot",
        ".html",
        "claimgraph.export.page:write",
        "the articles with sources, cues and contents marked, as one page for a browser",
        "entities, ids, confidences but for whole per cents; no reader: made to be looked at",
    ),
}
"""Every format by name."""


def load_writer(name: str) -> Callable[..., None]:
    """Give the ``write`` function of a format; only then is it imported.

    Raises:
        ExportError: there is no such format; the hint lists those that there are.

    """
    if name not in EXPORTERS:
        raise ExportError(f"there is no format {name!r}", hint=f"one of {', '.join(EXPORTERS)}")
    module, _, function = EXPORTERS[name].writer.partition(":")
    writer: Callable[..., Any] = getattr(import_module(module), function)
    return writer
