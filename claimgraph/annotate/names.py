"""Names that the model cut at a comma or an "and" made whole: "Bureau of Alcohol, Tobacco, Firearms and Explosives"."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.records import Decoded, Language, ScoredSpan, Span

__all__ = ["join_names"]

_PORTFOLIO: Final = re.compile(r"(,?\s+and\s+|,\s+)([A-Z]\w+(?:\s+[A-Z]\w+){0,3})")
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


def join_names(text: str, decoded: Decoded, language: Language) -> Decoded:
    """``decoded`` with names of organizations that list what a body is for in one piece, and none that ends in "and".

    What is listed is known from the language's portfolios, so that "the Ministry of Defence and Kyra" stay two.
    """
    portfolios = language.source_words.get("portfolios", frozenset())
    entities: list[ScoredSpan] = []
    for entity in decoded.entities:
        if entities and entity.span.start < entities[-1].span.end:
            continue
        end = _whole_end(text, entity.span, portfolios) if entity.type == "organization" else entity.span.end
        whole = Span(entity.span.start, max(end, entity.span.start + 1))
        entities.append(entity._replace(span=whole))
    return decoded._replace(entities=tuple(entities))
