"""The command ``outlets``: what the registry knows of an outlet, and from where."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimgraph.cli.terminal import AsJson, OwnOutlets, Screen, complain, count, print_json

if TYPE_CHECKING:
    from claimgraph import Outlet, OutletFact

__all__ = ["outlets"]

_MOST = 12
"""Namesakes shown; all of them in JSON."""
_LINES = 2
"""Lines of a long list after its first."""
_FLAG = "unsourced, check"


def _names(incomplete: str) -> list[str]:
    """Names of outlets that begin like this, for the Tab key."""
    import claimgraph as door

    return door.load_registry().names_like(incomplete)


def outlets(
    name: Annotated[
        list[str], typer.Argument(help="Names, domains or URLs of outlets.", autocompletion=_names, show_default=False)
    ],
    own: OwnOutlets = None,
    as_json: AsJson = False,
) -> None:
    """Show what is known of an outlet, and where each fact comes from.

    Facts written from general knowledge are marked "unsourced, check". Exit code 1 if a name is known nowhere.

    Example: claimgraph outlets "Al Mayadeen" reuters.com
    """
    import claimgraph as door

    registry, missing = door.load_registry(own), 0
    for wanted in name:
        found = door.find_outlets(registry, wanted)
        if not found:
            missing += 1
            complain(_not_found(wanted, door.near_outlets(registry, wanted)))
        elif as_json:
            for outlet in found:
                print_json(_object(wanted, outlet, door.outlet_facts(outlet)))
        else:
            _print(wanted, found)
    if missing:
        raise typer.Exit(1)


def _not_found(wanted: str, near: list[tuple[str, Outlet]]) -> str:
    told = f"no outlet is known as {wanted!r}"
    if near:
        told += "; near it: " + ", ".join(
            shown if shown == outlet.name else f"{shown} ({outlet.name})" for shown, outlet in near
        )
    return f"{told}; a file of your own adds it (--outlets)"


def _object(wanted: str, outlet: Outlet, facts: list[OutletFact]) -> dict[str, Any]:
    told = {
        fact.name: {
            "value": getattr(outlet, fact.name) if fact.name != "aliases" else [dict(a) for a in outlet.aliases],
            "from": fact.origins,
            "unsourced": fact.unsourced,
        }
        for fact in facts
    }
    return {"asked": wanted, "id": outlet.id, "name": outlet.name, "facts": told}


def _print(wanted: str, found: list[Outlet]) -> None:
    """One outlet with all its facts; of namesakes a line each."""
    import claimgraph as door

    screen = Screen()
    if len(found) > 1:
        screen.line((wanted, "bold"), (f"  {count(len(found), 'outlet')} bear this name; a text must tell which", ""))
        for outlet in found[:_MOST]:
            where = " · ".join(filter(None, (outlet.kind, outlet.country, outlet.region, *outlet.domains[:1])))
            screen.line((f"  {outlet.name}", "bold"), (f"  {where}", "dim"), (f"  [{outlet.id}]", "dim"))
        if len(found) > _MOST:
            screen.line((f"  and {len(found) - _MOST} more (--json gives all)", "dim"))
        screen.line()
        return
    outlet = found[0]
    screen.line((outlet.name, "bold"), (f"  [{outlet.id}]", "dim"))
    for fact in door.outlet_facts(outlet):
        origins = ", ".join(origin for origin in fact.origins if origin != "curated")
        flag = f"({_FLAG})" if fact.unsourced else f"(from {origins})"
        style = "yellow" if fact.unsourced else "dim"
        words = f"{fact.name.replace('_', ' ')}: {fact.value}"
        if len(words) + len(flag) + 4 <= screen.width:
            screen.line((f"  {words}  ", ""), (flag, style))
            continue
        head, *more = textwrap.wrap(words, screen.width - 6)
        screen.line((f"  {head}", ""))
        for row in more[:_LINES]:
            screen.line((f"    {row}", ""))
        if len(more) > _LINES:
            screen.line(("    … (--json gives all)", "dim"))
        screen.line((f"    {flag}", style))
    screen.line()
