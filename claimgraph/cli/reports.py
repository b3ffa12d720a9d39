"""Commands that answer questions of a case: ``trace`` and ``audit``."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimgraph.cli.terminal import DEFAULT_CASE, AsJson, CasePath, Screen, complain, count

if TYPE_CHECKING:
    from claimgraph import Alert, ClaimAudit, Place, Trace

__all__ = ["audit", "trace"]

Html = Annotated[Path | None, typer.Option("--html", help="Write a page for the browser to this file, too.")]
MANY_HITS = 5


def trace(
    text: Annotated[list[str], typer.Argument(help="Words of a claim, or its id.", show_default=False)],
    case: CasePath = DEFAULT_CASE,
    html: Html = None,
    as_json: AsJson = False,
) -> None:
    """Trace a claim over all articles: who says it, through whom, and how many independent origins it has.

    Example: claimgraph trace rocket salvos oil field --html trace.html
    """
    import claimgraph as door

    with door.open_case(case, create=False, read_only=True) as opened:
        found = door.find_claims(opened, " ".join(text))
        traced = door.trace_claim(opened, found[0])
        others = [door.trace_claim(opened, key) for key in found[1:MANY_HITS]]
    if html is not None:
        door.write_trace(traced, html)
        complain(f"wrote {html}")
    if as_json:
        sys.stdout.write(traced.model_dump_json() + "\n")
        return
    screen = Screen()
    _print_trace(screen, traced)
    if others:
        screen.line(("other claims with these words", "bold"))
        for other in others:
            words = _short(other.words, screen.width - 40)
            screen.line((f"  {other.claim.id}:{other.claim.claim}  ", "dim"), (f"{_bounds(other)}  {words}", ""))


def audit(
    article: Annotated[list[str], typer.Argument(help="Ids of articles.", show_default=False)],
    case: CasePath = DEFAULT_CASE,
    html: Html = None,
    as_json: AsJson = False,
) -> None:
    """Audit articles: what they rest on, in numbers, and the sentences that published guidelines would ask about.

    Alerts speak of texts, not of those who wrote them; each names its rule and the guideline behind it.

    Example: claimgraph audit ARTICLE --html audit.html
    """
    import claimgraph as door

    with door.open_case(case, create=False, read_only=True) as opened:
        audits = [door.audit_article(opened, key) for key in article]
    if html is not None:
        door.write_audits(audits, door.load_rules()[0], html)
        complain(f"wrote {html}")
    for one in audits:
        if as_json:
            sys.stdout.write(one.model_dump_json() + "\n")
        else:
            _print_audit(Screen(), one)


def _bounds(trace: Trace) -> str:
    if trace.low == trace.high:
        return count(trace.low, "independent origin")
    return f"{trace.low} to {trace.high} independent origins"


def _short(words: str, width: int) -> str:
    return textwrap.shorten(words, max(20, width), placeholder=" …")


def _print_trace(screen: Screen, trace: Trace) -> None:
    for row in textwrap.wrap(" ".join(trace.words.split()), screen.width - 4):
        screen.line((row, "bold"))
    screen.line((f"{trace.claim.id}:{trace.claim.claim}", "dim"))
    carried = f"{count(trace.articles, 'article')} of {count(trace.outlets, 'outlet')}"
    nobody = " · nobody is named" if trace.nobody_named else ""
    screen.line((f"{carried} · ", ""), (_bounds(trace), "bold"), (nobody, ""))
    screen.line()
    branches = [*range(len(trace.origins)), *([-1] if trace.no_origin else [])]
    for number in branches:
        last = number == branches[-1]
        places = trace.no_origin if number < 0 else trace.origins[number].places
        screen.line(("└─ " if last else "├─ ", "dim"), *_origin_line(trace, number))
        for place in places:
            stem, end = "   " if last else "│  ", place == places[-1]
            for nth, parts in enumerate(_place_lines(screen, trace.places[place])):
                twig = ("   " if end else "│  ") if nth else "└─ " if end else "├─ "
                screen.line((stem + twig, "dim"), parts)
    screen.line()
    for title, lines in _trace_sections(trace):
        if lines:
            screen.line((title, "bold"))
            for line in lines:
                for nth, row in enumerate(textwrap.wrap(line, screen.width - 6)):
                    screen.line(("    " if nth else "  · ", "dim"), (row, ""))
    screen.line()


def _origin_line(trace: Trace, number: int) -> tuple[tuple[str, str], ...]:
    if number < 0:
        return (("adds no origin", "dim"),)
    origin = trace.origins[number]
    kind = (origin.source_type or "own voice").replace("_", " ")
    may_be = f" · perhaps the same as {', '.join(str(n + 1) for n in origin.may_be)}" if origin.may_be else ""
    return (f"origin {number + 1}: ", ""), (origin.name, "bold"), (f" · {kind}{may_be}", "dim")


def _place_lines(screen: Screen, place: Place) -> Iterator[tuple[str, str]]:
    manner = f"{place.stance} by the {place.hedge_holder}" if place.hedge_holder else place.stance or "own voice"
    head = f"{place.date or 'no date'}  {' → '.join(place.chain)}  ({manner}) {place.article}"
    words = f"“{_short(place.words, 2 * screen.width - 40)}”"
    for text, style in ((head, ""), (words, "dim")):
        for row in textwrap.wrap(text, screen.width - 8):
            yield row, style


def _trace_sections(trace: Trace) -> Iterator[tuple[str, list[str]]]:
    names = {place.article: place.outlet for place in trace.places}
    yield "why", [r.words if r.certain else f"perhaps: {r.words}" for r in trace.reasons]
    yield "counted apart, or not at all", [note.words for note in trace.notes]
    first = ", ".join(f"{names[key]} ({key})" for key in trace.first)
    told = f"{trace.first_day}: {first}" + (" — one day is no order" if len(trace.first) > 1 else "")
    yield "first appearance", [told if trace.first else "no article has a date"]
    yield (
        "own voice for what another place attributes",
        [f"{names[one.article]} ({one.article}); on the word of {one.chain[-1]}" for one in trace.laundering],
    )
    yield "text that its articles share", [_copy_words(copy, names) for copy in trace.copies]
    yield (
        "said otherwise",
        [
            f"{c.slot or 'facts'}, {c.score:.0%}: {' → '.join(c.place.chain)}, {c.place.date or 'no date'}: “{' '.join(c.place.words.split())}”"
            f"{' — the same source' if c.same_origin else ''} ({c.place.article})"
            for c in trace.contradictions
        ],
    )


def _copy_words(copy: object, names: dict[str, str]) -> str:
    from claimgraph import Copy

    assert isinstance(copy, Copy)  # noqa: S101
    verb = "shares" if copy.direction == "unknown" else "has"
    end = "with" if copy.direction == "unknown" else "from"
    told = f"{names[copy.a]} ({copy.a}) {verb} {copy.share:.0%} of its words {end} {names[copy.b]} ({copy.b})"
    return told + (", by date" if copy.direction == "date" else ", by its credit" if copy.direction == "credit" else "")


def _print_audit(screen: Screen, audit: ClaimAudit) -> None:
    screen.line((audit.title or audit.article, "bold"))
    screen.line((" · ".join(filter(None, (audit.outlet, audit.date, audit.article))), "dim"))
    screen.line()
    whole = max(1, audit.claims)
    for kind, number in audit.by_type.items():
        bar = "█" * round(24 * number / whole)
        screen.line((f"  {kind.replace('_', ' '):<20} {number:>3} {number / whole:>5.0%} ", ""), (bar, "dim"))
    attributed = audit.claims - audit.by_type.get("own_voice", 0)
    screen.line(
        (
            f"  of {count(attributed, 'attributed claim')}, {audit.unnamed:.0%} unnamed, {audit.anonymous:.0%} anonymous",
            "",
        )
    )
    hedges = ", ".join(f"{number} by the {holder}" for holder, number in audit.hedges.items()) or "none"
    deep = ", ".join(f"{number} of {depth} links" for depth, number in audit.depth.items()) or "none"
    screen.line((f"  hedged: {hedges} · chains: {deep}", ""))
    if audit.linked:
        told = (
            f"{count(audit.linked, 'claim')} stand in other articles too, {audit.single_origin} of them on one origin"
        )
        screen.line((f"  {told}", ""))
    unnamed = [one for one in audit.sources if one.described != "named"]
    for one in unnamed:
        reason = ", reason given" if one.reason_given else ""
        screen.line(("  unnamed: ", "dim"), (f"{one.name} ({count(one.claims, 'claim')}; {one.described}{reason})", ""))
    screen.line()
    for alert in audit.alerts:
        _print_alert(screen, alert)
    if not audit.alerts:
        screen.line(("  nothing that the rules ask about", "dim"))
    screen.line()


def _print_alert(screen: Screen, alert: Alert) -> None:
    import claimgraph as door

    rule = door.load_rules()[0][alert.rule]
    style = "bold yellow" if alert.level == "alert" else "bold"
    where = "headline" if alert.in_title else f"{alert.start}–{alert.end}"
    screen.line(
        (f"{'!' if alert.level == 'alert' else '·'} {rule.title}", style), (f"  [{alert.rule}, {where}]", "dim")
    )
    for words, style in ((alert.says, ""), (f"“{' '.join(alert.sentence.split())}”", "italic")):
        for row in textwrap.wrap(words, screen.width - 6):
            screen.line((f"    {row}", style))
    for line in alert.guidelines:
        screen.line((f"    {line.body}: {line.says}", "dim"))
