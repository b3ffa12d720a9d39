"""An article into a case: its rows, and the one transaction that stores them."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Select, Table, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import Insert

from claimgraph.errors import InputError, SchemaError
from claimgraph.records import Article, CaseArticle, Original, Outlet, Run, content_id
from claimgraph.store import copies, corrections, originals, schema, search
from claimgraph.store.found import Row, found_rows
from claimgraph.store.rows import Added
from claimgraph.store.trouble import unstorable

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["add_article", "differing_fields", "rewrite_article"]

_METADATA: Final = ("outlet", "date", "title", "author", "url", "language")
_OUTLET_JSON: Final = ("languages", "domains", "aliases", "facts_from")
_json: Final = json.JSONEncoder(ensure_ascii=False).encode


class _Known(NamedTuple):
    number: int
    sha256: str
    run: str
    metadata: Row


def add_article(database: Database, item: CaseArticle, original: Original | None, run: Run) -> Added:
    """Store an article with all that was found in it, and its original; all of it or nothing.

    Raises:
        InputError: another text is stored under its id, or a text cannot be stored.
        SchemaError: the parts of ``item`` do not belong together, or a digest is wrong.
        CaseError: the case cannot be written to.
    """
    where = f"article {item.article.id!r}"
    try:
        _check(item, original, run, where)
        return _store(database, item, original, run)
    except InputError as error:
        raise InputError(error.message, where=where, hint=error.hint) from error
    except UnicodeEncodeError as error:
        raise unstorable(error, where) from error


def differing_fields(database: Database, article: Article) -> tuple[str, ...]:
    """The fields in which ``article`` differs from what is kept under its id; none where nothing is kept.

    Raises:
        InputError: another text is kept.
    """
    with database.reading() as connection:
        known = _known(connection, article)
    return _unchanged(known, article).differing if known else ()


def _store(database: Database, item: CaseArticle, original: Original | None, run: Run) -> Added:
    with database.writing() as connection:
        known = _known(connection, item.article)
        if known and known.run == run.id:
            return _unchanged(known, item.article)
        corrections.refuse_purged(connection, item.article)
        _insert(connection, schema.run, [dict(run)], ignore=True)
        if known:
            corrections.keep_reading(connection, known.number, known.run)
        number = _replace(connection, known.number, item) if known else _new(connection, item)
        if original is not None:
            originals.keep_original(connection, number, item.article.text, original)
        corrected = corrections.corrected(connection, item)
        if corrected is not item:
            corrections.keep_raw(connection, number, item)
        _insert_found(connection, number, corrected)
    return Added("replaced" if known else "added")


def rewrite_article(connection: Connection, number: int, before: CaseArticle, item: CaseArticle) -> None:
    """Put ``item`` in the place of ``before``, which the tables hold of article ``number``.

    Only rows that differ are touched: a decision in a long article changes few. Text and metadata stay.
    """
    old, new = found_rows(before, _outlet_version), found_rows(item, _outlet_version)
    worded = [(c.start, c.end) for c in before.annotation.claims] != [(c.start, c.end) for c in item.annotation.claims]
    if worded:
        search.drop_claims(connection, number)  # while the words are still there
    profile = schema.link_profile
    connection.execute(profile.delete().where(profile.c.article == number))  # it is to be linked anew
    _insert(connection, schema.outlet, _outlets(item), ignore=True)
    keyed = {table: (_keyed(table, old[table]), _keyed(table, rows)) for table, rows in new.items()}
    for table, (were, are) in reversed(keyed.items()):
        _delete_many(connection, table, number, [key for key in were if key not in are])
    for table, (were, are) in keyed.items():
        changed = [row for key, row in are.items() if were.get(key) != row]
        _insert_many(connection, table, number, changed, replace=True)
    if worded:
        search.add_claims(connection, number, item.article.text, item.annotation.claims)


def _keyed(table: Table, rows: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
    """Rows of one article by what tells them apart within it."""
    names = _key(table)
    return {tuple(row[name] for name in names): row for row in rows}


def _key(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key.columns if column.name != "article")


def _delete_many(connection: Connection, table: Table, article_number: int, keys: Sequence[tuple[Any, ...]]) -> None:
    if keys:
        where = " AND ".join(f'"{name}" = ?' for name in ("article", *_key(table)))
        statement = f'DELETE FROM "{table.name}" WHERE {where}'  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, [(article_number, *key) for key in keys])


def _insert_found(connection: Connection, number: int, item: CaseArticle) -> None:
    _insert(connection, schema.outlet, _outlets(item), ignore=True)
    for table, rows in found_rows(item, _outlet_version).items():
        _insert_many(connection, table, number, rows)
    search.add_claims(connection, number, item.article.text, item.annotation.claims)


def _check(item: CaseArticle, original: Original | None, run: Run, where: str) -> None:
    article, annotation = item.article, item.annotation
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    trouble = None
    if digest != article.sha256:
        trouble = f"its SHA-256 is {digest}, not {article.sha256}"
    elif (annotation.id, annotation.text) != (article.id, article.text):
        trouble = f"the annotation is that of article {annotation.id!r}, or of another text"
    elif annotation.model != run.id:
        trouble = f"the annotation was made by run {annotation.model!r}, not {run.id!r}"
    elif original is not None and hashlib.sha256(original.content).hexdigest() != original.sha256:
        trouble = f"the original {original.name!r} has another SHA-256 than {original.sha256}"
    if trouble:
        raise SchemaError(trouble, where=where, hint="annotate it again")


@functools.cache
def _known_statement() -> Select[Any]:
    table = schema.article
    columns = [table.c.number, table.c.sha256, schema.annotation.c.run, *(table.c[name] for name in _METADATA)]
    return select(*columns).join(schema.annotation).where(table.c.id == bindparam("id"))


def _known(connection: Connection, article: Article) -> _Known | None:
    row = connection.execute(_known_statement(), {"id": article.id}).one_or_none()
    if row is None:
        return None
    number, sha256, run, *metadata = row
    known = _Known(number, sha256, run, dict(zip(_METADATA, metadata, strict=True)))
    if known.sha256 != article.sha256:
        kept, given = _shown(known.metadata, known.sha256), _shown(dict(article), article.sha256)
        raise InputError(
            f"another text is in the case under this id: kept {kept}; refused {given}",
            hint="give one of the two an id of its own, or none",
        )
    return known


def _shown(article: Row, sha256: str) -> str:
    words = [article[name] for name in ("outlet", "date", "title", "url") if article[name]]
    return ", ".join([*words, f"text {sha256[:12]}"])


def _unchanged(known: _Known, article: Article) -> Added:
    return Added("unchanged", tuple(name for name in _METADATA if getattr(article, name) != known.metadata[name]))


def _insert(connection: Connection, table: Table, rows: Sequence[Row], *, ignore: bool = False) -> None:
    if rows:  # no rows would insert one of defaults
        connection.execute(_named_insertion(table, ignore=ignore), rows)


@functools.cache
def _named_insertion(table: Table, *, ignore: bool) -> Insert:
    statement = sqlite.insert(table)
    return statement.on_conflict_do_nothing() if ignore else statement


def _insert_many(
    connection: Connection, table: Table, article_number: int, rows: Sequence[Row], *, replace: bool = False
) -> None:
    """Insert rows of one article through the driver, three times as fast as by names; ``replace`` those of their keys."""
    if rows:
        statement, values_of = _insertion(table)
        if replace:
            statement = statement.replace("INSERT INTO", "INSERT OR REPLACE INTO", 1)
        connection.exec_driver_sql(statement, [(article_number, *values_of(row)) for row in rows])


@functools.cache
def _insertion(table: Table) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    """The statement that inserts a row given by position, and what puts the values of a row in that order."""
    names = [column.name for column in table.columns]
    return str(table.insert().compile(dialect=sqlite.dialect())), itemgetter(*names[1:])  # the first is ``article``


def _new(connection: Connection, item: CaseArticle) -> int:
    key = connection.execute(schema.article.insert(), _article_row(item.article)).inserted_primary_key
    return int(key[0]) if key else 0


def _replace(connection: Connection, number: int, item: CaseArticle) -> int:
    search.drop_claims(connection, number)  # while the words are still there
    copies.forget_copies(connection, number)  # its date may be another
    for table in reversed(schema.MACHINE_TABLES):
        connection.execute(table.delete().where(table.c.article == bindparam("number")), {"number": number})
    connection.execute(
        schema.article.update().where(schema.article.c.number == bindparam("b_number")),
        {"b_number": number} | {name: getattr(item.article, name) for name in _METADATA},
    )
    return number


def _article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "sha256": article.sha256,
        "characters": len(article.text),
        "text": article.text,
        **{name: getattr(article, name) for name in _METADATA},
    }


def _outlet_row(outlet: Outlet) -> Row:
    return _packed_outlet(_json(outlet.model_dump()))


def _outlet_version(outlet: Outlet) -> str:
    return str(_outlet_row(outlet)["version"])


@functools.lru_cache(maxsize=4096)
def _packed_outlet(content: str) -> Row:
    """The row of an outlet, given as JSON; many articles name the same few."""
    values = json.loads(content)
    return {"version": content_id(content), **values, **{name: _json(values[name]) for name in _OUTLET_JSON}}


def _outlets(item: CaseArticle) -> list[Row]:
    rows = [_outlet_row(outlet) for outlet in (item.publisher, *item.outlets)]
    return list({row["version"]: row for row in rows}.values())
