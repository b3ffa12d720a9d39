"""Commands about decisions: ``decide``, ``undo``, ``log``, ``verify``, ``diff``, ``purge``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimgraph.cli.terminal import DEFAULT_CASE, AsJson, CasePath, complain, count, print_json, print_table

if TYPE_CHECKING:
    from claimgraph import CaseArticle, Desk

__all__ = ["By", "decide", "diff", "log", "purge", "undo", "verify", "who"]

By = Annotated[
    str | None, typer.Option("--by", envvar="CLAIMGRAPH_PERSON", help="Who decides.", show_default="your login name")
]


def who(by: str | None) -> str:
    """The name that decisions are signed with.

    Raises:
        typer.BadParameter: nobody says it, and the system knows no name (as in a container under a bare number).
    """
    import getpass

    try:
        return by or getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise typer.BadParameter("this machine knows no name of yours; say who decides", param_hint="--by") from error


def _corrections() -> list[str]:
    """The words of ``--what``, for the Tab key."""
    import claimgraph as door

    return ["link", *door.CORRECTIONS]


def decide(
    target: Annotated[
        str | None,
        typer.Argument(
            help="Id of a link, an attribution, a claim, a source; ARTICLE/s3 for its third sentence, ARTICLE/e3 for the "
            "third name in it; or an article."
        ),
    ] = None,
    value: Annotated[str | None, typer.Argument(help="yes, no or unsure; or the value that is right.")] = None,
    what: Annotated[str, typer.Option("--what", help="What is decided.", autocompletion=_corrections)] = "link",
    by: By = None,
    relation: Annotated[str | None, typer.Option("--relation", help="Of a link: same or contradicts.")] = None,
    slot: Annotated[str | None, typer.Option("--slot", help="Of a contradiction: what differs.")] = None,
    here: Annotated[bool, typer.Option("--here", help="Of an entity: only this mention.")] = False,
    from_file: Annotated[
        Path | None, typer.Option("--from", help="Take in decisions that claimgraph log --json wrote.")
    ] = None,
    onto: Annotated[str | None, typer.Option("--onto", help="With --from: move them to this article.")] = None,
    case: CasePath = DEFAULT_CASE,
    as_json: AsJson = False,
) -> None:
    """Say what is right: of a link yes, no or unsure; of an annotation the value. It outranks every machine.

    Example: claimgraph decide 4f1d0c2ab39e7754 no --by Ann
    """
    import claimgraph as door

    with door.open_case(case, create=False) as opened:
        desk = door.Desk(opened, who(by))
        if from_file is not None:
            _take_in(desk, from_file, onto)
            return
        if target is None or value is None:
            raise typer.BadParameter("say of what, and what is right", param_hint="TARGET VALUE")
        if what == "link":
            decisions = [desk.decide_link(target, value, relation=relation, slot=slot)]
        elif what == "merge" and opened.articles_of(target):
            decisions = desk.join_sources(target, value)
        else:
            item, inner = _place(desk, target)
            decisions = [desk.decide(item.article.id, what, _value(item, what, value, inner, here), target=inner)]
    for made in decisions:
        if as_json:
            print_json(made.model_dump(mode="json"))
        else:
            sys.stdout.write(f"{made.id}\t{made.role}\t{door.say_value(made.role, made.after)}\n")


def _take_in(desk: Desk, path: Path, onto: str | None) -> None:
    import claimgraph as door

    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # no other sign ends a line: words may hold U+2028
    except (OSError, UnicodeDecodeError) as error:
        raise door.InputError(f"cannot be read: {error}", where=str(path)) from error
    added, troubles = desk.take_in(lines, onto=onto)
    for trouble in troubles:
        complain(f"{path}: {trouble}")
    sys.stdout.write(f"{count(added, 'decision')} new\n")
    if troubles:
        raise typer.Exit(1)


def _place(desk: Desk, target: str) -> tuple[CaseArticle, str | None]:
    """The article that a target stands in, and the target within it."""
    import claimgraph as door

    whole = desk.case.article(target)  # first, for an id may hold strokes
    if whole is not None:
        return whole, None
    article, _, inner = target.rpartition("/")
    if article:
        return desk.article(article), inner
    for item in desk.case.articles():
        found = item.annotation
        ids = {a.id for a in (*found.attributions, *found.title_attributions)} | {c.id for c in found.claims}
        if target in ids:
            return item, target
    raise door.InputError(
        f"the case has no article, attribution or claim {target!r}", hint="claimgraph show --json names them"
    )


def _value(item: CaseArticle, what: str, value: str, target: str | None, here: bool) -> Any:
    """What a word on the command line means."""
    import claimgraph as door

    if what == "entity":
        return door.read_entity(value) | {"all": not here}
    if what == "checked":
        return value not in {"no", "false", "0"}
    if what == "attribution":
        return value not in {"no", "none", "false"}
    if what not in {"source", "cue", "content"}:
        return value
    if value.startswith("[["):
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as error:
            raise typer.BadParameter(
                f"{value[:60]!r} are no spans; write [[START, END]]", param_hint="VALUE"
            ) from error
    found = item.annotation
    titled = {a.id for a in found.title_attributions}
    made = next((a for a in (*found.attributions, *found.title_attributions) if a.id == target), None)
    near = min(made.cue or made.content or ((0, 0),))[0] if made else 0
    parts = [part.strip() for part in value.split(" ... ")]
    text = (found.title or "") if target in titled else found.text
    return [door.find_quote(text, part, near=near) for part in parts if part]


def undo(
    decision: Annotated[str, typer.Argument(help="Id of the decision, as claimgraph log lists it.")],
    by: By = None,
    case: CasePath = DEFAULT_CASE,
) -> None:
    """Take a decision back; it stays in the log. An undoing can be undone.

    Example: claimgraph undo 9b2e77aa01c4d3f8
    """
    import claimgraph as door

    with door.open_case(case, create=False) as opened:
        sys.stdout.write(f"{door.Desk(opened, who(by)).undo(decision).id}\n")


def log(
    article: Annotated[str | None, typer.Option("--article", help="Only of this article.")] = None,
    case: CasePath = DEFAULT_CASE,
    as_json: AsJson = False,
) -> None:
    """List what people decided, in order, with what stood there before. --json can be read by decide --from.

    Example: claimgraph log --json > decisions.jsonl
    """
    import claimgraph as door

    with door.open_case(case, create=False, read_only=True) as opened:
        wanted = door.Desk(opened, "").article(article).article.sha256 if article else None
        lines = [line for line in opened.log() if wanted in {None, line.article_sha256}]
    if as_json:
        for line in lines:
            if not line.purged:
                print_json(line.model_dump(mode="json"))
        return
    gone = {line.withdraws for line in lines}
    rows = (
        (
            line.id,
            line.at[:19],
            line.person,
            f"undoes {line.withdraws}" if line.withdraws else line.role + (" (undone)" if line.id in gone else ""),
            "(removed)" if line.purged else door.say_value(line.role, line.before),
            "" if line.purged else door.say_value(line.role, line.after),
            line.quoted[:60],
        )
        for line in lines
    )
    print_table(("id", "when", "who", "what", "before", "after", "words"), rows, empty="nobody decided anything")


def verify(
    head: Annotated[str | None, typer.Option("--head", help="A hash noted earlier that the log must hold.")] = None,
    case: CasePath = DEFAULT_CASE,
) -> None:
    """Check the log line by line, every text and original against its SHA-256, every correction against the log.

    Note the hash it prints: with --head it shows later that nothing was taken off the log's end.

    Example: claimgraph verify --case affair.claimgraph
    """
    import claimgraph as door

    with door.open_case(case, create=False, read_only=True) as opened:
        troubles, last, lines = opened.verify(head=head)
        counts = opened.counts()
    for trouble in troubles:
        complain(f"{case}: {trouble}")
    if troubles:
        raise typer.Exit(1)
    told = ", ".join(
        (count(lines, "decision"), count(counts["articles"], "article"), count(counts["originals"], "original"))
    )
    sys.stdout.write(f"all is well: {told}\nlog {last}\n")


def diff(
    before: Annotated[str | None, typer.Argument(help="Id of a run; none: list the runs.", show_default=False)] = None,
    after: Annotated[str | None, typer.Argument(help="Id of another run.", show_default=False)] = None,
    case: CasePath = DEFAULT_CASE,
    as_json: AsJson = False,
) -> None:
    """Show what another run found differently; with one run, what it would change of what people decided.

    Example: claimgraph diff claimgraph-0.1.0-1a2b3c4d claimgraph-0.2.0-5e6f7a8b
    """
    import claimgraph as door

    with door.open_case(case, create=False, read_only=True) as opened:
        runs = [run.id for run in opened.runs()]
        if before is None:
            if as_json:
                for run in runs:
                    print_json({"run": run})
            else:
                print_table(("run",), ((run,) for run in runs), empty="no run annotated this case")
            return
        for run in filter(None, (before, after)):
            if run not in runs:
                raise door.InputError(f"the case has no run {run!r}", hint=f"one of {', '.join(runs)}")
        if after is not None:
            rows = [change._asdict() for change in door.diff_runs(opened, before, after)]
        else:
            rows = [
                {
                    "article": item.article.id,
                    "what": outcome.status,
                    "field": outcome.decision.role,
                    "words": outcome.decision.quoted,
                    "before": door.say_value(outcome.decision.role, outcome.machine),
                    "after": door.say_value(outcome.decision.role, outcome.decision.after),
                }
                for item in opened.articles()
                for outcome in opened.outcomes(item.article.id)
            ]
    if as_json:
        for row in rows:
            print_json(row)
        return
    cells = ([_plainly(value)[:60] for value in row.values()] for row in rows)
    print_table(("article", "what", "field", "words", "before", "after"), cells, empty="nothing differs")


def _plainly(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else " → ".join(map(str, value))


def purge(
    article: Annotated[str, typer.Argument(help="Id of the article.")],
    by: By = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    case: CasePath = DEFAULT_CASE,
) -> None:
    """Remove an article's content for good: text, original, annotations, the words of decisions about it.

    A tombstone with its SHA-256 stays, so that the log still verifies. It cannot be undone.

    Example: claimgraph purge 3c59dc048e885024 --by Ann
    """
    import claimgraph as door

    with door.open_case(case, create=False) as opened:
        desk = door.Desk(opened, who(by))
        item = desk.article(article)
        name = item.article.title or item.article.text[:60]
        if not yes:
            typer.confirm(f"Remove {article} ({' '.join(name.split())}) for good?", abort=True, err=True)
        stone = desk.purge(article)
    sys.stdout.write(f"removed; SHA-256 {stone.sha256}\n")
