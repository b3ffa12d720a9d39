"""The view ``claims``: groups of same claims, on whose word each stands, and which groups contradict each other.

| edge | weight |
|---|---|
| group ``said_by`` source, or outlet | members of the group that it says |
| group ``contradicts`` group, the one that comes first being the tail | pairs of members judged to contradict |
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.graph.draft import Edge, Value, claim_id, present
from claimgraph.graph.projections import Agents
from claimgraph.link import credited_agencies, group_claims, is_contradiction, standing_links, voices_of, weigh_voices
from claimgraph.link.groups import ClaimKey
from claimgraph.records import CaseArticle, Copy, Link, Voice

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["claims_graph"]

UNDATED: Final = "~"
"""Stands after every day."""


class _Member(NamedTuple):
    """A claim in a group; members stand in the order of day, article and place."""

    day: str
    article: str
    start: int
    node: str
    text: str
    outlet: str
    """Name of the publisher."""
    publisher: str
    """Its id: names are not unique."""
    speaker: str
    """Node of who says it; empty where that is not known."""
    own_voice: bool
    denies: bool


def claims_graph(
    articles: Iterable[CaseArticle], links: Iterable[Link] = (), copies: Iterable[Copy] = ()
) -> nx.MultiDiGraph:
    """Groups of same claims, who says them, and which contradict each other.

    Of several judgements on one pair the one with the highest score stands, as it is stored; see ``group_claims`` for
    what makes a group. A claim that is the same as no other is a group of one. A group's node has the
    id and the words of the member that comes first by date, article and place. Its columns count ``members``,
    ``articles``, ``outlets`` that published them, ``speakers`` (its edges ``said_by`` whose column ``speaks`` is true:
    own voice in an article that attributes a claim of the group to somebody adds none) and ``contradictions_inside``
    (pairs of members judged to contradict), bound its independent origins (``origins_low``, ``origins_high``; without
    what is known of copied articles, so that the higher one may be above that of a trace), and give ``first_date`` and
    ``last_date``.
    """
    del copies
    draft = Agents(("outlet", "source", "claim"))
    standing = standing_links(links)
    linked = {key for pair, link in standing.items() if link.relation == "same" for key in pair}
    voices: dict[str, Voice] = {}
    members: dict[str, _Member] = {}
    for item in articles:
        _hear(item, linked, voices)
        denials = {made.id for made in item.annotation.attributions if made.stance == "denies"}
        for said in draft.said(item):
            claim = said.claim
            node = claim_id(item.article.id, claim.id)
            members[node] = _Member(
                draft.days[item.article.id] or UNDATED,
                item.article.id,
                claim.start,
                node,
                item.annotation.text[claim.start : claim.end],
                item.publisher.name,
                item.publisher.id,
                said.chain[-1] if said.chain else "",
                claim.kind == "own_voice",
                claim.attribution in denials,
            )
    named = {(claim_id(*a), claim_id(*b)): link for (a, b), link in standing.items()}
    best = {pair: link for pair, link in named.items() if members.keys() >= set(pair)}
    present_links = {pair: standing[pair] for pair in standing if members.keys() >= {claim_id(*key) for key in pair}}
    group_of = {node: node for node in members}
    group_of |= {claim_id(*key): claim_id(*group[0]) for group in group_claims(present_links) for key in group}
    grouped: dict[str, list[_Member]] = {}
    for member in sorted(members.values()):
        grouped.setdefault(group_of[member.node], []).append(member)
    for found in grouped.values():
        _add_group(draft, found, [voices[member.node] for member in found if member.node in voices])
    for pair, link in sorted(best.items()):
        if is_contradiction(link):
            _contradict(draft, [grouped[group_of[node]][0] for node in pair], [members[node] for node in pair], link)
    return draft.connected()


def _hear(item: CaseArticle, linked: set[ClaimKey], voices: dict[str, Voice]) -> None:
    """Note the voices of those claims of an article that are the same as others."""
    claims = [claim for claim in item.annotation.claims if (item.article.id, claim.id) in linked]
    if claims:
        for voice in voices_of(item, claims, credited_agencies(item)):
            voices[claim_id(item.article.id, voice.claim.claim)] = voice


def _add_group(draft: Agents, found: list[_Member], voices: list[Voice]) -> None:
    """One group of same claims, its members in order, who says them, and on how many origins it stands."""
    first = found[0]
    days = sorted({member.day for member in found} - {UNDATED})
    attributing = {member.article for member in found if not member.own_voice}
    speakers: dict[str, bool] = {}
    for member in found:
        if member.speaker:
            counts = not (member.own_voice and member.article in attributing)
            speakers[member.speaker] = speakers.get(member.speaker, False) or counts
            draft.add_edge(member.article, (first.node, member.speaker, "said_by"), 1)
    for speaker, counts in speakers.items():
        draft.edges[first.node, speaker, "said_by"]["speaks"] = counts
    bounds = weigh_voices(voices) if len(voices) > 1 else None
    facts: dict[str, Value | None] = {
        "text": first.text,
        "article": first.article,
        "outlet": first.outlet,
        "members": len(found),
        "articles": len({member.article for member in found}),
        "outlets": len({member.publisher for member in found}),
        "speakers": sum(speakers.values()),
        "origins_low": bounds.low if bounds else int(not first.denies),
        "origins_high": bounds.high if bounds else int(not first.denies),
        "own_voice": sum(member.own_voice for member in found),
        "contradictions_inside": 0,
        "first_date": days[0] if days else None,
        "last_date": days[-1] if days else None,
    }
    draft.add_node(first.article, first.node, "claim", first.text, facts)
    draft.node_dates[first.node] = set(days)


def _contradict(draft: Agents, groups: list[_Member], pair: list[_Member], link: Link) -> None:
    """Count a pair that contradicts; the edge keeps score, reason and slot of the surest judgement."""
    tail, head = sorted(groups)
    if tail is head:
        inside = draft.nodes[tail.node]
        inside["contradictions_inside"] = int(inside["contradictions_inside"]) + 1
        return
    edge: Edge = (tail.node, head.node, "contradicts")
    # two can be compared from the day of the later one on; an undated one is the later, and adds no day
    draft.add_edge(max(pair).article, edge, 1)
    facts = draft.edges[edge]
    old = (float(facts.get("score", -1.0)), *(str(facts.get(name, "")) for name in ("slot", "reason", "judge")))
    if (link.score, link.slot or "", link.reason, link.judge) > old:
        for name in ("score", "slot", "reason", "judge"):
            facts.pop(name, None)
        facts |= present({"score": link.score, "slot": link.slot, "reason": link.reason, "judge": link.judge})
