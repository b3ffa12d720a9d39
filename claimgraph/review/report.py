"""What a desk attaches to its fact-check: claims, chains, the exact words, hashes, open questions, decisions and by whom.

It says who said what and through whom, never what is true.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from claimgraph.correct import read_verdict, standing_decisions
from claimgraph.errors import InputError
from claimgraph.records import Attribution, CaseArticle, Decision, Link, Outcome, Trace
from claimgraph.report import is_contradiction, trace_claim
from claimgraph.review.words import heading, say_value, summary

if TYPE_CHECKING:
    from claimgraph.store import Case

__all__ = ["ArticleReport", "Report", "Said", "make_report", "report_html", "report_markdown"]

UNSURE: Final = 0.6
"""Below this confidence of a machine, a claim that nobody checked is an open question."""

_SIGNS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>#|~&]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=www)\.|:(?=//))")


@dataclass(slots=True)
class Said:
    """One attribution: whose words, through whom, and what people said of it."""

    number: str
    chain: str
    source_type: str
    stance: str
    evidence: str
    cue: str
    offsets: str
    grade: str
    confidence: str
    checked: str
    """Who checked it; empty: nobody."""
    decisions: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ArticleReport:
    """One article."""

    heading: str
    outlet: str
    date: str
    url: str
    ident: str
    sha256: str
    run: str
    originals: list[tuple[str, str, int]]
    """Name, SHA-256 and bytes of what it was read from."""
    said: list[Said]
    own_voice: int


@dataclass(slots=True)
class Report:
    """A case, or some of its articles."""

    name: str
    made: str
    """ISO date."""
    articles: list[ArticleReport]
    questions: list[str]
    decisions: list[tuple[str, str, str, str]]
    """When, who, what, on which words; in order."""
    head: str
    """Hash of the log's last line."""
    lines: int


def make_report(case: Case, articles: Sequence[str] = (), *, made: str) -> Report:
    """The report of a case, or of the articles of these ids; ``made``: the day that stands on it.

    Raises:
        InputError: the case has no article of an id.
    """
    wanted = set(articles)
    items = [item for item in case.articles() if not wanted or item.article.id in wanted]
    if missing := wanted - {item.article.id for item in items}:
        raise InputError(f"the case has no article {min(missing)!r}", hint="claimgraph show lists them all")
    numbers = {item.article.id: number for number, item in enumerate(items, 1)}
    links = [link for link in case.links() if link.a.id in numbers and link.b.id in numbers]
    labels = _labels(items)
    texts = {item.article.sha256 for item in items}
    log = [line for line in case.log() if not wanted or line.article_sha256 in texts]
    by_claim: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in links:
        ends = [(link.a.id, link.a.claim), (link.b.id, link.b.claim)]
        for here, there in (ends, ends[::-1]):
            slot = f" ({link.slot})" if link.slot else ""
            by_claim[here].append(f"{link.relation}{slot}: {labels.get(there, 'a claim in its own voice')}")
    for key in [key for key in by_claim if key in labels]:
        by_claim[key].append(_bounds(trace_claim(case, key)))
    reports, questions = [], []
    for item in items:
        outcomes = case.outcomes(item.article.id)
        report = _article(case, item, outcomes, numbers[item.article.id], by_claim)
        reports.append(report)
        questions += _questions(item, report, outcomes)
    questions += _link_questions(links, log, labels)
    undone = {line.withdraws for line in log}
    told = [
        (
            line.at[:16].replace("T", " "),
            line.person,
            "(words removed)" if line.purged else summary(line) + (" (taken back later)" if line.id in undone else ""),
            line.quoted[:120],
        )
        for line in log
    ]
    every = list(case.log())
    head = every[-1].hash if every else "0" * 64
    return Report(case.path.stem, made, reports, questions, told, head, len(every))


