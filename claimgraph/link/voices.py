"""Members of groups as origins see them: who says a claim, where, through whom, and which agency the text credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from claimgraph.outlets import load_registry
from claimgraph.records import Attribution, CaseArticle, ChainLink, Claim, Step, Voice

__all__ = ["credited_agencies", "day_of", "inner_attribution", "voices_of"]

HEAD: Final = 300
TAIL: Final = 160
"""Code points at the beginning and the end of a text in which agencies sign."""

_NAME: Final = r"(?P<name>[A-Z][\w.]*(?:[ &-][A-Z][\w.]*){0,4}(?:/[A-Z]\w*)?)"
_CREDITS: Final = (
    # a dateline: TARVIK (Wire One) -
    (HEAD, re.compile(rf"\({_NAME}\)\s*(?:[-–—]|\.\s)")),
    # another: TARVIK, March 3. /WIRE/.
    (HEAD, re.compile(rf"/{_NAME}/\s*[.–—-]")),
    # a signature: --Wire One; or (Wire One); or Source: Wire One
    (-TAIL, re.compile(rf"(?:--|—|–|\(|/|\bSources?:|©(?:\s?\d{{4}})?)\s*(?:The |the )?{_NAME}\s*[)/]?\.?\s*$")),
    (0, re.compile(rf"{_NAME}(?: also)? contributed to this (?:report|story|article)")),
    (0, re.compile(rf"\b[Ww]ith (?:reporting|files|material) (?:by|from) (?:the )?{_NAME}")),
)


def day_of(date: str | None) -> str:
    """The day of an ISO date or datetime; empty where it is not known."""
    return (date or "")[:10]


def credited_agencies(item: CaseArticle) -> tuple[str, ...]:
    """Ids of the agencies that the article's text credits with itself: in its dateline, signature or a closing line.

    Its own publisher is none of them; neither is who is credited with a picture.
    """
    text, found = item.article.text, set()
    for where, pattern in _CREDITS:
        part = text[:where] if where > 0 else text.rstrip()[where:] if where else text
        for match in pattern.finditer(part):
            for name in match["name"].split("/"):
                outlet = load_registry().lookup(name.removeprefix("The "), any_case=True)
                if outlet is not None and outlet.kind == "agency":
                    found.add(outlet.id)
    return tuple(sorted(found - {item.publisher.id}))


def voices_of(item: CaseArticle, claims: Iterable[Claim], agencies: tuple[str, ...]) -> list[Voice]:
    """The voice of each of ``claims``, claims of this article, in their order.

    Args:
        item: the article.
        claims: some of its claims.
        agencies: ids of agencies that it credits, see ``credited_agencies``.
    """
    attributions = {made.id: made for made in item.annotation.attributions}
    chains = {chain.attribution: chain.links for chain in item.chains}
    sources = {source.id: source for source in item.sources}
    publisher = Step(name=item.publisher_name, node=item.publisher.id, kind="outlet", type="media_outlet")

    def step(link: ChainLink, made: Attribution, *, last: bool) -> Step:
        if link.kind == "outlet":
            return Step(name=link.name, node=link.node, kind="outlet", type="media_outlet")
        source = sources.get(link.node)
        own = source is None or source.article is not None
        kind = source.type if source else made.source_type if last else "unspecified"
        return Step(
            name=link.name, node=f"{item.article.id}:{link.node}" if own else link.node, kind="source", type=kind
        )

    voices = []
    for claim in claims:
        made = attributions.get(claim.attribution or "")
        links = chains.get(made.id, ())[1:] if made else ()
        steps = tuple(step(link, made, last=link is links[-1]) for link in links) if made else ()
        if made and not steps:  # a case without its chain: the name must do
            steps = (Step(name=made.source_name, node=made.source_name, kind="source", type=made.source_type),)
        voices.append(
            Voice(
                claim={"id": item.article.id, "claim": claim.id, "start": claim.start, "end": claim.end},
                publisher=publisher,
                day=day_of(item.article.date),
                steps=steps,
                stance=made.stance if made else None,
                words=item.article.text[claim.start : claim.end],
                phrase=" ".join(item.article.text[s:e] for s, e in made.source) if made else "",
                sentence=claim.sentence,
                attribution=made.id if made else None,
                inside=_ancestors(made, attributions) if made else (),
                credits=agencies,
            )
        )
    return voices


def _ancestors(made: Attribution, attributions: dict[str, Attribution]) -> tuple[str, ...]:
    found: list[str] = []
    while made.parent is not None and made.parent not in found:
        found.append(made.parent)
        parent = attributions.get(made.parent)
        if parent is None:
            break
        made = parent
    return tuple(found)


def inner_attribution(item: CaseArticle, claim: Claim) -> Claim | None:
    """The claim of whom this claim's source cites for the same words; null where it cites nobody.

    In "A, citing B, reported P" it is B's, for A's.
    """
    attributions = {made.id: made for made in item.annotation.attributions}
    best: tuple[int, Claim] | None = None
    for other in item.annotation.claims:
        made = attributions.get(other.attribution or "")
        if made is None or other.id == claim.id or other.sentence != claim.sentence:
            continue
        shared = min(claim.end, other.end) - max(claim.start, other.start)
        inside = claim.attribution in _ancestors(made, attributions)
        if inside and shared >= SAME_WORDS * (claim.end - claim.start) and (best is None or len(made.chain) > best[0]):
            best = (len(made.chain), other)
    return best[1] if best else None


SAME_WORDS: Final = 0.8
"""Part of a claim's extent that an inner one must cover to be the same claim."""
