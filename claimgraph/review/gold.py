"""A reviewed case as data to train on and to measure with: articles that a person checked, as people corrected them.

Each line is one article: ``sentences`` with ``start``, ``end``, ``label`` and their ``attributions`` (one span each, cut
at the sentence), and ``attributions`` of the whole text with lists of spans, as PolNeAR has them (Newell, Margolin,
Ruths 2018); those within another's content are ``nested_attributions``; ``entities`` are the names in it. Offsets are half-open code points of ``text``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimgraph.correct import standing_decisions
from claimgraph.errors import ExportError
from claimgraph.records import Attribution, CaseArticle, Sentence, Span, hull

if TYPE_CHECKING:
    from claimgraph.store import Case

__all__ = ["checked_texts", "gold_row", "gold_rows", "write_gold"]


def checked_texts(case: Case) -> dict[str, list[str]]:
    """SHA-256 of each text that somebody checked as a whole, and who did."""
    found: dict[str, list[str]] = {}
    by_text: dict[str, list[Any]] = {}
    for decision in case.decisions():
        by_text.setdefault(decision.article_sha256, []).append(decision)
    for sha256, decisions in by_text.items():
        whole = [d for d in standing_decisions(decisions) if d.role == "checked" and not d.spans]
        if whole and whole[-1].after == "true":
            found[sha256] = sorted({d.person for d in whole if d.after == "true"})
    return found


def gold_rows(case: Case, *, unchecked: bool = False) -> Iterator[dict[str, Any]]:
    """The articles that were checked as a whole (``unchecked``: all of them), in the order of the case."""
    checked = checked_texts(case)
    for item in case.articles():
        people = checked.get(item.article.sha256, [])
        if people or unchecked:
            yield gold_row(item) | {"checked_by": people}


def gold_row(item: CaseArticle) -> dict[str, Any]:
    """One article as gold."""
    found = item.annotation
    claims = [a for a in found.attributions if a.kind == "claim"]
    return {
        "id": found.id,
        "outlet": item.publisher_name,
        "date": found.date,
        "title": found.title,
        "text": found.text,
        "sentences": [
            {"start": s.start, "end": s.end, "label": s.label, "attributions": list(_within(found.text, s, claims))}
            for s in found.sentences
        ],
        "attributions": [_spans(a) for a in found.attributions if a.parent is None],
        "nested_attributions": [_spans(a) for a in found.attributions if a.parent is not None],
        "title_attributions": [
            _labels(found.title or "", a, a.source, a.cue, a.content) for a in found.title_attributions
        ],
        "entities": [{"start": m.start, "end": m.end, "type": m.type, "name": m.name} for m in found.entities],
    }


def _spans(made: Attribution) -> dict[str, Any]:
    return {"id": made.id, "kind": made.kind, "source": made.source, "cue": made.cue, "content": made.content}


def _within(text: str, sentence: Sentence, attributions: Iterable[Attribution]) -> Iterator[dict[str, Any]]:
    """The attributions of a sentence: those whose content reaches into it, each role cut at its ends."""
    for made in attributions:
        roles = [
            tuple(
                Span(max(s, sentence.start), min(e, sentence.end))
                for s, e in role
                if s < sentence.end and sentence.start < e
            )
            for role in (made.source, made.cue, made.content)
        ]
        if roles[2]:
            yield _labels(text, made, *roles)


def _labels(
    text: str, made: Attribution, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for role, spans in (("source", source), ("cue", cue), ("content", content)):
        start, end = hull(spans) if spans else (None, None)
        row |= {f"{role}_start": start, f"{role}_end": end, f"{role}_text": text[start:end] if spans else None}
    return row | {
        "source_canonical": made.source_name,
        "source_type": made.source_type,
        "source_outlet": made.source_outlet,
        "quote": made.quotation,
        "stance": made.stance,
        "chain": made.chain,
    }


def write_gold(case: Case, out: Path, *, unchecked: bool = False) -> int:
    """Write ``gold_rows`` as JSON lines; gives how many articles. The file is replaced as a whole or left as it was.

    Raises:
        ExportError: no article was checked, or the file cannot be written.
    """
    part = out.with_name(f".{out.name}.part")
    count = 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as file:
            for row in gold_rows(case, unchecked=unchecked):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        if count:
            os.replace(part, out)  # noqa: PTH105 - over what is there
    except OSError as error:
        raise ExportError(f"cannot be written: {error.strerror}", where=str(out), hint="name another folder") from error
    finally:
        part.unlink(missing_ok=True)
    if not count:
        raise ExportError(
            "no article was checked as a whole",
            where=str(case.path),
            hint="check them with claimgraph review, or write all with --unchecked",
        )
    return count
