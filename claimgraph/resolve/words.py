"""The word classes of a ``Language`` that tell who a source is, in the shape that the files of this room ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from claimgraph.records import Language, SourceType

__all__ = ["TOKEN", "Words", "compile_words", "singular"]

TOKEN: Final = re.compile(r"[^\W_]+(?:[-.&'’‘`´/][^\W_]+)*(?:\.(?=\s*[^\s\W]|[,)]))?|[^\s]")
"""A word, with what joins it inside ("al-Malki", "U.S.", "Mayadeen's"), or one mark."""

_ORDER: Final[tuple[SourceType, ...]] = (
    "anonymous",
    "media_correspondent",
    "media_outlet",
    "document",
    "social_media",
    "official_unnamed",
    "local_unspecified",
    "unspecified",
    "named_organization",
)


@dataclass(frozen=True)
class Words:
    """Head nouns by the type of source they name, and the other classes by name."""

    heads: dict[str, SourceType]
    classes: dict[str, frozenset[str]]
    pronouns: frozenset[str]
    reportive: frozenset[str]
    """Words of cues that lay a claim on nobody."""
    numbers: dict[str, int]
    """Number words with their values."""
    titled: re.Pattern[str]
    """A title of a person, in capitals, and the name behind it (group 1)."""

    def is_(self, word: str, name: str) -> bool:
        """Whether ``word`` (lower case) is of class ``name``."""
        return word in self.classes.get(name, ())

    def head_type(self, word: str, before: str = "") -> SourceType | None:
        """The type of source that the head noun ``word`` (lower case) names; ``before`` may make it a compound."""
        return self.heads.get(f"{before} {word}") or self.heads.get(word) or self.heads.get(word.rpartition("-")[2])


_CACHE: dict[str, tuple[Language, Words]] = {}


def compile_words(language: Language) -> Words:
    """The classes of ``language``, compiled once."""
    known = _CACHE.get(language.code)
    if known and known[0] is language:
        return known[1]
    classes = dict(language.source_words)
    classes["weekdays"] = frozenset(language.weekdays)
    classes["times"] = classes["weekdays"].union(language.months, language.relative_days)
    heads: dict[str, SourceType] = {}
    for kind in _ORDER:
        for word in classes.get(kind) or language.source_heads.get(kind, frozenset()):
            heads.setdefault(word, kind)
    pronouns = language.pronouns.union(
        *(classes.get(f"{name}_pronouns", frozenset()) for name in ("person", "thing", "plural", "first", "relative"))
    )
    reportive = language.reportive_adverbs | frozenset(language.reportive_participles)
    people = {"official_unnamed", "media_correspondent"}
    titles = [w.title() for w in sorted(classes.get("titles", ())) if heads.get(w) in people and w.isalpha()]
    title = rf"(?:{'|'.join(titles) or '(?!)'})\b"
    titled = re.compile(rf"\b{title}\s((?:(?!{title})[A-Z][\w'’-]+\s){{1,2}}(?!{title})[A-Z][\w-]+)")
    words = Words(heads, classes, pronouns, reportive, language.numbers, titled)
    _CACHE[language.code] = (language, words)
    return words


def singular(word: str) -> str:
    """A crude singular for comparing head nouns: "agencies" to "agency", "sources" to "source"."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
