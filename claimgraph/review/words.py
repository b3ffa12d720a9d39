"""Decisions in words, for the log, the pages and the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from claimgraph.records import CaseArticle, Decision

__all__ = ["heading", "say_value", "shorten", "summary"]


def say_value(role: str, value: str | None) -> str:
    """The value that a decision holds, as a person would write it; JSON that it does not know as it is."""
    if value is None:
        return ""
    try:
        held = json.loads(value)
        return _say(role, held)
    except (ValueError, TypeError, KeyError, AttributeError):
        return value


def _say(role: str, held: Any) -> str:
    if held is None:
        return "none" if role in {"attribution", "entity"} else ""
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, str):
        return held.replace("_", " ") if role in {"label", "type", "kind"} else held
    if isinstance(held, Mapping):
        return _say_object(role, held)
    if role == "chain":
        return " → ".join(held)
    return ", ".join(f"{start}–{end}" for start, end in held)


def _say_object(role: str, held: Mapping[str, Any]) -> str:
    if role == "stance":
        holder = held.get("hedge_holder")
        return f"{held['stance']} by the {holder}" if holder else str(held["stance"])
    if role == "chain":
        return " → ".join(link["name"] for link in held["links"])
    if role in {"source", "cue", "content"}:
        return f"“{held['quoted']}”" if held["quoted"] else "nothing in the text"
    if role == "grade":
        return f"{held['reliability']}{held['credibility']}"
    if role in {"name", "merge", "split"}:
        return f"{held['name']} ({str(held['type']).replace('_', ' ')})"
    if role == "entity":
        return _say_entity(held)
    if role == "attribution":
        return " → ".join(held["chain"])
    if role == "link" and "verdict" in held:
        slot = f" ({held['slot']})" if held.get("slot") else ""
        return f"{held['verdict']}: {held.get('relation', 'same')}{slot}"
    if role == "link":
        return f"{held['relation']}, {held['score']:.0%}"
    return json.dumps(held, ensure_ascii=False)


def _say_entity(held: Mapping[str, Any]) -> str:
    if held["type"] is None:
        return "none, all of them"
    where = "" if held.get("all", True) else ", here"
    return f"{held['name']} ({held['type']}{where}{', another one' if held.get('own') else ''})"


def summary(decision: Decision) -> str:
    """One decision in one line."""
    if decision.withdraws:
        return f"takes back: {decision.role} {say_value(decision.role, decision.before)}".strip()
    after, before = say_value(decision.role, decision.after), say_value(decision.role, decision.before)
    return f"{decision.role}: {after}" + (f" (was {before})" if before and before != after else "")


def heading(item: CaseArticle, *, limit: int = 90) -> str:
    """The title of an article; where it has none, the first words of it that claim something."""
    first = next((s for s in item.annotation.sentences if s.label != "not_a_claim"), None)
    opening = item.article.text[first.start : first.end] if first else item.article.text
    return item.article.title or shorten(opening, limit)


def shorten(words: str, limit: int) -> str:
    """``words`` on one line, cut after a word with an ellipsis where they exceed ``limit`` code points."""
    line = " ".join(words[: 4 * limit].split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"
