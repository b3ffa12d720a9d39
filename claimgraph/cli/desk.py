"""The command ``review``."""

from __future__ import annotations

import sys
import webbrowser
from typing import Annotated

import typer

from claimgraph.cli.decide import By, who
from claimgraph.cli.terminal import DEFAULT_CASE, CasePath

__all__ = ["review"]


def review(
    case: CasePath = DEFAULT_CASE,
    by: By = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any that is free.")] = 0,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Open a desk in the browser where people check and correct; it listens on this machine only. Ctrl-C ends it.

    Example: claimgraph review --case affair.claimgraph --by Ann
    """
    from claimgraph.web import serve

    def ready(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        if open_page:
            webbrowser.open(address)

    serve(case, who(by), port=port, ready=ready)
