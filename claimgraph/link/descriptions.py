"""Whether two descriptions of unnamed sources may mean the same ones. Descriptions are compared, never people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from claimgraph.outlets import load_countries
from claimgraph.records import Language, Step

__all__ = ["Descriptions"]

_WORD: Final = re.compile(r"[\w'’.-]*\w")
INITIALS: Final = 3
"""Letters that an abbreviation must have to be known for one."""
UNNAMED: Final = frozenset(
    {
        "anonymous",
        "official_unnamed",
        "local_unspecified",
        "document",
        "media_correspondent",
        "social_media",
        "unspecified",
    }
)


class _Description(NamedTuple):
    fields: frozenset[str]
    """Fields of work that its words name: medical, police, ..."""
    names: frozenset[str]
    """Countries, and the first letters of other names in it."""
    bare: bool
    """It says nothing of the source: "sources", "an official"."""
    heads: frozenset[str]
    """Its other words, in a form without plural."""


class Descriptions:
    """Reads descriptions with the words of one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._read: dict[str, _Description] = {}

    @cached_property
    def _classes(self) -> Mapping[str, frozenset[str]]:
        return self._language.source_words

    @cached_property
    def _fields(self) -> dict[str, frozenset[str]]:
        return {name: words for name, words in self._classes.items() if name.startswith("field_")}

    def fit(self, a: Step, b: Step) -> bool:
        """Whether the two may be one: one at least is unnamed and none a person with a name, or both are one name."""
        types = {a.type, b.type}
        if types == {"named_organization"} and self._one_name(a.name, b.name):
            return True
        if not types & UNNAMED or "named_person" in types or "media_outlet" in types or not self._types_fit(a, b):
            return False
        one, other = self._describe(a.name), self._describe(b.name)
        if one.names and other.names and not one.names & other.names:
            return False
        named = "named_organization" in types
        if one.fields & other.fields:
            return True
        return not named and (one.bare or other.bare or bool(one.heads & other.heads))

    def quality(self, name: str) -> str:
        """How well a description tells who speaks: ``bare``, ``role``, or ``role and place``."""
        found = self._describe(name)
        if found.names:
            return "role and place"
        return "bare" if found.bare and not found.fields - {"field_government"} else "role"

    def office(self, person: Step, phrase: str, other: Step) -> bool:
        """Whether ``other`` is the office that the named person holds: "the mayor" and "Mayor Anna Brask"."""
        if person.type != "named_person" or other.type != "official_unnamed":
            return False
        words = other.name.casefold().split()
        if not words or words[0] in {"a", "an", "another", "one"} or len(words) > 4:
            return False
        core = {_singular(word) for word in words} - self._classes.get("determiners_definite", frozenset())
        told = {_singular(word.casefold()) for word in _WORD.findall(phrase)}
        return bool(core) and core <= told and not core <= self._classes.get("bare_heads", frozenset())

    def one_hierarchy(self, a: Step, a_phrase: str, b: Step, b_phrase: str) -> bool:
        """Whether the two are bodies, or speakers, of one state or organization."""
        if "media_outlet" in {a.type, b.type}:
            return False
        if self._one_name(a.name, b.name):
            return True
        sides = []
        for step, phrase in ((a, a_phrase), (b, b_phrase)):
            words = [*_WORD.findall(step.name), *_WORD.findall(phrase)]
            folded = {word.casefold() for word in words}
            state = bool(folded & self._classes.get("state_bodies", frozenset()))
            sides.append((folded, state, self._countries(words)))
        (one, state_one, lands_one), (other, state_other, lands_other) = sides
        if state_one and state_other and lands_one & lands_other:
            return True
        organizations = [step for step in (a, b) if step.type == "named_organization"]
        return any(
            {word.casefold() for word in _WORD.findall(step.name)} <= (other if step is a else one)
            for step in organizations
        )

    def speaks_for(self, person: Step, phrase: str, other: Step) -> bool:
        """Whether the text presents the named person as one of the organization ``other``."""
        if person.type != "named_person" or other.type != "named_organization":
            return False
        return self._core(other.name) <= self._core(phrase) - self._core(person.name)

    def _one_name(self, a: str, b: str) -> bool:
        """Whether two names of organizations are one but for their form: initials, "Syria's" for "Syrian"."""
        return _initials(a, b) or (bool(self._core(a)) and self._core(a) == self._core(b))

    def _core(self, name: str) -> frozenset[str]:
        """The words of a name that tell it, countries by their code."""
        code = load_countries().code
        words = (
            word.removesuffix("s") if word.casefold().endswith(("'s", "’s")) else word for word in _WORD.findall(name)
        )
        core = {code(w) or code(_singular(w)) or _singular(w.casefold()) for w in (word.rstrip("'’") for word in words)}
        return frozenset(core) - self._classes.get("prepositions", frozenset()) - {"the", "a", "an", "of"}

    def _types_fit(self, a: Step, b: Step) -> bool:
        """Papers and people do not fit."""
        return (a.type == "document") == (b.type == "document")

    def _countries(self, words: list[str]) -> frozenset[str]:
        countries = load_countries()
        return frozenset(code for word in words if word[:1].isupper() and (code := countries.code(word)))

    def _describe(self, name: str) -> _Description:
        if name not in self._read:
            self._read[name] = self._described(name)
        return self._read[name]

    def _described(self, name: str) -> _Description:
        words = _WORD.findall(name)
        folded = frozenset(word.casefold() for word in words)
        fields = frozenset(field for field, known in self._fields.items() if folded & known)
        proper = [word for place, word in enumerate(words) if word[:1].isupper() and (place or len(words) > 1)]
        proper = [word for word in proper if not any(word.casefold() in known for known in self._fields.values())]
        names = self._countries(proper) or frozenset(word.casefold()[:5] for word in proper if len(word) > 1)
        stop = self._classes.get("determiners_definite", frozenset()) | self._classes.get("prepositions", frozenset())
        rest = folded - self._classes.get("bare_heads", frozenset()) - stop - {"a", "an", "the", "of", "two", "several"}
        rest -= {word.casefold() for word in proper}
        return _Description(fields, names, not rest, frozenset(_singular(word) for word in rest))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _initials(a: str, b: str) -> bool:
    """Whether one name is made of the initials of the other: "LCC", "Local Coordination Committees"."""
    for short, long in ((a, b), (b, a)):
        initials = "".join(word[0] for word in _WORD.findall(long) if word[0].isupper())
        if len(initials) >= INITIALS and initials == short.replace(".", ""):
            return True
    return False
