"""Bounds on origins: groups written by hand with their bounds and the reason for every union."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.lang import load_language
from claimgraph.link import count_origins
from claimgraph.records import ClaimRef, Step, Voice
from tests.marked import rows

GROUPS = rows("origins.jsonl")


def step(words, article, kinds):
    name, kind = words.rsplit("/", 1)
    outlet = kind == "media_outlet"
    shared = outlet or kind in {"named_person", "named_organization"}
    return Step(
        name=name,
        node=name if shared else f"{article}:{name}",
        kind="outlet" if outlet else "source",
        type=kind,
    )


def voices(group):
    """The members of a group; those without an article of their own stand in one each."""
    made = []
    for number, member in enumerate(group["members"]):
        article = member.get("article", f"a{number}")
        steps = tuple(step(words, article, member) for words in member.get("by", ()))
        made.append(
            Voice(
                claim=ClaimRef(id=article, claim=f"c{number}", start=number, end=number + 1),
                publisher=Step(name=member["in"], node=member["in"], kind="outlet", type="media_outlet"),
                day=member["on"],
                steps=steps,
                stance=member.get("stance", "asserts") if steps else None,
                words=member["words"],
                phrase=member.get("phrase", steps[-1].name if steps else ""),
                sentence=member.get("sentence", 0),
                attribution=member.get("id", f"at{number}") if steps else None,
                inside=tuple(member.get("inside", ())),
                credits=tuple(member.get("credit", ())),
            )
        )
    return made


def told(found, members):
    """The unions, by the places of their members in the table."""
    place = {voice.claim.claim: number for number, voice in enumerate(members)}
    return [[place[found.voices[r.a].claim.claim], place[found.voices[r.b].claim.claim], r.rule] for r in found.reasons]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["group"])
def test_a_group_has_its_bounds_and_every_union_its_reason(group):
    """Low, high, unions and notes are those written beside the group."""
    members = voices(group)
    found = count_origins(members, load_language())
    assert [found.low, found.high] == group["bounds"], [r.words for r in (*found.reasons, *found.notes)]
    assert sorted(told(found, members)) == sorted(group["reasons"])
    assert sorted({note.rule for note in found.notes}) == sorted(group.get("notes", []))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["group"])
def test_the_order_of_members_changes_nothing(group):
    """A group that is turned around has the same origins."""
    members = voices(group)
    assert count_origins(members[::-1], load_language()) == count_origins(members, load_language())


@given(st.lists(st.integers(0, len(GROUPS) - 1), min_size=2, max_size=4, unique=True), st.randoms())
def test_bounds_hold_for_any_mixture_of_groups(numbers, draw):
    """Low is never above high, each origin is counted once, and no order of the members changes anything."""
    mixed = []
    for number in numbers:
        for voice in voices(GROUPS[number]):
            ref = voice.claim.model_copy(
                update={"id": f"{number}{voice.claim.id}", "claim": f"{number}{voice.claim.claim}"}
            )
            mixed.append(voice.model_copy(update={"claim": ref}))
    found = count_origins(mixed, load_language())
    assert found.low <= found.high == len(found.origins)
    assert len({v for origin in found.origins for v in origin}) == sum(map(len, found.origins))
    shuffled = random.Random(draw.random()).sample(mixed, len(mixed))
    assert count_origins(shuffled, load_language()) == found
