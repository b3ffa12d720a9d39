"""Names that the model cut at a comma or an "and" made whole: "Bureau of Alcohol, Tobacco, Firearms and Explosives"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimgraph.records import Decoded, Language, ScoredSpan, Span

__all__ = ["join_names"]

_PORTFOLIO: Final = re.compile(r"(,?\s+and\s+|,\s+)([A-Z]\w+(?:\s+[A-Z]\w+){0,3})")
_STOP: Final = re.compile(r"(\w{3,})\.\s")
_FIRST_NAME: Final = re.compile(r"(?<=[\w,”\"] )(?P<name>[A-Z][a-z]{2,}) \Z")
_BEFORE: Final = 20
"""Code points before a surname in which a first name is looked for."""
_HANGING: Final = re.compile(r"(?:,|,?\s+and)\Z")
_BODY: Final = re.compile(r"\s(?:of|for|on)\s+(?:the\s+)?(?=[A-Z])")


def _whole_end(text: str, name: Span, portfolios: frozenset[str]) -> int:
    """Where a body's name ends: behind the last of "Food, Fisheries and Rural Affairs", or where it did."""
    hanging = _HANGING.search(text, name.start, name.end)
    end = hanging.start() if hanging else name.end
    joiner = _BODY.search(text, name.start, end)
    if joiner is None or text[joiner.end() : end].rsplit(maxsplit=1)[-1].lower() not in portfolios:
        return end
    at = end
    while (part := _PORTFOLIO.match(text, at)) and part[2].rsplit(maxsplit=1)[-1].lower() in portfolios:
        at = part.end()
        if "and" in part[1]:
            return at
    return end


def _whole_people(
    text: str, entities: tuple[ScoredSpan, ...], no_names: frozenset[str], language: Language
) -> Iterator[ScoredSpan]:
    """``entities`` with people's names whole: none over a line's end, "Do" and "Van Minh" in one, "Ines" before "Porta".

    ``no_names`` are words which, capitalised before a name, are no part of it.
    """
    abbreviations, days = language.abbreviations, frozenset(language.weekdays)
    given = language.source_words.get("male_names", frozenset()) | language.source_words.get(
        "female_names", frozenset()
    )
    last: ScoredSpan | None = None
    for found in entities:
        entity = found
        if found.type == "person":
            start, end = _behind_day(text, _one_line(text, found.span, abbreviations), days)
            if last and last.type == "organization" and (cut := _given_at(text, last.span, start, given)):
                last, start = last._replace(span=Span(last.span.start, cut[0])), cut[1]
            if last and last.type == "person" and text[last.span.end : start] == " ":
                last = last._replace(span=Span(last.span.start, end))
                continue
            first = _FIRST_NAME.search(text, max(last.span.end if last else 0, start - _BEFORE), start)
            alone = not any(ch.isspace() for ch in text[start:end])
            if alone and first and first["name"].lower() not in no_names and not _opens(text, first.start("name")):
                start = first.start("name")
            entity = found._replace(span=Span(start, end))
        if last:
            yield last
        last = entity
    if last:
        yield last


def _behind_day(text: str, span: Span, days: frozenset[str]) -> Span:
    """``span`` without the day before a name: "Karni" of "On Tuesday Karni said"."""
    first, _, rest = text[span.start : span.end].partition(" ")
    return Span(span.start + len(first) + 1, span.end) if rest[:1].isupper() and first.lower() in days else span


def _given_at(text: str, body: Span, start: int, given: frozenset[str]) -> tuple[int, int] | None:
    """Where ``body`` ends before the first name of the person at ``start``, and where that name begins.

    The minister "for Food Tariq" + "Mehmood" is Tariq Mehmood.
    """
    before, _, last = text[body.start : body.end].rpartition(" ")
    if not before or text[body.end : start] != " " or last.lower() not in given:
        return None
    return body.start + len(before), body.end - len(last)


def _one_line(text: str, span: Span, abbreviations: frozenset[str]) -> Span:
    """``span`` up to the first line or sentence that ends in it."""
    line = text.find("\n", *span)
    stop = next((m for m in _STOP.finditer(text, *span) if m[1].lower() not in abbreviations), None)
    end = min(line if line > span.start else span.end, stop.end(1) if stop else span.end)
    return Span(span.start, len(text[:end].rstrip()))


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins at ``at``, so that its capital tells nothing."""
    before = text[max(0, at - _BEFORE) : at].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:;\n—–-"


def join_names(text: str, decoded: Decoded, language: Language) -> Decoded:
    """``decoded`` with names of organizations that list what a body is for in one piece, and none that ends in "and".

    What is listed is known from the language's portfolios, so that "the Ministry of Defence and Kyra" stay two.
    """
    portfolios = language.source_words.get("portfolios", frozenset())
    titles = language.source_words.get("titles", frozenset())
    entities: list[ScoredSpan] = []
    no_names = titles.union(language.sentence_starters, language.weekdays, language.months)
    for entity in _whole_people(text, decoded.entities, no_names, language):
        if entities and entity.span.start < entities[-1].span.end:
            continue
        end = _whole_end(text, entity.span, portfolios) if entity.type == "organization" else entity.span.end
        whole = Span(entity.span.start, max(end, entity.span.start + 1))
        entities.append(entity._replace(span=whole))
    return decoded._replace(entities=tuple(entities))
