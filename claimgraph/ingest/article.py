"""What every reader makes in the end: an ``Article`` and the bytes it was read from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from claimgraph.errors import InputError
from claimgraph.ingest.dates import parse_date
from claimgraph.ingest.language import detect_language
from claimgraph.records import Article, InputRow, Original

__all__ = [
    "DEFAULT_MAX_BYTES",
    "DOCUMENT_FACTOR",
    "Listed",
    "Loaded",
    "Raw",
    "ReadOptions",
    "ReadResult",
    "follow",
    "make_article",
    "make_loaded",
    "mend",
    "text_id",
]

DEFAULT_MAX_BYTES: Final = 5_000_000
"""Bytes that one article (a file, a JSON line, a row) may have: some 800,000 words, more than any novel."""

DOCUMENT_FACTOR: Final = 10
"""A PDF, an office document or what a web server sends may be so many times larger: most of it is pictures."""

_MAX_CONTROL_SHARE: Final = 0.01
"""Above this share of control characters a text is taken for a binary file. Prose has none."""


class Loaded(NamedTuple):
    """One article that was read, and what it was read from."""

    article: Article
    original: Original


ReadResult: TypeAlias = Loaded | InputError
"""A reader yields both kinds and raises neither."""


class Listed(NamedTuple):
    """An article that an input (a feed, a table) names by its address only."""

    url: str
    where: str
    known: InputRow
    """What the input says of it, ``text`` being empty; it stands where the page says nothing."""


class ReadOptions(NamedTuple):
    """What the user says of all inputs; it overrides what the inputs say."""

    outlet: str | None = None
    date: str | None = None
    """ISO date, or datetime with offset."""
    max_bytes: int = DEFAULT_MAX_BYTES
    follow: Callable[[Listed], Iterator[ReadResult]] | None = None
    """Fetches what is listed; null: nothing is fetched that the user did not name."""


def follow(listed: Listed, options: ReadOptions) -> Iterator[ReadResult]:
    """What stands at an address that an input lists, if the user lets it be fetched; else an ``InputError``."""
    if options.follow is not None:
        yield from options.follow(listed)
        return
    shown = " ".join(listed.url[:100].split())
    yield InputError(
        f"has a URL and no text; URLs that a file lists are not fetched unasked ({shown})",
        where=listed.where,
        hint="give --fetch, or save the page as .html and read that, or fill in the text",
    )


class Raw(NamedTuple):
    """The bytes of one article and where they stand."""

    where: str
    """``PATH``, ``PATH:LINE``, or the same with ``-`` for standard input."""
    content: bytes
    media_type: str


def text_id(text: str) -> str:
    """The id of an article that has none: the first 16 hex digits of the SHA-256 of its text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _control_characters() -> re.Pattern[str]:
    # Tab, the newlines (LF, VT, FF, CR, NEL) and the four separators that old exports use are no damage.
    return re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


@cache
def _surrogates() -> re.Pattern[str]:
    return re.compile("[\ud800-\udfff]")


def mend(value: str, where: str, notes: list[str]) -> str:
    r"""``value`` with each lone surrogate ("\ud800", half a character) replaced by U+FFFD, so that it can be written."""
    try:
        value.encode()
    except UnicodeEncodeError:
        mended, count = _surrogates().subn("\ufffd", value)
        notes.append(f"{where} has {count} half character(s) (lone surrogates); they are read as U+FFFD")
        return mended
    return value


def _check_text(text: str, where: str) -> list[str]:
    """Warnings about the characters of ``text``.

    Raises:
        InputError: it holds no word, or it is binary data.
    """
    if not re.search(r"\w", text):
        what = "is empty" if not text.strip() else "holds no word"
        raise InputError(f"the text {what}", where=where, hint="leave it out, or give the article's text")
    found = len(_control_characters().findall(text))
    if not found:
        return []
    if found > _MAX_CONTROL_SHARE * len(text):
        raise InputError(
            f"is not text: {found} of its {len(text)} characters are control characters",
            where=where,
            hint="is it a binary file, or in another encoding? Save it as UTF-8 text",
        )
    return [f"{where}: the text has {found} control character(s); they are kept (remove them if they are damage)"]


def _language_code(raw: str | None, where: str) -> tuple[str | None, list[str]]:
    if not raw:
        return None, []
    code = re.fullmatch(r"([A-Za-z]{2})(?:[-_].*)?", raw)
    if code:
        return code[1].lower(), []
    return None, [f"{where}: language {raw[:40]!r} is not a two-letter code; left empty (write en, ar, fr, ...)"]


def _language(declared: str | None, text: str, where: str) -> tuple[str | None, list[str]]:
    """The language of an article: what its text is in; what is said of it, where the text is too short to tell."""
    given, notes = _language_code((declared or "").strip(), where)
    found = detect_language(text) or given
    if found == "en":
        if given not in (None, "en"):
            notes.append(f"{where}: is said to be {given!r}, but the text is English; it is read as English")
            return "en", notes
        return given, notes
    if found is not None:
        notes.append(f"{where}: the text is not English ({found!r}); it is kept, but not annotated")
    return found, notes


def make_article(row: InputRow, *, where: str, options: ReadOptions, warnings: Iterable[str] = ()) -> Article:
    """The article that ``row`` describes; the text stays as it is, a bad date or language becomes null.

    Half characters (lone surrogates), which nothing can write, become U+FFFD with a warning.

    The language is that of the text (``detect_language``); null where it is English and nobody said so.

    Args:
        row: its fields as they were read; blank ones count as absent.
        where: what messages name it by.
        options: override the row's outlet and date.
        warnings: what the reader has already found; they stand first in ``Article.warnings``.

    Raises:
        InputError: the text holds no word, or is binary data.
    """
    notes = list(warnings)
    given_fields = {name: mend(value, f"{where}: {name}", notes) for name, value in row if value is not None}
    row = row.model_copy(update=given_fields)
    notes += _check_text(row.text, where)
    date, note = (options.date, None) if options.date else parse_date(row.date)
    if note:
        notes.append(f"{where}: {note}")
    language, language_notes = _language(row.language, row.text, where)
    sha256 = hashlib.sha256(row.text.encode()).hexdigest()
    given = (row.id or "").strip()
    plain = "".join(c for c in given if c.isprintable())
    if plain != given:
        notes.append(f"{where}: its id holds characters that cannot be shown; they are left out: {plain[:60]!r}")
    return Article(
        id=plain or sha256[:16],
        text=row.text,
        outlet=options.outlet or (row.outlet or "").strip() or None,
        url=(row.url or "").strip() or None,
        title=(row.title or "").strip() or None,
        author=(row.author or "").strip() or None,
        date=date,
        language=language,
        sha256=sha256,
        warnings=(*notes, *language_notes),
    )


def make_loaded(row: InputRow, raw: Raw, options: ReadOptions, warnings: Iterable[str] = ()) -> Loaded:
    """``make_article``, with the bytes that it came from.

    Raises:
        InputError: as ``make_article``.
    """
    article = make_article(row, where=raw.where, options=options, warnings=warnings)
    digest = hashlib.sha256(raw.content).hexdigest()
    return Loaded(article, Original(sha256=digest, content=raw.content, name=raw.where, media_type=raw.media_type))
