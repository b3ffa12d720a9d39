"""Claims by what stands behind them in the rest of the case."""

from __future__ import annotations

from claimgraph.report.weigh import Groups, Key
from claimgraph.store import Case

__all__ = ["contradicted_claims", "laundered_claims", "single_origin_claims"]


def single_origin_claims(case: Case) -> set[Key]:
    """Claims that stand in more than one article and for which no second independent origin is shown (``low`` is 1)."""
    groups = Groups(case)
    found: set[Key] = set()
    for members in groups.groups():
        if len({article for article, _ in members}) > 1 and groups.weigh(members).origins.low == 1:
            found.update(members)
    return found


def contradicted_claims(case: Case) -> set[Key]:
    """Claims that another claim of the case contradicts."""
    return Groups(case).contradicted()


def laundered_claims(case: Case) -> set[Key]:
    """Own-voice claims that say nothing which another place does not attribute."""
    groups = Groups(case)
    found: set[Key] = set()
    for members in groups.groups():
        found.update((one.article, one.claim) for one in groups.weigh(members).laundering if one.claim is not None)
    return found
