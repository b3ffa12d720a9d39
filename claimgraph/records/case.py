"""What a case keeps: runs, and one article with all that was found in it."""

from __future__ import annotations

from claimgraph.records.annotation import AnnotatedArticle
from claimgraph.records.base import Record
from claimgraph.records.inputs import Article
from claimgraph.records.sources import Chain, Entity, Outlet, Source

__all__ = ["CaseArticle", "Run"]


class Run(Record):
    """Who made an annotation: the annotator, its version and its settings."""

    id: str
    """Content hash of the other fields."""
    annotator: str
    version: str
    settings: str = "{}"
    """JSON object with sorted keys."""


class CaseArticle(Record):
    """One article of a case with all that was found in it: what stages make, the store keeps, exports read."""

    article: Article
    annotation: AnnotatedArticle
    publisher: Outlet
    """The outlet that published it; named ``unknown outlet`` where it is not known."""
    outlets: tuple[Outlet, ...] = ()
    """Every outlet that a chain of this article names, the publisher too; without aliases."""
    sources: tuple[Source, ...] = ()
    chains: tuple[Chain, ...] = ()
    """One for each attribution of kind ``claim``, those of the title too."""
    entities: tuple[Entity, ...] = ()

    @property
    def publisher_name(self) -> str:
        """The publisher as chains name it: as the article gave it, else as it is known."""
        return self.article.outlet or self.publisher.name
