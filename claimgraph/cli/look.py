"""Commands that look into a case: ``show``, ``sources``, ``claims``."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from claimgraph.cli.terminal import DEFAULT_CASE, AsJson, CasePath, Screen, complain, count, print_json, print_table

if TYPE_CHECKING:
    from claimgraph import AnnotatedArticle, Attribution, CaseArticle, Descriptor

__all__ = ["claims", "print_articles", "show", "sources"]

_FINDINGS = {
    "event_after_publication": "lies after the publication date",
    "weekday_mismatch": "weekday and date do not agree",
    "quoted_before_event": "is quoted before it happened",
    "no_such_day": "is not in the calendar",
}


def show(
    article: Annotated[list[str] | None, typer.Argument(help="Ids of articles; none: all.", show_default=False)] = None,
    case: CasePath = DEFAULT_CASE,
    as_json: AsJson = False,
) -> None:
    """Show who said what, article by article, with the words as evidence.

    Example: claimgraph show --case affair.claimgraph
    """
    import claimgraph as door

    with door.open_case(case, create=False, read_only=True) as opened:
        if not article:
            print_articles(opened.articles(), as_json=as_json)
            return
        for key in article:
            item = opened.article(key)
            if item is None:
                raise door.InputError(
                    f"the case has no article {key!r}", where=str(case), hint="claimgraph show lists them all"
                )
            print_articles([item], as_json=as_json)


def sources(
    case: CasePath = DEFAULT_CASE,
    source_type: Annotated[
        str | None, typer.Option("--type", help="Only sources of this type, such as anonymous.")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="Only names that contain this.")] = None,
    as_json: AsJson = False,
) -> None:
    """List who is credited with claims, those with most claims first.

    Example: claimgraph sources --type anonymous
    """
    import claimgraph as door

    check_word("--type", source_type, door.Source, "type")
    with door.open_case(case, create=False, read_only=True) as opened:
        rows = opened.sources(source_type=source_type, text=text)
    if as_json:
        for row in rows:
            print_json(row._asdict() | {"descriptor": dict(row.descriptor) if row.descriptor else None})
        return
    head = ("source", "type", "claims", "articles")
    print_table(head, ((r.name, r.type, str(r.claims), str(r.articles)) for r in rows), empty="no source fits")


def described(descriptor: Descriptor | None) -> str:
    """What a text tells of an unnamed source, in one line; empty for one with a name."""
    if descriptor is None:
        return ""
    several = f"group of {descriptor.number or 'unknown size'}" if descriptor.plural else ""
    return "; ".join(filter(None, (several, _parts(descriptor))))


def _parts(descriptor: Descriptor) -> str:
    parts = (("office", descriptor.office), ("place", descriptor.place), ("why unnamed", descriptor.reason))
    return "; ".join(f"{name}: {value}" for name, value in parts if value)


def claims(
    case: CasePath = DEFAULT_CASE,
    kind: Annotated[str | None, typer.Option("--kind", help="attributed or own_voice.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Published by this outlet.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Said by this source.")] = None,
    source_type: Annotated[
        list[str] | None, typer.Option("--type", help="Said by a source of this type; may be repeated.")
    ] = None,
    stance: Annotated[
        list[str] | None, typer.Option("--stance", help="Such as hedged or denies; may be repeated.")
    ] = None,
    entity: Annotated[str | None, typer.Option("--entity", help="About this person, place or organization.")] = None,
    text: Annotated[
        str | None, typer.Option("--text", help='With these words, in any form; "quoted" words in this order.')
    ] = None,
    single_origin: Annotated[
        bool, typer.Option("--single-origin", help="In several articles, with no second independent origin shown.")
    ] = False,
    contradicted: Annotated[bool, typer.Option("--contradicted", help="Said otherwise in another place.")] = False,
    laundered: Annotated[
        bool, typer.Option("--laundered", help="In own voice, though another place attributes it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List claims with who asserts them and through whom.

    Example: claimgraph claims --type anonymous --text rocket
    """
    import claimgraph as door

    check_word("--kind", kind, door.Claim, "kind")
    for word in source_type or ():
        check_word("--type", word, door.Source, "type")
    for word in stance or ():
        check_word("--stance", word, door.Attribution, "stance")
    where = door.ClaimFilter(
        kind=kind,  # type: ignore[arg-type]
        outlet=outlet,
        source=source,
        source_types=tuple(source_type or ()),  # type: ignore[arg-type]
        stances=tuple(stance or ()),  # type: ignore[arg-type]
        entity=entity,
        words=text,
    )
    asked = {
        door.single_origin_claims: single_origin,
        door.contradicted_claims: contradicted,
        door.laundered_claims: laundered,
    }
    with door.open_case(case, create=False, read_only=True) as opened:
        rows = opened.claims(where)
        for pick in [pick for pick, wanted in asked.items() if wanted]:
            picked = pick(opened)
            rows = iter([row for row in rows if (row.article, row.id) in picked])
        if as_json:
            for row in rows:
                print_json(row._asdict())
            return
        cells = ((" → ".join(r.chain), r.stance or "own voice", r.date or "", r.text) for r in rows)
        print_table(("through whom", "stance", "date", "claim"), cells, empty="no claim fits")


