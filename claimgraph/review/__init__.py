"""What a person says of a case and what it does; what to ask next; what to hand on. No HTTP here."""

from claimgraph.correct import nearest_mention
from claimgraph.review.changes import Change, compare_readings, diff_runs
from claimgraph.review.desk import CORRECTIONS, Desk
from claimgraph.review.offsets import from_utf16, to_utf16

__all__ = [
    "CORRECTIONS",
    "Change",
    "Desk",
    "compare_readings",
    "diff_runs",
    "from_utf16",
    "nearest_mention",
    "to_utf16",
]
