"""Outlets in running text: the longest wording first, and what stands beside it as evidence."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.outlets.forms import fold_key
from claimgraph.outlets.lookup import Evidence, Lookup
from claimgraph.outlets.words import (
    BODY_HEADS,
    CALENDAR,
    KIND_TAILS,
    MEDIA_WORDS,
    NAME_WORDS,
    OPENERS,
    PLACES,
    POSSESSIVE,
    SAYS,
    SMALL,
    TOLD,
)
from claimgraph.records import Outlet, Span

__all__ = ["find_in_text"]

LONGEST: Final = 7
"""Words of the longest wording that is looked for."""
_WORD: Final = re.compile(r"[^\W_]+(?:[-.&'’‘`][^\W_]+)*\.?")
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,4})", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"(?:al|el|an|as|ash|ad|ar|at|az)-(?=[A-Z])")
_STATION: Final = re.compile(r"([KW][A-Z]{2,3})-(?:TV|FM|AM)")
_STRONG: Final = re.compile(
    r"(?:TV|Television|Radio|Herald|Tribune|Gazette|Courier|Newswire|News Agency|Gazette-\w+|\w+-Gazette)$"
)
"""Ends of names that only outlets bear, also where nothing shows that they speak."""
_MARK: Final = re.compile(r"(?:[!?;:,()\[\]\"“”\n]|\w{4,}\.)\s")
_HAVE: Final = frozenset({"has", "have", "had", "also", "later", "first", "then", "earlier"})
_LIKELY: Final = NAME_WORDS | frozenset(MEDIA_WORDS) | {"channel", "portal", "newswire"}
_NO_KINDS: Final[frozenset[str]] = frozenset()


def find_in_text(
    lookup: Lookup, text: str, *, countries: frozenset[str], speaks: bool, known: frozenset[str]
) -> list[tuple[Span, Outlet]]:
    """As ``Registry.find``."""
    return _Search(lookup, text, Evidence(countries, speaks=speaks, known=known)).run()


class _Search:
    """One text on its way through the search."""

    def __init__(self, lookup: Lookup, text: str, evidence: Evidence) -> None:
        self.lookup, self.text, self.evidence = lookup, text, evidence
        self.words = list(_WORD.finditer(text))
        self.plain = [w if w.isalpha() else POSSESSIVE.sub("", w) for w in (word.group() for word in self.words)]

    def run(self) -> list[tuple[Span, Outlet]]:
        """Spans and outlets in order of place."""
        found: list[tuple[Span, Outlet]] = []
        at = 0
        while at < len(self.words):
            hit = self._at(at) if self._may_begin(at) else None
            if hit is None:
                at += 1
                continue
            size, span, outlet = hit
            if found and found[-1][0].end > span.start:
                span = Span(found[-1][0].end, span.end)
            found.append((span, outlet))
            at += size
        return found

    def _may_begin(self, at: int) -> bool:
        word = self.plain[at]
        return word[0].isupper() or not word.isascii() or word in OPENERS or bool(_ARTICLE.match(word))

    def _at(self, at: int) -> tuple[int, Span, Outlet] | None:
        """Words, span and outlet of the longest wording that begins at word ``at``."""
        start = self.words[at].start()
        for size in range(min(self._longest(at), LONGEST, len(self.words) - at), 0, -1):
            surface = self._surface(at, size)
            if surface is None:
                continue
            evidence = self._beside(at, size)
            article = self._word(at - 1) == "the" and size <= 2  # "the Times", "the Daily Star"
            picked = self.lookup.pick(f"the {surface}" if article else surface, evidence)
            named = picked and (picked[1] or self._is_name(at, size, surface))
            if picked and named and self._stands_alone(at, size, surface) and not self._is_part(at, size):
                return size, Span(start, start + len(surface)), self.lookup.outlet(picked[0])
        word = self.plain[at].removesuffix(".")
        if "." in word[1:-1] and _HOST.fullmatch(word) and self.text[max(0, start - 1) : start] not in {"@", "/"}:
            host = self.lookup.by_domain(word)
            if host:
                return 1, Span(start, start + len(word)), host
        return self._made_like_one(at)

    def _longest(self, at: int) -> int:
        """Words of the longest wording that may begin here; one more where the article is its first word."""
        if self.plain[at] in {"The", "A", "An"}:
            return self.lookup.longest(self.plain[at + 1]) + 1 if at + 1 < len(self.words) else 0
        return self.lookup.longest(self.plain[at])

    def _surface(self, at: int, size: int) -> str | None:
        """The text of ``size`` words from ``at``, without possessive and last stop; None where a mark divides them."""
        start, last = self.words[at].start(), self.words[at + size - 1]
        text = self.text[start : last.start()] + self.plain[at + size - 1]
        if size > 1 and _MARK.search(text):
            return None
        return text[:-1] if text.endswith(".") and text.count(".") == 1 else text

    def _beside(self, at: int, size: int) -> Evidence:
        """The evidence of the words before and behind."""
        before = self._word(at - 1)
        first = self._word(at - 2) if before in {"the", "a", "an"} else before
        behind = self._word(at + size)
        behind = self._word(at + size + 1) if behind in _HAVE else behind
        kinds = MEDIA_WORDS.get(behind, _NO_KINDS) | MEDIA_WORDS.get(before, _NO_KINDS)
        speaks = self.evidence.speaks or behind in SAYS or first in TOLD
        return self.evidence._replace(kinds=kinds, speaks=speaks)

    def _word(self, at: int) -> str:
        return self.words[at].group().removesuffix(".") if 0 <= at < len(self.words) else ""

    def _is_name(self, at: int, size: int, surface: str) -> bool:
        """Whether the words behind the first are written as in a name: "The current" is no paper."""
        for number in range(at + 1, at + size):
            word = self.plain[number]
            lower = word[0].islower() and word not in SMALL and not _ARTICLE.match(word)
            if (
                lower
                and word not in KIND_TAILS | OPENERS
                and not (word == "news" and surface.rsplit(maxsplit=1)[-1] in KIND_TAILS)
            ):
                return False
        return surface[0].isupper() or not surface.isascii() or size > 1 or bool(_ARTICLE.match(surface))

    def _stands_alone(self, at: int, size: int, surface: str) -> bool:
        """Whether a lone word that needed evidence is no part of a longer name: "Memorial Day", "Time Warner"."""
        if size > 1 or surface.isupper() or self.lookup.pick(surface, Evidence()):
            return True
        return not (self._capital_beside(at, -1) or self._capital_beside(at, 1))

    def _is_part(self, at: int, size: int) -> bool:
        """Whether the name is part of another ("Foreign Affairs Committee"), or a place ("near Mayadeen")."""
        behind = self._word(at + size)
        apart = self.plain[at + size - 1] != self.words[at + size - 1].group()
        gap = self.text[self.words[at + size - 1].end() :][:1]
        before, first = self._word(at - 1), self._word(at - 2)
        place = before == "near" or (before == "of" and first in PLACES)
        return place or (behind in BODY_HEADS and gap == " " and not apart)

    def _capital_beside(self, at: int, step: int) -> bool:
        other = at + step
        if not 0 <= other < len(self.words) or (step > 0 and self.plain[at] != self.words[at].group()):
            return False
        left, right = sorted((self.words[at], self.words[other]), key=lambda m: m.start())
        word = self.plain[other]
        if self.text[left.end() : right.start()] != " " or not word[0].isupper():
            return False
        opens = step < 0 and other == 0 and word.casefold() not in CALENDAR
        media = word.casefold() in MEDIA_WORDS or word.casefold() in CALENDAR
        return not (opens or media or word == "The" or self.lookup.countries.code(word))

    def _made_like_one(self, at: int) -> tuple[int, Span, Outlet] | None:
        """An outlet that the registry lacks, by the form of its name, where it speaks or can be nothing else."""
        word = self.plain[at]
        start = self.words[at].start()
        station = _STATION.fullmatch(word)
        if station:
            return 1, Span(start, start + len(word)), self.lookup.named(word)
        if word.casefold() in CALENDAR or not word[0].isupper():
            return None
        if not any(
            part in _LIKELY for near in self.plain[at : at + 6] for part in near.casefold().rstrip(".").split("-")
        ):
            return None  # far the most words, told fast
        for size in range(min(4, len(self.words) - at), 0, -1):
            surface = self._surface(at, size)
            if surface is None or fold_key(surface) == "the":
                continue
            made = self._likely(at, size, surface)
            if made:
                return size, Span(start, start + len(surface)), made
        return None

    def _likely(self, at: int, size: int, surface: str) -> Outlet | None:
        article = self.text[max(0, self.words[at].start() - 4) : self.words[at].start()] in {"the ", "The "}
        speaks = self._beside(at, size).speaks
        if not (speaks or (size > 1 and (_STRONG.search(surface) or article or surface.startswith("The ")))):
            return None
        if size > 1 and any(
            self.lookup.pick(self._surface(at + n, size - n) or "", Evidence()) for n in range(1, size)
        ):
            return None  # "Monday Fox News"
        whole = f"the {surface}" if article and size == 1 else surface
        made = self.lookup.made_like_one(whole)
        return made.outlet if made and (speaks or size > 1) else None
