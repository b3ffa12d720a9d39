
from claimgraph.link.groups import components, standing_links
from claimgraph.link.origins import count_origins
from claimgraph.link.reuse import candidate_pairs, compare_texts, fingerprints

__all__ = [
    "candidate_pairs",
    "compare_texts",
    "components",
    "count_origins",
    "fingerprints",
    "standing_links",
]
