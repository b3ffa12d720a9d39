"""One claim over all articles of a case that have it: who says it, through whom, and on how many origins it stands."""

from __future__ import annotations

from claimgraph.errors import InputError
from claimgraph.records import (
    CaseArticle,
    Claim,
    ClaimRef,
    Contradiction,
    Place,
    Trace,
    TraceOrigin,
    Voice,
)
from claimgraph.report.weigh import Groups, Key, Weighed
from claimgraph.store import Case

__all__ = ["find_claims", "place_of", "trace_claim"]


def find_claims(case: Case, words: str, *, limit: int = 10) -> list[Key]:
    """Article id and claim id of the claims meant by ``words``: an id, ``ARTICLE:CLAIM``, or words to search for.

    Of several claims that are the same only the best match is given; claims that stand in several articles come first.

    Raises:
        InputError: nothing fits, or there is no word.
    """
    article, _, claim = words.rpartition(":")
    by_id = case.with_claim(claim or words, article or None) if " " not in words.strip() else []
    if by_id:
        return by_id[:limit]
    groups = Groups(case)
    found: dict[tuple[Key, ...], Key] = {}
    for key in sorted(case.search(words, limit=5 * limit), key=lambda key: len(groups.members(key)) == 1):
        found.setdefault(tuple(groups.members(key)), key)
    if not found:
        raise InputError(f"no claim has the words {words!r}", hint="claimgraph claims lists them all")
    return list(found.values())[:limit]


def trace_claim(case: Case, key: Key, *, groups: Groups | None = None) -> Trace:
    """What stands behind the claim of this article id and claim id.

    Raises:
        InputError: the case has no such claim.
    """
    groups = groups or Groups(case)
    here = groups.claim(key)
    if here is None:
        raise InputError(f"the case has no claim {key[0]}:{key[1]}", hint="claimgraph claims --json lists ids")
    weighed = groups.weigh(groups.members(key))
    origins = weighed.origins
    places = tuple(_placed(groups, voice) for voice in origins.voices)
    counted = {member for origin in origins.origins for member in origin}
    days = sorted({voice.day for voice in origins.voices if voice.day})
    first = {v.claim.id for v in origins.voices if days and v.day == days[0]}
    return Trace(
        claim=_ref(*here),
        words=here[0].article.text[here[1].start : here[1].end],
        low=origins.low,
        high=origins.high,
        articles=len({place.article for place in places}),
        outlets=len({voice.publisher.node for voice in origins.voices}),
        places=places,
        origins=_origins(weighed),
        no_origin=tuple(n for n in range(len(places)) if n not in counted),
        reasons=origins.reasons,
        notes=origins.notes,
        first=tuple(sorted(first)),
        first_day=days[0] if days else "",
        contradictions=tuple(_contradictions(groups, origins.voices)),
        copies=tuple(weighed.copies),
        laundering=tuple(weighed.laundering),
    )


def place_of(item: CaseArticle, claim: Claim) -> Place:
    """Where a claim stands, and on whose word."""
    made = next((one for one in item.annotation.attributions if one.id == claim.attribution), None)
    sentence = item.annotation.sentences[claim.sentence]
    text = item.article.text
    return Place(
        article=item.article.id,
        outlet=item.publisher_name,
        date=item.article.date,
        title=item.article.title,
        claim=claim.id,
        kind=claim.kind,
        start=claim.start,
        end=claim.end,
        words=text[claim.start : claim.end],
        sentence=text[sentence.start : sentence.end],
        chain=made.chain if made else (item.publisher_name,),
        source_type=made.source_type if made else None,
        stance=made.stance if made else None,
        hedge_holder=made.hedge_holder if made else None,
    )


def _ref(item: CaseArticle, claim: Claim) -> ClaimRef:
    return ClaimRef(id=item.article.id, claim=claim.id, start=claim.start, end=claim.end)


def _placed(groups: Groups, voice: Voice) -> Place:
    found = groups.claim((voice.claim.id, voice.claim.claim))
    assert found is not None  # noqa: S101 - it was read from there
    return place_of(*found)


def _origins(weighed: Weighed) -> tuple[TraceOrigin, ...]:
    found = weighed.origins
    numbers = {member: number for number, origin in enumerate(found.origins) for member in origin}
    may_be: dict[int, set[int]] = {}
    for reason in found.reasons:
        if not reason.certain and reason.b is not None:
            a, b = numbers.get(reason.a), numbers.get(reason.b)
            if a is not None and b is not None and a != b:
                may_be.setdefault(a, set()).add(b)
                may_be.setdefault(b, set()).add(a)
    made = []
    for number, origin in enumerate(found.origins):
        speaker = _speaker([found.voices[member] for member in origin])
        made.append(
            TraceOrigin(
                name=speaker.last.name,
                source_type=speaker.last.type if speaker.steps else None,
                places=origin,
                may_be=tuple(sorted(may_be.get(number, ()))),
            )
        )
    return tuple(made)


def _speaker(voices: list[Voice]) -> Voice:
    """Who gives an origin its name: a source with a name, else the first that is attributed."""
    named = ("named_person", "named_organization")
    return min(voices, key=lambda v: (not v.steps, v.last.type not in named, v.day or "~", v.claim.id, v.claim.start))


def _contradictions(groups: Groups, voices: tuple[Voice, ...]) -> list[Contradiction]:
    found: dict[Key, Contradiction] = {}
    for voice in voices:
        mine = (voice.claim.id, voice.claim.claim)
        here = groups.claim(mine)
        for other, link in groups.against(mine):
            there = groups.claim(other)
            if here is None or there is None or (other in found and found[other].score >= link.score):
                continue
            place = place_of(*there)
            found[other] = Contradiction(
                slot=link.slot,
                score=link.score,
                reason=link.reason,
                judge=link.judge,
                against=voice.claim,
                place=place,
                same_origin=place.chain[-1] == place_of(*here).chain[-1] and len(place.chain) > 1,
            )
    return [found[other] for other in sorted(found, key=lambda other: (-found[other].score, other))]
