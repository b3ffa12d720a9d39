"""The shape of a source phrase that was taken apart, and of the text it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from claimgraph.outlets import Match
from claimgraph.records import EntityType, Mention, Span

__all__ = ["BODIES", "PERSONAL", "Phrase", "Text"]

PhraseKind = Literal["pronoun", "person", "organization", "name", "outlet", "staff", "description", "nobody"]
"""``name``: a proper name of unknown kind; ``staff``: an outlet's reporter or its sources."""

PERSONAL: Final = frozenset({"official_unnamed", "anonymous", "local_unspecified", "media_correspondent"})
"""Types whose head nouns are of people."""
BODIES: Final = frozenset({"government", "igo", "ngo", "monitor"})
"""Kinds of the registry's rows that are sources, not media."""

_BACK: Final = 4
"""Mentions before a place that are looked at; they do not overlap, but for what is cut from a longer one."""
_MARK: Final = re.compile(r"\W")
_WORD: Final = re.compile(r"\b\w[\w'’&./-]*")
_WORD_INSIDE: Final = re.compile(r"(?<=[a-z,] )\w[\w'’&./-]*")
_OWNER_OF_MINISTRY: Final = re.compile(
    r"\b([A-Z]\w+)['’]s?\s(?:[A-Za-z]+\s){0,2}?(?:[Mm]inistry|[Ee]mbassy|[Pp]arliament|[Cc]entral [Bb]ank|"
    r"[Ff]oreign [Mm]inister|[Bb]order [Gg]uards?)\b"
)


def _forms(words: list[str]) -> frozenset[str]:
    """``words``, and what of each stands before a mark within it: "Syria" of "Syria's", "army" of "army-backed"."""
    found = set(words)
    for word in words:
        if not word.isalnum():  # most are, and need not be searched
            found.update(word[: mark.start()] for mark in _MARK.finditer(word))
    return frozenset(found)


@dataclass(slots=True)
class Text:
    """One text (an article's, or its headline) and what is known of it."""

    text: str
    mentions: Sequence[Mention]
    """Named entities, in order of their starts."""
    countries: frozenset[str]
    """ISO codes of the countries it speaks of."""

    starts: list[int] = field(init=False)
    ending: dict[int, list[Mention]] = field(init=False)
    """The mentions by where they end."""
    _plain: frozenset[str] | None = field(init=False, default=None)
    _inside: frozenset[str] | None = field(init=False, default=None)
    _states: frozenset[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.starts = [m.start for m in self.mentions]
        self.ending = {}
        for mention in self.mentions:
            self.ending.setdefault(mention.end, []).append(mention)

    def holds(self, word: str) -> bool:
        """Whether ``word`` stands somewhere in the text as it is written here; its words are gathered once."""
        if self._plain is None:
            self._plain = _forms(_WORD.findall(self.text))
        return word in self._plain

    def holds_inside(self, word: str) -> bool:
        """Whether ``word`` stands behind a small letter or a comma somewhere, so that no sentence begins with it there."""
        if self._inside is None:
            self._inside = _forms(_WORD_INSIDE.findall(self.text))
        return word in self._inside

    def is_state(self, name: str) -> bool:
        """Whether the text gives ``name`` a ministry, an embassy or the like: "Tiravan's Defence Ministry"."""
        if self._states is None:
            self._states = frozenset(_OWNER_OF_MINISTRY.findall(self.text))
        return name in self._states

    def mention_over(self, start: int, end: int) -> Mention | None:
        """A mention that covers ``[start, end)``; mentions lie side by side."""
        at = bisect_right(self.starts, start)
        return next((m for m in self.mentions[max(0, at - _BACK) : at] if m.end >= end), None)

    def person_ending(self, low: int, high: int) -> Iterator[Mention]:
        """The people named where ``[low, high]`` is, by the ends of their names."""
        return (m for at in range(low, high + 1) for m in self.ending.get(at, ()) if m.type == "person")

    def entity_type(self, start: int, end: int) -> EntityType | None:
        """Type of the mention that ends where ``[start, end)`` ends, give or take a mark, and fills most of it."""
        near = slice(bisect_left(self.starts, start - 12), bisect_right(self.starts, end))
        for m in self.mentions[near]:
            if abs(m.end - end) <= 2 and 2 * (m.end - m.start) >= end - start:
                return m.type
        return None


@dataclass(slots=True)
class Phrase:
    """What one source phrase says; the empty string where it does not say it."""

    kind: PhraseKind
    span: Span
    surface: str
    det: Literal["", "definite", "indefinite", "possessive"] = ""
    owner: str = ""
    """Possessor: "Iran's", or the pronoun of "his lawyer"."""
    head: str = ""
    """Head noun in lower case, of a description or of the role beside a name."""
    modifiers: tuple[str, ...] = ()
    """Lower-case words before the head, and the owner's."""
    label: str = ""
    """A description without its article, with its place."""
    name: str = ""
    role: str = ""
    match: Match | None = None
    author: str = ""
    """Who made a document: "CENTCOM" of "a CENTCOM statement"."""
    tail: str = ""
    words: frozenset[str] = field(default_factory=frozenset)
    """All words of the role or description, lower case."""
