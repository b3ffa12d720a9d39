"""The same claim elsewhere: copied text, groups of same claims, how many origins stand behind them, laundering."""

from collections.abc import Iterable

from claimgraph.lang import load_language
from claimgraph.link.descriptions import Descriptions
from claimgraph.link.groups import claim_key, components, standing_links
from claimgraph.link.laundering import find_laundering, headline_laundering
from claimgraph.link.origins import count_origins
from claimgraph.link.reuse import candidate_pairs, compare_texts, copied_words, fingerprints, wording
from claimgraph.link.voices import credited_agencies, inner_attribution, voices_of
from claimgraph.records import Origins, Voice

__all__ = [
    "Descriptions",
    "candidate_pairs",
    "claim_key",
    "compare_texts",
    "components",
    "copied_words",
    "count_origins",
    "credited_agencies",
    "find_laundering",
    "fingerprints",
    "headline_laundering",
    "inner_attribution",
    "standing_links",
    "voices_of",
    "weigh_voices",
    "wording",
]


def weigh_voices(voices: Iterable[Voice]) -> Origins:
    """Bounds on the origins of one group by its claims alone, descriptions read in English."""
    return count_origins(voices, load_language())
