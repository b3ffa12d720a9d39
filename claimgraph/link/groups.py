"""Groups of same claims, computed from judgements: which judgement of a pair stands, and which claims are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from claimgraph.records import ClaimRef, Link

__all__ = ["ClaimKey", "Pair", "claim_key", "group_claims", "is_contradiction", "standing_links"]

ClaimKey = tuple[str, str]
"""Article id and claim id: copies of one text under two article ids may give claims of one id."""
Pair = tuple[ClaimKey, ClaimKey]

LIKELY: Final = 0.5
"""Score from which a machine's judgement makes a group: what is more likely wrong than right is told, and joins nothing."""
AGAINST: Final = 0.4
"""Score from which a machine's contradiction keeps claims apart and is told in reports: some half of these are right."""
HALF: Final = 0.5
"""Part of the pairs between two groups that must be judged the same for them to be one."""


def claim_key(ref: ClaimRef) -> ClaimKey:
    """What names a claim in a case."""
    return ref.id, ref.claim


def standing_links(links: Iterable[Link], *, machines: Collection[str] | None = None) -> dict[Pair, Link]:
    """For each pair of claims the judgement that stands; links of a claim with itself are left out.

    Args:
        links: in the order in which they were made.
        machines: ids of runs. A judge that is none of them is a person: a person outranks a machine, and the last word
            of a person the earlier ones. Null: no judge is known for a person.

    Of machines, and where no one is known for a person, the surest stands; ``contradicts`` where two are equally sure.
    """
    best: dict[Pair, tuple[bool, Link]] = {}
    for link in links:
        a, b = sorted((claim_key(link.a), claim_key(link.b)))
        if a == b:
            continue
        person = machines is not None and link.judge not in machines
        old = best.get((a, b))
        if old is None or person > old[0] or (person == old[0] and (person or _rank(link) > _rank(old[1]))):
            best[a, b] = (person, link)
    return {pair: link for pair, (_, link) in best.items()}


def _rank(link: Link) -> tuple[float, bool, str, str, str]:
    return link.score, link.relation == "contradicts", link.slot or "", link.reason, link.judge


def is_contradiction(link: Link, *, person: bool = False) -> bool:
    """Whether a judgement counts as a contradiction, a person's always; one that is less sure is only listed."""
    return link.relation == "contradicts" and (person or link.score >= AGAINST)


def group_claims(standing: Mapping[Pair, Link], *, people: Collection[Pair] = ()) -> list[list[ClaimKey]]:
    """Groups of claims that are the same, each sorted, in order; a claim that no judgement calls the same is in none.

    Judgements of machines count from ``LIKELY`` on, contradictions from ``AGAINST`` on; those of ``people`` always. They
    are taken from the surest on. Two groups become one where at least ``HALF`` of the pairs of claims between them, those
    of one article left out, are judged the same and none to contradict (average linkage, Sokal and Michener, 1958): so a
    row of doubtful judgements does not chain events together, and the order of links changes nothing.
    """
    same = {
        pair: link.score
        for pair, link in standing.items()
        if link.relation == "same" and (link.score >= LIKELY or pair in people)
    }
    group_of = {key: [key] for pair in same for key in pair}
    for a, b in sorted(same, key=lambda pair: (pair not in people, -same[pair], pair)):
        mine, theirs = group_of[a], group_of[b]
        if mine is theirs:
            continue
        pairs = [(min(x, y), max(x, y)) for x in mine for y in theirs]
        asked = sum(x[0] != y[0] for x, y in pairs)
        agreed = sum(pair in same for pair in pairs)
        against = any(pair in standing and is_contradiction(standing[pair], person=pair in people) for pair in pairs)
        if (a, b) in people or (agreed >= HALF * asked and not against):
            mine.extend(theirs)
            for key in theirs:
                group_of[key] = mine
    unique = {id(members): sorted(members) for members in group_of.values()}
    return sorted(members for members in unique.values() if len(members) > 1)
