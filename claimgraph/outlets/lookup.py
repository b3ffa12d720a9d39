"""Look-ups in the registry: a wording or a host, and the evidence near by, to the ``Outlet`` it means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from claimgraph.outlets.countries import Countries
from claimgraph.outlets.forms import fold_key, is_outlet_name
from claimgraph.outlets.rows import AMBIGUOUS, LOWER_TOO, ROW, UPPER_ONLY, WEAK
from claimgraph.outlets.words import (
    BEFORE_NAMES,
    KIND_ADJECTIVES,
    MEDIA_WORDS,
    PEOPLE_WORDS,
    POSSESSIVE,
    QUALIFIERS,
    ROLE_WORDS,
    WORD,
)
from claimgraph.records import Outlet, content_id

__all__ = ["Evidence", "Lookup", "Match", "listed", "row_numbers"]

CACHED: Final = 20_000
"""Matches kept in memory."""


class Match(NamedTuple):
    """An outlet found, and the words that named it."""

    outlet: Outlet
    text: str
    """The name without article, qualifiers, possessive and words of kind ("Xinhua" of "the official Xinhua daily")."""
    role: str
    """What was left away behind the name, lower case: "correspondent", "news agency", ""."""
    descriptor: bool
    """True: a description identified it ("Syrian state news agency"), not its name."""


class Evidence(NamedTuple):
    """What is known of the place where a name stands."""

    countries: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    any_case: bool = False
    speaks: bool = False
    whose: bool = False
    """The words before the name say of which country it is: ``countries`` has that one alone."""
    known: frozenset[str] = frozenset()
    """Ids of outlets that the article names elsewhere."""


class Lookup:
    """Outlets by wording and host. Look-ups are a few dictionary accesses; results are cached by the dictionaries."""

    def __init__(
        self,
        keys: dict[str, Any],
        hosts: dict[str, int],
        rows: list[bytes],
        countries: Countries,
        *,
        digest: str = "",
    ) -> None:
        self._keys, self._hosts, self._rows = keys, hosts, rows
        self._parsed: dict[int, Outlet] = {}
        self._firsts: dict[str, int] = {}
        self._joined: dict[str, int] | None = None
        self._matches: dict[tuple[str, frozenset[str], bool, bool], Match | None] = {}
        self._named: tuple[str | None, frozenset[str]] = (None, frozenset())
        self.countries = countries
        self.digest = digest
        """Hash of the outlets of one's own; empty for those of the package alone."""

    def __len__(self) -> int:
        """How many outlets there are."""
        return len(self._rows)

    def outlet(self, row: int) -> Outlet:
        """The outlet in row ``row``."""
        found = self._parsed.get(row)
        if found is None:
            found = self._parsed[row] = Outlet.model_validate_json(self._rows[row])
        return found

    def by_id(self, key: str) -> Outlet | None:
        """The outlet with this id."""
        number = row_numbers(self._rows, [key]).get(key)
        return None if number is None else self.outlet(number)

    def longest(self, word: str) -> int:
        """Words of the longest wording that begins with ``word``, an article before it left away; 0 for none."""
        if not self._firsts:
            for key in self._keys:
                parts = key.split()
                parts = parts[1:] if parts[:1] == ["the"] and len(parts) > 1 else parts
                first = parts[0] if parts else ""
                self._firsts[first] = max(self._firsts.get(first, 0), len(parts))
        return self._firsts.get(fold_key(word).partition(" ")[0], 0)

    def by_domain(self, host: str, *, platforms: bool = False) -> Outlet | None:
        """The outlet whose site ``host`` is, by its longest known suffix; a URL is cut down to its host.

        A host of a platform ("x.substack.com") says where a thing was posted and not by whom: None, unless
        ``platforms`` are asked for.
        """
        host = re.sub(r"^[a-z+]+://|^//", "", host.strip().casefold())
        host = re.split(r"[/?#]", host)[0].rpartition("@")[2].partition(":")[0].removeprefix("www.")
        while "." in host:
            if host in self._hosts:
                outlet = self.outlet(self._hosts[host])
                return None if outlet.kind == "social" and not platforms else outlet
            host = host.partition(".")[2]
        return None

    def lookup(self, name: str, *, context: str = "", any_case: bool = False) -> Outlet | None:
        """The outlet that ``name`` means, or None; role words and qualifiers around the name are left away.

        Args:
            name: a name or wording as a text has it ("Al Mayadeen's sources", "Syrian state news agency").
            context: text near by; its countries decide between namesakes. An ambiguous wording without them is None.
            any_case: accept abbreviations in any case (for a name that is known to be an outlet's).

        """
        match = self.match(name, countries=self.countries_in(context), any_case=any_case)
        return match.outlet if match else None

    def match(
        self,
        name: str,
        *,
        countries: frozenset[str] = frozenset(),
        any_case: bool = False,
        speaks: bool = False,
    ) -> Match | None:
        """As ``lookup``, with the words that matched.

        Args:
            name: as in ``lookup``.
            countries: ISO codes of countries that the context speaks of.
            any_case: as in ``lookup``.
            speaks: the name stands where somebody speaks or is spoken to, which rules common words out; there a name
                that the registry lacks is an outlet's if it is made like one ("Channel 6").
        """
        key = (name, countries, any_case, speaks)
        if key not in self._matches:
            if len(self._matches) > CACHED:
                self._matches.clear()
            found = self._match(name, Evidence(countries, any_case=any_case, speaks=speaks))
            self._matches[key] = found or (self.made_like_one(name) if speaks else None)
        return self._matches[key]

    def countries_in(self, text: str) -> frozenset[str]:
        """ISO codes of the countries that ``text`` names, as names, demonyms or capitals."""
        known, found = self._named
        if known is text:  # an article's is asked for more than once
            return found
        codes: set[str] = set()
        if text:
            tables, last = self.countries, ""
            for word in WORD.findall(text):
                if not word[0].isupper():
                    last = ""
                    continue
                key = fold_key(POSSESSIVE.sub("", word))
                for form in (key, f"{last} {key}"):
                    code = tables.by_name.get(form) or tables.by_demonym.get(form) or tables.by_capital.get(form)
                    if code:
                        codes.add(code)
                last = key
        found = frozenset(codes)
        self._named = text, found
        return found

    def _match(self, name: str, evidence: Evidence) -> Match | None:
        """Looks ``name`` up whole, then with words taken off behind and before it."""
        words = [m.group() for m in WORD.finditer(name)]
        if not words or len(words) > 12:
            return None
        end, role = len(words), ""
        while end > 1 and POSSESSIVE.sub("", words[end - 1]).casefold() in PEOPLE_WORDS:
            end -= 1
            role = f"{words[end].casefold()} {role}".strip()
        while end:
            start, own, kinds = 0, set(evidence.countries), self._kinds(role)
            while start < end:
                part = words[start:end]
                part[-1] = POSSESSIVE.sub("", part[-1])
                whose = own != evidence.countries
                here = evidence._replace(countries=frozenset(own), kinds=kinds, whose=whose)
                found = self.pick(" ".join(part), here)
                if found:
                    row, descriptor = found
                    text = re.sub(r"^(?:[Tt]he )?(?:\S+-based )?", "", " ".join(part))
                    text = text[:-1] if text.endswith(".") and text.count(".") == 1 else text
                    return Match(self.outlet(row), text, role, descriptor)
                step = self._skip(words, start, end, own)
                if not step:
                    break
                start += step
            bare = POSSESSIVE.sub("", words[end - 1]).casefold()
            if end == 1 or not (bare in ROLE_WORDS or (role in MEDIA_WORDS and words[end - 1] in KIND_ADJECTIVES)):
                return None
            end, role = end - 1, f"{bare} {role}".strip()
        return None

    def made_like_one(self, name: str) -> Match | None:
        """An outlet that the registry lacks, by the form of its name; its staff and words of kind are taken off."""
        words = [m.group() for m in WORD.finditer(name)]
        role: list[str] = []
        while words and (words[-1] in ROLE_WORDS or (len(words) > 1 and role and words[-1] in KIND_ADJECTIVES)):
            role.insert(0, words.pop())
        while len(words) > 1 and words[0] in QUALIFIERS and (words[0] != "the" or words[1].islower()):
            words.pop(0)
        text, kind = POSSESSIVE.sub("", " ".join(words)).removesuffix("."), " ".join(role)
        proper = re.sub(r"^[Tt]he ", "", text)
        if not is_outlet_name(text, kind) or self.countries.code(proper if kind else proper.rpartition(" ")[0]):
            return None  # "Russian newspaper", "Lebanese TV"
        return Match(self.named(proper), proper, kind, descriptor=False)

    def _skip(self, words: list[str], start: int, end: int, countries: set[str]) -> int:
        """How many words at ``start`` qualify what follows; the countries they name are added to ``countries``."""
        for size in (3, 2, 1):
            if start + size < end:
                code = self.countries.code(POSSESSIVE.sub("", " ".join(words[start : start + size])))
                if code:
                    countries.clear()
                    countries.add(code)
                    return size
        word = words[start].casefold()
        return int(start + 1 < end and (word in QUALIFIERS or word.endswith(BEFORE_NAMES)))

    @staticmethod
    def _kinds(role: str) -> frozenset[str]:
        return frozenset[str]().union(*(MEDIA_WORDS.get(word, frozenset()) for word in role.split()))

    def pick(self, text: str, evidence: Evidence) -> tuple[int, bool] | None:
        """Row and whether a description matched, for exactly ``text``; None where evidence does not decide."""
        any_case, kinds = evidence.any_case, evidence.kinds
        key = fold_key(text)
        places = self.countries
        if (
            not kinds
            and not any_case
            and (key in places.by_name or key in places.by_capital or key in places.by_demonym)
        ):
            return None  # a country or capital, though a paper may bear its name
        entries: list[int] = []
        for form in (key, key.removeprefix("the "), f"the {key}"):
            found = self._keys.get(form)
            if found is not None:
                entries = found if isinstance(found, list) else [found]
                if form != key and form.startswith("the ") and " " not in key:  # "Print" alone is not The Print
                    entries = [e | AMBIGUOUS for e in entries]
                break
        capital, lower = any(c.isupper() for c in text), any(c.islower() for c in text.removeprefix("the "))
        usable = [
            e
            for e in entries
            if (any_case and not (e & UPPER_ONLY and capital and lower))  # "The Week" is not the station WEEK
            or (e & LOWER_TOO or (capital and not (e & UPPER_ONLY and lower)))
            or not text.isascii()
        ]
        sure = {e // ROW for e in usable if not e & (AMBIGUOUS | WEAK)}
        if len(sure) == 1:
            row = sure.pop()
            return row, any(e & LOWER_TOO and e // ROW == row for e in usable) and text.isascii()
        if any_case and len({e // ROW for e in usable}) == 1:
            return usable[0] // ROW, False  # it is an outlet's name, and there is but one
        scored = sorted(((self._evidence(e, text, evidence), e // ROW) for e in usable), reverse=True)
        if not scored or scored[0][0] < 1:
            return None
        rivals = [s for s, row in scored if row != scored[0][1]]
        if rivals and rivals[0] >= scored[0][0]:
            return None
        return scored[0][1], any(e & LOWER_TOO and e // ROW == scored[0][1] for e in usable)

    def _evidence(self, entry: int, text: str, evidence: Evidence) -> float:
        """What speaks for the outlet of a wording that does not identify it alone; it is taken from 1 on.

        Its kind named beside it, its country said before it, or its name elsewhere in the article count 1, being curated
        0.5. Its country near by counts 1 for an abbreviation or a name of several words, and 0.5 that the abbreviation
        speaks. For a lone word, which is mostly no name, two of three must come together: it speaks, its country is
        near by, an article stands before it.
        """
        outlet = self.outlet(entry // ROW)
        if outlet.kind == "social":
            return 0.0
        lone = " " not in text.removeprefix("the ").removeprefix("The ") and not text.isupper()
        score = 0.0 if outlet.tier == 2 else 0.5  # 2: from data sets alone
        score += bool(outlet.kind and outlet.kind in evidence.kinds) + (outlet.id in evidence.known)
        near = bool({outlet.country, outlet.state_of} & evidence.countries)
        if not (lone or entry & WEAK) or evidence.whose:
            return score + near + 0.5 * (evidence.speaks and entry & UPPER_ONLY > 0)
        return (
            score + 0.2 * near + 0.3 * evidence.speaks + 0.3 * text.startswith("The ") + 0.2 * text.startswith("the ")
        )

    def namesakes(self, name: str) -> list[Outlet]:
        """All outlets that bear exactly ``name``, those included that it does not identify alone."""
        key = fold_key(name)
        found = self._keys.get(key) or self._keys.get(key.removeprefix("the ")) or self._keys.get(f"the {key}") or ()
        return [self.outlet(number) for number in dict.fromkeys(entry // ROW for entry in listed(found))]

    def platform(self, text: str) -> Outlet | None:
        """The platform (kind ``social``) that ``text`` names, also where the word is ambiguous ("X", "Telegram")."""
        return next((outlet for outlet in self.namesakes(text) if outlet.kind == "social"), None)

    @staticmethod
    def named(name: str) -> Outlet:
        """An outlet that the registry lacks: its id is ``name:`` and a hash of its folded name."""
        return Outlet(id=f"name:{content_id(fold_key(name))}", name=name)


def row_numbers(rows: list[bytes], ids: Iterable[str]) -> dict[str, int]:
    """Row numbers of ``ids``; each row begins with its id."""
    heads = {b'{"id":' + json.dumps(name, ensure_ascii=False).encode() + b",": name for name in ids}
    return {heads[row[: row.find(b",") + 1]]: at for at, row in enumerate(rows) if row[: row.find(b",") + 1] in heads}


def listed(found: Any) -> Iterable[int]:
    """Entries of the index: it holds one as a number, several as a list."""
    return (found,) if isinstance(found, int) else found
