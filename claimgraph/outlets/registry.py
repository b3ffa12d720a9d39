"""The registry of outlets: from a name, a wording or a host to the ``Outlet`` it means.

The data is ``data/outlets.jsonl.gz``: the first line is an index (folded wording to row numbers), each further line
one outlet. Only the index is read at start; an outlet is parsed when it is first asked for. ``data/countries.tsv``
has the names, demonyms and capitals of countries, which tell namesakes apart ("Syria's SANA").
"""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from claimgraph.errors import SchemaError
from claimgraph.outlets.countries import DATA, Countries, load_countries
from claimgraph.outlets.forms import fold_key, is_outlet_name
from claimgraph.records import UNKNOWN_OUTLET, Outlet, Span, content_id

__all__ = ["Match", "Registry", "index_rows", "load_registry", "outlet_from_row"]

AMBIGUOUS, UPPER_ONLY, LOWER_TOO = 1, 2, 4
"""Bits of an index entry: the wording alone does not identify; it counts in capitals only; it needs no capital."""
ROW: Final = 8
"""An index entry is ``row number * ROW + bits``."""
CACHED: Final = 20_000
"""Matches kept in memory."""
LONGEST: Final = 7
"""Words of the longest wording that is looked for in running text."""

_WORD = re.compile(r"[^\W_]+(?:[-.&'’‘`/][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"(?:['’‘`´]s|(?<=s)['’‘`´])$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MEDIA: Final = frozenset({"agency", "newspaper", "magazine", "tv", "radio", "broadcaster", "digital"})
# Words that follow a name and say what kind of outlet it is; the kinds they speak for.
_MEDIA_WORDS: Final[dict[str, frozenset[str]]] = {
    "agency": frozenset({"agency"}),
    "newswire": frozenset({"agency"}),
    "newspaper": frozenset({"newspaper"}),
    "daily": frozenset({"newspaper"}),
    "paper": frozenset({"newspaper"}),
    "magazine": frozenset({"magazine"}),
    "television": frozenset({"tv", "broadcaster"}),
    "tv": frozenset({"tv", "broadcaster"}),
    "channel": frozenset({"tv", "broadcaster", "digital"}),
    "network": frozenset({"tv", "broadcaster", "radio"}),
    "broadcaster": frozenset({"tv", "broadcaster", "radio"}),
    "radio": frozenset({"radio", "broadcaster"}),
    "website": frozenset({"digital", "newspaper"}),
    "site": frozenset({"digital"}),
    "portal": frozenset({"digital"}),
    "outlet": frozenset(),
    "monitor": frozenset({"monitor"}),
    "watchdog": frozenset({"monitor", "ngo"}),
    **dict.fromkeys(("correspondent", "correspondents", "reporter", "reporters", "journalist", "journalists"), _MEDIA),
    **dict.fromkeys(("stringer", "crew", "bureau"), _MEDIA),
}
# Before a name: words that qualify it and can be left away ("the official Xinhua news agency").
_QUALIFIERS: Final = _words(
    "the a an state state-run state-owned state-controlled state-affiliated state-funded state-linked "
    "official semi-official semiofficial government-run government-owned pro-government party-run private "
    "privately-owned public independent local broadcaster newspaper daily channel network agency news "
    "outlet website site magazine television tv radio wire service monitor media local popular leading "
    "opposition pro-opposition"
)
_ROLE_WORDS: Final = _words(
    "correspondent correspondents reporter reporters journalist journalists source sources bureau "
    "stringer crew report reports news service press agency account page channel's"
) | frozenset(_MEDIA_WORDS)

_BEFORE_NAMES: Final = (
    "-based", "-backed", "-language", "-linked", "-affiliated", "-aligned", "-run", "-owned", "-controlled", "-funded"
)  # fmt: skip
"""Endings of words that say whose an outlet is: "the rebel-linked Kolvia TV"."""
_PEOPLE_WORDS: Final = _words(
    "correspondent correspondents reporter reporters journalist journalists source sources stringer"
)
"""Taken off first: the staff of an outlet is not the outlet, also where a list of wordings says so."""


def outlet_from_row(row: dict[str, Any], *, where: str) -> Outlet:
    """An ``Outlet`` from one object of the registry's source format; fields of ``Outlet`` pass as they are.

    Raises:
        SchemaError: the object lacks an id or a name, or a field has a wrong type.

    """
    flat = dict(row)
    state = flat.pop("state", None) or {}
    if state:
        flat["state_relation"], flat["state_of"] = state.get("relation"), state.get("of")
    label = flat.get("state_media_label")
    if isinstance(label, dict):
        flat["state_media_label"] = f"{label.get('meaning')} ({label.get('code')})"
    flat.setdefault("facts_from", {})
    try:
        return Outlet.model_validate(flat)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SchemaError(
            f"no outlet: {name}: {first['msg']}", where=where, hint="each line is one outlet with id and name"
        ) from error


def index_rows(outlets: list[Outlet]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """The index of ``outlets``: folded wording to entries, host name to row number."""
    keys: dict[str, list[int]] = {}
    hosts: dict[str, int] = {}
    for number, outlet in enumerate(outlets):
        for host in outlet.domains:
            best = hosts.setdefault(host, number)
            if (outlet.tier or 1) < (outlets[best].tier or 1):
                hosts[host] = number
        for alias in outlet.aliases:
            bits = AMBIGUOUS * alias.ambiguous
            bits |= UPPER_ONLY * (alias.type == "abbr" and alias.text.isupper())
            bits |= LOWER_TOO * (alias.type in ("descriptor", "native"))
            entries = keys.setdefault(fold_key(alias.text), [])
            if number * ROW + bits not in entries:
                entries.append(number * ROW + bits)
        if outlet.name not in {alias.text for alias in outlet.aliases} and not (outlet.aliases and "." in outlet.name):
            keys.setdefault(fold_key(outlet.name), []).append(number * ROW)
    return keys, hosts


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

    def __init__(self, keys: dict[str, Any], hosts: dict[str, int], rows: list[bytes], countries: Countries) -> None:
        self._keys, self._hosts, self._rows = keys, hosts, rows
        self._parsed: dict[int, Outlet] = {}
        self._joined: dict[str, int] | None = None
        self._matches: dict[tuple[str, frozenset[str], bool, bool], Match | None] = {}
        self.countries = countries

    def __len__(self) -> int:
        """How many outlets there are."""
        return len(self._rows)

    def outlet(self, row: int) -> Outlet:
        """The outlet in row ``row``."""
        found = self._parsed.get(row)
        if found is None:
            found = self._parsed[row] = Outlet.model_validate_json(self._rows[row])
        return found

    def by_domain(self, host: str) -> Outlet | None:
        """The outlet whose site ``host`` is, by its longest known suffix; a URL is cut down to its host.

        A host of a platform ("x.substack.com") says where a thing was posted and not by whom: None.
        """
        host = re.sub(r"^[a-z+]+://|^//", "", host.strip().casefold())
        host = re.split(r"[/?#]", host)[0].rpartition("@")[2].partition(":")[0].removeprefix("www.")
        while "." in host:
            if host in self._hosts:
                outlet = self.outlet(self._hosts[host])
                return None if outlet.kind == "social" else outlet
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
            for word in _WORD.findall(text):
                if not word[0].isupper():
                    last = ""
                    continue
                key = fold_key(_POSSESSIVE.sub("", word))
                for form in (key, f"{last} {key}"):
                    code = tables.by_name.get(form) or tables.by_demonym.get(form) or tables.by_capital.get(form)
                    if code:
                        codes.add(code)
                last = key
        return frozenset(codes)

    def _match(self, name: str, evidence: _Evidence) -> Match | None:
        """Looks ``name`` up whole, then with words taken off behind and before it."""
        words = [m.group() for m in _WORD.finditer(name)]
        if not words or len(words) > 12:
            return None
        end, role = len(words), ""
        while end > 1 and _POSSESSIVE.sub("", words[end - 1]).casefold() in _PEOPLE_WORDS:
            end -= 1
            role = f"{words[end].casefold()} {role}".strip()
        while end:
            start, own, kinds = 0, set(evidence.countries), self._kinds(role)
            while start < end:
                part = words[start:end]
                part[-1] = _POSSESSIVE.sub("", part[-1])
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
            bare = _POSSESSIVE.sub("", words[end - 1]).casefold()
            if end == 1 or bare not in _ROLE_WORDS:
                return None
            end, role = end - 1, f"{bare} {role}".strip()
        return None

    def _made_like_one(self, name: str) -> Match | None:
        """An outlet that the registry lacks, by the form of its name; its staff and words of kind are taken off."""
        words = [m.group() for m in _WORD.finditer(name)]
        role: list[str] = []
        while words and words[-1] in _ROLE_WORDS:
            role.insert(0, words.pop())
        while len(words) > 1 and words[0] in _QUALIFIERS and (words[0] != "the" or words[1].islower()):
            words.pop(0)
        text, kind = _POSSESSIVE.sub("", " ".join(words)).removesuffix("."), " ".join(role)
        proper = text.removeprefix("the ")
        if not is_outlet_name(text, kind) or self.countries.code(proper if kind else proper.rpartition(" ")[0]):
            return None  # "Russian newspaper", "Lebanese TV"
        text = re.sub(r"^[Tt]he ", "", text)
        return Match(self.named(text), text, kind, descriptor=False)

    def _skip(self, words: list[str], start: int, end: int, countries: set[str]) -> int:
        """How many words at ``start`` qualify what follows; the countries they name are added to ``countries``."""
        for size in (3, 2, 1):
            if start + size < end:
                code = self.countries.code(_POSSESSIVE.sub("", " ".join(words[start : start + size])))
                if code:
                    countries.clear()
                    countries.add(code)
                    return size
        word = words[start].casefold()
        return int(start + 1 < end and (word in _QUALIFIERS or word.endswith(_BEFORE_NAMES)))

    @staticmethod
    def _kinds(role: str) -> frozenset[str]:
        return frozenset[str]().union(*(_MEDIA_WORDS.get(word, frozenset()) for word in role.split()))

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
            if any_case or (e & LOWER_TOO or (capital and not (e & UPPER_ONLY and lower))) or not text.isascii()
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
        words = list(_WORD.finditer(text))
        found: list[tuple[Span, Outlet]] = []
        at = 0
        while at < len(words):
            size = 0
            if words[at].group()[0].isupper() or not words[at].group().isascii():
                for size in range(min(LONGEST, len(words) - at), 0, -1):
                    end = words[at + size - 1].end()
                    surface = _POSSESSIVE.sub("", text[words[at].start() : end])
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
        return [self.outlet(entry // ROW) for entry in (found if isinstance(found, (list, tuple)) else (found,))]

    def platform(self, text: str) -> Outlet | None:
        """The platform (kind ``social``) that ``text`` names, also where the word is ambiguous ("X", "Telegram")."""
        return next((outlet for outlet in self.namesakes(text) if outlet.kind == "social"), None)

    def publisher(self, name: str | None, url: str | None = None) -> Outlet:
        """The outlet that published an article: by name, by host, else made from the name.

        Without a name and a known host it is the unknown outlet.
        """
        by_host = self.by_domain(url) if url else None
        if name and name.strip():
            context = frozenset({by_host.country}) if by_host and by_host.country else frozenset[str]()
            match = self.match(name, countries=context, any_case=True)
            bare = re.sub(r"\s*\([^()]*\)$|\s+[-–|]\s+\w+$", "", name.strip())
            if match is None and bare and bare != name:  # "CNN (Web News)", "Newsmax - Opinion"
                match = self.match(bare, countries=context, any_case=True)
            if match and not match.role and not match.descriptor:
                return match.outlet
            if match is None and name.isascii() and " " not in name.strip():  # "dailyvesti", as data sets write names
                row = self._run_together().get(fold_key(name))
                if row is not None:
                    return self.outlet(row)
            key = fold_key(name)
            if by_host and (key in fold_key(by_host.name) or any(key == fold_key(a.text) for a in by_host.aliases)):
                return by_host
            return self.named(name.strip())
        return by_host or self.named(UNKNOWN_OUTLET)

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


@lru_cache(maxsize=4)
def load_registry(extra: Path | None = None) -> Registry:
    """The registry, with the outlets of ``extra`` (JSONL, one a line, in the same fields) added; read once.

    Raises:
        SchemaError: ``extra`` cannot be read, or a line of it is no outlet.

    """
    with gzip.open(DATA / "outlets.jsonl.gz") as packed:
        head, *rows = packed.read().splitlines()
    index = json.loads(head)
    keys: dict[str, Any] = index["keys"]
    hosts: dict[str, int] = index["hosts"]
    if extra is not None:
        added = _read_extra(extra)
        more_keys, more_hosts = index_rows(added)
        shift = len(rows)
        rows += [outlet.model_dump_json().encode() for outlet in added]
        for key, entries in more_keys.items():
            keys[key] = [entry + shift * ROW for entry in entries]
        hosts |= {host: number + shift for host, number in more_hosts.items()}
    return Registry(keys, hosts, rows, load_countries())


def _read_extra(path: Path) -> list[Outlet]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"cannot be read: {error}", where=str(path), hint="give a JSONL file in UTF-8") from error
    outlets = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise SchemaError(f"no JSON: {error.msg}", where=where, hint="one JSON object a line") from error
            if not isinstance(row, dict):
                raise SchemaError("no JSON object", where=where, hint="one JSON object a line")
            outlets.append(outlet_from_row(row, where=where))
    return outlets