def words_of(record: type, field: str) -> tuple[str, ...]:
    """The words that a field of a record can be."""
    from typing import get_args

    return get_args(record.model_fields[field].annotation)  # type: ignore[attr-defined]


def check_word(option: str, word: str | None, record: type, field: str) -> None:
    """Refuse a word that is none of the field's.

    Raises:
        typer.BadParameter: naming those that are.
    """
    words = words_of(record, field)
    if word is not None and word not in words:
        raise typer.BadParameter(f"{word!r} is none of {', '.join(words)}", param_hint=option)


def print_articles(items: Iterable[CaseArticle], *, as_json: bool) -> None:
    """Who said what: for each article its attributions in order, with chain, words and manner."""
    empty = True
    for item in items:
        empty = False
        if as_json:
            sys.stdout.write(item.annotation.model_dump_json() + "\n")
        else:
            _print_article(item)
    if empty:
        complain("the case holds no articles; claimgraph run INPUT... adds some")


def _print_article(item: CaseArticle) -> None:
    found, screen = item.annotation, Screen()
    if found.title:
        screen.line((found.title, "bold"))
    screen.line(
        (" · ".join(filter(None, (item.publisher_name, found.date, found.id))), "dim" if found.title else "bold")
    )
    screen.line()
    parts = {s.id: described(s.descriptor) for s in item.sources if s.descriptor and _parts(s.descriptor)}
    nodes = {chain.attribution: parts.get(chain.links[-1].node, "") for chain in item.chains if chain.links}
    for text, attributions in ((found.title or "", found.title_attributions), (found.text, found.attributions)):
        for attribution in attributions:
            if attribution.kind == "claim":
                _print_attribution(screen, text, attribution, nodes.get(attribution.id, ""))
    for date in found.dates:
        if date.finding:
            words = found.text[date.start : date.end]
            told = f"  date: “{words}” = {date.value} {_FINDINGS[date.finding]} ({found.date}): {_reasons(date.explanations)}?"
            screen.line((told, "yellow"))
    if found.sentences or not found.text.strip():
        screen.line((_counted(found), "dim"))
    else:
        screen.line(
            (f"  not annotated: the text is in another language ({item.article.language or 'unknown'})", "yellow")
        )
    screen.line()


def _print_attribution(screen: Screen, text: str, attribution: Attribution, told: str) -> None:
    *outward, innermost = attribution.chain or (attribution.source_name,)
    manner = [attribution.source_type.replace("_", " "), attribution.stance, attribution.quotation]
    if attribution.hedge_holder:
        manner[1] += f" by the {attribution.hedge_holder}"
    if attribution.access != "unstated":
        # words within the source say nothing that its name and type do not
        beside = (w for w in attribution.access_words if not any(s <= w.start < e for s, e in attribution.source))
        words = " … ".join(" ".join(text[s:e].split()) for s, e in beside)
        manner.append(f"{attribution.access}: “{words}”" if words else attribution.access)
    cue, words = (
        " … ".join(" ".join(text[s:e].split()) for s, e in role) for role in (attribution.cue, attribution.content)
    )
    screen.line(("  " + "".join(f"{link} → " for link in outward), ""), (innermost, "bold"))
    for row in textwrap.wrap(f"[{cue}] {words}" if cue else words, screen.width - 6):
        screen.line(("      " + row, ""))
    screen.line((f"      {' · '.join(manner)} · {attribution.confidence:.0%}", "dim"))
    if told:
        screen.line((f"      {told}", "dim"))


def _reasons(explanations: tuple[str, ...]) -> str:
    """What may explain a finding: "time zone, update or typo"."""
    *rest, last = (name.replace("_", " ") for name in explanations or ("time_zone", "update", "typo"))
    return f"{', '.join(rest)} or {last}" if rest else last


def _counted(found: AnnotatedArticle) -> str:
    own = sum(1 for claim in found.claims if claim.kind == "own_voice")
    said = sum(1 for a in (*found.title_attributions, *found.attributions) if a.kind == "claim")
    parts = (count(len(found.sentences), "sentence"), count(said, "attribution"), count(own, "claim"))
    return f"  {', '.join(parts)} in the outlet's own voice"
