"""Feeds: RSS 0.9 to 2.0, Atom (RFC 4287), JSON Feed. An item with its whole text is an article, any other a link to one."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from claimgraph.errors import InputError
from claimgraph.ingest.article import Listed, Raw, ReadOptions, ReadResult, follow, make_loaded, mend
from claimgraph.ingest.decode import decode_bytes
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error, open_stream, read_whole
from claimgraph.records import InputRow

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Item", "is_feed", "parse_feed", "read_feed", "read_item"]

_WHOLE: Final = 600
"""Characters; a text that is shorter is a teaser, and the page is asked for."""
_MAX_ITEMS: Final = 10_000
_HINT: Final = "is it a feed? Open it in a browser"
_SIGNS: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)\b|jsonfeed\.org/version", re.IGNORECASE)


class Item(NamedTuple):
    """One entry of a feed."""

    key: str
    """What tells it from others, and from an earlier state of itself: its id or link, and when it was changed."""
    row: InputRow
    """``text`` is empty where the feed does not hold it whole."""
    content: bytes
    """The entry as it stands in the feed."""


def is_feed(head: bytes) -> bool:
    """Whether an input that begins so is a feed."""
    return bool(_SIGNS.search(head[:2048]))


def read_feed(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The articles of a feed, in its order. An item that holds no whole text is fetched if the options let it.

    ``Original.content`` is the item as it stands in the feed, or what its page's server sent.
    """
    try:
        opened, _ = open_stream(stream)
        content = read_whole(opened, where=name, max_bytes=options.max_bytes)
        items = parse_feed(content, name)
    except InputError as error:
        yield error
        return
    except READ_ERRORS as error:
        yield explain_read_error(error, name)
        return
    if not items:
        yield InputError("the feed holds no items", where=name, hint="look again later")
    for number, item in enumerate(items, 1):
        yield from read_item(item, f"{name}:{number}", options)


def read_item(item: Item, where: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The article of one item: what it holds, or what stands where it leads."""
    if item.row.text:
        try:
            yield make_loaded(item.row, Raw(where, item.content, "application/xml"), options)
        except InputError as error:
            yield error
    elif item.row.url:
        yield from follow(Listed(item.row.url, where, item.row), options)
    else:
        yield InputError("the item has neither a text nor a link", where=where, hint="leave it out")


def parse_feed(content: bytes, where: str) -> list[Item]:
    """The items of a feed, in its order; damaged markup is read as far as it makes sense.

    Entities that a feed defines by itself are not expanded (they are how a small file becomes a huge one, or reads
    files of ours), nor is anything loaded from elsewhere.

    Raises:
        InputError: it is no feed.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _parse_json(content, where)
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"the feed cannot be parsed: {str(error)[:100]}", where=where, hint=_HINT) from None
    if root is None or _name(root) not in ("rss", "RDF", "feed"):
        raise InputError("is no feed", where=where, hint=_HINT)
    outlet = next((_plain(node.text) for node in root.iter() if _name(node) == "title"), None)
    entries = [node for node in root.iter() if _name(node) in ("item", "entry")][:_MAX_ITEMS]
    return [_item(node, outlet, etree.tostring(node, encoding="utf-8", with_tail=False)) for node in entries]


def _name(node: _Element) -> str:
    """The tag without its namespace; empty for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _item(node: _Element, outlet: str | None, content: bytes) -> Item:
    parts: dict[str, str] = {}
    link = None
    for child in node:
        if not _name(child):
            continue  # a comment, or a processing instruction, of which no words can be asked
        name, text = _name(child), "".join(child.itertext()).strip()
        if name == "link":
            if child.get("rel", "alternate") == "alternate":
                link = link or child.get("href") or text
        elif name == "author" and (inner := next((part for part in child if _name(part) == "name"), None)) is not None:
            parts.setdefault("author", inner.text or "")
        elif name == "content" and child.get("type") == "xhtml":
            from lxml import etree

            parts["content"] = etree.tostring(child, encoding="unicode", with_tail=False)
        elif text and child.prefix != "media":
            parts.setdefault(name, text)
    if not link and parts.get("guid", "").startswith(("http://", "https://")):
        link = parts["guid"]
    changed = parts.get("updated") or parts.get("pubDate") or parts.get("date") or ""
    row = InputRow(
        text=_whole_text(parts.get("encoded") or parts.get("content") or parts.get("description") or ""),
        outlet=outlet,
        url="".join((link or "").split()) or None,
        title=_plain(parts.get("title")),
        author=_plain(parts.get("creator") or parts.get("author")),
        date=_moment(parts.get("published") or parts.get("pubDate") or parts.get("date") or parts.get("updated")),
    )
    return Item(f"{parts.get('guid') or parts.get('id') or link or row.title}\x1f{changed}", row, content)


def _parse_json(content: bytes, where: str) -> list[Item]:
    try:
        feed: dict[str, Any] = json.loads(decode_bytes(content, where=where).text, strict=False)
        entries = [entry for entry in feed["items"] if isinstance(entry, dict)][:_MAX_ITEMS]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError("is no feed", where=where, hint=_HINT) from None
    title = feed.get("title")
    outlet = mend(title, where, []) if isinstance(title, str) else None
    items = []
    for entry in entries:
        known = {key: mend(value, where, []) for key, value in entry.items() if isinstance(value, str)}
        link = known.get("url") or known.get("external_url")
        row = InputRow(
            text=_whole_text(known.get("content_html") or html.escape(known.get("content_text", ""))),
            outlet=outlet,
            url=link,
            title=_plain(known.get("title")),
            date=_moment(known.get("date_published")),
        )
        packed = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")
        items.append(Item(f"{known.get('id') or link}\x1f{known.get('date_modified', '')}", row, packed))
    return items


def _whole_text(markup: str) -> str:
    """The text of an item's markup, a paragraph a line; empty if it is but a teaser."""
    if len(markup) < _WHOLE:
        return ""
    broken = re.sub(r"(?i)<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)", "", markup, flags=re.DOTALL)
    # Newlines within a paragraph are the editor's; paragraphs, breaks, headings and list items end a line.
    broken = re.sub(r"\s+", " ", broken)
    broken = re.sub(r"(?i)<(?:/?p|br|/?div|/?h\d|/?li|/?blockquote|/?ul|/?ol)\b[^<>]*>", "\n", broken)
    text = html.unescape(re.sub(r"<[^<>]*>", "", broken))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.splitlines())
    text = "\n".join(line for line in lines if line)
    return text if len(text) >= _WHOLE and not re.search(r"(?:\[…\]|\[\.\.\.\]|…|\.\.\.)\s*$", text) else ""


def _plain(markup: str | None) -> str | None:
    """A title or a name without markup."""
    text = html.unescape(re.sub(r"<[^<>]*>", "", markup or ""))
    return " ".join(text.split()) or None


def _moment(raw: str | None) -> str | None:
    """A date as RSS writes it (RFC 5322) in ISO; any other as it is."""
    try:
        return parsedate_to_datetime(raw or "").isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return raw
