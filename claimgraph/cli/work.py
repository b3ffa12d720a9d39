"""Commands that read articles: ``run`` (the main job) and ``annotate`` (a stream, no case)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
    Threads,
    complain,
    count,
    progress,
    stop_for_failures,
)

if TYPE_CHECKING:
    from claimgraph import ReadResult

__all__ = ["annotate", "run"]

Outlet = Annotated[str | None, typer.Option("--outlet", help="Publisher of all inputs; overrides what they say.")]
Date = Annotated[str | None, typer.Option("--date", help="Publication date of all inputs (YYYY-MM-DD); overrides.")]
MaxBytes = Annotated[
    int | None, typer.Option("--max-bytes", min=1, help="Largest size of one article.", show_default="5 MB")
]
Format = Annotated[str | None, typer.Option("--format", help="text, html, jsonl or csv; default: by name and content.")]


def run(
    inputs: Inputs,
    case: CasePath = DEFAULT_CASE,
    out: Annotated[Path, typer.Option("--out", help="Folder for the exports.")] = Path("exports"),
    outlet: Outlet = None,
    date: Date = None,
    input_format: Format = None,
    max_bytes: MaxBytes = None,
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

    results = read(inputs, outlet, date, input_format, max_bytes)
    annotator = door.Annotator(threads=threads, model=model, registry=door.load_registry(outlets))
    with door.open_case(case) as opened:
        with progress("reading") as bar:

            def step(kind: Literal["article", "skipped", "failed"], what: str) -> None:
                {"article": bar.advance, "skipped": bar.say, "failed": bar.fail}[kind](what)

            report = door.add_inputs(opened, bar.watched(results), annotator, step=step)
        held = opened.counts()["articles"]
        if held:  # the files first: what is printed may go to a reader that stops early
            written = door.export_case(opened, out, name=out_name(case, inputs))
            complain(f"{_summary(len(report.added), len(report.unchanged))}; {case} holds {held}")
            complain("wrote " + ", ".join(str(path) for one in written for path in one.paths))
        if not quiet:
            found = (item for key in [*report.added, *report.unchanged] if (item := opened.article(key)))
            print_articles(found, as_json=as_json)
    stop_for_failures(bar.failures)


def read(
    inputs: list[str], outlet: str | None, date: str | None, input_format: str | None, max_bytes: int | None
) -> Iterator[ReadResult]:
    """What the options ask for.

    Raises:
        typer.BadParameter: a date or a format that is none.
    """
    import claimgraph as door

    size: dict[str, Any] = {"max_bytes": max_bytes} if max_bytes else {}
    try:
        return door.read_inputs(inputs, outlet=outlet, date=date, format=input_format, **size)
    except door.InputError as error:
        raise typer.BadParameter(f"{error.message} ({error.hint})", param_hint=f"--{error.where}") from error


def out_name(case: Path, inputs: list[str]) -> str:
    """Stem of the exported files: the case's name, or the single input's where the case has the default name."""
    if case.stem != "case" or len(inputs) != 1 or inputs[0] == "-":
        return case.stem
    return Path(inputs[0]).resolve().name.partition(".")[0] or case.stem


def _summary(added: int, unchanged: int) -> str:
    return f"{count(added, 'article')} read" + (f", {unchanged} known already" if unchanged else "")


def annotate(
    inputs: Inputs,
    outlet: Outlet = None,
    date: Date = None,
    input_format: Format = None,
    max_bytes: MaxBytes = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
    ] = 0.0,
    threads: Threads = None,
    model: Model = None,
    outlets: OwnOutlets = None,
) -> None:
    """Annotate articles: JSON lines on standard output, one article an object, in input order, no case needed.

    Example: claimgraph annotate news.jsonl.gz > annotated.jsonl
    """
    import claimgraph as door

    results = read(inputs, outlet, date, input_format, max_bytes)
    annotator = door.Annotator(threads=threads, model=model, registry=door.load_registry(outlets))
    with progress("annotating") as bar:
        for result in annotator.annotate(bar.watched(results)):
            if isinstance(result, door.InputError):
                bar.miss(result)
                continue
            annotated = result[0].annotation
            if min_confidence:
                annotated = door.keep_confident(annotated, min_confidence)
            sys.stdout.write(annotated.model_dump_json() + "\n")
            bar.advance(annotated.title or annotated.id)
        sys.stdout.flush()
    stop_for_failures(bar.failures)
