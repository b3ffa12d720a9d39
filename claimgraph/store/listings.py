"""Lists for people: claims and sources by filters, and how many of each the case holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, distinct, exists, func, or_, select

from claimgraph.store import schema, search, views
from claimgraph.store.rows import (
    DESCRIPTOR_COLUMNS,
    ArticleRow,
    ClaimFilter,
    ClaimRow,
    SourceRow,
    read_descriptor,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["count_all", "list_articles", "list_claims", "list_sources"]

_BATCH: Final = 1000

_COUNTED: Final = {
    "articles": select(func.count()).select_from(schema.article),
    "originals": select(func.count()).select_from(schema.original),
    "sentences": select(func.count()).select_from(schema.sentence_row),
    "attributions": select(func.count()).select_from(schema.attribution_row),
    "claims": select(func.count()).select_from(schema.claim_row),
    "sources": select(func.count(distinct(schema.source.c.id))),
    "outlets": select(func.count(distinct(schema.outlet.c.id))),
    "entities": select(func.count(distinct(schema.entity.c.id))),
    "runs": select(func.count()).select_from(schema.run),
    "links": select(func.count()).select_from(schema.link),
    "decisions": select(func.count()).select_from(schema.decision),
}


def count_all(database: Database) -> dict[str, int]:
    """How many of each the case holds; sources, outlets and entities that articles share count once."""
    with database.reading() as connection:
        return {name: connection.execute(statement).scalar_one() for name, statement in _COUNTED.items()}


def list_articles(database: Database) -> list[ArticleRow]:
    """Every article in the order in which it came in, without its text."""
    article, sentence, made, decided = schema.article, views.sentence, views.attribution, schema.decision
    opening = (
        select(sentence.c.text)
        .where(sentence.c.article == article.c.number, sentence.c.label != "not_a_claim")
        .order_by(sentence.c.number)
        .limit(1)
        .scalar_subquery()
    )
    claims = select(func.count()).where(made.c.article == article.c.number, made.c.kind == "claim").scalar_subquery()
    decisions = select(func.count()).where(decided.c.article_sha256 == article.c.sha256).scalar_subquery()
    outlet = func.coalesce(article.c.outlet, schema.outlet.c.name)
    columns = (article.c.id, outlet, article.c.date, article.c.title, func.coalesce(opening, ""), article.c.sha256)
    statement = (
        select(*columns, claims, decisions)
        .join_from(article, schema.annotation)
        .join(schema.outlet, schema.outlet.c.version == schema.annotation.c.publisher)
        .order_by(article.c.number)
    )
    with database.reading() as connection:
        return [ArticleRow(*row) for row in connection.execute(statement)]


def list_sources(database: Database, *, source_type: str | None, text: str | None) -> list[SourceRow]:
    """Speakers to whom claims are attributed, most claims first."""
    claim = views.claim
    speaker = func.coalesce(claim.c.source, claim.c.source_name)
    spoken = (
        select(
            speaker.label("id"),
            # with min(), SQLite takes bare columns from the row that has the minimum: the first claim
            claim.c.source_name.label("name"),
            claim.c.source_type.label("type"),
            func.min(claim.c.article * schema.PLACES + claim.c.number).label("first"),
            func.count().label("claims"),
            func.count(distinct(claim.c.article)).label("articles"),
        )
        .where(claim.c.kind == "attributed")
        .group_by(speaker)
        .subquery()
    )
    names = ("id", "name", "type", "claims", "articles")
    told = schema.source
    first = and_(told.c.article == spoken.c.first.op("/")(schema.PLACES), told.c.id == spoken.c.id)
    parts = [told.c[name] for name in DESCRIPTOR_COLUMNS]
    statement = select(*(spoken.c[name] for name in names), *parts).outerjoin_from(spoken, told, first)
    if source_type is not None:
        statement = statement.where(spoken.c.type == source_type)
    if text is not None:
        statement = statement.where(_holds(spoken.c.name, text))
    statement = statement.order_by(spoken.c.claims.desc(), spoken.c.articles.desc(), spoken.c.name, spoken.c.id)
    with database.reading() as connection:
        found = connection.execute(statement).all()
    return [
        SourceRow(row.id, row.name, row.type, row.claims, row.articles, read_descriptor(tuple(row)[len(names) :]))
        for row in found
    ]


def list_claims(database: Database, where: ClaimFilter) -> Iterator[ClaimRow]:
    """Claims that meet ``where``, in the order of articles and text; a batch is one state of the case."""
    claim, article = views.claim, schema.article
    statement = _claims().where(*_conditions(where)).order_by(claim.c.article, claim.c.number).limit(_BATCH)
    later = or_(
        claim.c.article > bindparam("after_article"),
        and_(claim.c.article == bindparam("after_article"), claim.c.number > bindparam("after_number")),
    )
    # the first condition says the same as a part of the second, in a form for which SQLite uses the key
    statement = statement.where(claim.c.article >= bindparam("after_article"), later)
    if where.article is not None:
        statement = statement.where(article.c.id == where.article)
    after = {"after_article": 0, "after_number": -1}
    part = None if where.text is None else where.text.casefold()
    while True:
        with database.reading() as connection:
            rows = connection.execute(statement, after).all()
            texts = _texts(connection, {row[0] for row in rows})
        if not rows:
            return
        after = {"after_article": rows[-1][0], "after_number": rows[-1][1]}
        for number, _, *values in rows:
            claim_row = _claim_row(values, texts[number])
            if part is None or part in claim_row.text.casefold():
                yield claim_row


def _texts(connection: Connection, numbers: set[int]) -> dict[int, str]:
    """The texts of articles: claims are cut out of them here, for SQLite would walk each from its start."""
    table = schema.article
    rows = connection.execute(select(table.c.number, table.c.text).where(table.c.number.in_(numbers)))
    return {number: text for number, text in rows}  # noqa: C416 - of rows, dict() makes no mapping that mypy knows


def _claim_row(values: list[Any], text: str) -> ClaimRow:
    row = ClaimRow(*values)
    return row._replace(text=text[row.start : row.end], chain=tuple(json.loads(str(row.chain), strict=False)))


def _claims() -> Select[Any]:
    claim, article = views.claim, schema.article
    names = (
        "id",
        "kind",
        "start",
        "end",
        "id",  # in the place of the words
        "source",
        "source_name",
        "source_type",
        "stance",
        "chain",
        "confidence",
    )
    columns = [claim.c.article, claim.c.number, article.c.id, schema.outlet.c.name, article.c.date, article.c.title]
    return (
        select(*columns, *(claim.c[name] for name in names))
        .join_from(claim, article)
        .join(schema.annotation, schema.annotation.c.article == article.c.number)
        .join(schema.outlet, schema.outlet.c.version == schema.annotation.c.publisher)
    )


def _conditions(where: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    claim, mention, outlet = views.claim, views.mention, schema.outlet
    if where.kind is not None:
        yield claim.c.kind == where.kind
    if where.outlet is not None:
        given = func.coalesce(schema.article.c.outlet, "")
        yield or_(outlet.c.id == where.outlet, _is(outlet.c.name, where.outlet), _is(given, where.outlet))
    if where.source is not None:
        yield or_(claim.c.source == where.source, _is(claim.c.source_name, where.source))
    if where.source_types:
        yield claim.c.source_type.in_(where.source_types)
    if where.stances:
        yield claim.c.stance.in_(where.stances)
    if where.entity is not None:
        yield exists().where(
            mention.c.article == claim.c.article,
            mention.c.start < claim.c.end,
            mention.c.end > claim.c.start,
            or_(mention.c.entity == where.entity, _is(mention.c.name, where.entity)),
        )
    if where.words is not None:
        yield (claim.c.article * schema.PLACES + claim.c.number).in_(select(search.matching(where.words).c.place))


def _is(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    return func.casefold(column) == value.casefold()


def _holds(column: ColumnElement[str], part: str) -> ColumnElement[bool]:
    return func.instr(func.casefold(column), part.casefold()) > 0
