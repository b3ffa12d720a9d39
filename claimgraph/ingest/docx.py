"""Word documents (.docx): their paragraphs in order, through python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from claimgraph.errors import ClaimgraphError, InputError, MissingExtraError
from claimgraph.ingest.article import DOCUMENT_FACTOR, Raw, ReadOptions, ReadResult, make_loaded
from claimgraph.ingest.headers import read_header
from claimgraph.ingest.seekable import open_zip
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, open_stream, read_whole
from claimgraph.records import InputRow

__all__ = ["is_docx", "read_docx"]

_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT: Final = (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr")
"""What an editor struck out, codes of fields, boxes beside the text (which stand in it twice), formats."""


def is_docx(head: bytes) -> bool:
    """Whether an input that begins so is a Word document."""
    return head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types].xml" in head[:80])


def read_docx(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The article of one document, a paragraph a line, cells of tables included; tracked changes as if accepted.

    Headers, footers, notes and comments are left out. ``Original.content`` is the document.
    """
    try:
        opened, _ = open_stream(stream)
        limit = options.max_bytes * DOCUMENT_FACTOR
        content = read_whole(opened, where=name, max_bytes=limit)
        with open_zip(io.BytesIO(content), name, "Word document", 4 * limit):
            pass
        text, title, author = _parse(content, name)
        header = read_header(text)
        row = InputRow(
            text=text,
            title=header.title or title,
            author=header.author or author,
            outlet=header.outlet,
            date=header.date,
            url=header.url,
        )
        yield make_loaded(row, Raw(name, content, _MEDIA_TYPE), options)
    except MissingExtraError as error:
        yield InputError(error.message, where=name, hint=error.hint)
    except ClaimgraphError as error:
        yield error if isinstance(error, InputError) else InputError(error.message, where=name, hint=error.hint)
    except READ_ERRORS as error:
        yield explain_read_error(error, name)


def _parse(content: bytes, where: str) -> tuple[str, str | None, str | None]:
    """Text, title and author.

    Raises:
        InputError: it is no Word document, or damaged.
        MissingExtraError: python-docx is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError(
            "Word documents need python-docx", where=where, hint="pip install 'claimgraph[documents]'"
        ) from error
    try:
        document = docx.Document(io.BytesIO(content))
        # Entities are not expanded: the library's parser is told so.
        paragraphs = [_text_of(node) for node in document.element.body.iter(f"{_W}p")]
        properties = document.core_properties
        title, author = properties.title, properties.author
    except Exception as error:  # the library raises what its parsers do; it costs this document only
        raise InputError(
            f"the Word document cannot be read ({type(error).__name__})", where=where, hint="save it again, or as .txt"
        ) from error
    text = "\n".join(line for line in paragraphs if line.strip())
    return text, (title or "").strip() or None, (author or "").strip() or None


def _text_of(paragraph: Any) -> str:
    """The words of one paragraph, insertions, links and content controls included."""
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in _BREAKS:
            parts.append(_BREAKS[node.tag])
        elif node.tag not in _LEFT_OUT and (node is paragraph or node.tag != f"{_W}p"):
            waiting.extend(reversed(node))
    return "".join(parts).strip()
