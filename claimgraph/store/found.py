"""What was found in an article, as rows that say nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Table

from claimgraph.records import Attribution, CaseArticle, Chain, Claim, Mention, Outlet, Record
from claimgraph.store import schema
from claimgraph.store.ids import pack_id
from claimgraph.store.rows import descriptor_columns

__all__ = ["Row", "Rows", "found_rows"]

Row = dict[str, Any]
Rows = dict[Table, list[Row]]

_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def found_rows(item: CaseArticle, version: Callable[[Outlet], str]) -> Rows:
    """Every row of the annotation but for ``article``, tables in an order that foreign keys allow.

    ``version`` gives the key of an outlet.
    """
    annotation, text = item.annotation, item.article.text
    head = {"run": annotation.model, "publisher": version(item.publisher)}
    attributions = (*annotation.attributions, *annotation.title_attributions)
    places = _places(attributions)
    return {
        schema.annotation: [head | {name: getattr(annotation, name) for name in ("outlet", "date", "title")}],
        schema.article_outlet: [
            {"number": number, "outlet": version(outlet)} for number, outlet in enumerate(item.outlets)
        ],
        schema.sentence_row: [_unsaid(schema.sentence_row, row) for row in _numbered(annotation.sentences)],
        schema.attribution_row: _attribution_rows(item, attributions, places),
        schema.attribution_span_row: _span_rows(attributions),
        schema.claim_row: [_claim_row(number, claim, places) for number, claim in enumerate(annotation.claims)],
        schema.chain_row: [
            {"number": number, **_reference("attribution", chain.attribution, places)}
            for number, chain in enumerate(item.chains)
        ],
        schema.source: [
            {**row, "belongs_to": row.pop("article"), **descriptor_columns(row.pop("descriptor"))}
            for row in _numbered(item.sources)
        ],
        schema.chain_link_row: _link_rows(item),
        schema.entity: _numbered(item.entities),
        schema.mention_row: _mention_rows(item),
        schema.date_finding: [
            {**row, "text": text[row["start"] : row["end"]], "explanations": _json(row["explanations"])}
            for row in _numbered(annotation.dates)
        ],
    }


def _numbered(records: Iterable[Record]) -> list[Row]:
    """One row a record."""
    return [{"number": number, **vars(record)} for number, record in enumerate(records)]


def _places(records: Sequence[Any]) -> dict[str, int]:
    """Where the first record of each id stands."""
    places: dict[str, int] = {}
    for number, record in enumerate(records):
        places.setdefault(record.id, number)
    return places


def _reference(name: str, wanted: str | None, places: dict[str, int]) -> Row:
    """The two columns that refer to a thing of the article: its number, or the id where the article has no such thing."""
    number = None if wanted is None else places.get(wanted)
    return {name: number, f"stray_{name}": wanted if number is None else None}


def _unsaid(table: Table, row: Row) -> Row:
    """``row`` with null for the commonest words; changed in place."""
    for name, word in schema.COMMON[table.name].items():
        if row[name] == word:
            row[name] = None
    return row


def _attribution_rows(item: CaseArticle, attributions: Sequence[Attribution], places: dict[str, int]) -> list[Row]:
    in_text = len(item.annotation.attributions)
    chains: dict[str, tuple[int, Chain]] = {}
    for number, chain in enumerate(item.chains):
        chains.setdefault(chain.attribution, (number, chain))
    rows = []
    for number, attribution in enumerate(attributions):
        row: Row = {"number": number, "part": "text" if number < in_text else "title", **vars(attribution)}
        of, found = chains.get(attribution.id, (None, None))
        told = tuple(link.name for link in found.links) if found else ()
        row |= _reference("parent", attribution.parent, places)
        row |= {
            "id": pack_id(attribution.id),
            "chain": of,
            "names": None if told == attribution.chain else _json(attribution.chain),
        }
        rows.append(_unsaid(schema.attribution_row, row))
    return rows


def _span_rows(attributions: Sequence[Attribution]) -> list[Row]:
    return [
        {"attribution": number, "role": place, "number": at, "start": start, "end": end}
        for number, attribution in enumerate(attributions)
        for place, role in enumerate(schema.ROLES)
        for at, (start, end) in enumerate(getattr(attribution, role))
    ]


def _claim_row(number: int, claim: Claim, places: dict[str, int]) -> Row:
    row: Row = {"number": number, **vars(claim), **_reference("attribution", claim.attribution, places)}
    row["id"] = pack_id(claim.id)
    if row["kind"] == ("own_voice" if claim.attribution is None else "attributed"):
        row["kind"] = None
    return row


def _link_rows(item: CaseArticle) -> list[Row]:
    nodes: dict[str, tuple[dict[str, int], Sequence[Any]]] = {
        "outlet": (_places(item.outlets), item.outlets),
        "source": (_places(item.sources), item.sources),
    }
    rows = []
    for chain_number, chain in enumerate(item.chains):
        for number, link in enumerate(chain.links):
            places, records = nodes[link.kind]
            row: Row = {"chain": chain_number, "number": number, "kind": link.kind}
            row |= _reference("node", link.node, places)
            named = None if row["node"] is None else records[row["node"]].name
            row["name"] = None if link.name == named else link.name
            rows.append(_unsaid(schema.chain_link_row, row))
    return rows


def _mention_rows(item: CaseArticle) -> list[Row]:
    places = _places(item.entities)

    def row_of(number: int, mention: Mention) -> Row:
        row: Row = {"number": number, **vars(mention), **_reference("entity", mention.entity, places)}
        if row["entity"] is not None:
            entity = item.entities[row["entity"]]
            row["type"] = None if entity.type == mention.type else mention.type
            row["name"] = None if entity.name == mention.name else mention.name
        return row

    return [row_of(number, mention) for number, mention in enumerate(item.annotation.entities)]
