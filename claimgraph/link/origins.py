"""How many independent origins stand behind a group of same claims: bounds, with the reason for every union.

- *Certain* unions count in both bounds: one named source or outlet; words copied; outlets that cite each other.
- *Certain* supports add no origin: what stops at an outlet through which another passes; who only relays; own voice
  in an article that attributes the claim.
- *Possible* unions and supports count in ``low`` only: descriptions that fit, a wire credit, one hierarchy with one
  wording, an office and its holder; own voice elsewhere, and "reportedly".
- Kept apart, also through a third: sources conjoined in one sentence, different names, sources that rest on one
  document, a person with a name and an anonymous source.

A support is no union: what stops at an outlet rests on those who speak through it, without making them one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from claimgraph.link.descriptions import Descriptions
from claimgraph.link.reuse import copied_words, wording
from claimgraph.records import UNSPECIFIED, Language, OriginReason, OriginRule, Origins, Step, Voice

__all__ = ["count_origins"]

ONE_WORDING: Final = 0.6
"""Part of the words of two claims that must be the same for "one wording"."""

NAMED: Final = frozenset({"named_person", "named_organization", "media_outlet"})

_WORDS: Final[dict[str, str]] = {
    "same_source": "{places}: from one source, {names}",
    "same_outlet": "{places}: from one outlet, {names}",
    "copy": "{places}: word for word",
    "cycle": "{a_in} and {b_in} cite each other",
    "stops_at_outlet": "{a_in} has it from {a}; in {b_in}, {a} has it from {b}",
    "own_stop": "{a_in} says it itself; elsewhere it is heard through it from {b}",
    "relay": "{a_in} cites {a}, which has it from {b}",
    "own_voice_attributed": "{a_in} says it itself, and attributes it to {b}",
    "own_voice": "{a_in} says it in its own voice: no origin of its own is shown beside {b}",
    "unspecified": "{a_in} names nobody: no origin of its own is shown beside {b}",
    "description": "“{a}” in {a_in} and “{b}” in {b_in} may be the same",
    "same_office": "“{b}” in {b_in} may be the office of {a} in {a_in}",
    "wire_credit": "{a_in} and {b_in} credit one agency with their text",
    "hierarchy": "{a} and {b} belong to one body, or say it in one wording as parts of one",
    "conjoined": "{a} and {b} stand side by side in one sentence: two",
    "shared_basis": "{a_rest} and {b_rest} rest on one document: two sources, one basis",
    "denial": "{a} denies it: that supports nothing",
}


class _Join(NamedTuple):
    """A union, or a support of the first by the second, that a rule asks for."""

    rank: int
    a: int
    b: int
    rule: OriginRule
    support: bool


def count_origins(
    voices: Iterable[Voice], language: Language, *, copied: Callable[[Voice, Voice], bool] | None = None
) -> Origins:
    """Bounds on the origins of one group of same claims; the same whatever the order of ``voices``.

    Args:
        voices: the members of the group, see ``voice_of``.
        language: whose words tell which descriptions fit.
        copied: whether the texts around two claims are one text; default: their words alone are compared.

    The search for the fewest is greedy: with sources that must stay apart it may end above the least possible.
    """
    return _Count(sorted(voices, key=_order), Descriptions(language), copied or _copied).origins()


def _order(voice: Voice) -> tuple[str, str, int, tuple[str, ...], str]:
    return voice.day or "~", voice.claim.id, voice.claim.start, tuple(s.node for s in voice.steps), voice.claim.claim


def _copied(a: Voice, b: Voice) -> bool:
    return copied_words(a.words, b.words)


class _Classes:
    """Unions under conditions, and who rests on whom (union-find, Tarjan 1975)."""

    def __init__(self, members: Iterable[int], apart: Callable[[int, int], bool]) -> None:
        self._of = {member: [member] for member in members}
        self._apart = apart
        self._rests: list[tuple[int, int]] = []

    def copy(self) -> _Classes:
        """The same, to go on from."""
        other = _Classes((), self._apart)
        lists = {id(members): list(members) for members in self._of.values()}
        other._of = {member: lists[id(members)] for member, members in self._of.items()}
        other._rests = list(self._rests)
        return other

    def one(self, a: int, b: int) -> bool:
        """Whether the two are one already."""
        return self._of[a] is self._of[b]

    def join(self, a: int, b: int, *, always: bool = False) -> bool:
        """Make the two one, unless any of their members must stay apart; whether something changed."""
        mine, theirs = self._of[a], self._of[b]
        if mine is theirs or (not always and any(self._apart(x, y) for x in mine for y in theirs)):
            return False
        mine.extend(theirs)
        for member in theirs:
            self._of[member] = mine
        return True

    def rest(self, a: int, b: int) -> bool:
        """Let a rest on b; whether a rested on nothing but itself."""
        if self.one(a, b):
            return False
        fresh = not self._resting(self._of[a])
        self._rests.append((a, b))
        return fresh

    def _resting(self, members: list[int]) -> list[list[int]]:
        found = [self._of[b] for a, b in self._rests if self._of[a] is members and self._of[b] is not members]
        return [one for place, one in enumerate(found) if all(one is not other for other in found[:place])]

    def cycles(self) -> Iterator[tuple[int, int]]:
        """Pairs of classes that rest on each other, in the end."""
        for a, b in list(self._rests):
            if not self.one(a, b) and self._reaches(self._of[b], self._of[a]):
                yield a, b

    def _reaches(self, start: list[int], goal: list[int]) -> bool:
        seen, queue = [start], [start]
        for here in queue:
            if here is goal:
                return True
            for there in self._resting(here):
                if all(there is not other for other in seen):
                    seen.append(there)
                    queue.append(there)
        return False

    def grounds(self) -> list[tuple[int, ...]]:
        """Classes that rest on no other, each with its members, in order."""
        unique = {id(members): members for members in self._of.values()}
        return sorted(tuple(sorted(members)) for members in unique.values() if not self._resting(members))


class _Count:
    """One group of same claims."""

    def __init__(
        self, voices: Sequence[Voice], descriptions: Descriptions, copied: Callable[[Voice, Voice], bool]
    ) -> None:
        self.voices = voices
        self.descriptions = descriptions
        self.copied = copied
        self.reasons: list[OriginReason] = []
        self.notes: list[OriginReason] = []
        self._copies: dict[tuple[int, int], bool] = {}

    def origins(self) -> Origins:
        """The bounds."""
        counted = self._counted()
        certain = _Classes(counted, self._apart)
        self._apply(certain, self._certain(counted), certain=True)
        self._close_cycles(certain, certain=True)
        possible = certain.copy()
        shown = sorted(member for ground in certain.grounds() for member in ground)
        self._apply(possible, self._possible(shown), certain=False)
        self._close_cycles(possible, certain=False)
        self._note_apart(counted)
        joined, high = possible.grounds(), certain.grounds()
        return Origins(
            voices=tuple(self.voices),
            low=len(joined),
            high=len(high),
            origins=tuple(high),
            joined=tuple(joined),
            reasons=tuple(self.reasons),
            notes=tuple(self.notes),
        )

    def _counted(self) -> list[int]:
        """Voices that may show an origin; of the others it is told why they do not."""
        left: list[int] = []
        for place, voice in enumerate(self.voices):
            if voice.stance == "denies":
                self._tell(self.notes, "denial", place, None, certain=True)
            elif (inner := self._inner(voice)) is not None:
                self._tell(self.reasons, "relay", place, inner, certain=True)
            elif not voice.steps and (other := self._attributing(voice)) is not None:
                self._tell(self.reasons, "own_voice_attributed", place, other, certain=True)
            else:
                left.append(place)
        return left

    def _inner(self, voice: Voice) -> int | None:
        """Who is cited by the source of this voice, for the same claim."""
        for place, other in enumerate(self.voices):
            inside = voice.attribution is not None and voice.attribution in other.inside
            if inside and other.claim.id == voice.claim.id and len(other.steps) > len(voice.steps):
                return place
        return None

    def _attributing(self, voice: Voice) -> int | None:
        for place, other in enumerate(self.voices):
            if other.steps and other.claim.id == voice.claim.id and other.stance != "denies":
                return place
        return None

    def _apply(self, classes: _Classes, joins: Iterable[_Join], *, certain: bool) -> None:
        for join in sorted(joins):
            changed = (classes.rest if join.support else classes.join)(join.a, join.b)
            if changed:
                self._tell(self.reasons, join.rule, join.a, join.b, certain=certain)

    def _close_cycles(self, classes: _Classes, *, certain: bool) -> None:
        """Who rest on each other are one: neither shows an origin."""
        for a, b in classes.cycles():
            if classes.join(a, b, always=True):
                circle = {(a, b), (b, a)}
                self.reasons = [r for r in self.reasons if (r.a, r.b) not in circle]
                self._tell(self.reasons, "cycle", min(a, b), max(a, b), certain=certain)

    def _certain(self, counted: Sequence[int]) -> Iterator[_Join]:
        for a, b in combinations(counted, 2):
            one, other = self.voices[a], self.voices[b]
            if one.last.node == other.last.node and not self._on_document(one, other):
                if one.last.kind == "outlet":
                    yield _Join(0, a, b, "same_outlet", support=False)
                else:
                    yield _Join(0, a, b, "same_source", support=False)
            if one.claim.id != other.claim.id and self._copy(a, b):
                yield _Join(1 if self._alike(one, other) else 2, a, b, "copy", support=False)
            for c, d in ((a, b), (b, a)):
                if self._stops(self.voices[c], self.voices[d]):
                    yield _Join(3, c, d, "stops_at_outlet", support=True)

    def _possible(self, shown: Sequence[int]) -> Iterator[_Join]:
        """What ``low`` counts besides, among voices that show an origin."""
        for a, b in combinations(shown, 2):
            one, other = self.voices[a], self.voices[b]
            if not one.steps or not other.steps or self._nobody(one) or self._nobody(other):
                continue
            rule = self._may_be_one(one, other)
            if rule is not None:
                yield _Join(
                    {"same_office": 0, "description": 1, "hierarchy": 2}.get(rule, 3), a, b, rule, support=False
                )
            for c, d in ((a, b), (b, a)):
                if self.voices[c].last.node in self.voices[d].credits:
                    yield _Join(4, c, d, "wire_credit", support=True)
        grounds = [place for place in shown if self.voices[place].steps and not self._nobody(self.voices[place])]
        for place in shown:
            voice = self.voices[place]
            if voice.steps and not self._nobody(voice):
                continue
            rule = "unspecified" if voice.steps else "own_voice"
            first = grounds[0] if grounds else shown[0]
            if place != first:
                yield _Join(5, place, first, rule, support=bool(grounds))

    def _may_be_one(self, one: Voice, other: Voice) -> OriginRule | None:
        """Why two attributed voices might have one origin."""
        if self.descriptions.office(one.last, one.phrase, other.last) or self.descriptions.office(
            other.last, other.phrase, one.last
        ):
            return "same_office"
        if self.descriptions.fit(one.last, other.last):
            return "description"
        if self.descriptions.speaks_for(one.last, one.phrase, other.last) or self.descriptions.speaks_for(
            other.last, other.phrase, one.last
        ):
            return "hierarchy"
        if wording(one.words, other.words) >= ONE_WORDING and self.descriptions.one_hierarchy(
            one.last, one.phrase, other.last, other.phrase
        ):
            return "hierarchy"
        return "wire_credit" if self._one_wire(one, other) else None

    def _one_wire(self, one: Voice, other: Voice) -> bool:
        """Whether both texts go back to one agency, one of them by its own word."""
        sides = [{*v.credits, v.publisher.node, *(s.node for s in v.steps if s.kind == "outlet")} for v in (one, other)]
        credited = {*one.credits, *other.credits}
        return one.claim.id != other.claim.id and bool(sides[0] & sides[1] & credited)

    def _stops(self, voice: Voice, other: Voice) -> bool:
        """Whether ``voice`` ends at an outlet that ``other`` goes through."""
        last = voice.last
        through = (other.publisher, *other.steps)[:-1] if other.steps else ()
        return last.kind == "outlet" and last.node != other.last.node and any(s.node == last.node for s in through)

    def _nobody(self, voice: Voice) -> bool:
        return bool(voice.steps) and voice.last.name == UNSPECIFIED

    def _copy(self, a: int, b: int) -> bool:
        key = (min(a, b), max(a, b))
        if key not in self._copies:
            self._copies[key] = self.copied(self.voices[key[0]], self.voices[key[1]])
        return self._copies[key]

    def _alike(self, one: Voice, other: Voice) -> bool:
        return one.last.name.casefold() == other.last.name.casefold() or self.descriptions.fit(one.last, other.last)

    def _apart(self, a: int, b: int) -> bool:
        """Whether two voices must never be one origin."""
        one, other = self.voices[a], self.voices[b]
        if not one.steps or not other.steps or one.last.node == other.last.node:
            return bool(one.steps and other.steps and self._on_document(one, other))
        if self._conjoined(one, other) or self._on_document(one, other):
            return True
        types = {one.last.type, other.last.type}
        if types <= NAMED:
            return not self.descriptions.one_hierarchy(one.last, one.phrase, other.last, other.phrase)
        if "named_person" not in types:
            return False
        # a description is laid on a person with a name only where the texts are one, or name the office
        if one.claim.id != other.claim.id and self._copy(a, b):
            return False
        return "anonymous" in types or self._may_be_one(one, other) not in {"same_office", "wire_credit", "hierarchy"}

    def _conjoined(self, one: Voice, other: Voice) -> bool:
        """Whether two sources stand in one sentence, none speaking through the other."""
        nodes = [{step.node for step in voice.steps} for voice in (one, other)]
        side_by_side = one.last.node not in nodes[1] and other.last.node not in nodes[0]
        return one.claim.id == other.claim.id and one.sentence == other.sentence and side_by_side

    def _on_document(self, one: Voice, other: Voice) -> bool:
        """Whether two different sources rest on what may be one document."""
        if any(len(v.steps) < 2 or v.last.type != "document" or v.steps[-2].kind == "outlet" for v in (one, other)):
            return False
        papers = one.last.node == other.last.node or self.descriptions.fit(one.last, other.last)
        return papers and one.steps[-2].node != other.steps[-2].node

    def _note_apart(self, counted: Sequence[int]) -> None:
        for a, b in combinations(counted, 2):
            one, other = self.voices[a], self.voices[b]
            if one.steps and other.steps and self._conjoined(one, other):
                self._tell(self.notes, "conjoined", a, b, certain=True)
            elif self._on_document(one, other):
                self._tell(self.notes, "shared_basis", a, b, certain=True)

    def _tell(self, told: list[OriginReason], rule: OriginRule, a: int, b: int | None, *, certain: bool) -> None:
        one, other = self.voices[a], self.voices[b if b is not None else a]
        words = _WORDS["own_stop" if rule == "stops_at_outlet" and not one.steps else rule].format(
            a=one.last.name,
            b=other.last.name,
            names=" = ".join(dict.fromkeys((one.last.name, other.last.name))),
            places=_both(_place(one), _place(other)),
            a_in=_place(one),
            b_in=_place(other),
            a_rest=_before_last(one).name,
            b_rest=_before_last(other).name,
        )
        told.append(OriginReason(a=a, b=b, rule=rule, certain=certain, words=words))


def _both(one: str, other: str) -> str:
    return f"{one} and {other}" if one != other else f"{one}, twice"


def _place(voice: Voice) -> str:
    return voice.publisher.name


def _before_last(voice: Voice) -> Step:
    return voice.steps[-2] if len(voice.steps) > 1 else voice.last
