"""Decisions as JSON lines: written out, and taken in from elsewhere or from another version of a text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pydantic import ValidationError

from claimgraph.correct import find_spans
from claimgraph.records import Article, Decision, content_id

if TYPE_CHECKING:
    from claimgraph.store import Case

__all__ = ["read_lines", "write_lines"]


def read_lines(lines: Iterable[str], known: Iterable[str], *, onto: Article | None) -> tuple[list[Decision], list[str]]:
    """The decisions of JSON lines, and what cannot be used.

    ``known``: ids of decisions that are there; ``onto``: an article that all are moved to, their words found again.
    """
    decisions, troubles, there = [], [], set(known)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            decision = Decision.model_validate({k: v for k, v in given.items() if k in Decision.model_fields})
        except (ValueError, ValidationError, AttributeError, RecursionError) as error:
            troubles.append(f"line {number}: {str(error).splitlines()[0]}")
            continue
        if onto is not None and decision.withdraws is None:
            moved = _moved(decision, onto)
            if moved is None:
                troubles.append(f"line {number}: its words are not in article {onto.id!r}: {decision.quoted[:60]!r}")
                continue
            decision = moved
        if decision.withdraws is not None and decision.withdraws not in there:
            troubles.append(f"line {number}: it takes back a decision that is not here")
            continue
        there.add(decision.id)
        decisions.append(decision)
    return decisions, troubles


def _moved(decision: Decision, article: Article) -> Decision | None:
    """The decision about another version of its text; null where its words are gone."""
    text = article.title or "" if decision.part == "title" else article.text
    spans = find_spans(text, decision.spans, decision.quoted)
    if spans is None:
        return None
    moved = {"spans": spans, "article_sha256": article.sha256, "id": content_id(decision.id, article.sha256)}
    return decision.model_copy(update=moved)


def write_lines(case: Case) -> Iterator[str]:
    """Every decision as a JSON line, those taken back too; those whose words were removed left out."""
    for line in case.log():
        if not line.purged:
            values = {name: getattr(line, name) for name in Decision.model_fields}
            yield Decision.model_validate(values).model_dump_json()
