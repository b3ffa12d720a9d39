"""Whether two names of sources mean the same: by their words, and by groups of surface forms that are known to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["Naming", "name_words"]

_EMPTIES: Final = "the a an of in for s to on at and by from with its his her their mr mrs ms dr news agency"
"""Words that tell no two names apart."""
_EMPTY: Final = frozenset(_EMPTIES.split())
_GENERATIONS: Final = frozenset({"jr", "sr", "junior", "senior"})
_PARTICLE: Final = re.compile(r"\b(?:al|el|ad|as|ash|an)[-' ]+(?=[a-z])")
_WORD: Final = re.compile(r"[a-z0-9]+")


def name_words(name: str | None) -> frozenset[str]:
    """The words of ``name`` that tell it from others: folded, without marks, articles, titles and "al-".

    Where nothing would be left, all its words; empty for no name.
    """
    folded = unicodedata.normalize("NFKD", name or "").casefold()
    folded = _PARTICLE.sub("", "".join(c for c in folded if not unicodedata.combining(c)))
    words = _WORD.findall(folded.replace("’", "'").replace("‘", "'").replace("'s", " "))
    return frozenset(words) - _EMPTY or frozenset(words)


class Naming:
    """Compares names.

    Args:
        groups: canonical name to the surface forms of one speaker; a form may stand in several groups.
    """

    def __init__(self, groups: Mapping[str, Sequence[str]] | None = None) -> None:
        self._groups: dict[frozenset[str], set[str]] = {}
        for canonical, forms in (groups or {}).items():
            for form in (canonical, *forms):
                self._groups.setdefault(name_words(form), set()).add(canonical)

    def same(self, one: str | None, other: str | None) -> bool:
        """Whether both mean the same: equal words, one group, most words in common, or one short for the other."""
        left, right = name_words(one), name_words(other)
        if not left or not right or left == right:
            return left == right
        if self._groups.get(left, set()) & self._groups.get(right, set()):
            return True
        if (left ^ right) & _GENERATIONS:
            return False
        short, long = sorted((len(left), len(right)))
        common = len(left & right)
        return 2 * common > len(left | right) or (common == short >= 2 and long <= 2 * short)
