"""Outlets: what a wording, a host or a publisher's name means."""

from claimgraph.outlets.countries import DATA, Countries, load_countries
from claimgraph.outlets.facts import OutletFact, find_outlets, near_outlets, outlet_facts
from claimgraph.outlets.forms import fold_key
from claimgraph.outlets.lookup import Match
from claimgraph.outlets.own import read_own_outlets
from claimgraph.outlets.registry import Registry, load_registry
from claimgraph.outlets.rows import index_rows, outlet_from_row

__all__ = [
    "DATA",
    "Countries",
    "Match",
    "OutletFact",
    "Registry",
    "find_outlets",
    "fold_key",
    "index_rows",
    "load_countries",
    "load_registry",
    "near_outlets",
    "outlet_facts",
    "outlet_from_row",
    "read_own_outlets",
]
