"""The registry of outlets: from a name, a wording or a host to the ``Outlet`` it means.

The data is ``data/outlets.jsonl.gz``: the first line is an index (folded wording to row numbers), each further line
one outlet. Only the index is read at start; an outlet is parsed when it is first asked for.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from claimgraph.outlets.countries import DATA, Countries, load_countries
from claimgraph.outlets.forms import fold_key, is_outlet_name, publisher_forms
from claimgraph.outlets.own import read_own_outlets
from claimgraph.outlets.rows import AMBIGUOUS, LOWER_TOO, ROW, UPPER_ONLY, index_rows
from claimgraph.outlets.words import (
    BEFORE_NAMES,
    MEDIA_WORDS,
    PEOPLE_WORDS,
    POSSESSIVE,
    QUALIFIERS,
    ROLE_WORDS,
    SECTIONS,
    WORD,
)
from claimgraph.records import UNKNOWN_OUTLET, Outlet, Span, content_id

__all__ = ["Match", "Registry", "load_registry"]

CACHED: Final = 20_000
"""Matches kept in memory."""
LONGEST: Final = 7
"""Words of the longest wording that is looked for in running text."""


class Match(NamedTuple):
    """An outlet found, and the words that named it."""

    outlet: Outlet
    text: str
    """The name without article, qualifiers, possessive and words of kind ("Xinhua" of "the official Xinhua daily")."""
    role: str
    """What was left away behind the name, lower case: "correspondent", "news agency", ""."""
    descriptor: bool
    """True: a description identified it ("Syrian state news agency"), not its name."""


class _Evidence(NamedTuple):
    """What is known of the place where a name stands."""

    countries: frozenset[str]
    kinds: frozenset[str]
    any_case: bool
    speaks: bool


class Registry:
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
        self._joined: dict[str, int] | None = None
        self._matches: dict[tuple[str, frozenset[str], bool, bool], Match | None] = {}
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
        number = _numbers(self._rows, [key]).get(key)
        return None if number is None else self.outlet(number)

    def wordings(self) -> Iterable[str]:
        """Every wording of an outlet, folded."""
        return self._keys

    def names_like(self, beginning: str, count: int = 30) -> list[str]:
        """Names of outlets of which a wording begins like ``beginning``, in order of the alphabet."""
        key = fold_key(beginning)
        rows = {entry // ROW for form, found in self._keys.items() if form.startswith(key) for entry in _listed(found)}
        return sorted(self.outlet(row).name for row in sorted(rows)[:count])

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
            found = self._match(name, _Evidence(countries, frozenset(), any_case, speaks))
            self._matches[key] = found or (self._made_like_one(name) if speaks else None)
        return self._matches[key]

    def countries_in(self, text: str) -> frozenset[str]:
        """ISO codes of the countries that ``text`` names, as names, demonyms or capitals."""
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
        return frozenset(codes)

    def _match(self, name: str, evidence: _Evidence) -> Match | None:
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
                found = self._pick(" ".join(part), evidence._replace(countries=frozenset(own), kinds=kinds))
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
            if end == 1 or bare not in ROLE_WORDS:
                return None
            end, role = end - 1, f"{bare} {role}".strip()
        return None

    def _made_like_one(self, name: str) -> Match | None:
        """An outlet that the registry lacks, by the form of its name; its staff and words of kind are taken off."""
        words = [m.group() for m in WORD.finditer(name)]
        role: list[str] = []
        while words and words[-1] in ROLE_WORDS:
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

    def _pick(self, text: str, evidence: _Evidence) -> tuple[int, bool] | None:
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
                break
        capital, lower = any(c.isupper() for c in text), any(c.islower() for c in text.removeprefix("the "))
        usable = [
            e
            for e in entries
            if (any_case and not (e & UPPER_ONLY and capital and lower))  # "The Week" is not the station WEEK
            or (e & LOWER_TOO or (capital and not (e & UPPER_ONLY and lower)))
            or not text.isascii()
        ]
        sure = {e // ROW for e in usable if not e & AMBIGUOUS}
        if len(sure) == 1:
            row = sure.pop()
            return row, any(e & LOWER_TOO and e // ROW == row for e in usable) and text.isascii()
        if any_case and len({e // ROW for e in usable}) == 1:
            return usable[0] // ROW, False  # it is an outlet's name, and there is but one
        scored = sorted(((self._evidence(e, evidence), e // ROW) for e in usable), reverse=True)
        if not scored or scored[0][0] < 1:
            return None
        rivals = [s for s, row in scored if row != scored[0][1]]
        if rivals and rivals[0] >= scored[0][0]:
            return None
        return scored[0][1], any(e & LOWER_TOO and e // ROW == scored[0][1] for e in usable)

    def _evidence(self, entry: int, evidence: _Evidence) -> float:
        """What speaks for an ambiguous wording's outlet.

        Its country near by and its kind named count 1 each; curated, and an abbreviation in capitals that speaks, 0.5.

        An outlet of the data sets only is never taken on such evidence beside a curated one.
        """
        outlet = self.outlet(entry // ROW)
        score = 0.5 if outlet.tier == 1 else 0.0
        if outlet.country in evidence.countries or outlet.state_of in evidence.countries:
            score += 1.0
        if outlet.kind and outlet.kind in evidence.kinds:
            score += 1.0
        if evidence.speaks and entry & UPPER_ONLY:
            score += 0.5
        return score if score >= 1 and outlet.kind != "social" else min(score, 0.9)

    def find(
        self, text: str, *, countries: frozenset[str] = frozenset(), speaks: bool = False
    ) -> list[tuple[Span, Outlet]]:
        """Outlets named in ``text``, longest wording first, in order of place; ambiguous ones only with evidence.

        ``countries`` and ``speaks`` as in ``match``, what is made like an outlet's name included.
        """
        evidence = _Evidence(countries, frozenset(), any_case=False, speaks=speaks)
        words = list(WORD.finditer(text))
        found: list[tuple[Span, Outlet]] = []
        at = 0
        while at < len(words):
            size = 0
            if words[at].group()[0].isupper() or not words[at].group().isascii():
                for size in range(min(LONGEST, len(words) - at), 0, -1):
                    end = words[at + size - 1].end()
                    surface = POSSESSIVE.sub("", text[words[at].start() : end])
                    picked = self._pick(surface, evidence)
                    outlet = self.outlet(picked[0]) if picked else None
                    if outlet is None and speaks:
                        made = self._made_like_one(text[max(0, words[at].start() - 4) : end] if size == 1 else surface)
                        outlet = made.outlet if made else None
                    if outlet:
                        found.append((Span(words[at].start(), words[at].start() + len(surface)), outlet))
                        break
                else:
                    size = 0
            at += size or 1
        return found

    def namesakes(self, name: str) -> list[Outlet]:
        """All outlets that bear exactly ``name``, those included that it does not identify alone."""
        key = fold_key(name)
        found = self._keys.get(key) or self._keys.get(key.removeprefix("the ")) or self._keys.get(f"the {key}") or ()
        return [self.outlet(number) for number in dict.fromkeys(entry // ROW for entry in _listed(found))]

    def platform(self, text: str) -> Outlet | None:
        """The platform (kind ``social``) that ``text`` names, also where the word is ambiguous ("X", "Telegram")."""
        return next((outlet for outlet in self.namesakes(text) if outlet.kind == "social"), None)

    def publisher(self, name: str | None, url: str | None = None) -> Outlet:
        """The outlet that published an article: by name, by host, else made from the name.

        Words of section and medium are left away ("NPR Online News"). Without a name and a known host it is the
        unknown outlet.
        """
        by_host = self.by_domain(url) if url else None
        if not (name and name.strip()):
            return by_host or self.named(UNKNOWN_OUTLET)
        context = frozenset({by_host.country}) if by_host and by_host.country else frozenset[str]()
        for form in publisher_forms(name):
            match = self.match(form, countries=context, any_case=True)
            if match and not match.descriptor and set(match.role.split()) <= SECTIONS:
                return match.outlet
            if match is None and by_host and self._bears(by_host, form):
                return by_host
        if " " not in name.strip() and (match := self.match(f"al-{name.strip()}", any_case=True)):  # "manar"
            return match.outlet
        written = self._run_together().get(fold_key(name)) if name.isascii() and " " not in name.strip() else None
        if written is not None:  # "dailyvesti", as data sets write names
            return self.outlet(written)
        site = self.by_domain(name) if " " not in name.strip() else None
        return site or self.named(name.strip())

    @staticmethod
    def _bears(outlet: Outlet, name: str) -> bool:
        """Whether ``name`` is one of the outlet's, a part of its name, or the name of its site run together."""
        key = fold_key(name)
        joined = key.replace(" ", "").removeprefix("the")
        sites = {label.removeprefix("the") for host in outlet.domains for label in host.split(".")[:-1]}
        alike = key in fold_key(outlet.name) or any(key == fold_key(alias.text) for alias in outlet.aliases)
        return bool(key) and (alike or joined in sites)

    def _run_together(self) -> dict[str, int]:
        """Rows by their wordings without spaces, those of several words that mean one outlet; made when it is first asked for."""
        if self._joined is None:
            self._joined = {}
            for key, entries in self._keys.items():
                found = {entry // ROW for entry in (entries if isinstance(entries, list) else [entries])}
                if " " in key and len(found) == 1:
                    self._joined.setdefault(key.replace(" ", ""), found.pop())
        return self._joined

    @staticmethod
    def named(name: str) -> Outlet:
        """An outlet that the registry lacks: its id is ``name:`` and a hash of its folded name."""
        return Outlet(id=f"name:{content_id(fold_key(name))}", name=name)


def load_registry(own: Path | None = None) -> Registry:
    """The registry, with the outlets of the file ``own`` (TOML or JSONL, see ``read_own_outlets``) added.

    What ``own`` says outranks the package: its wordings and hosts mean its outlets alone, and a row with the id of an
    outlet of the package replaces the fields that it gives. Without ``own`` it is read once.

    Raises:
        SchemaError: ``own`` cannot be read, or a row of it is no outlet.

    """
    if own is None:
        return _packed_registry()
    keys, hosts, rows = _read_packed()
    given = read_own_outlets(own)
    numbers = _numbers(rows, {row["id"] for row in given})
    added: list[Outlet] = []
    for row in given:
        number = numbers.get(row["id"], len(rows))
        outlet = _added_to(Outlet.model_validate_json(rows[number]), row) if number < len(rows) else Outlet(**row)
        packed = outlet.model_dump_json(exclude_defaults=True).encode()
        rows[number : number + 1] = [packed]
        added.append(outlet)
        own_keys, own_hosts = index_rows([Outlet(**row)])
        for key, entries in own_keys.items():
            shared = [entry for entry in _listed(keys.get(key, ())) if all(e & AMBIGUOUS for e in entries)]
            keys[key] = [*shared, *(entry + number * ROW for entry in entries)]
        hosts |= dict.fromkeys(own_hosts, number)
    digest = content_id(*(json.dumps(outlet.model_dump(), sort_keys=True) for outlet in added))
    return Registry(keys, hosts, rows, load_countries(), digest=digest)


@lru_cache(maxsize=1)
def _packed_registry() -> Registry:
    return Registry(*_read_packed(), load_countries())


def _read_packed() -> tuple[dict[str, Any], dict[str, int], list[bytes]]:
    with gzip.open(DATA / "outlets.jsonl.gz") as packed:
        head, *rows = packed.read().splitlines()
    index = json.loads(head)
    return index["keys"], index["hosts"], rows


def _numbers(rows: list[bytes], ids: Iterable[str]) -> dict[str, int]:
    """Row numbers of ``ids``; each row begins with its id."""
    heads = {b'{"id":' + json.dumps(name, ensure_ascii=False).encode() + b",": name for name in ids}
    return {heads[row[: row.find(b",") + 1]]: at for at, row in enumerate(rows) if row[: row.find(b",") + 1] in heads}


def _added_to(outlet: Outlet, row: dict[str, Any]) -> Outlet:
    """``outlet`` with the fields of ``row``; aliases, hosts and origins are added to those it has."""
    values = outlet.model_dump() | row
    values["aliases"] = tuple({alias.text: alias for alias in (*row["aliases"], *outlet.aliases)}.values())
    values["domains"] = tuple(dict.fromkeys((*outlet.domains, *row["domains"])))
    origins = outlet.facts_from | row["facts_from"]
    for name in ("aliases", "domains"):
        more = row["facts_from"].get(name, ()) if len(values[name]) > len(getattr(outlet, name)) else ()
        origins[name] = (*outlet.facts_from.get(name, ()), *more)
    values["facts_from"] = {name: given for name, given in origins.items() if given}
    if {"state_relation", "state_of"} & set(row):
        values["facts_from"].pop("state", None)
    return Outlet.model_validate(values)


def _listed(found: Any) -> Iterable[int]:
    """Entries of the index: it holds one as a number, several as a list."""
    return (found,) if isinstance(found, int) else found
