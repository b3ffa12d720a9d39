"""The case: what the rest of the program asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from claimgraph.errors import CaseError
from claimgraph.records import (
    Article,
    CaseArticle,
    Copy,
    Decision,
    Link,
    LoggedDecision,
    Original,
    Outcome,
    Run,
    Tombstone,
)
from claimgraph.store import (
    copies,
    decided,
    judgements,
    listings,
    originals,
    profiles,
    purge,
    read,
    search,
    verify,
    write,
)
from claimgraph.store.database import Database
from claimgraph.store.rows import (
    Added,
    ArticleRow,
    AttributionRow,
    ClaimFilter,
    ClaimRow,
    EntityRow,
    PlaceRow,
    SourceRow,
)

__all__ = ["Case"]


class Case:
    """An open case file. Made by ``open_case``; every method raises ``CaseError`` if the file fails it.

    Iterators hold no transaction between two items: the caller may add and decide while it reads.
    """

    def __init__(self, path: str | Path, *, create: bool = True, read_only: bool = False) -> None:
        self._database = Database(path, create=create, read_only=read_only)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def add(self, item: CaseArticle, original: Original | None, run: Run) -> Added:
        """Store an article, the bytes it was read from, and what ``run`` found in it; all of it or nothing.

        The same id, text and run again change nothing. Another run's annotation replaces the one kept, never a decision.

        Raises:
            InputError: another text is stored under its id, or its text cannot be stored.
            SchemaError: its parts do not belong together, or a digest is wrong.
        """
        return write.add_article(self._database, item, original, run)

    def has(self, article_id: str, sha256: str, run_id: str) -> bool:
        """Whether this text is stored under this id with the annotation of this run: nothing is left to do."""
        return read.has_article(self._database, article_id, sha256, run_id)

    def differing(self, article: Article) -> tuple[str, ...]:
        """Fields in which the article differs from the one kept under its id; none where none is kept.

        What ``add`` says of an article that is there; for callers who ask ``has`` first.

        Raises:
            InputError: another text is kept under its id.
        """
        return write.differing_fields(self._database, article)

    def article(self, article_id: str) -> CaseArticle | None:
        """The article of this id, as people corrected it; null where the case has none."""
        return read.find_article(self._database, article_id)

    def articles(self) -> Iterator[CaseArticle]:
        """Every article as people corrected it, in the order in which it came in, in constant memory."""
        return read.read_articles(self._database)

    def article_rows(self) -> list[ArticleRow]:
        """Every article in the order in which it came in, without its text."""
        return listings.list_articles(self._database)

    def versions(self, url: str) -> tuple[str, ...]:
        """Ids of the articles with this URL, in the order in which they came in."""
        return read.read_versions(self._database, url)

    def originals(self, article_id: str) -> tuple[Original, ...]:
        """The bytes that the article was read from."""
        return originals.read_originals(self._database, article_id)

    def runs(self) -> tuple[Run, ...]:
        """Every run that ever annotated an article of the case."""
        return read.read_runs(self._database)

    def sources(self, *, source_type: str | None = None, text: str | None = None) -> list[SourceRow]:
        """Who is credited with claims, most claims first; own voice left out. ``text``: a part of the name."""
        return listings.list_sources(self._database, source_type=source_type, text=text)

    def attribution_rows(self) -> list[AttributionRow]:
        """Every attribution of kind ``claim`` without its article, in order, those of the title first."""
        return listings.list_attributions(self._database)

    def decided_places(self) -> list[PlaceRow]:
        """The spans of the attributions of all texts about which anybody decided anything."""
        return listings.list_places(self._database)

    def holders(self, claims: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """For claims by article id and claim id the id of each one's attribution; own voice left out."""
        return listings.list_held(self._database, claims)

    def articles_of(self, source_id: str) -> list[str]:
        """Ids of the articles in which this source asserts something, in the order in which they came in."""
        return listings.list_speaking(self._database, source_id)

    def entities(self, *, text: str | None = None, article_id: str | None = None) -> list[EntityRow]:
        """What is named, most mentions first. ``text``: a part of the name; ``article_id``: in this article."""
        return listings.list_entities(self._database, text=text, article_id=article_id)

    def claims(self, where: ClaimFilter | None = None) -> Iterator[ClaimRow]:
        """Claims with who asserts them, in the order of articles and text."""
        return listings.list_claims(self._database, where or ClaimFilter())

    def raw(self, article_id: str, run: str | None = None) -> CaseArticle | None:
        """An article as a run found it, before any correction; null: there is no such article, or reading of it.

        ``run``: its id; default: the run whose annotation stands. Earlier runs' readings are kept.
        """
        return decided.read_raw(self._database, article_id, run)

    def decide(self, *decisions: Decision) -> int:
        """Append decisions, and correct the annotation that they are about; on the disk when this returns.

        Gives how many were new. All or none.

        Raises:
            CaseError: another decision has the id of one, or the one that it withdraws is not there.
        """
        return decided.add_decisions(self._database, decisions)

    def decisions(self, article_sha256: str | None = None) -> Iterator[Decision]:
        """Decisions in the order in which they were made, those withdrawn too; of one text, if given."""
        return judgements.read_decisions(self._database, article_sha256)

    def log(self) -> Iterator[LoggedDecision]:
        """Decisions in the order in which they were made, with the hashes that chain them."""
        return decided.read_log(self._database)

    def outcomes(self, article_id: str) -> tuple[Outcome, ...]:
        """What became of each standing decision about an article under the annotation that stands."""
        return decided.read_outcomes(self._database, article_id)

    def reviewed(self, article_id: str) -> tuple[CaseArticle, tuple[Outcome, ...]] | None:
        """An article as people corrected it with the outcomes of its decisions, at once; null where there is none."""
        return decided.read_reviewed(self._database, article_id)

    def verify(self, *, head: str | None = None) -> tuple[list[str], str, int]:
        """What is wrong with the case (nothing if all is well), the hash of the log's last line, its length.

        ``head``: a hash noted earlier, which must be in the log.
        """
        return verify.verify_case(self._database, head=head)

    def purge(self, article_id: str, decision: Decision) -> Tombstone:
        """Remove an article's content for good; ``decision`` says who decided so and when.

        Raises:
            InputError: there is no such article.
        """
        return purge.purge_article(self._database, article_id, decision)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What is left of articles that were removed."""
        return decided.read_tombstones(self._database)

    def judge(self, links: Iterable[Link]) -> int:
        """Append judgements between claims, all or none; gives how many were new."""
        return judgements.add_links(self._database, links)

    def links(self, *, decided_by_people: bool = True) -> Iterator[Link]:
        """Judgements between claims in the order in which they were made, then those that a person added.

        A pair that a person judged is what the person said; ``decided_by_people`` false: as machines judged.
        """
        links = judgements.read_links(self._database)
        return decided.decide_links(self._database, links) if decided_by_people else links

    def with_claim(self, claim_id: str, article_id: str | None = None) -> list[tuple[str, str]]:
        """Article id and claim id of the claims of this id, in all articles or in one."""
        return search.claims_of_id(self._database, claim_id, article_id)

    def search(self, text: str, *, limit: int = 20, any_word: bool = False) -> list[tuple[str, str]]:
        """Article id and claim id of the claims that best match ``text``; words are stemmed, "quoted words" a phrase.

        All words first; where no claim has them all, or with ``any_word``, any of them.

        Raises:
            InputError: there is no word in it.
        """
        return search.search_claims(self._database, text, limit=limit, any_word=any_word)

    def unprinted(self) -> Iterator[Article]:
        """Articles of which no fingerprint is kept yet."""
        return copies.read_unprinted(self._database)

    def keep_fingerprints(self, prints: Iterable[tuple[str, bytes]]) -> None:
        """Keep what tells which articles share text: article ids, each with its hashes."""
        copies.keep_fingerprints(self._database, prints)

    def fingerprints(self) -> Iterator[tuple[str, str, bytes]]:
        """Article id, ISO date or empty, and hashes, in the order in which articles came in."""
        return copies.read_fingerprints(self._database)

    def text(self, article_id: str) -> Article | None:
        """The article of this id, without what was found in it; null where the case has none."""
        return copies.read_article(self._database, article_id)

    def compared(self) -> dict[tuple[str, str], Copy | None]:
        """Every pair of articles whose texts were compared, ids sorted, and what they share."""
        return copies.read_compared(self._database)

    def keep_copies(self, found: Mapping[tuple[str, str], Copy | None]) -> None:
        """Keep what pairs of articles share, in place of all that was kept before."""
        copies.keep_copies(self._database, found)

    def copies(self, article_id: str | None = None) -> list[Copy]:
        """Which articles share text, in order; of one article, if given."""
        return copies.read_copies(self._database, article_id)

    def profiles(self, linker: str) -> Iterator[tuple[str, bytes | None]]:
        """Ids of all articles as they came in, and what a linker keeps of each; null where it has not linked it."""
        return profiles.read_profiles(self._database, linker)

    def keep_profile(self, article_id: str, linker: str, content: bytes) -> None:
        """Keep what a linker finds an article by, in the place of what was kept of it."""
        profiles.keep_profile(self._database, article_id, linker, content)

    def counts(self) -> dict[str, int]:
        """How many of each the case holds: articles, originals, sentences, attributions, claims, sources, ..."""
        return listings.count_all(self._database)

    def close(self) -> None:
        """Move the write-ahead log into the file and let go of it; closing twice is harmless."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            with suppress(CaseError):  # what went wrong first is what the user must hear
                self.close()
