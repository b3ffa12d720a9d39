"""An article into a case: its rows, and the one transaction that stores them."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import sqlite

from claimgraph.errors import InputError, SchemaError
from claimgraph.records import Article, Attribution, CaseArticle, Chain, Original, Outlet, Record, Run, Span, content_id
from claimgraph.store import copies, corrections, schema, search
from claimgraph.store.rows import Added, descriptor_columns
from claimgraph.store.trouble import unstorable

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["add_article", "differing_fields", "rewrite_article"]

Row = dict[str, Any]
Rows = dict[Table, list[Row]]

_METADATA: Final = ("outlet", "date", "title", "author", "url", "language")
_OUTLET_JSON: Final = ("languages", "domains", "aliases", "facts_from")
_json: Final = json.JSONEncoder(ensure_ascii=False).encode

_GAP: Final = " … "
"""Between the parts of a discontinuous source, cue or content."""


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
        with database.reading() as connection:
            known = _known(connection, item.article)
        if known and known.run == run.id:
            return _unchanged(known, item.article)
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
        known = _known(connection, item.article)  # again: another process may have come first
        if known and known.run == run.id:
            return _unchanged(known, item.article)
        corrections.refuse_purged(connection, item.article)
        _insert(connection, schema.run, [dict(run)], ignore=True)
        if known:
            corrections.keep_reading(connection, known.number, known.run)
        number = _replace(connection, known.number, item) if known else _new(connection, item)
        if original is not None:
            _keep_original(connection, number, original)
        corrected = corrections.corrected(connection, item)
        if corrected is not item:
            corrections.keep_raw(connection, number, item)
        _insert_found(connection, number, corrected)
    return Added("replaced" if known else "added")


def rewrite_article(connection: Connection, number: int, before: CaseArticle, item: CaseArticle) -> None:
    """Put ``item`` in the place of ``before``, which the tables hold of article ``number``.

    Only rows that differ are touched: a decision in a long article changes few. Text and metadata stay.
    """
    old, new = _rows(before), _rows(item)
    worded = [(row["number"], row["text"]) for row in old[schema.claim]] != [
        (row["number"], row["text"]) for row in new[schema.claim]
    ]
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
        search.add_claims(connection, number)


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
    for table, rows in _rows(item).items():
        _insert_many(connection, table, number, rows)
    search.add_claims(connection, number)


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


def _known(connection: Connection, article: Article) -> _Known | None:
    table = schema.article
    columns = [table.c.number, table.c.sha256, schema.annotation.c.run, *(table.c[name] for name in _METADATA)]
    statement = select(*columns).join(schema.annotation).where(table.c.id == article.id)
    row = connection.execute(statement).one_or_none()
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
        statement = sqlite.insert(table)
        connection.execute(statement.on_conflict_do_nothing() if ignore else statement, rows)


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


def _keep_original(connection: Connection, number: int, original: Original) -> None:
    table = schema.original
    if connection.execute(select(table.c.size).where(table.c.sha256 == original.sha256)).one_or_none() is None:
        packed, size = zlib.compress(original.content), len(original.content)
        shorter = len(packed) < size
        row = {
            "sha256": original.sha256,
            "size": size,
            "compression": "zlib" if shorter else "none",
            "content": packed if shorter else original.content,
        }
        _insert(connection, table, [row])
    kept = {"article": number, **original.model_dump(exclude={"content"})}
    _insert(connection, schema.article_original, [kept], ignore=True)


def _article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "sha256": article.sha256,
        "characters": len(article.text),
        "text": article.text,
        **{name: getattr(article, name) for name in _METADATA},
    }


def _outlet_version(outlet: Outlet) -> str:
    return content_id(_json(outlet.model_dump()))


def _outlets(item: CaseArticle) -> list[Row]:
    rows = {}
    for outlet in (item.publisher, *item.outlets):
        values = outlet.model_dump()
        packed = {name: _json(values[name]) for name in _OUTLET_JSON}
        version = _outlet_version(outlet)
        rows[version] = {"version": version, **values, **packed}
    return list(rows.values())


def _numbered(records: Iterable[Record], text: str | None = None) -> list[Row]:
    """One row a record; with ``text``, the words at its offsets too."""
    rows = [{"number": number, **vars(record)} for number, record in enumerate(records)]
    if text is not None:
        for row in rows:
            row["text"] = text[row["start"] : row["end"]]
    return rows


def _rows(item: CaseArticle) -> Rows:
    """Every row of the annotation but for ``article``, tables in an order that foreign keys allow."""
    annotation, text = item.annotation, item.article.text
    head = {"run": annotation.model, "publisher": _outlet_version(item.publisher)}
    attributions, spans = _attribution_rows(item)
    sources = [
        {**row, "belongs_to": row.pop("article"), **descriptor_columns(row.pop("descriptor"))}
        for row in _numbered(item.sources)
    ]
    return {
        schema.annotation: [head | {name: getattr(annotation, name) for name in ("outlet", "date", "title")}],
        schema.article_outlet: [
            {"number": number, "outlet": _outlet_version(outlet)} for number, outlet in enumerate(item.outlets)
        ],
        schema.sentence: _numbered(annotation.sentences, text),
        schema.attribution: attributions,
        schema.attribution_span: spans,
        schema.claim: _claim_rows(item),
        schema.chain: [
            {
                "number": number,
                "attribution": chain.attribution,
                "length": len(chain.links),
                "names": _json([link.name for link in chain.links]),
            }
            for number, chain in enumerate(item.chains)
        ],
        schema.chain_link: [
            {"chain": chain_number, **row}
            for chain_number, chain in enumerate(item.chains)
            for row in _numbered(chain.links)
        ],
        schema.source: sources,
        schema.entity: _numbered(item.entities),
        schema.mention: _numbered(annotation.entities, text),
        schema.date_finding: [
            row | {"explanations": _json(row["explanations"])} for row in _numbered(annotation.dates, text)
        ],
    }


def _attribution_rows(item: CaseArticle) -> tuple[list[Row], list[Row]]:
    annotation = item.annotation
    parts = [("text", item.article.text, a) for a in annotation.attributions]
    parts += [("title", annotation.title or "", a) for a in annotation.title_attributions]
    rows, spans = [], []
    for number, (part, text, attribution) in enumerate(parts):
        row = {"number": number, "part": part, **vars(attribution), "chain": _json(attribution.chain)}
        for role in ("source", "cue", "content", "access_words"):
            stretches: tuple[Span, ...] = row.pop(role)
            if role != "access_words":
                row[f"{role}_text"] = _GAP.join([text[start:end] for start, end in stretches])
            spans += [
                {"attribution": number, "role": role, "number": place, "start": start, "end": end}
                for place, (start, end) in enumerate(stretches)
            ]
        rows.append(row)
    return rows, spans


def _claim_rows(item: CaseArticle) -> list[Row]:
    """Claims, with who asserts them: the innermost link of the chain, or the publisher."""
    attributions: dict[str | None, Attribution] = {a.id: a for a in item.annotation.attributions}
    chains: dict[str | None, Chain] = {chain.attribution: chain for chain in item.chains}
    rows = _numbered(item.annotation.claims, item.article.text)
    for row in rows:
        attribution, chain = attributions.get(row["attribution"]), chains.get(row["attribution"])
        if attribution is None:
            row |= {
                "source": item.publisher.id,
                "source_name": item.publisher_name,
                "source_type": None,
                "stance": None,
            }
            row["chain"] = _json([item.publisher_name])
        else:
            row["source"] = chain.links[-1].node if chain and chain.links else None
            row |= {name: getattr(attribution, name) for name in ("source_name", "source_type", "stance")}
            row["chain"] = _json(attribution.chain)
    return rows
