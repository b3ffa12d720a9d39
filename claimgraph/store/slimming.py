"""How the tables of cases made before ``say_nothing_twice`` are copied into those that say nothing twice."""

from __future__ import annotations

from typing import Final

from claimgraph.store import schema

__all__ = ["COPIES", "DROPPED"]

DROPPED: Final = ("chain_link", "chain", "attribution_span", "claim", "attribution", "sentence", "mention")


def _number(table: str, wanted: str, column: str = "id") -> str:
    """The number of the first row of ``table`` in the same article that bears an id."""
    return f"(SELECT min(t.number) FROM {table} t WHERE t.article = o.article AND t.{column} = {wanted})"


def _stray(table: str, wanted: str) -> str:
    found = f"EXISTS (SELECT 1 FROM {table} t WHERE t.article = o.article AND t.id = {wanted})"
    return f"CASE WHEN NOT {found} THEN {wanted} END"


_ROLE: Final = " ".join(f"WHEN '{role}' THEN {place}" for place, role in enumerate(schema.ROLES))
_OUTLET: Final = """(SELECT min(x.number) FROM article_outlet x JOIN outlet t ON t.version = x.outlet
    WHERE x.article = o.article AND t.id = o.node)"""
_OUTLET_NAME: Final = f"""(SELECT t.name FROM article_outlet x JOIN outlet t ON t.version = x.outlet
    WHERE x.article = o.article AND x.number = {_OUTLET})"""
_SOURCE: Final = _number("source", "o.node")
_SOURCE_NAME: Final = f"(SELECT t.name FROM source t WHERE t.article = o.article AND t.number = {_SOURCE})"
_NODE: Final = f"CASE o.kind WHEN 'outlet' THEN {_OUTLET} ELSE {_SOURCE} END"
_NODE_NAME: Final = f"CASE o.kind WHEN 'outlet' THEN {_OUTLET_NAME} ELSE {_SOURCE_NAME} END"
_ENTITY: Final = _number("entity", "o.entity")


def _unless(column: str, wanted: str) -> str:
    """``column``, null where the entity says the same."""
    same = f"SELECT t.{wanted} FROM entity t WHERE t.article = o.article AND t.number = {_ENTITY}"
    return f"CASE WHEN o.{column} IS NOT ({same}) THEN o.{column} END"


COPIES: Final = (
    # the old tables were found by (article, number) alone
    "CREATE INDEX attribution_by_id ON attribution (article, id)",
    "CREATE INDEX chain_by_attribution ON chain (article, attribution)",
    """INSERT INTO sentence_row SELECT article, number, start, "end", nullif(label, 'own_voice'), confidence
       FROM sentence ORDER BY article, number""",
    f"""INSERT INTO attribution_row (article, number, part, id, kind, quotation, stance, hedge_holder, access, parent,
          stray_parent, source_name, source_type, source_outlet, chain, names, confidence, source_confidence)
       SELECT o.article, o.number, nullif(o.part, 'text'), pack_id(o.id), nullif(o.kind, 'claim'),
          nullif(o.quotation, 'indirect'), nullif(o.stance, 'asserts'), o.hedge_holder, nullif(o.access, 'unstated'),
          {_number("attribution", "o.parent")}, {_stray("attribution", "o.parent")}, o.source_name, o.source_type,
          o.source_outlet, {_number("chain", "o.id", "attribution")},
          nullif(o.chain, coalesce((SELECT t.names FROM chain t WHERE t.article = o.article AND t.attribution = o.id
                                    ORDER BY t.number LIMIT 1), '[]')), o.confidence, o.source_confidence
       FROM attribution o ORDER BY o.article, o.number""",
    f"""INSERT INTO attribution_span_row SELECT article, attribution, CASE role {_ROLE} END, number, start, "end"
       FROM attribution_span ORDER BY article, attribution""",
    f"""INSERT INTO claim_row (article, number, id, kind, attribution, stray_attribution, sentence, start, "end", confidence)
       SELECT o.article, o.number, pack_id(o.id),
          nullif(o.kind, CASE WHEN o.attribution IS NULL THEN 'own_voice' ELSE 'attributed' END),
          {_number("attribution", "o.attribution")}, {_stray("attribution", "o.attribution")}, o.sentence, o.start,
          o."end", o.confidence
       FROM claim o ORDER BY o.article, o.number""",
    f"""INSERT INTO chain_row (article, number, attribution, stray_attribution)
       SELECT o.article, o.number, {_number("attribution", "o.attribution")}, {_stray("attribution", "o.attribution")}
       FROM chain o ORDER BY o.article, o.number""",
    f"""INSERT INTO chain_link_row (article, chain, number, kind, node, stray_node, name)
       SELECT o.article, o.chain, o.number, nullif(o.kind, 'outlet'), {_NODE}, CASE WHEN {_NODE} IS NULL THEN o.node END,
          CASE WHEN o.name IS NOT {_NODE_NAME} THEN o.name END
       FROM chain_link o ORDER BY o.article, o.chain, o.number""",
    f"""INSERT INTO mention_row (article, number, start, "end", entity, stray_entity, type, name, confidence)
       SELECT o.article, o.number, o.start, o."end", {_ENTITY}, {_stray("entity", "o.entity")},
          {_unless("type", "type")}, {_unless("name", "name")}, o.confidence
       FROM mention o ORDER BY o.article, o.number""",
)
