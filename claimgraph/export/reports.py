"""A trace, or audits, as one web page that needs nothing else: no network, no other file, no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from claimgraph.export.assets import TEMPLATES, allowance, asset
from claimgraph.export.atomic import replacing
from claimgraph.export.showable import showable
from claimgraph.records import Alert, ClaimAudit, Rule, Trace

__all__ = ["write_audits", "write_trace"]


def write_trace(trace: Trace, out: Path) -> None:
    """Write one trace; the same trace gives the same bytes.

    Raises:
        ExportError: the file cannot be written.
    """
    names = {place.article: place.outlet for place in trace.places}
    _write("trace.html", out, t=trace, names=names, title="Where a claim comes from")


def write_audits(audits: Sequence[ClaimAudit], rules: Mapping[str, Rule], out: Path) -> None:
    """Write the audits of some articles; ``rules`` say what each alert is called.

    Raises:
        ExportError: the file cannot be written.
    """
    _write("audit.html", out, audits=audits, rules=rules, title="What an article rests on", marked=_marked)


def _write(template: str, out: Path, **values: Any) -> None:
    style = asset("report.css")
    policy = f"default-src 'none'; style-src {allowance(style)}; base-uri 'none'; form-action 'none'"
    page = _environment().get_template(template).render(style=style, policy=policy, **values)
    with replacing(out) as file:
        file.write(page)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=showable,
    )


def _marked(alert: Alert) -> Markup:
    """The sentence with the words meant marked in it."""
    text, done, parts = alert.sentence, 0, []
    for start, end in alert.marked:
        low, high = max(done, start - alert.start), min(len(text), end - alert.start)
        if low < high and (low, high) != (0, len(text)):
            parts += [escape(showable_text(text[done:low])), Markup("<mark>"), escape(showable_text(text[low:high]))]
            parts.append(Markup("</mark>"))
            done = high
    parts.append(escape(showable_text(text[done:])))
    return Markup("").join(parts)


def showable_text(text: str) -> str:
    """``text`` with signs for what HTML forbids."""
    return str(showable(text)) if "\r" not in text else str(showable(text.replace("\r", " ")))
