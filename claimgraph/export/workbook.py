"""Claims of a case as a workbook (XLSX): one row a claim, with who says it, through whom, and the sentence.

Sheets ``Claims``, ``Sources``, ``Articles``, and ``About``, which says what each column of the claims is. Specification: Office
Open XML (ECMA-376), written by XlsxWriter in its mode of constant memory: a row leaves memory when the next
begins, so that articles may come as a stream.

Every text is a cell of type text, never a formula or a link, and stays text when it is edited (``quotePrefix``). Days are
dates, confidences and offsets numbers.

Lost: what is no claim (attitudes, headlines, entities, dates, labels), facts about outlets, and the time of day. A cell
holds 32,767 characters: longer text ends with a mark, and ``About`` says how often. Characters that XML forbids are
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from claimgraph.export.atomic import replacing_bytes
from claimgraph.export.rows import legal_text
from claimgraph.export.tables import is_risky
from claimgraph.records import Attribution, CaseArticle, Claim, SourceType

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write"]

MOST_CHARACTERS: Final = 32_767
"""Of a cell, in UTF-16 code units."""
MOST_ROWS: Final = 1_048_576
"""Of a sheet; more claims go on in a further one."""
CUT: Final = " … [cut]"
ARROW: Final = " → "
FIRST_DAY: Final = date(1900, 3, 1)
"""Before it a spreadsheet's days are not the calendar's: such a date is text."""
MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone
"""Every workbook bears this date as its own, so that the same case gives the same bytes."""

Cell = str | int | float | date | None


class _Field(NamedTuple):
    """A column of a sheet."""

    name: str
    width: int
    """In characters."""
    meaning: str = ""


CLAIMS: Final = (
    _Field("Outlet", 18, "who published the article"),
    _Field("Date", 11, "day of publication"),
    _Field("Title", 32, "headline of the article"),
    _Field("Claim", 60, "the words of the claim"),
    _Field("Kind", 11, "attributed (to somebody), or own voice (the outlet says it itself)"),
    _Field("Source", 30, "innermost source: whose word it is; the outlet for its own voice"),
    _Field("Source type", 19, "named_person, anonymous, document, ...; empty for own voice"),
    _Field("Source outlet", 18, "the medium or platform that the source speaks through"),
    _Field("Chain", 44, "who speaks through whom, outermost first"),
    _Field("Cue", 16, "the words that attribute"),
    _Field("Stance", 11, "how far the cue commits the source"),
    _Field("Hedge holder", 11, "who hedges: outlet or source"),
    _Field("Quotation", 10, "direct, indirect or mixed"),
    _Field("Access", 11, "how the source knows"),
    _Field("Sentence", 70, "the sentence in which the claim stands"),
    _Field("URL", 36, "address of the article"),
    _Field("Confidence", 11, "probability that the claim is read right, from 0 to 1"),
    _Field("Source confidence", 11, "probability that the source is who is meant, from 0 to 1"),
    _Field("From", 9, "where the claim begins in the article's text, in Unicode code points from 0"),
    _Field("To", 9, "where it ends; the code point there is no longer part of it"),
    _Field("Article", 18, "id of the article"),
    _Field("Claim id", 18, "id of the claim within the article"),
)
SOURCES: Final = (
    _Field("Source", 44),
    _Field("Type", 20),
    _Field("Outlet", 24),
    _Field("Claims", 9),
    _Field("Articles", 9),
    _Field("In article", 18),
    _Field("Id", 24),
)
ARTICLES: Final = (
    _Field("Outlet", 24),
    _Field("Date", 11),
    _Field("Title", 60),
    _Field("Author", 24),
    _Field("URL", 44),
    _Field("Language", 9),
    _Field("Attributed claims", 11),
    _Field("Own-voice claims", 11),
    _Field("Date as given", 26),
    _Field("Article", 18),
    _Field("SHA-256", 24),
    _Field("Annotated by", 28),
)
ABOUT: Final = (_Field("Column", 22), _Field("Meaning", 90))


def write(articles: Iterable[CaseArticle], out: Path) -> None:
    """Write the claims of ``articles``, in their order, to ``out``; the same articles give the same bytes.

    Raises:
        ExportError: the file cannot be written; ``out`` is then as it was.

    """
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with replacing_bytes(out) as file, Workbook(file, options) as book:
        book.set_properties({"title": "Who said it, and through whom", "author": "claimgraph", "created": MADE})
        claims, sources, listed, about = (
            _Sheet(book, name, fields)
            for name, fields in (("Claims", CLAIMS), ("Sources", SOURCES), ("Articles", ARTICLES), ("About", ABOUT))
        )
        tally = _Tally()
        for item in articles:
            for row in _claim_rows(item):
                claims.add(row)
            tally.add(item)
            listed.add(_article_row(item))
        for row in tally.rows():
            sources.add(row)
        cut = sum(sheet.cut for sheet in (claims, sources, listed))
        for name, meaning in _about(cut):
            about.add((name, meaning))
        for sheet in (claims, sources, listed, about):
            sheet.finish()


class _Sheet:
    """One table of the workbook: a header that stays in sight, filters, and rows added one at a time."""

    def __init__(self, book: Workbook, name: str, fields: tuple[_Field, ...]) -> None:
        self.book, self.name, self.fields = book, name, fields
        self.cut = 0
        """Cells that were too long."""
        top = {"valign": "top", "text_wrap": True}
        self.head = book.add_format({**top, "bold": True, "bg_color": "#DCE6F1", "bottom": 1})
        self.text = book.add_format(top)
        self.quoted = book.add_format({**top, "quote_prefix": True})
        self.share = book.add_format({**top, "num_format": "0.00"})
        self.day = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self.parts = 0
        self.sheet = self._begin()

    def _begin(self) -> Worksheet:
        self.parts += 1
        sheet = self.book.add_worksheet(self.name if self.parts == 1 else f"{self.name} {self.parts}")
        for column, known in enumerate(self.fields):
            sheet.set_column(column, column, known.width, self.text)
            sheet.write_string(0, column, known.name, self.head)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self.row = 0
        return sheet

    def add(self, cells: Iterable[Cell]) -> None:
        """Write the next row; a further sheet begins where this one is full."""
        if self.row + 1 == MOST_ROWS:
            self.finish()
            self.sheet = self._begin()
        self.row += 1
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                self._write_text(column, legal_text(cell))
            elif isinstance(cell, date):
                self.sheet.write_datetime(self.row, column, cell, self.day)
            elif cell is not None:
                self.sheet.write_number(self.row, column, cell, self.share if isinstance(cell, float) else self.text)

    def _write_text(self, column: int, text: str) -> None:
        kept = _fit(text)
        self.cut += kept != text
        if kept:
            self.sheet.write_string(self.row, column, kept, self.quoted if is_risky(kept) else self.text)

    def finish(self) -> None:
        """Set the filters, now that the number of rows is known."""
        self.sheet.autofilter(0, 0, self.row, len(self.fields) - 1)


def _fit(text: str) -> str:
    """As much of ``text`` as a cell holds; what is cut ends with a mark."""
    if len(text) * 2 <= MOST_CHARACTERS:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= MOST_CHARACTERS:
        return text
    room = (MOST_CHARACTERS - len(CUT)) * 2
    # half a character at the end is dropped
    return units[:room].decode("utf-16-le", "ignore") + CUT


def _claim_rows(item: CaseArticle) -> Iterator[tuple[Cell, ...]]:
    """One row for each claim of an article, in the order of ``CLAIMS``."""
    article, found = item.article, item.annotation
    attributions = {made.id: made for made in found.attributions}
    for claim in found.claims:
        sentence = found.sentences[claim.sentence]
        yield (
            item.publisher_name,
            _day(article.date),
            article.title,
            found.text[claim.start : claim.end],
            claim.kind.replace("_", " "),
            *_said(item, found.text, attributions.get(claim.attribution or "")),
            found.text[sentence.start : sentence.end],
            article.url,
            *_figures(claim, attributions.get(claim.attribution or "")),
            article.id,
            claim.id,
        )


def _said(item: CaseArticle, text: str, made: Attribution | None) -> tuple[Cell, ...]:
    """From ``Source`` to ``Access``."""
    if made is None:
        return (item.publisher_name, None, None, item.publisher_name, *[None] * 5)
    cue = " … ".join(text[span.start : span.end] for span in made.cue)
    who = (made.source_name, made.source_type, made.source_outlet, ARROW.join(made.chain))
    return (*who, cue, made.stance, made.hedge_holder, made.quotation, made.access)


def _figures(claim: Claim, made: Attribution | None) -> tuple[Cell, ...]:
    """From ``Confidence`` to ``To``."""
    sure = float(made.source_confidence) if made else None
    return (float(claim.confidence), sure, claim.start, claim.end)


def _article_row(item: CaseArticle) -> tuple[Cell, ...]:
    article, claims = item.article, item.annotation.claims
    attributed = sum(claim.kind == "attributed" for claim in claims)
    return (
        item.publisher_name,
        _day(article.date),
        article.title,
        article.author,
        article.url,
        article.language,
        attributed,
        len(claims) - attributed,
        article.date,
        article.id,
        article.sha256,
        item.annotation.model,
    )


@dataclass
class _Credit:
    """What one source is credited with."""

    name: str
    type: SourceType
    outlet: str | None
    article: str | None
    claims: int = 0
    articles: int = 0


@dataclass
class _Tally:
    """Every source, or outlet as a source, that a claim is attributed to."""

    credits: dict[tuple[str, str], _Credit] = field(default_factory=dict)

    def add(self, item: CaseArticle) -> None:
        """Count the claims of one article."""
        last = {chain.attribution: chain.links[-1] for chain in item.chains if chain.links}
        known = {source.id: source for source in item.sources}
        here = set()
        for claim in item.annotation.claims:
            link = last.get(claim.attribution or "")
            if link is None:
                continue
            key = (link.kind, link.node)
            if key not in self.credits:
                source = known.get(link.node)
                name, outlet, article = (
                    (source.name, source.outlet, source.article) if source else (link.name, None, None)
                )
                kind: SourceType = source.type if source else "media_outlet" if link.kind == "outlet" else "unspecified"
                self.credits[key] = _Credit(name, kind, outlet, article)
            self.credits[key].claims += 1
            here.add(key)
        for key in here:
            self.credits[key].articles += 1

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """In the order of ``SOURCES``: who is credited with most first."""
        for (_, node), credit in sorted(
            self.credits.items(), key=lambda pair: (-pair[1].claims, pair[1].name, pair[0])
        ):
            yield (credit.name, credit.type, credit.outlet, credit.claims, credit.articles, credit.article, node)


def _day(text: str | None) -> Cell:
    """The calendar day of an ISO date or datetime; the text itself where a spreadsheet has no such day."""
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if day >= FIRST_DAY else day.isoformat()


def _about(cut: int) -> Iterator[tuple[str, str]]:
    """What the last sheet says."""
    yield "What this is", "claims of news articles: who said it, and through whom. Nothing here says what is true."
    yield "Who found them", "a model that errs: read the sentence, and mind the confidence"
    yield from ((known.name, known.meaning) for known in CLAIMS)
    yield (
        "Cells cut",
        f"{cut} cells were longer than a cell can be ({MOST_CHARACTERS:,} characters); they end with{CUT}",
    )
