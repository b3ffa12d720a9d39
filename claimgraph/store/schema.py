"""The tables of a case.

- An article's rows are keyed ``(article, number)``: ``article`` is ``article.number``, the order in which articles
  came in; ``number`` is the place within its record. So sources, outlets and entities that many articles share keep
  the name and confidence that each article gave them, and an article reads back as it was written.
- A table whose name ends in ``_row`` says nothing twice: no words beside their offsets, numbers instead of ids, null
  for the word that is commonest (``COMMON``). People who open a case with ``sqlite3`` or Datasette read the views
  (``views``), which bear the plain names and have it all.
- Offsets are half-open code points of ``article.text``, or of ``annotation.title`` where ``part`` is ``title``. Tuples
  of names are JSON arrays; no view uses a JSON function, which SQLite trusts in no schema but its own program's.
- What refers to a thing of its article by an id that nothing there has keeps the id in a column ``stray_...``.
- ``outlet`` and ``original`` are stored once per content: the key is a hash of it.
- ``decision`` and ``link`` hold judgements: triggers refuse to change or delete them. What people decided stands in
  the tables already; ``reading`` keeps what the run had found.

Only what commands filter by has an index: keys that are hashes land on a page each, and five such indices more made
storing an article a half slower.

A change to this file needs a migration (see ``migrations``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

__all__ = [
    "APPLICATION_ID",
    "COMMON",
    "MACHINE_TABLES",
    "PLACES",
    "ROLES",
    "SEARCH",
    "SLIM_TABLES",
    "create_schema",
    "judgement_triggers",
    "metadata",
]

APPLICATION_ID: Final = 0x434C4D47
"""``CLMG``: what ``file`` and ``PRAGMA application_id`` tell of a case."""

metadata = MetaData()


def _text(name: str, *, null: bool = False, key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, primary_key=key)


def _whole(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _share(name: str) -> Column[float]:
    return Column(name, Float, nullable=False)


def _per_article(name: str, *columns: Any) -> Table:
    """A table of parts of articles, in the order of the record that holds them."""
    article_column: Column[int] = Column("article", ForeignKey("article.number"), primary_key=True)
    number: Column[int] = Column("number", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, article_column, number, *columns, sqlite_with_rowid=False)


migration = Table("migration", metadata, Column("number", Integer, primary_key=True), _text("name"))

run = Table("run", metadata, _text("id", key=True), _text("annotator"), _text("version"), _text("settings"))

article = Table(
    "article",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("outlet", null=True),
    _text("date", null=True),
    _text("title", null=True),
    _text("author", null=True),
    _text("url", null=True),
    _text("language", null=True),
    _text("sha256"),
    _whole("characters"),
    _text("text"),  # last, so that the other columns are read without it
    Index("article_url", "url"),
    Index("article_sha256", "sha256"),
    Index("article_date", "date"),
)

original = Table(
    "original",
    metadata,
    _text("sha256", key=True),
    _whole("size"),
    _text("compression"),
    Column("content", LargeBinary, nullable=False),
    Column("dictionary", ForeignKey("article.number"), nullable=True),
    sqlite_with_rowid=True,
)
"""Input bytes, once for each SHA-256. ``compression`` of ``content``: ``none``; ``zlib``; or ``zlib+text``, which is
zlib with a preset dictionary (RFC 1950), the UTF-8 text of the article that ``dictionary`` numbers: what an article was
read from holds its text once more."""

article_original = Table(
    "article_original",
    metadata,
    Column("article", ForeignKey("article.number"), primary_key=True),
    Column("sha256", ForeignKey("original.sha256"), primary_key=True),
    _text("name"),
    _text("media_type"),
    sqlite_with_rowid=False,
)

outlet = Table(
    "outlet",
    metadata,
    _text("version", key=True),  # hash of all other columns: a registry that changes leaves its earlier rows alone
    _text("id"),
    _text("name"),
    _whole("tier", null=True),
    _text("kind", null=True),
    _text("country", null=True),
    _text("region", null=True),
    _text("owner", null=True),
    _text("owner_as_of", null=True),
    _text("affiliation", null=True),
    _text("state_relation", null=True),
    _text("state_of", null=True),
    _text("state_media_label", null=True),
    _text("languages"),
    _text("domains"),
    _text("wikidata", null=True),
    _text("parent", null=True),
    _text("note", null=True),
    _text("aliases"),
    _text("facts_from"),
    Index("outlet_id", "id"),
    sqlite_with_rowid=False,
)

annotation = Table(
    "annotation",
    metadata,
    Column("article", ForeignKey("article.number"), primary_key=True),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("publisher", ForeignKey("outlet.version"), nullable=False),
    _text("outlet", null=True),
    _text("date", null=True),
    _text("title", null=True),
)

article_outlet = _per_article("article_outlet", Column("outlet", ForeignKey("outlet.version"), nullable=False))

sentence_row = _per_article(
    "sentence_row", _whole("start"), _whole("end"), _text("label", null=True), _share("confidence")
)

attribution_row = _per_article(
    "attribution_row",
    _text("part", null=True),
    _text("id"),  # as ``ids`` keeps it
    _text("kind", null=True),
    _text("quotation", null=True),
    _text("stance", null=True),
    _text("hedge_holder", null=True),
    _text("access", null=True),
    _whole("parent", null=True),  # number of an attribution
    _text("stray_parent", null=True),
    _text("source_name"),
    _text("source_type"),
    _text("source_outlet", null=True),
    _whole("chain", null=True),  # number of its chain
    _text("names", null=True),  # of the chain's links, where no chain has them
    _share("confidence"),
    _share("source_confidence"),
)

ROLES: Final = ("source", "cue", "content", "access_words")

attribution_span_row = Table(
    "attribution_span_row",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("attribution", Integer, primary_key=True),
    Column("role", Integer, primary_key=True),  # place in ``ROLES``
    Column("number", Integer, primary_key=True),
    _whole("start"),
    _whole("end"),
    ForeignKeyConstraint(["article", "attribution"], ["attribution_row.article", "attribution_row.number"]),
    sqlite_with_rowid=False,
)

claim_row = _per_article(
    "claim_row",
    _text("id"),  # the same
    _text("kind", null=True),  # null: as having an attribution, or none, tells
    _whole("attribution", null=True),  # number of an attribution
    _text("stray_attribution", null=True),
    _whole("sentence"),
    _whole("start"),
    _whole("end"),
    _share("confidence"),
    Index("claim_row_id", "id"),
)

chain_row = _per_article(
    "chain_row",
    _whole("attribution", null=True),  # number of an attribution
    _text("stray_attribution", null=True),
)

chain_link_row = Table(
    "chain_link_row",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("chain", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("kind", null=True),
    _whole("node", null=True),  # number of an ``article_outlet`` or of a source, as ``kind`` says
    _text("stray_node", null=True),
    _text("name", null=True),  # null: that of the node
    ForeignKeyConstraint(["article", "chain"], ["chain_row.article", "chain_row.number"]),
    sqlite_with_rowid=False,
)

source = _per_article(
    "source",
    _text("id"),
    _text("name"),
    _text("type"),
    _text("outlet", null=True),
    _text("belongs_to", null=True),  # ``Source.article``; ``article`` is where it was found
    _share("confidence"),
    *(_text(name, null=True) for name in ("head", "office", "place", "reason")),  # ``Source.descriptor``, with the
    *(_whole(name, null=True) for name in ("plural", "number_told")),  # next two; all null where it has none
)

entity = _per_article("entity", _text("id"), _text("name"), _text("type"))

mention_row = _per_article(
    "mention_row",
    _whole("start"),
    _whole("end"),
    _whole("entity", null=True),  # number of an entity
    _text("stray_entity", null=True),
    _text("type", null=True),  # null, like ``name``: that of the entity
    _text("name", null=True),
    _share("confidence"),
)

date_finding = _per_article(
    "date_finding",
    _whole("start"),
    _whole("end"),
    _text("text"),
    _text("value"),
    _text("finding", null=True),
    _text("explanations", null=True),  # a list; null in a case older than they are
)

link = Table(
    "link",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("relation"),
    _text("slot", null=True),
    Column("score", Float, nullable=False),
    _text("reason"),
    _text("judge"),
    *(column for end in "ab" for column in (_text(f"{end}_article"), _text(f"{end}_claim"))),
    *(column for end in "ab" for column in (_whole(f"{end}_start"), _whole(f"{end}_end"))),
    Index("link_a", "a_article", "a_claim"),
    Index("link_b", "b_article", "b_claim"),
)

link_profile = Table(
    "link_profile",
    metadata,
    Column("article", ForeignKey("article.number"), primary_key=True, autoincrement=False),
    _text("linker"),
    Column("content", LargeBinary, nullable=False),
)
"""By what an article is found among thousands, as the linker of that name made it; it is there once the article's claims
have been compared with those of the others."""

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("person"),
    _text("at"),
    _text("article_sha256"),
    _text("role"),
    _text("spans"),
    _text("quoted"),
    _text("before", null=True),
    _text("after", null=True),
    Column("withdraws", ForeignKey("decision.id"), nullable=True),
    _text("part"),
    _text("roles"),
    _text("context", null=True),
    _text("digest"),
    _text("hash"),
    _whole("purged"),
    Index("decision_article", "article_sha256"),
)
"""The log of decisions, a hash chain by ``number`` (see ``claimgraph.correct.log``)."""

reading = Table(
    "reading",
    metadata,
    Column("article", ForeignKey("article.number"), primary_key=True),
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""What a run found where that is not what the other tables hold: because people corrected it, or a later run came.
JSON of a ``CaseArticle`` without its text, compressed by zlib."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("article"),
    Column("sha256", Text, nullable=False, unique=True),
    _text("originals"),
    _text("at"),
    _text("person"),
    Column("decision", ForeignKey("decision.id"), nullable=False),
)
"""Articles whose content was removed."""

fingerprint = Table(
    "fingerprint",
    metadata,
    Column("article", ForeignKey("article.number"), primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
)
"""What tells which articles share text: little-endian 64-bit hashes, in order. Read by nobody but ourselves."""

text_copy = Table(
    "text_copy",
    metadata,
    Column("a", ForeignKey("article.number"), primary_key=True),
    Column("b", ForeignKey("article.number"), primary_key=True),
    _share("share"),
    _share("share_of_b"),
    _whole("words"),
    _text("direction"),
    _text("passages"),  # JSON: [[a_start, a_end, b_start, b_end], ...]
    Index("text_copy_b", "b"),
    sqlite_with_rowid=False,
)

MACHINE_TABLES: Final = (
    annotation,
    article_outlet,
    sentence_row,
    attribution_row,
    attribution_span_row,
    claim_row,
    chain_row,
    chain_link_row,
    source,
    entity,
    mention_row,
    date_finding,
    link_profile,
)
"""What a run found: replaced by a newer run; parents before their children."""

COMMON: Final = {
    "sentence_row": {"label": "own_voice"},
    "attribution_row": {
        "part": "text",
        "kind": "claim",
        "quotation": "indirect",
        "stance": "asserts",
        "access": "unstated",
    },
    "chain_link_row": {"kind": "outlet"},
}
"""What null stands for in columns of words."""

SLIM_TABLES: Final = (
    sentence_row,
    attribution_row,
    attribution_span_row,
    claim_row,
    chain_row,
    chain_link_row,
    mention_row,
)
"""Those that say nothing twice; parents before their children."""

PLACES: Final = 1 << 24
"""More claims than an article can have."""

SEARCH: Final = """CREATE VIRTUAL TABLE claim_search USING fts5(text, content='claim_place', content_rowid='place',
       tokenize='porter unicode61 remove_diacritics 2')"""
"""Full-text search over claims (https://www.sqlite.org/fts5.html); the words stay in the text. It is filled by ``search``,
not by triggers: a case trusts no table of this kind in its own schema."""

_DEAD_DECISION: Final = """EXISTS (SELECT 1 FROM tombstone
    WHERE sha256 = OLD.article_sha256 OR instr(OLD.after, sha256) OR instr(OLD.before, sha256))"""
_DEAD_LINK: Final = "EXISTS (SELECT 1 FROM tombstone WHERE article IN (OLD.a_article, OLD.b_article))"
_SAME_LINE: Final = """NEW.purged = 1 AND OLD.role <> 'purge' AND NEW.digest = OLD.digest AND NEW.hash = OLD.hash
    AND NEW.id = OLD.id AND NEW.number = OLD.number AND NEW.person = OLD.person AND NEW.at = OLD.at"""


def _append_only(table: str, *, change: str = "0", delete: str = "0") -> list[str]:
    """Triggers that refuse every change of a row; REPLACE, which deletes without a trigger, is refused as an insert.

    ``change``, ``delete``: what must hold for it all the same, once an article's content was removed.
    """
    head = f"CREATE TRIGGER {table}_is_never"
    refuse = f"BEGIN SELECT RAISE(ABORT, 'a {table} is never changed or deleted; add another'); END"
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR number = NEW.number)"  # noqa: S608 - our own name
    return [
        f"{head}_changed BEFORE UPDATE ON {table} WHEN NOT coalesce({change}, 0) {refuse}",
        f"{head}_deleted BEFORE DELETE ON {table} WHEN NOT coalesce({delete}, 0) {refuse}",
        f"{head}_replaced BEFORE INSERT ON {table} {taken} {refuse}",
    ]


def judgement_triggers() -> tuple[str, ...]:
    """The statements that make decisions and links append-only."""
    decisions = _append_only("decision", change=f"({_DEAD_DECISION} AND {_SAME_LINE})")
    return (*decisions, *_append_only("link", delete=_DEAD_LINK))


def create_schema(connection: Connection) -> None:
    """Make every table, index, view and trigger in an empty database, and mark the file as a case."""
    metadata.create_all(connection, checkfirst=False)
    for statement in (SEARCH, *judgement_triggers()):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
