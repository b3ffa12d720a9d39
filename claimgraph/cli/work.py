"""Commands that read articles: ``run`` (the main job), ``annotate`` and ``links`` (streams, no case)."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimgraph.cli.terminal import (
    DEFAULT_CASE,
    AsJson,
    CasePath,
    Inputs,
    Model,
    OwnOutlets,
    Progress,
    Threads,
    complain,
    count,
    progress,
    stop_for_failures,
)

if TYPE_CHECKING:
    from claimgraph import Journal, ReadResult, Web

__all__ = ["AllowPrivate", "IgnoreRobots", "MaxBytes", "Outlet", "annotate", "links", "run"]

Outlet = Annotated[str | None, typer.Option("--outlet", help="Publisher of all inputs; overrides what they say.")]
Date = Annotated[str | None, typer.Option("--date", help="Publication date of all inputs (YYYY-MM-DD); overrides.")]
MaxBytes = Annotated[
    int | None, typer.Option("--max-bytes", min=1, help="Largest size of one article.", show_default="5 MB")
]
Format = Annotated[
    str | None,
    typer.Option("--format", help="text, html, jsonl, csv, feed, warc, ...; default: by name and content."),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch the URLs that tables and feeds on the disk list.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private addresses (your own network), too.")
]
IgnoreRobots = Annotated[
    bool, typer.Option("--ignore-robots", help="Fetch what robots.txt asks programs not to; have leave to.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file, safe against interruption, not to standard output."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the file of --output where it stopped.")]

_STEM = 120
"""Bytes of a name taken from an input."""


def run(
    inputs: Inputs,
    case: CasePath = DEFAULT_CASE,
    out: Annotated[Path, typer.Option("--out", help="Folder for the exports.")] = Path("exports"),
    outlet: Outlet = None,
    date: Date = None,
    input_format: Format = None,
    max_bytes: MaxBytes = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    threads: Threads = None,
    model: Model = None,
    outlets: OwnOutlets = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not print who said what.")] = False,
) -> None:
    """Read articles into a case, print who said what, and write a graph for Gephi and a page for the browser.

    What the case holds already is not read again; a person's decisions in it are kept.

    Example: claimgraph run seeds/ --case affair.claimgraph --out exports/
    """
    import claimgraph as door
    from claimgraph.cli.look import print_articles

    web = door.Web(allow_private=allow_private, heed_robots=not ignore_robots, fetch_listed=fetch)
    check(outlet, date, input_format)
    annotator = door.Annotator(threads=threads, model=model, registry=door.load_registry(outlets))
    with door.open_case(case) as opened:
        with progress("reading") as bar:
            results = read(inputs, outlet, date, input_format, max_bytes, web=web, bar=bar)

            def step(kind: Literal["article", "skipped", "failed"], what: str) -> None:
                {"article": bar.advance, "skipped": bar.say, "failed": bar.fail}[kind](what)

            report = door.add_inputs(opened, bar.watched(results), annotator, step=step)
        with progress("linking") as linking:
            links = door.link_case(opened, step=linking.advance)
        held = opened.counts()["articles"]
        read_any = bool(report.added or report.unchanged)
        if read_any:  # the files first: what is printed may go to a reader that stops early
            written = door.export_case(opened, out, name=out_name(case, inputs))
            complain(f"{_summary(len(report.added), len(report.unchanged))}; {case} holds {held}" + _linked(links))
            complain("wrote " + ", ".join(str(path) for one in written for path in one.paths))
        elif held:
            complain(f"no article was read; {case} holds {held}, as before")
        if read_any and not quiet:
            found = (item for key in [*report.added, *report.unchanged] if (item := opened.article(key)))
            print_articles(found, as_json=as_json)
    stop_for_failures(bar.failures, bar.reasons)


def check(outlet: str | None, date: str | None, input_format: str | None) -> None:
    """Refuse wrong options before anything is loaded.

    Raises:
        typer.BadParameter: a date or a format that is none.
    """
    read([], outlet, date, input_format, None)


def read(
    inputs: list[str],
    outlet: str | None,
    date: str | None,
    input_format: str | None,
    max_bytes: int | None,
    *,
    web: Web | None = None,
    bar: Progress | None = None,
) -> Iterator[ReadResult]:
    """What the options ask for.

    Raises:
        typer.BadParameter: a date or a format that is none.
    """
    import claimgraph as door

    more: dict[str, Any] = {"max_bytes": max_bytes} if max_bytes else {}
    if bar is not None and sys.stderr.isatty():
        bar.expect(door.measure_inputs(inputs))
        more["on_bytes"] = bar.read
    try:
        return door.read_inputs(inputs, outlet=outlet, date=date, format=input_format, web=web, **more)
    except door.InputError as error:
        raise typer.BadParameter(f"{error.message} ({error.hint})", param_hint=f"--{error.where}") from error


def out_name(case: Path, inputs: list[str]) -> str:
    """Stem of the exported files: the case's name, or the single input's where the case has the default name."""
    if case.stem != "case" or len(inputs) != 1 or inputs[0] == "-":
        return case.stem
    if re.match(r"(?i)https?://", inputs[0]):  # the last word of its path, in letters that any file name may have
        last = re.split(r"[?#]", inputs[0])[0].rstrip("/").rpartition("/")[2]
        name = re.sub(r"[^\w.-]+", "-", last)
    else:
        name = Path(os.path.realpath(inputs[0])).name
    # a file is written beside its place under a longer name first, and names have at most 255 bytes
    return name.partition(".")[0].encode(errors="replace")[:_STEM].decode(errors="ignore") or case.stem


def _summary(added: int, unchanged: int) -> str:
    return f"{count(added, 'article')} read" + (f", {unchanged} known already" if unchanged else "")


def _linked(links: int) -> str:
    return f"; {count(links, 'new link')} between claims" if links else ""


def links(
    inputs: Inputs,
    outlet: Outlet = None,
    date: Date = None,
    input_format: Format = None,
    max_bytes: MaxBytes = None,
    min_score: Annotated[float, typer.Option("--min-score", min=0, max=1, help="Leave out what is less sure.")] = 0.0,
    outlets: OwnOutlets = None,
    threads: Threads = None,
    model: Model = None,
) -> None:
    """Link the claims of different articles that are the same, or contradict each other: JSON lines, one pair a line.

    Inputs are articles, or what annotate wrote. Their order changes nothing.

    Example: claimgraph links annotated.jsonl > links.jsonl
    """
    import claimgraph as door

    results = read(inputs, outlet, date, input_format, max_bytes)
    with progress("reading") as bar:

        def step(kind: Literal["article", "skipped", "failed"], what: str) -> None:
            {"article": bar.advance, "skipped": bar.say, "failed": bar.fail}[kind](what)

        def annotator() -> door.Annotator:
            return door.Annotator(threads=threads, model=model, registry=door.load_registry(outlets))

        for row in door.link_inputs(bar.watched(results), annotator, step=step):
            if row.score >= min_score:
                sys.stdout.write(row.model_dump_json() + "\n")
        sys.stdout.flush()
    stop_for_failures(bar.failures, bar.reasons)


def annotate(
    inputs: Inputs,
    outlet: Outlet = None,
    date: Date = None,
    input_format: Format = None,
    max_bytes: MaxBytes = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
    ] = 0.0,
    output: Output = None,
    resume: Resume = False,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    threads: Threads = None,
    model: Model = None,
    outlets: OwnOutlets = None,
) -> None:
    """Annotate articles: JSON lines on standard output, one article an object, in input order, no case needed.

    With --output a run that was cut short is gone on with by the same command and --resume: nothing is lost or doubled.

    Example: claimgraph annotate news.jsonl.gz -o annotated.jsonl --resume
    """
    import claimgraph as door

    if resume and output is None:
        raise typer.BadParameter("there is no file to go on with; name it with --output", param_hint="--resume")
    web = door.Web(allow_private=allow_private, heed_robots=not ignore_robots, fetch_listed=fetch)
    check(outlet, date, input_format)
    annotator = door.Annotator(threads=threads, model=model, registry=door.load_registry(outlets))
    with ExitStack() as stack:
        journal = stack.enter_context(door.Journal(output, run=annotator.run.id, resume=resume)) if output else None
        bar = stack.enter_context(progress("annotating"))
        results = bar.watched(read(inputs, outlet, date, input_format, max_bytes, web=web, bar=bar))
        for result in annotator.annotate(_missing(results, journal)):
            if isinstance(result, door.InputError):
                bar.miss(result)
                continue
            annotated = result[0].annotation
            if min_confidence:
                annotated = door.keep_confident(annotated, min_confidence)
            if journal is not None:
                journal.write(annotated)
            else:
                sys.stdout.write(annotated.model_dump_json() + "\n")
            bar.advance(annotated.title or annotated.id)
        sys.stdout.flush()
    if journal is not None:
        held = f", {len(journal)} before" if len(journal) else ""
        complain(f"{count(bar.articles, 'article')} annotated{held}; {output} holds {bar.articles + len(journal)}")
    stop_for_failures(bar.failures, bar.reasons)


def _missing(results: Iterator[ReadResult], journal: Journal | None) -> Iterator[ReadResult]:
    """``results`` without the articles that the file of ``journal`` holds."""
    for result in results:
        known = journal and not isinstance(result, Exception) and journal.has(result.article.id, result.article.text)
        if not known:
            yield result
