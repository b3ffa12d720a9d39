"""The views of a case: words beside their offsets, ids and names in the place of numbers.

They are there for people who open it with ``sqlite3`` or Datasette, and for lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, Table, Text

from claimgraph.store import schema
from claimgraph.store.ids import unpacked

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

__all__ = ["VIEWS", "attribution", "claim", "create_views", "mention", "sentence"]


def _common(table: str, column: str) -> str:
    """The words of a column in which null stands for the commonest."""
    return f"coalesce(r.{column}, '{schema.COMMON[table][column]}') AS {column}"


def _words(role: str) -> str:
    """The words of a role of ``attribution_row`` r; those of a discontinuous one parted by " … "."""
    place, cut = schema.ROLES.index(role), 'substr(whole, s.start + 1, s."end" - s.start)'
    spans = f"""SELECT {cut} AS words FROM attribution_span_row s
        WHERE s.article = r.article AND s.attribution = r.number AND s.role = {place} ORDER BY s.number"""
    spans = spans.replace("whole", "CASE WHEN r.part IS NULL THEN a.text ELSE n.title END")
    return f"coalesce((SELECT group_concat(words, ' … ') FROM ({spans})), '') AS {role}_text"


def _quoted(name: str) -> str:
    """A name as a string of JSON, put together by hand."""
    return f"""'"' || replace(replace({name}, '\\', '\\\\'), '"', '\\"') || '"'"""


def _names(article: str, chain: str) -> str:
    """The names of a chain's links as JSON; null where there is none."""
    links = f"SELECT name FROM chain_link WHERE article = {article} AND chain = {chain} ORDER BY number"
    return f"(SELECT '[' || group_concat({_quoted('name')}, ', ') || ']' FROM ({links}))"


_TEXT: Final = """substr(a.text, r.start + 1, r."end" - r.start) AS text"""
_CHAIN: Final = f"coalesce(r.names, {_names('r.article', 'r.chain')}, '[]')"
_PUBLISHER: Final = "coalesce(nullif(a.outlet, ''), o.name)"
_ROLE: Final = " ".join(f"WHEN {place} THEN '{role}'" for place, role in enumerate(schema.ROLES))

