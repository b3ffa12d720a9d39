"""Articles of a case as JSON lines: for each article the object that ``claimgraph annotate`` writes, byte for byte.

``claimgraph schema annotate`` prints its JSON Schema. Lost: what a case holds beside the annotation of an article:
its URL, author and language, the facts about outlets, human decisions, links, the bytes it was read from.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claimgraph.errors import ExportError
from claimgraph.export.atomic import replacing
from claimgraph.records import CaseArticle

__all__ = ["write"]


def write(articles: Iterable[CaseArticle], out: Path) -> None:
    """Write one line for each of ``articles``, in their order, one in memory at a time.

    Raises:
        ExportError: a text holds half a character (a lone surrogate), or the file cannot be written. ``out`` is then
            as it was.

    """
    with replacing(out) as file:
        for item in articles:
            try:
                file.write(item.annotation.model_dump_json() + "\n")
            except ValueError as error:
                raise ExportError(f"cannot be written as JSON: {error}", where=item.article.id) from error
