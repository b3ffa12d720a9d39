"""Lists for people: claims and sources by filters, and how many of each the case holds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, distinct, exists, func, or_, select, union

from claimgraph.store import schema, search, views
from claimgraph.store.ids import pack_id, unpack_id
from claimgraph.store.rows import (
    DESCRIPTOR_COLUMNS,
    ArticleRow,
    AttributionRow,
    ClaimFilter,
    ClaimRow,
    EntityRow,
    PlaceRow,
    SourceRow,
    read_descriptor,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = [
    "count_all",
    "list_articles",
    "list_attributions",
    "list_claims",
    "list_entities",
    "list_held",
    "list_places",
    "list_sources",
    "list_speaking",
]

_BATCH: Final = 1000
_WORDS: Final = 300
"""Most code points of an attribution's words in a list."""

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


def list_attributions(database: Database) -> list[AttributionRow]:
    """Every attribution of kind ``claim`` in the order of articles and text, those of the title first."""
    head, made, span = schema.article, schema.attribution_row, schema.attribution_span_row
    names = ("id", "part", "source_name", "source_type", "confidence", "source_confidence")
    statement = (
        select(made.c.article, made.c.number, head.c.id.label("of"), *(made.c[name] for name in names))
        .join_from(made, head)
        .where(made.c.kind.is_(None))
        .order_by(made.c.article, made.c.part.desc(), made.c.number)
    )
    placed = select(span.c.article, span.c.attribution, span.c.start, span.c.end)
    placed = placed.where(span.c.role == schema.ROLES.index("content")).order_by(*span.primary_key.columns)
    spans: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    found: list[AttributionRow] = []
    with database.reading() as connection:
        for article, number, start, end in connection.execute(placed):
            spans[article, number].append((start, end))
        for article, rows in groupby(connection.execute(statement).all(), key=lambda row: row.article):
            texts = _parts(connection, article)
            for row in rows:
                text = texts[row.part or "text"]
                words = " … ".join(text[start:end] for start, end in spans[article, row.number])[:_WORDS]
                found.append(
                    AttributionRow._make((row.of, unpack_id(row.id), row.part or "text", *tuple(row)[5:], words))
                )
    return found


def _parts(connection: Connection, number: int) -> dict[str, str]:
    """Text and title of an article."""
    statement = select(schema.article.c.text, schema.annotation.c.title).join(schema.annotation)
    row = connection.execute(statement.where(schema.article.c.number == number)).one()
    return {"text": row.text, "title": row.title or ""}


def list_places(database: Database) -> list[PlaceRow]:
    """The spans of the attributions of all texts about which anybody decided anything."""
    article, made, span = schema.article, schema.attribution_row, schema.attribution_span_row
    decided = select(schema.decision.c.article_sha256).where(schema.decision.c.purged == 0)
    statement = (
        select(article.c.id, made.c.id, made.c.part, span.c.role, span.c.start, span.c.end)
        .join_from(span, made, and_(made.c.article == span.c.article, made.c.number == span.c.attribution))
        .join(article, article.c.number == span.c.article)
        .where(article.c.sha256.in_(decided), span.c.role != schema.ROLES.index("access_words"))
        .order_by(*span.primary_key.columns)
    )
    with database.reading() as connection:
        return [
            PlaceRow._make((key, unpack_id(holder), part or "text", schema.ROLES[role], start, end))
            for key, holder, part, role, start, end in connection.execute(statement)
        ]


def list_held(database: Database, claims: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """For claims by article and id the id of the attribution that holds each; own voice left out."""
    article, claim, made = schema.article, schema.claim_row, schema.attribution_row
    wanted: dict[str, set[str]] = {}
    for article_id, claim_id in claims:
        wanted.setdefault(claim_id, set()).add(article_id)
    statement = (
        select(article.c.id, claim.c.id, made.c.id)
        .join_from(claim, article)
        .join(made, and_(made.c.article == claim.c.article, made.c.number == claim.c.attribution))
        .where(claim.c.id.in_(bindparam("ids", expanding=True)))
    )
    found = {}
    with database.reading() as connection:
        ids = [pack_id(one) for one in wanted]
        for low in range(0, len(ids), _BATCH):
            for article_id, claim_id, holder in connection.execute(statement, {"ids": ids[low : low + _BATCH]}):
                if article_id in wanted[unpack_id(claim_id)]:
                    found[article_id, unpack_id(claim_id)] = unpack_id(holder)
    return found


def list_speaking(database: Database, source_id: str) -> list[str]:
    """Ids of the articles in which a source is the innermost of some chain."""
    article, claim = schema.article, views.claim
    named = schema.source.c.id == bindparam("source")
    elsewhere = schema.outlet.c.id == bindparam("source")
    near = union(
        select(schema.source.c.article).where(named),
        select(schema.annotation.c.article).join(schema.outlet).where(elsewhere),
        select(schema.article_outlet.c.article).join(schema.outlet).where(elsewhere),
        select(schema.chain_link_row.c.article).where(schema.chain_link_row.c.stray_node == bindparam("source")),
    )  # the claims of these alone are looked at: whose each is must be followed through its chain
    speaking = select(claim.c.article).where(claim.c.article.in_(near), claim.c.source == bindparam("source"))
    statement = select(article.c.id).where(article.c.number.in_(speaking))
    with database.reading() as connection:
        return list(connection.execute(statement.order_by(article.c.number), {"source": source_id}).scalars())


def list_entities(database: Database, *, text: str | None, article_id: str | None) -> list[EntityRow]:
    """Entities that articles name, most mentions first."""
    mention, article = views.mention, schema.article
    statement = select(
        mention.c.entity,
        # with min(), SQLite takes bare columns from the row that has the minimum: the first mention
        mention.c.name,
        mention.c.type,
        func.count(),
        func.count(distinct(mention.c.article)),
        func.min(mention.c.article * schema.PLACES + mention.c.number),
    ).group_by(mention.c.entity)
    if text is not None:
        statement = statement.where(_holds(mention.c.name, text))
    if article_id is not None:
        statement = statement.join(article, article.c.number == mention.c.article).where(article.c.id == article_id)
    statement = statement.order_by(func.count().desc(), mention.c.name, mention.c.entity)
    with database.reading() as connection:
        return [EntityRow(*row[:5]) for row in connection.execute(statement)]


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
