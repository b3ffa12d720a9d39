"""Words of a claim: folded, stemmed, with how rare they are in news and a small vector of what they mean.

The vocabulary is ``data/link_words.npz``: stems of ordinary words with the number of articles, of some 16,000, that
hold them, and a vector each. Vectors are those that all-MiniLM-L6-v2 (Wang et al. 2020) gives the word alone, reduced
by principal components, as static embeddings are distilled (Tulkens and van Dongen 2024). Names have none: Syria
and Iraq are near each other in such a space and must not be taken for each other. ``train/link_words.py`` makes it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.records import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WORD", "Token", "Vocabulary", "fold", "load_vocabulary", "split_words", "stem"]

WORD: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*|[^\W_]+")
"""A number with its commas and points, or a word; a hyphen parts words, as outlets differ on it."""
_CLITIC: Final = re.compile(r"['’‘`´](?:s|re|ve|d|ll|m)?\Z")
_VOWELS: Final = frozenset("aeiouy")
_DATA: Final = Path(__file__).parent.parent / "data" / "link_words.npz"


class Token(NamedTuple):
    """One word of a text."""

    word: str
    """Folded: lower case, no marks, no 's."""
    start: int
    """First code point, in the text that was split."""
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Stems that news uses often enough, with their share of articles and their vectors."""

    rows: dict[str, int]
    rarity: list[float]
    """Natural logarithm of articles over articles with the stem; one a row."""
    unknown: float
    """The same for a stem that is not in the table."""
    vectors: NDArray[np.float32]
    """Rows x D, of length 1; all zeros for names and numbers."""

    def weight(self, word_stem: str) -> float:
        """How much the stem tells: some 0.5 for what stands in every second article, 9 for what stands in one."""
        row = self.rows.get(word_stem)
        return self.unknown if row is None else self.rarity[row]


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary in the package, read once."""
    import numpy as np

    with np.load(_DATA) as stored:
        stems = bytes(stored["stems"]).decode().split("\n")
        counts, articles = stored["counts"], int(stored["articles"])
        vectors = stored["vectors"].astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.maximum(lengths, 1e-6)
    rarity = [math.log(articles / count) for count in counts.tolist()]
    return Vocabulary({s: n for n, s in enumerate(stems)}, rarity, math.log(articles), vectors)


def fold(text: str) -> str:
    """``text`` in lower case without marks."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in parts if not unicodedata.combining(c))


def split_words(text: str) -> list[Token]:
    """The words of ``text`` in order."""
    found = []
    for match in WORD.finditer(text):
        raw = match[0]
        word = _FOLDED.get(raw)
        if word is None:
            if len(_FOLDED) >= _KEPT:
                _FOLDED.clear()
            word = _FOLDED[raw] = _CLITIC.sub("", fold(raw))
        if word:
            start, end = match.span()
            found.append(Token(word, start, end, raw[0].isupper()))
    return found


_FOLDED: dict[str, str] = {}
_STEMS: dict[str, str] = {}
_KEPT: Final = 100_000
"""Words and stems kept ready; a stream has no end of new words, so that the store is then begun anew."""


def stem(word: str, language: Language) -> str:
    """What is left of ``word`` (folded) without inflection: a light stemmer after Harman (JASIS 42, 1991)."""
    known = _STEMS.get(word)
    if known is None:
        if len(_STEMS) >= _KEPT:
            _STEMS.clear()
        known = _STEMS[word] = _find_stem(word, language)
    return known


def _find_stem(word: str, language: Language) -> str:
    word = language.irregular_forms.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "ches", "shes", "xes")) else word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 2 and word.endswith(ending) and _VOWELS & set(word[: -len(ending)]):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            elif word.endswith("i"):
                word = word[:-1] + "y"
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