VIEWS: Final = {
    "sentence": f"""
        SELECT r.article, r.number, r.start, r."end", {_common("sentence_row", "label")}, r.confidence, {_TEXT}
        FROM sentence_row r JOIN article a ON a.number = r.article""",
    "chain_link": f"""
        SELECT r.article, r.chain, r.number, coalesce(r.name, o.name, s.name) AS name,
               {_common("chain_link_row", "kind")}, coalesce(o.id, s.id, r.stray_node) AS node
        FROM chain_link_row r
        LEFT JOIN article_outlet x ON r.kind IS NULL AND x.article = r.article AND x.number = r.node
        LEFT JOIN outlet o ON o.version = x.outlet
        LEFT JOIN source s ON r.kind IS NOT NULL AND s.article = r.article AND s.number = r.node""",
    "attribution": f"""
        SELECT r.article, r.number, {_common("attribution_row", "part")}, {unpacked("r.id")} AS id, {_common("attribution_row", "kind")},
               r.source_name, r.source_type, r.source_outlet, {_CHAIN} AS chain,
               {_words("source")}, {_words("cue")}, {_words("content")},
               {_common("attribution_row", "quotation")}, {_common("attribution_row", "stance")}, r.hedge_holder,
               {_common("attribution_row", "access")}, coalesce({unpacked("p.id")}, r.stray_parent) AS parent,
               r.confidence, r.source_confidence
        FROM attribution_row r JOIN article a ON a.number = r.article JOIN annotation n ON n.article = r.article
        LEFT JOIN attribution_row p ON p.article = r.article AND p.number = r.parent""",
    "attribution_span": f"""
        SELECT article, attribution, CASE role {_ROLE} END AS role, number, start, "end" FROM attribution_span_row""",
    "chain": f"""
        SELECT c.article, c.number, coalesce({unpacked("r.id")}, c.stray_attribution) AS attribution,
               (SELECT count(*) FROM chain_link_row l WHERE l.article = c.article AND l.chain = c.number) AS length,
               coalesce({_names("c.article", "c.number")}, '[]') AS names
        FROM chain_row c LEFT JOIN attribution_row r ON r.article = c.article AND r.number = c.attribution""",
    "claim": f"""
        SELECT c.article, c.number, {unpacked("c.id")} AS id,
               coalesce(c.kind, CASE WHEN coalesce(r.id, c.stray_attribution) IS NULL THEN 'own_voice'
                                     ELSE 'attributed' END) AS kind,
               substr(a.text, c.start + 1, c."end" - c.start) AS text,
               CASE WHEN r.id IS NULL THEN o.id
                    ELSE (SELECT node FROM chain_link l WHERE l.article = r.article AND l.chain = r.chain
                          ORDER BY l.number DESC LIMIT 1) END AS source,
               CASE WHEN r.id IS NULL THEN {_PUBLISHER} ELSE r.source_name END AS source_name,
               r.source_type, CASE WHEN r.id IS NOT NULL THEN coalesce(r.stance, 'asserts') END AS stance,
               CASE WHEN r.id IS NULL THEN '[' || {_quoted(_PUBLISHER)} || ']' ELSE {_CHAIN} END AS chain,
               coalesce({unpacked("r.id")}, c.stray_attribution) AS attribution, c.sentence, c.start, c."end", c.confidence
        FROM claim_row c JOIN article a ON a.number = c.article JOIN annotation n ON n.article = c.article
        JOIN outlet o ON o.version = n.publisher
        LEFT JOIN attribution_row r ON r.article = c.article AND r.number = c.attribution""",
    "mention": f"""
        SELECT r.article, r.number, r.start, r."end", {_TEXT}, coalesce(r.type, e.type) AS type,
               coalesce(r.name, e.name) AS name, coalesce(e.id, r.stray_entity) AS entity, r.confidence
        FROM mention_row r JOIN article a ON a.number = r.article
        LEFT JOIN entity e ON e.article = r.article AND e.number = r.entity""",
    "claim_place": f"""
        SELECT article * {schema.PLACES} + number AS place, text FROM claim""",
    "article_version": """
        SELECT url, row_number() OVER (PARTITION BY url ORDER BY number) AS version,
               count(*) OVER (PARTITION BY url) AS versions, id, date, title, sha256, characters
        FROM article WHERE url IS NOT NULL""",
    "who_said_what": """
        SELECT article.id AS article, outlet.name AS outlet, article.date, claim.kind, claim.source_name,
               claim.source_type, claim.stance, claim.chain, claim.text AS claim, claim.confidence
        FROM claim JOIN article ON article.number = claim.article
        JOIN annotation ON annotation.article = article.number JOIN outlet ON outlet.version = annotation.publisher
        ORDER BY claim.article, claim.number""",
}
"""Each view and its query; those before it may be used in it."""


def create_views(connection: Connection) -> None:
    """Make every view; the tables must be there."""
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")


_VIEWED = MetaData()  # apart from the tables, which are made from theirs


def _viewed(name: str, *columns: str, shares: tuple[str, ...] = ("confidence",)) -> Table:
    """A view as a table that statements name; whole numbers end the list of ``columns``."""
    number: list[Column[Any]] = [
        Column("article", ForeignKey(schema.article.c.number), primary_key=True),
        Column("number", Integer, primary_key=True),
    ]
    whole = [Column(column, Integer) for column in ("start", "end")]
    words = [Column(column, Text) for column in columns]
    return Table(name, _VIEWED, *number, *words, *whole, *(Column(share, Float) for share in shares))


sentence: Final = _viewed("sentence", "label", "text")
attribution: Final = Table(
    "attribution",
    _VIEWED,
    Column("article", ForeignKey(schema.article.c.number), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text),
)
claim: Final = _viewed("claim", "id", "kind", "text", "source", "source_name", "source_type", "stance", "chain")
mention: Final = _viewed("mention", "text", "type", "name", "entity")