def _labels(items: Sequence[CaseArticle]) -> dict[tuple[str, str], str]:
    """For each claim by article and id the number under which its attribution stands in the report."""
    labels = {}
    for number, item in enumerate(items, 1):
        place = {a.id: f"{number}.{n}" for n, a in enumerate(_claims(item), 1)}
        for claim in item.annotation.claims:
            if claim.attribution in place:
                labels[item.article.id, claim.id] = place[claim.attribution]
    return labels


def _bounds(trace: Trace) -> str:
    """How many origins stand behind a claim, and why not more or fewer."""
    count = str(trace.low) if trace.low == trace.high else f"{trace.low} to {trace.high}"
    names = ", ".join(origin.name for origin in trace.origins)
    why = "; ".join(reason.words for reason in trace.reasons)
    return f"independent origins: {count} ({names})" + (f". Why: {why}" if why else "")


def _claims(item: CaseArticle) -> list[Attribution]:
    found = (*item.annotation.title_attributions, *item.annotation.attributions)
    return [a for a in found if a.kind == "claim"]


def _article(
    case: Case,
    item: CaseArticle,
    outcomes: Iterable[Outcome],
    number: int,
    links: dict[tuple[str, str], list[str]],
) -> ArticleReport:
    by_target: dict[str | None, list[Decision]] = defaultdict(list)
    for outcome in outcomes:
        by_target[outcome.target].append(outcome.decision)
    whole = [d.person for d in by_target[None] if d.role == "checked" and not d.spans and d.after == "true"]
    claims: dict[str | None, list[str]] = defaultdict(list)
    for claim in item.annotation.claims:
        claims[claim.attribution] += links.get((item.article.id, claim.id), [])
    said = []
    for n, made in enumerate(_claims(item), 1):
        mine = by_target[made.id]
        said.append(_said(item, made, f"{number}.{n}", mine, whole))
        said[-1].links = claims[made.id]
    article = item.article
    return ArticleReport(
        heading=heading(item),
        outlet=item.publisher_name,
        date=article.date or "undated",
        url=article.url or "",
        ident=article.id,
        sha256=article.sha256,
        run=item.annotation.model,
        originals=[(o.name, o.sha256, len(o.content)) for o in case.originals(article.id)],
        said=said,
        own_voice=sum(c.kind == "own_voice" for c in item.annotation.claims),
    )


def _said(item: CaseArticle, made: Attribution, number: str, mine: list[Decision], whole: list[str]) -> Said:
    titled = made in item.annotation.title_attributions
    text = (item.annotation.title or "") if titled else item.article.text
    grades = [say_value("grade", d.after) for d in mine if d.role == "grade"]
    checked = {d.person: d.after == "true" for d in mine if d.role == "checked"}
    people = sorted({*whole, *(person for person, yes in checked.items() if yes)})
    offsets = ", ".join(f"{s}–{e}" for s, e in made.content)
    return Said(
        number=number,
        chain=" → ".join(made.chain),
        source_type=made.source_type.replace("_", " "),
        stance=made.stance + (f" by the {made.hedge_holder}" if made.hedge_holder else ""),
        evidence=" … ".join(" ".join(text[s:e].split()) for s, e in made.content),
        cue=" … ".join(" ".join(text[s:e].split()) for s, e in made.cue),
        offsets=f"headline {offsets}" if titled else offsets,
        grade=grades[-1] if grades else "F6",
        confidence=f"{made.confidence:.0%}",
        checked=", ".join(people),
        decisions=[f"{d.person}, {d.at[:10]}: {summary(d)}" for d in mine if d.role != "checked"],
    )


