"""Outlets of one's own: a TOML or JSONL file that adds to the registry and outranks it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import ValidationError

from claimgraph.errors import SchemaError
from claimgraph.outlets.countries import Countries, load_countries
from claimgraph.outlets.forms import fold_key
from claimgraph.records import Outlet, OutletAlias
from claimgraph.records.terms import OutletKind

__all__ = ["FIELDS", "read_own_outlets"]

FIELDS: Final = (
    "id", "name", "kind", "country", "region", "owner", "owner_as_of", "affiliation", "state_relation", "state_of",
    "state_media_label", "languages", "domains", "wikidata", "parent", "note", "aliases", "facts_from", "origin",
)  # fmt: skip
"""What an outlet of one's own may say of itself; only ``name`` must be there."""
_ALIAS_FIELDS: Final = frozenset({"text", "type", "ambiguous"})
_LISTS: Final = frozenset({"languages", "domains"})
_UNSAID: Final = frozenset({"id", "origin", "facts_from"})
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
_UNIONS: Final = frozenset({"UN", "EU"})


def read_own_outlets(path: Path) -> list[dict[str, Any]]:
    """The outlets of ``path``, each as the fields of ``Outlet`` that its row gives, checked.

    A file that ends in ``.toml`` holds one table ``[[outlet]]`` an outlet, any other one JSON object a line. Every
    fact stands with its origin: that of ``facts_from``, else the row's ``origin``, else ``user:`` and the file's name.

    Raises:
        SchemaError: the file cannot be read, or a row is no outlet; it names file, row and field.

    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
        hint = "give a TOML or JSONL file in UTF-8"
        raise SchemaError(f"the file of outlets cannot be read: {reason}", where=str(path), hint=hint) from error
    raw = _toml_rows(text, path) if path.suffix.casefold() == ".toml" else _json_rows(text, path)
    countries, rows = load_countries(), []
    ids: dict[str, str] = {}
    wordings: dict[str, tuple[str, bool, str]] = {}
    for where, given in raw:
        row = _Row(given, where, f"user:{path.name}", countries).checked()
        if row["id"] in ids:
            _complain("id", f"{row['id']!r} is that of {ids[row['id']]} too", where, "give each outlet one row")
        ids[row["id"]] = where
        for alias in row["aliases"]:
            _check_wording(alias, row["id"], where, wordings)
        rows.append(row)
    return rows


def _toml_rows(text: str, path: Path) -> list[tuple[str, Any]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SchemaError(f"no TOML: {error}", where=str(path), hint="one table [[outlet]] an outlet") from error
    found = tables.pop("outlet", [])
    if tables or not isinstance(found, list):
        strange = next(iter(tables), "outlet")
        raise SchemaError(
            f"{strange!r} is no list of outlets", where=str(path), hint="begin each outlet with the line [[outlet]]"
        )
    return [(f"{path}: outlet {number}", row) for number, row in enumerate(found, 1)]


def _json_rows(text: str, path: Path) -> list[tuple[str, Any]]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                rows.append((where, json.loads(line)))
            except json.JSONDecodeError as error:
                raise SchemaError(f"no JSON: {error.msg}", where=where, hint="one JSON object a line") from error
    return rows


def _complain(field: str, message: str, where: str, hint: str) -> None:
    """Raises.

    Raises:
        SchemaError: always.
    """
    raise SchemaError(f"{field}: {message}", where=where, hint=hint)


def _check_wording(alias: OutletAlias, row: str, where: str, known: dict[str, tuple[str, bool, str]]) -> None:
    """Refuses a wording that two outlets of the file claim for themselves alone."""
    key = fold_key(alias.text)
    other, ambiguous, place = known.setdefault(key, (row, alias.ambiguous, where))
    if other != row and not (ambiguous and alias.ambiguous):
        hint = "say ambiguous = true at both, if both bear it"
        _complain("aliases", f"{alias.text!r} is a name of the outlet at {place} too", where, hint)


class _Row:
    """One row on its way through the checks."""

    def __init__(self, given: Any, where: str, origin: str, countries: Countries) -> None:
        self.given, self.where, self.origin, self.countries = given, where, origin, countries

    def checked(self) -> dict[str, Any]:
        """The fields of ``Outlet`` that the row gives, with id, aliases and origins."""
        if not isinstance(self.given, dict):
            raise SchemaError("no JSON object", where=self.where, hint="each row is an object with a name")
        row = {key: value for key, value in self.given.items() if value is not None}
        state = row.pop("state", None)
        if isinstance(state, dict):
            row |= {f"state_{key}": value for key, value in state.items() if value is not None}
        for field in row:
            if field not in FIELDS:
                _complain(field, "no such field", self.where, f"known are {', '.join(FIELDS)}")
        for field in set(row) - {*_LISTS, "aliases", "facts_from"}:
            if not isinstance(row[field], str) or not row[field].strip():
                _complain(field, "it must be text", self.where, f'such as {field} = "..."')
        if "name" not in row:
            _complain("name", "it is missing", self.where, "only the name must be there")
        self._check_words(row)
        for field in _LISTS & set(row):
            row[field] = self._texts(field, row[field])
        row["domains"] = tuple(self._host(value) for value in row.get("domains", ()))
        row["aliases"] = self._aliases(row)
        row.setdefault("id", fold_key(row["name"]).replace(" ", "-") or row["name"])
        row["facts_from"] = self._origins(row)
        row.pop("origin", None)
        try:
            Outlet.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            _complain(".".join(map(str, first["loc"])), first["msg"], self.where, "see the README")
        return row

    def _check_words(self, row: dict[str, Any]) -> None:
        kinds = get_args(OutletKind)
        if "kind" in row and row["kind"] not in kinds:
            _complain("kind", f"{row['kind']!r} is none of {', '.join(kinds)}", self.where, "take one, or leave it out")
        for field in ("country", "state_of"):
            code = row.get(field)
            if code is not None and code not in {*self.countries.by_name.values(), *_UNIONS}:
                named = self.countries.code(code)
                hint = f"say {named}" if named else "two capitals, as in ISO 3166-1"
                _complain(field, f"{code!r} is no code of a country", self.where, hint)

    def _texts(self, field: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            _complain(field, "it must be a list of texts", self.where, f'such as {field} = ["..."]')
        return tuple(value)

    def _host(self, value: str) -> str:
        host = re.sub(r"^[a-z+]+://", "", value.strip().casefold()).partition("/")[0].removeprefix("www.")
        if not _HOST.fullmatch(host):
            _complain("domains", f"{value!r} is no host name", self.where, 'such as domains = ["lamp.example"]')
        return host

    def _aliases(self, row: dict[str, Any]) -> tuple[OutletAlias, ...]:
        """The wordings, the name first; a text alone is an alias, in capitals an abbreviation."""
        given = row.get("aliases", [])
        if not isinstance(given, list):
            _complain("aliases", "it must be a list", self.where, 'such as aliases = ["The Lamp"]')
        made = [OutletAlias(text=row["name"], type="name")]
        for item in given:
            alias = {"text": item} if isinstance(item, str) else item
            text = alias.get("text") if isinstance(alias, dict) else None
            if not isinstance(text, str) or not fold_key(text) or set(alias) - _ALIAS_FIELDS:
                hint = 'a text, or {text = "...", type = "abbr", ambiguous = true}'
                _complain("aliases", f"{item!r} is no alias", self.where, hint)
            kind = "abbr" if str(text).isupper() and " " not in str(text) else "alias"
            try:
                made.append(OutletAlias.model_validate({"type": kind, **alias}))
            except ValidationError as error:
                first = error.errors()[0]
                _complain("aliases", f"{text!r}: {first['loc'][0]}: {first['msg']}", self.where, "see the README")
        return tuple(made[1:] if any(alias.text == row["name"] for alias in made[1:]) else made)

    def _origins(self, row: dict[str, Any]) -> dict[str, tuple[str, ...]]:
        """Where each fact comes from."""
        given = row.get("facts_from", {})
        if not isinstance(given, dict):
            _complain("facts_from", "it must map fields to origins", self.where, 'such as owner = ["register 2024"]')
        usual = (row.get("origin", self.origin),)
        origins: dict[str, tuple[str, ...]] = {field: usual for field in row if field not in _UNSAID and row[field]}
        for field, origin in given.items():
            if field not in FIELDS and field != "state":
                _complain("facts_from", f"{field!r} is no field", self.where, f"known are {', '.join(FIELDS)}")
            origins[field] = (origin,) if isinstance(origin, str) else self._texts("facts_from", origin)
        return origins
