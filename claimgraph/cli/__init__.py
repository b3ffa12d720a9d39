"""The command line: options, progress, tables, exit codes. Everything heavy is imported inside the commands.

Exit codes: 0 all done; 1 some inputs failed, each named on standard error, the rest done; 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from claimgraph.cli import decide, desk, files, look, outlets, report, reports, scores, watch, work
from claimgraph.cli.terminal import complain
from claimgraph.errors import ClaimgraphError, SchemaError

__all__ = ["app", "main"]

app = typer.Typer(
    name="claimgraph",
    help="Who said it, and through whom: finds the claims in news articles, whom they are attributed to and through which "
    "outlets, and draws it as a graph. It never says what is true.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: claimgraph run seeds/ --out exports/",
)
for command in (
    work.run,
    work.annotate,
    work.links,
    watch.watch,
    look.show,
    look.sources,
    look.claims,
    reports.trace,
    reports.audit,
    outlets.outlets,
    files.export,
    desk.review,
    decide.decide,
    decide.undo,
    decide.log,
    decide.diff,
    decide.verify,
    decide.purge,
    report.report,
    files.schema,
    scores.evaluate,
):
    about, _, example = (command.__doc__ or "").partition("Example: ")
    app.command(help=about.strip(), epilog=f"Example: {example.strip()}")(command)


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"claimgraph {version('claimgraph')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="tell the version", is_eager=True, callback=_say_version)
    ] = False,
) -> None: ...


_INTERRUPTED = "interrupted; what was finished is kept"


def main() -> None:
    """Run the command line; every error the user can mend is one line, never a traceback."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, for when the interpreter ends nobody could say why it failed
    except ClaimgraphError as error:
        complain(str(error))
        sys.exit(2 if isinstance(error, SchemaError) else 1)
    except BrokenPipeError:  # `claimgraph annotate ... | head`
        _silence()
        sys.exit(1)
    except OSError as error:  # the disk that standard output is written to is full, say
        _silence()
        complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
        sys.exit(1)
    except KeyboardInterrupt:
        complain(_INTERRUPTED)
        sys.exit(130)
    except SystemExit as ended:
        if ended.code == 130:  # what typer makes of a Ctrl-C within a command
            complain(_INTERRUPTED)
        raise


def _silence() -> None:
    """Let what is still to be written go nowhere: Python would try once more at its end, and complain."""
    with suppress(OSError, ValueError):  # it may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
