"""Verdicts of people on links: a person's yes, no or unsure outranks every machine, whatever runs later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from claimgraph.correct.anchors import standing_decisions
from claimgraph.records import ClaimRef, Decision, Link, Span, Verdict, content_id
from claimgraph.records.terms import ClaimRelation, Slot

__all__ = ["LinkVerdict", "apply_link_decisions", "read_verdict"]


class ClaimPlace(NamedTuple):
    """A claim by its text and words."""

    article_sha256: str
    article: str
    """Id of the article, for texts that stand in the case twice."""
    span: Span
    quoted: str


class LinkVerdict(NamedTuple):
    """What a person said of a pair of claims."""

    decision: Decision
    verdict: Verdict
    relation: ClaimRelation
    slot: Slot | None
    a: ClaimPlace
    b: ClaimPlace


SAME_PLACE: Final = 0.6
"""Least shared part of the extents of two claims, as two runs cut them, for them to be one."""

FindClaim = Callable[[ClaimPlace], ClaimRef | None]


def read_verdict(decision: Decision) -> LinkVerdict | None:
    """The verdict that a decision holds; null where it holds none that can be read."""
    try:
        value = json.loads(decision.after or "null")
        other = value["other"]
        if decision.role != "link" or value["verdict"] not in {"yes", "no", "unsure"}:
            return None
        return LinkVerdict(
            decision,
            value["verdict"],
            value.get("relation", "same"),
            value.get("slot"),
            ClaimPlace(decision.article_sha256, value.get("article", ""), decision.spans[0], decision.quoted),
            ClaimPlace(other["article_sha256"], other.get("article", ""), Span(*other["span"]), other["quoted"]),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None


def apply_link_decisions(links: Iterable[Link], decisions: Iterable[Decision], find: FindClaim) -> Iterable[Link]:
    """``links`` as people decided them: each pair that a person judged is what the person said, or not there.

    ``no`` takes a link away; so does ``unsure``, for what nobody knows joins nothing. ``yes`` is a link of score 1,
    there or not. ``find`` gives the claim that stands at a place today; null: none does.
    """
    judged: dict[tuple[str, str], list[tuple[ClaimRef, ClaimRef, Link | None]]] = {}
    for decision in standing_decisions(decisions):
        verdict = read_verdict(decision)
        if verdict is None:
            continue
        ends = [end for place in (verdict.a, verdict.b) if (end := find(place)) is not None]
        if len(ends) < 2:
            continue
        a, b = sorted(ends, key=lambda end: (end.id, end.start))
        others = judged.setdefault((a.id, b.id), [])
        others[:] = [one for one in others if not (_same_place(one[0], a) and _same_place(one[1], b))]
        others.append((a, b, _link(verdict, a, b) if verdict.verdict == "yes" else None))
    for link in links:
        a, b = sorted((link.a, link.b), key=lambda end: (end.id, end.start))
        if not any(_same_place(c, a) and _same_place(d, b) for c, d, _ in judged.get((a.id, b.id), ())):
            yield link
    yield from (link for group in judged.values() for _, _, link in group if link is not None)


def _same_place(a: ClaimRef, b: ClaimRef) -> bool:
    """Whether two claims of one article are one: by id, or as two runs cut it."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return a.claim == b.claim or shared > SAME_PLACE * (max(a.end, b.end) - min(a.start, b.start))


def _link(verdict: LinkVerdict, a: ClaimRef, b: ClaimRef) -> Link:
    return Link(
        id=content_id("decided", verdict.decision.id),
        a=a,
        b=b,
        relation=verdict.relation,
        slot=verdict.slot,
        score=1.0,
        reason="decided by a person",
        judge=verdict.decision.person,
    )
