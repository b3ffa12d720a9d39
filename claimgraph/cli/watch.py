"""The command ``watch``: what is new in feeds and folders, read into a case as it comes."""

from __future__ import annotations

import time
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimgraph.cli.terminal import (
    DEFAULT_CASE,
    AsJson,
    CasePath,
    Model,
    OwnOutlets,
    Progress,
    Threads,
    complain,
    count,
    stop_for_failures,
)
from claimgraph.cli.work import AllowPrivate, IgnoreRobots, MaxBytes, Outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimgraph import Annotator, Case, Entry, InputError, Watched

__all__ = ["watch"]


def watch(
    sources: Annotated[
        list[str], typer.Argument(help="Feeds (RSS, Atom, JSON Feed; by address) and folders.", show_default=False)
    ],
    case: CasePath = DEFAULT_CASE,
    interval: Annotated[float, typer.Option("--interval", min=1, help="Seconds from one look to the next.")] = 900.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end (for cron).")] = False,
    outlet: Outlet = None,
    max_bytes: MaxBytes = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    outlets: OwnOutlets = None,
    threads: Threads = None,
    model: Model = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not print who said what.")] = False,
) -> None:
    """Read what is new in feeds and folders into a case, again and again; nothing is read twice, also after a restart.

    After each look the claims of what came are linked with those of the case, and copied text is looked for, as run does.

    What was read stands in CASE.watched beside the case. An item that fails is tried three times. Stop with Ctrl-C.

    Example: claimgraph watch https://news.example/feed.xml inbox/ --case affair.claimgraph --interval 600
    """
    import claimgraph as door
    from claimgraph.cli.look import print_articles

    size: dict[str, Any] = {"max_bytes": max_bytes} if max_bytes else {}
    web = door.Web(allow_private=allow_private, heed_robots=not ignore_robots)
    look = door.watch_inputs(outlet=outlet, web=web, **size)
    annotator = door.Annotator(threads=threads, model=model, registry=door.load_registry(outlets))
    with ExitStack() as stack:
        opened = stack.enter_context(door.open_case(case))
        watched = stack.enter_context(door.Watched(case))
        while True:
            bar, fresh = Progress(), 0
            for source in sources:
                for entry in _new(look, source, watched, bar):
                    added = _read(entry, opened, annotator, watched, bar)
                    fresh += len(added)
                    if added and not quiet:
                        print_articles((item for key in added if (item := opened.article(key))), as_json=as_json)
            links = _compare(opened) if fresh else 0
            now = datetime.now().astimezone().isoformat(" ", "seconds")
            failed = f", {count(bar.failures, 'failure')}" if bar.failures else ""
            linked = f", {count(links, 'new link')} between claims" if links else ""
            held = opened.counts()["articles"]
            complain(f"{now}: {count(fresh, 'new article')}{linked}{failed}; {case} holds {held}")
            if once:
                break
            time.sleep(interval)
    stop_for_failures(bar.failures, bar.reasons)


def _new(
    look: Callable[[str], Iterator[Entry | InputError]], source: str, watched: Watched, bar: Progress
) -> Iterator[Entry]:
    """The entries of a source that have not been read."""
    import claimgraph as door

    for entry in look(source):
        if isinstance(entry, door.InputError):
            bar.miss(entry)
        elif not watched.has(entry.key):
            yield entry


def _compare(case: Case) -> int:
    """Look for copied text and for links, once for all that a look has brought; gives how many links are new."""
    import claimgraph as door

    door.update_copies(case)
    return door.link_case(case)


def _read(entry: Entry, case: Case, annotator: Annotator, watched: Watched, bar: Progress) -> list[str]:
    """Read one entry into the case and note it; gives the ids of new articles."""
    import claimgraph as door

    def step(kind: Literal["article", "skipped", "failed"], what: str) -> None:
        {"article": bar.advance, "skipped": bar.say, "failed": bar.fail}[kind](what)

    report = door.add_inputs(case, bar.watched(entry.read()), annotator, step=step, copies=False)
    whole = not report.failed or report.added or report.unchanged
    watched.mark(entry.key, "read" if whole else "failed", entry.where)
    return report.added
