"""What a person says of names: which entity some words name, and that two sources of different articles are one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from claimgraph.correct import NAMED_TYPES, nearest_mention
from claimgraph.errors import InputError, SchemaError
from claimgraph.records import CaseArticle, Mention, Span
from claimgraph.review.decisions import check_word

if TYPE_CHECKING:
    from claimgraph.store import Case, SourceRow

__all__ = ["NAMED_TYPES", "entity_value", "find_mention", "read_entity", "sources_to_join"]

_TARGET: Final = re.compile(r"e(\d{1,6})(?:-(\d{1,7}))?")
_TYPED: Final = re.compile(r"(.*?)\s*\((\w+)\)")
_NONE: Final = frozenset({"", "none", "no", "false"})


def find_mention(item: CaseArticle, target: str) -> tuple[Span, Mention | None] | None:
    """What ``eN`` (the Nth mention, from 1) or ``eSTART-END`` (code points) means; null where it is written otherwise.

    Raises:
        InputError: the article has no such mention, or the words are not within it.
    """
    written = _TARGET.fullmatch(target)
    if written is None:
        return None
    mentions, first = item.annotation.entities, int(written[1])
    if written[2] is None:
        if not 0 < first <= len(mentions):
            raise InputError(f"article {item.article.id!r} has no mention {target!r}", hint=f"e1 to e{len(mentions)}")
        found = mentions[first - 1]
        return Span(found.start, found.end), found
    span = Span(first, int(written[2]))
    if not span.start < span.end <= len(item.article.text):
        raise InputError(f"the words {target!r} are not within article {item.article.id!r}")
    same = nearest_mention(mentions, span)
    return span, same if same is not None and (same.start, same.end) == span else None


def read_entity(value: Any) -> dict[str, Any]:
    """What was said of a mention: ``Name``, ``Name (person)``, ``(person)``, ``none``, False; or an object.

    An object may hold ``name``, ``type``, ``all`` (default true: every mention of that entity), ``own``, ``same_as``
    (another mention, ``eN``), ``none``.

    Raises:
        SchemaError: it is none of these.
    """
    if value is None or value is False or (isinstance(value, str) and value.strip().casefold() in _NONE):
        return {"none": True}
    if isinstance(value, Mapping):
        return dict(value)
    if not isinstance(value, str):
        raise SchemaError(f"{value!r} is no name", hint="Name (person), (place), or none")
    typed = _TYPED.fullmatch(value.strip())
    if typed and typed[2] in {"person", "organization", "place", "event", "other"}:
        return {"name": typed[1], "type": typed[2]} if typed[1] else {"type": typed[2]}
    return {"name": value.strip()}


def entity_value(
    case: Case, item: CaseArticle, given: Mapping[str, Any], span: Span, found: Mention | None
) -> dict[str, Any] | None:
    """What is stored of an answer about a mention; null: these words name nothing.

    Raises:
        InputError: there is no such other mention.
        SchemaError: the type is none, or there is nothing that could be merged or split.
    """
    every = bool(given.get("all", True)) and found is not None
    if given.get("none"):
        return {"name": None, "type": None, "all": True} if every else None
    if given.get("same_as"):
        other = find_mention(item, str(given["same_as"]))
        if other is None or other[1] is None:
            raise InputError(f"article {item.article.id!r} has no mention {given['same_as']!r}", hint="such as e3")
        mention = other[1]
        return {"name": mention.name, "type": mention.type, "all": every, "entity": mention.entity, "merge": True}
    words = " ".join(item.article.text[span.start : span.end].split())
    name = " ".join(str(given.get("name") or (found.name if found else words)).split())
    kind = check_word("entity", given.get("type") or (found.type if found else "other"))
    after: dict[str, Any] = {"name": name, "type": kind, "all": every}
    if given.get("own"):
        if found is None:
            raise SchemaError("only what is named already can be split", hint="mark the words as a name first")
        return after | {"all": False, "own": True}
    here = {entity.name.casefold() for entity in item.entities if entity.type == kind}
    if name.casefold() not in here:
        rows = [row.id for row in case.entities(text=name) if row.type == kind and _one(row.name, name, kind)]
        after |= {"entity": rows[0]} if rows else {}
    return after


def _one(known: str, name: str, kind: str) -> bool:
    """Whether a name of another article is this one: a person of one name alone is one within the article only."""
    return known.casefold() == name.casefold() and (kind != "person" or " " in name)


def sources_to_join(case: Case, source: str, other: str) -> tuple[SourceRow, SourceRow]:
    """Two sources that may be one across articles.

    Raises:
        InputError: the case has no such source, or they are one already.
        SchemaError: one has no name: it belongs to its article.
    """
    rows = {row.id: row for row in case.sources()}
    for ident in (source, other):
        if ident not in rows:
            raise InputError(f"the case has no source {ident!r}", hint="claimgraph sources --json lists them")
        if rows[ident].type not in NAMED_TYPES:
            raise SchemaError(
                f"{rows[ident].name!r} is not named: it is a source of its article only",
                hint="only named persons, named organizations and outlets are one source across articles",
            )
    if source == other:
        raise InputError("they are one source already")
    if "named_person" in {rows[source].type, rows[other].type} and rows[source].type != rows[other].type:
        raise SchemaError("a person and a body are not one source", hint="correct the type first")
    return rows[source], rows[other]
