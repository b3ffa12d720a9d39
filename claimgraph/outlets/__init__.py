"""Outlets: what a wording, a host or a publisher's name means."""

from claimgraph.outlets.countries import DATA, Countries, load_countries
from claimgraph.outlets.forms import fold_key
from claimgraph.outlets.registry import Match, Registry, index_rows, load_registry, outlet_from_row

__all__ = [
    "DATA",
    "Countries",
    "Match",
    "Registry",
    "fold_key",
    "index_rows",
    "load_countries",
    "load_registry",
    "outlet_from_row",
]