def _questions(item: CaseArticle, report: ArticleReport, outcomes: Iterable[Outcome]) -> list[str]:
    """What is left to be asked about an article."""
    questions = []
    for said, made in zip(report.said, _claims(item), strict=True):
        if not said.checked and min(made.confidence, made.source_confidence or 1) < UNSURE:
            questions.append(f"{said.number}: the machine is unsure ({said.confidence}), and nobody checked it.")
    unchecked = sum(not said.checked for said in report.said)
    if unchecked:
        questions.append(f"{report.heading}: {unchecked} of {len(report.said)} attributions were checked by nobody.")
    for date in item.annotation.dates:
        if date.finding:
            words = item.article.text[date.start : date.end]
            finding = date.finding.replace("_", " ")
            questions.append(f"{report.heading}: “{words}” ({date.value}): {finding}; a time zone, an update, a typo?")
    for outcome in outcomes:
        if outcome.status in {"lost", "unusable"}:
            questions.append(f"{report.heading}: a decision by {outcome.decision.person} no longer finds its words.")
        if outcome.decision.role == "note" and say_value("note", outcome.decision.after).endswith("?"):
            questions.append(f"{outcome.decision.person} asks: {say_value('note', outcome.decision.after)}")
    return questions


def _link_questions(links: Iterable[Link], log: Iterable[Decision], labels: dict[tuple[str, str], str]) -> list[str]:
    """Contradictions that stand, and pairs of which somebody said not to know."""
    questions = []
    for link in links:
        if is_contradiction(link):
            a, b = (labels.get((end.id, end.claim), "a claim in own voice") for end in (link.a, link.b))
            questions.append(f"{a} and {b} contradict each other{f' ({link.slot})' if link.slot else ''}.")
    for decision in standing_decisions(log):
        verdict = read_verdict(decision)
        if verdict is not None and verdict.verdict == "unsure":
            questions.append(
                f"{decision.person} is unsure whether “{verdict.a.quoted}” and “{verdict.b.quoted}” are {verdict.relation}."
            )
    return questions


def report_markdown(report: Report) -> str:
    """The report as Markdown (CommonMark, tables as GitHub has them); what texts hold is escaped."""
    lines = [f"# Who said it, and through whom: {_md(report.name)}", ""]
    lines += [
        f"{report.made}. This report never says what is true. Log of {report.lines} decisions, last hash `{report.head}`.",
        "",
    ]
    for number, article in enumerate(report.articles, 1):
        lines += [f"## {number}. {_md(article.heading)}", ""]
        lines += [f"{_md(article.outlet)}, {_md(article.date)}" + (f", {_md(article.url)}" if article.url else ""), ""]
        lines += [f"- SHA-256 of the text: `{article.sha256}`", f"- read by {_md(article.run)}"]
        lines += [
            f"- original {_md(name)}, {size} bytes, SHA-256 `{sha256}`" for name, sha256, size in article.originals
        ]
        lines += [f"- {article.own_voice} claims in the outlet's own voice", ""]
        for said in article.said:
            lines += [f"### {said.number} {_md(said.chain)}", ""]
            lines += [f"> {_md(said.evidence)}", ""]
            lines += [
                f"cue “{_md(said.cue)}”; {said.stance}; {said.source_type}; offsets {said.offsets}; grade {said.grade}; "
                f"machine {said.confidence}; " + (f"checked by {_md(said.checked)}" if said.checked else "not checked"),
                "",
            ]
            lines += [f"- {_md(line)}" for line in (*said.links, *said.decisions)]
            lines += [""] if said.links or said.decisions else []
    lines += ["## Open questions", ""]
    lines += [f"- {_md(question)}" for question in report.questions] or ["None."]
    lines += ["", "## Decisions", "", "| when | who | what | words |", "|---|---|---|---|"]
    lines += [f"| {when} | {_md(who)} | {_md(what)} | {_md(words)} |" for when, who, what, words in report.decisions]
    return "\n".join(lines) + "\n"


def _md(words: str) -> str:
    """``words`` on one line, nothing in it being markup."""
    return _MARKDOWN.sub(r"\\\1", _SIGNS.sub("\ufffd", " ".join(words.split())))


def report_html(report: Report) -> str:
    """The report as one page that prints well and loads nothing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = Path(__file__).parent / "templates"
    style = (folder / "report.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _SIGNS.sub("\ufffd", value) if type(value) is str else value,
    )
    return environment.get_template("report.html").render(report=report, style=Markup(style), digest=digest)  # noqa: S704 - our own
