"""What stands between articles: copied text and links, found in a case or in a stream."""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from claimgraph import link
from claimgraph.errors import InputError, SkippedInputError
from claimgraph.ingest import ReadResult
from claimgraph.records import AnnotatedArticle, Article, Copy, Link, LinkRow, content_id

if TYPE_CHECKING:
    from claimgraph.pipeline import Annotator, Step
    from claimgraph.store import Case

__all__ = ["link_articles", "link_case", "link_inputs", "update_copies"]


def update_copies(case: Case) -> int:
    """Look anew for text that articles of the case share; only what is new is compared. Gives the number of pairs.

    What comes out does not depend on the order in which articles came in. One that is cut short is made good by the
    next: an article counts as new until what it shares is kept.
    """
    import numpy as np

    hashes, days = {}, {}
    for article in case.unprinted():
        hashes[article.id], days[article.id] = link.fingerprints(article.text), (article.date or "")[:10]
    fresh = set(hashes)
    if not fresh:
        return len(case.copies())
    for key, date, packed in case.fingerprints():
        if key not in fresh:
            hashes[key], days[key] = np.frombuffer(packed, dtype="<u8").astype(np.uint64, copy=False), date[:10]
    known = case.compared()
    text = lru_cache(maxsize=256)(case.text)
    found: dict[tuple[str, str], Copy | None] = {}
    for pair in link.candidate_pairs(hashes, days):
        if pair in known and not fresh.intersection(pair):
            found[pair] = known[pair]
            continue
        one, other = (text(key) for key in pair)
        if one is not None and other is not None:
            found[pair] = link.compare_texts(one, other, signed=partial(_credits, case))
    case.keep_copies(found)
    case.keep_fingerprints((key, hashes[key].astype("<u8").tobytes()) for key in sorted(fresh))
    return sum(copy is not None for copy in found.values())


def _credits(case: Case, one: Article, other: Article) -> bool:
    """Whether the one article credits the publisher of the other with its text."""
    items = case.article(one.id), case.article(other.id)
    return bool(items[0] and items[1] and items[1].publisher.id in link.credited_agencies(items[0]))


def link_case(case: Case, *, step: Callable[[str], Any] = lambda _article: None) -> int:
    """Compare the claims of articles that are new in the case with those of all, and store the links as judgements.

    What was compared before is not compared again; a person's judgement is never touched. ``step`` is told of each
    new article. Gives how many judgements were added.

    Raises:
        CaseError: the case cannot be read or written.
    """
    judge, known = link.linker_name(), {}
    linker = link.Linker(lambda key: item.annotation if (item := case.article(key)) else None)
    fresh: list[str] = []
    for key, content in case.profiles(judge):
        if content is None:
            fresh.append(key)
        else:
            linker.restore(link.unpack_profile(key, content))
    for key in fresh:
        item = case.article(key)
        if item is not None:
            known[key] = linker.add(item.annotation)
    added = 0
    for key, rows in linker.links(known):
        added += case.judge(_judged(row, judge) for row in rows)
        case.keep_profile(key, judge, known[key].pack())
        step(key)
    return added


def _judged(row: LinkRow, judge: str) -> Link:
    """A link as a judgement that is stored; the same judgement has the same id."""
    ends = (part for end in (row.a, row.b) for part in (end.id, end.claim, end.start, end.end))
    identity = content_id("link", judge, row.relation, row.slot, row.score, row.reason, *ends)
    return Link(id=identity, judge=judge, **dict(row))


def link_articles(articles: Iterable[AnnotatedArticle]) -> Iterator[LinkRow]:
    """Links between the claims of different articles, which are kept in memory; the order of articles changes none."""
    held = {article.id: article for article in articles}
    linker = link.Linker(held.get)
    for article in held.values():
        linker.add(article)
    for _, rows in linker.links():
        yield from rows


def link_inputs(  # noqa: C901 - its parts share a temporary file
    inputs: Iterable[ReadResult], annotator: Callable[[], Annotator], *, step: Step = lambda _kind, _what: None
) -> Iterator[LinkRow]:
    """Links between the claims of what was read: articles, or lines of ``claimgraph annotate``.

    Articles wait in a temporary file, not in memory; the order of inputs changes no link.

    Args:
        inputs: what ``read_inputs`` gives.
        annotator: makes the annotator; asked only where an article is not annotated yet.
        step: told of each article as it is taken up, of each input left out on purpose and of each failure.
    """
    with tempfile.TemporaryFile() as spool:
        places: dict[str, tuple[int, int]] = {}

        def fetch(key: str) -> AnnotatedArticle | None:
            place, size = places[key]
            spool.seek(place)
            return AnnotatedArticle.model_validate_json(spool.read(size))

        linker = link.Linker(fetch)

        def take(article: AnnotatedArticle) -> None:
            content = article.model_dump_json().encode()
            places[article.id] = spool.seek(0, io.SEEK_END), len(content)
            spool.write(content)
            linker.add(article)
            step("article", article.id)

        def tell(error: InputError) -> None:
            step("skipped" if isinstance(error, SkippedInputError) else "failed", str(error))

        def bare() -> Iterator[ReadResult]:
            for result in inputs:
                found = _annotated(result)
                if isinstance(found, InputError):
                    tell(found)
                elif found is None:
                    yield result
                else:
                    take(found)

        rest = bare()
        first = next(rest, None)
        if first is not None:
            for result in annotator().annotate(itertools.chain([first], rest)):
                if isinstance(result, InputError):
                    tell(result)
                else:
                    take(result[0].annotation)
        for _, rows in linker.links():
            yield from rows


def _annotated(result: ReadResult) -> AnnotatedArticle | InputError | None:
    """What ``claimgraph annotate`` wrote; null for an article that is still to be annotated."""
    if isinstance(result, InputError):
        return result
    content = result.original.content
    if result.original.media_type != "application/json" or not all(
        f'"{field}"'.encode() in content for field in ("sentences", "attributions", "claims")
    ):
        return None
    try:
        return AnnotatedArticle.model_validate_json(content)
    except ValueError as error:
        reason = str(error).partition("\n  ")[2].partition("\n")[0].strip() or "it breaks off"
        return InputError(
            f"looks annotated, but is not what claimgraph annotate writes: {reason}",
            where=result.original.name,
            hint="annotate it again, or leave its annotations out",
        )
