"""Questions of a case, answered: a claim traced over its articles, an article audited, claims by what stands behind them."""

from claimgraph.link import is_contradiction
from claimgraph.report.audit import audit_article, load_rules
from claimgraph.report.pick import contradicted_claims, laundered_claims, single_origin_claims
from claimgraph.report.trace import find_claims, trace_claim

__all__ = [
    "audit_article",
    "contradicted_claims",
    "find_claims",
    "is_contradiction",
    "laundered_claims",
    "load_rules",
    "single_origin_claims",
    "trace_claim",
]
