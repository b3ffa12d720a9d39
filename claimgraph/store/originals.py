"""The bytes that articles were read from, packed and unpacked."""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import sqlite

from claimgraph.errors import CaseError
from claimgraph.records import Original
from claimgraph.store import schema

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["damaged", "damaged_originals", "keep_original", "read_originals", "release_originals"]

_WINDOW: Final = 1 << 15
"""Bytes that zlib looks back: what it packs by a longer text is far from where the text says the same."""


def keep_original(connection: Connection, number: int, text: str, original: Original) -> None:
    """Keep the bytes that article ``number`` was read from, once for each SHA-256."""
    table = schema.original
    if connection.execute(_size_of(), {"sha256": original.sha256}).one_or_none() is None:
        content, size = original.content, len(original.content)
        how, best = _shortest(content, text.encode())
        row = {"sha256": original.sha256, "size": size, "compression": how, "content": best}
        connection.execute(table.insert(), [row | {"dictionary": number if how == "zlib+text" else None}])
    kept = {"article": number, **original.model_dump(exclude={"content"})}
    connection.execute(sqlite.insert(schema.article_original).on_conflict_do_nothing(), [kept])


def _shortest(content: bytes, words: bytes) -> tuple[str, bytes]:
    """How ``content`` is kept, and what is kept."""
    ways = {"none": content}
    if len(words) < _WINDOW:
        ways["zlib+text"] = _pack(content, words)
    if len(ways.get("zlib+text", content)) > len(content) // 4:  # it has not helped much
        ways["zlib"] = zlib.compress(content)
    return min(ways.items(), key=lambda way: len(way[1]))


@functools.cache
def _size_of() -> Any:
    return select(schema.original.c.size).where(schema.original.c.sha256 == bindparam("sha256"))


def _pack(content: bytes, words: bytes) -> bytes:
    packer = zlib.compressobj(9, zdict=words)
    return packer.compress(content) + packer.flush()


def _unpack(row: Any) -> bytes:
    """The bytes of a row of ``original`` with the ``text`` of its dictionary; none where they cannot be unpacked."""
    try:
        if row.compression == "zlib":
            return zlib.decompressobj().decompress(row.content, row.size + 1)
        if row.compression == "zlib+text":
            return zlib.decompressobj(zdict=(row.text or "").encode()).decompress(row.content, row.size + 1)
    except (zlib.error, ValueError):
        return b""
    return bytes(row.content)


def _packed(*columns: Any) -> Any:
    """Rows of ``original`` with the text that each is packed by."""
    packed, by = schema.original, schema.article.alias("by_text")
    return select(
        *columns, packed.c.sha256, packed.c.size, packed.c.compression, packed.c.content, by.c.text
    ).outerjoin_from(packed, by, by.c.number == packed.c.dictionary)


def damaged(article_id: str, message: str) -> CaseError:
    """The error for an article that is not what was stored."""
    hint = "the case was damaged or edited by hand; add the article to a new case"
    return CaseError(message, where=f"article {article_id!r}", hint=hint)


def read_originals(database: Database, article_id: str) -> tuple[Original, ...]:
    """The bytes that an article was read from, in order of their names.

    Raises:
        CaseError: the bytes kept are not those that came in.
    """
    kept, table = schema.article_original, schema.article
    statement = _packed(kept.c.name, kept.c.media_type).join(kept, kept.c.sha256 == schema.original.c.sha256)
    statement = statement.join(table, table.c.number == kept.c.article)
    statement = statement.where(table.c.id == article_id).order_by(kept.c.name, kept.c.sha256)
    originals = []
    with database.reading() as connection:
        for row in connection.execute(statement):
            content = _unpack(row)
            if hashlib.sha256(content).hexdigest() != row.sha256:
                raise damaged(article_id, f"its original {row.name!r} is not what was read")
            originals.append(Original(sha256=row.sha256, content=content, name=row.name, media_type=row.media_type))
    return tuple(originals)


def release_originals(connection: Connection, number: int, shared: Sequence[str]) -> None:
    """Pack those of ``shared`` that are packed by the text of article ``number`` without it: it is to be removed."""
    table = schema.original
    rows = connection.execute(_packed().where(table.c.dictionary == number, table.c.sha256.in_(shared))).all()
    for row in rows:
        values = {"compression": "zlib", "content": zlib.compress(_unpack(row)), "dictionary": None}
        connection.execute(table.update().where(table.c.sha256 == row.sha256).values(values))


def damaged_originals(connection: Connection) -> list[str]:
    """A line for each original that is not what was read."""
    return [
        f"original {row.sha256}: it is not what was read"
        for row in connection.execute(_packed())
        if hashlib.sha256(_unpack(row)).hexdigest() != row.sha256
    ]
