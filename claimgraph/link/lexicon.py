"""The word classes of a ``Language`` by which claims are compared, in the shape that the files of this room ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from claimgraph.link.words import Token, Vocabulary, fold, load_vocabulary, split_words, stem
from claimgraph.outlets import load_countries
from claimgraph.records import Language

__all__ = ["Lexicon", "lexicon_of"]

_PREFIXES: Final = ("event:", "unit:", "same:")


@dataclass(slots=True)
class Lexicon:
    """Words of one language made ready: their classes, countries, amounts; and what each weighs in news."""

    language: Language
    vocabulary: Vocabulary
    function: frozenset[str]
    """Words that tell nothing of what a claim is about."""
    negation: frozenset[str]
    negating: frozenset[str]
    nobody: frozenset[str]
    clause: frozenset[str]
    """Words at which the reach of a negation ends."""
    cause: frozenset[str]
    others: frozenset[str]
    furniture: frozenset[str]
    """Words of the page, and not of what it tells."""
    events: dict[str, str] = field(default_factory=dict)
    units: dict[str, frozenset[str]] = field(default_factory=dict)
    concepts: dict[str, str] = field(default_factory=dict)
    """Word to what stands for it when claims are compared: a country, or a class ``same:`` or ``event:``."""
    bounds: dict[tuple[str, ...], tuple[float, float]] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def key(self, word: str) -> str:
        """What ``word`` (folded) is compared by: its concept, else its stem."""
        known = self._keys.get(word)
        if known is None:
            if len(self._keys) > 100_000:
                self._keys.clear()
            known = self._keys[word] = self.concepts.get(word) or stem(word, self.language)
        return known

    def phrase(self, first: Token, second: Token) -> str | None:
        """The word that stands for a name of these two, side by side and in capitals: "Islamic State", "ISIS"."""
        if not (first.capital and second.capital and second.start - first.end == 1):
            return None
        return self.language.link_names.get((first.word, second.word))

    def weight(self, key: str) -> float:
        """How much a key tells, in nats; a concept weighs what its commonest word does."""
        return self._weights.get(key) or self.vocabulary.weight(key)

    _weights: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._take_classes()
        self._take_countries()
        for phrase, factors in self.language.link_bounds.items():
            self.bounds[tuple(token.word for token in split_words(phrase))] = factors

    def _take_classes(self) -> None:
        for name, members in self.language.link_words.items():
            kind = name.partition(":")[0]
            for word in members:
                if kind == "event":
                    self.events.setdefault(word, name)
                elif kind == "unit":
                    self.units[word] = self.units.get(word, frozenset()) | {name}
                if kind in {"event", "same"}:
                    self.concepts.setdefault(word, name)
            if kind in {"event", "same"}:
                stems = (stem(word, self.language) for word in members)
                self._weights[name] = min(self.vocabulary.weight(s) for s in stems)

    def _take_countries(self) -> None:
        countries = load_countries()
        for table in (countries.by_name, countries.by_demonym):
            for word, code in table.items():
                if " " not in word and word not in self.function:
                    self.concepts.setdefault(fold(word), f"country:{code}")
        for word, concept in self.concepts.items():
            if concept.startswith("country:"):
                weight = self.vocabulary.weight(stem(word, self.language))
                self._weights[concept] = min(weight, self._weights.get(concept, weight))


_CACHE: dict[str, tuple[Language, Lexicon]] = {}


def lexicon_of(language: Language) -> Lexicon:
    """The lexicon of ``language``, made once."""
    known = _CACHE.get(language.code)
    if known and known[0] is language:
        return known[1]
    words = language.link_words
    names = ("function", "negation", "negating", "nobody", "clause", "cause", "others", "furniture")
    lexicon = Lexicon(language, load_vocabulary(), *(words.get(name, frozenset()) for name in names))  # type: ignore[arg-type]
    _CACHE[language.code] = (language, lexicon)
    return lexicon
