"""What people decided, applied to what was found: a pure function from an article and decisions to an article.

No clock, no database: the same article and decisions give the same result, whichever run annotated it.
"""

from claimgraph.correct.anchors import Anchor, best_match, find_spans, standing_decisions
from claimgraph.correct.apply import apply_decisions
from claimgraph.correct.entities import nearest_mention
from claimgraph.correct.links import LinkVerdict, apply_link_decisions, read_verdict
from claimgraph.correct.log import digest_of, first_hash, next_hash
from claimgraph.correct.speakers import NAMED_TYPES

__all__ = [
    "NAMED_TYPES",
    "Anchor",
    "LinkVerdict",
    "apply_decisions",
    "apply_link_decisions",
    "best_match",
    "digest_of",
    "find_spans",
    "first_hash",
    "nearest_mention",
    "next_hash",
    "read_verdict",
    "standing_decisions",
]
