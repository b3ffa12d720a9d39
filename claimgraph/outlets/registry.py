"""The registry of outlets: from a name, a wording or a host to the ``Outlet`` it means.

The data is ``data/outlets.jsonl.gz``: the first line is an index (folded wording to row numbers), each further line
one outlet. Only the index is read at start; an outlet is parsed when it is first asked for.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimgraph.outlets.countries import DATA, load_countries
from claimgraph.outlets.forms import fold_key, publisher_forms
from claimgraph.outlets.lookup import Lookup, listed, row_numbers
from claimgraph.outlets.own import read_own_outlets
from claimgraph.outlets.rows import AMBIGUOUS, ROW, index_rows
from claimgraph.outlets.running import find_in_text
from claimgraph.outlets.words import SECTIONS
from claimgraph.records import UNKNOWN_OUTLET, Outlet, Span, content_id

__all__ = ["Registry", "load_registry"]


class Registry(Lookup):
    """All outlets that are known: look-ups, search in text, and publishers."""

    def find(
        self,
        text: str,
        *,
        countries: frozenset[str] = frozenset(),
        speaks: bool = False,
        known: frozenset[str] = frozenset(),
    ) -> list[tuple[Span, Outlet]]:
        """Outlets named in ``text``, longest wording first, in order of place; ambiguous ones only with evidence.

        Args:
            text: running text, best a sentence.
            countries: as in ``match``.
            speaks: all of ``text`` stands where somebody speaks or is spoken to; else the words beside a name tell. There
                what is only made like an outlet's name counts too.
            known: ids of outlets that the article names elsewhere, which tell what "the Times" is.

        """
        return find_in_text(self, text, countries=countries, speaks=speaks, known=known)

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

    def names_like(self, beginning: str, count: int = 30) -> list[str]:
        """Names of outlets of which a wording begins like ``beginning``, in order of the alphabet."""
        key = fold_key(beginning)
        rows = {entry // ROW for form, found in self._keys.items() if form.startswith(key) for entry in listed(found)}
        return sorted(self.outlet(row).name for row in sorted(rows)[:count])

    def wordings(self) -> Iterable[str]:
        """Every wording of an outlet, folded."""
        return self._keys


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
    numbers = row_numbers(rows, {row["id"] for row in given})
    added: list[Outlet] = []
    for row in given:
        number = numbers.get(row["id"], len(rows))
        outlet = _added_to(Outlet.model_validate_json(rows[number]), row) if number < len(rows) else Outlet(**row)
        packed = outlet.model_dump_json(exclude_defaults=True).encode()
        rows[number : number + 1] = [packed]
        added.append(outlet)
        own_keys, own_hosts = index_rows([Outlet(**row)])
        for key, entries in own_keys.items():
            shared = [entry for entry in listed(keys.get(key, ())) if all(e & AMBIGUOUS for e in entries)]
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
