"""The hall: bytes -> articles -> annotations -> sources and chains -> case and exports. Stages meet here and nowhere else."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from claimgraph import annotate, resolve
from claimgraph.encoder import Encoder
from claimgraph.errors import ClaimgraphError, InputError, SchemaError, SkippedInputError
from claimgraph.export import EXPORTERS, load_writer
from claimgraph.ingest import Loaded, ReadResult
from claimgraph.lang import LANGUAGES, load_language
from claimgraph.outlets import Registry, load_registry
from claimgraph.pipeline.between import link_articles, link_case, link_inputs, update_copies
from claimgraph.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    CaseArticle,
    Decoded,
    Language,
    Original,
    Run,
    Span,
    ViewFilter,
    content_id,
)

if TYPE_CHECKING:
    from claimgraph.store import Case  # not loaded where no case is kept: it takes a third of the start

__all__ = [
    "Annotator",
    "Exported",
    "RunReport",
    "add_inputs",
    "export_case",
    "keep_confident",
    "link_articles",
    "link_case",
    "link_inputs",
    "update_copies",
]


class _Task(NamedTuple):
    """One article on its way through the model."""

    loaded: Loaded
    sentences: tuple[Span, ...]
    title_sentences: tuple[Span, ...]


class Annotator:
    """Model, registry and language, loaded once. ``annotate`` is a stream: constant memory, input order.

    Args:
        threads: windows of text executed side by side; default: the cores this process may use. It changes no result.
        language: ISO 639-1 code of the word classes used for all articles, whatever they are in; default: each article's
            own, English where it is not known. An article in a language that has none comes without annotations.
        registry: outlets that are known; default: the one in the package.
        model: weights that training wrote (an ONNX file, its JSON beside it); default: those in the package.

    Raises:
        ModelError: the weights are unusable.
    """

    def __init__(
        self,
        *,
        threads: int | None = None,
        language: str | None = None,
        registry: Registry | None = None,
        model: Path | None = None,
    ) -> None:
        self._encoder = Encoder(model, threads=threads)
        self._language = language
        self._registry = registry or load_registry()
        chosen = {"language": language, "weights": self._encoder.digest}
        if self._registry.digest:  # another registry is another run
            chosen["outlets"] = self._registry.digest
        settings = json.dumps(chosen, sort_keys=True)
        version = _version()
        identity = content_id("claimgraph", version, settings)
        self.run = Run(
            id=f"claimgraph-{version}-{identity[:8]}", annotator="claimgraph", version=version, settings=settings
        )
        """What stands as the maker of every annotation."""

    def annotate(self, inputs: Iterable[ReadResult]) -> Iterator[tuple[CaseArticle, Original] | InputError]:
        """What was read, annotated; an article that fails comes as an ``InputError`` in its place."""
        tasks: deque[_Task | InputError] = deque()
        parameters = self._encoder.parameters
        texts = self._texts(inputs, tasks)
        decoded = self._encoder.encode_many(texts, lambda text, window: annotate.decode(text, window, parameters))
        while True:
            windows = next(decoded, None)
            while tasks and isinstance(tasks[0], InputError):
                yield tasks.popleft()  # type: ignore[misc]
            if windows is None:
                return
            task = tasks.popleft()
            assert isinstance(task, _Task)  # noqa: S101 - errors were handed on above
            title = next(decoded) if task.title_sentences else []
            yield self._finish(task, windows, title)

    def _language_of(self, article: Article) -> Language:
        """The words an article is read with: those asked for, else those of its own language."""
        return load_language(self._language or article.language)

    def _is_readable(self, article: Article) -> bool:
        """Whether the model and the word classes are made for the article's language, or the caller says so."""
        return self._language is not None or article.language is None or article.language in LANGUAGES

    def _texts(
        self, inputs: Iterable[ReadResult], tasks: deque[_Task | InputError]
    ) -> Iterator[tuple[str, Sequence[Span]]]:
        """Texts and titles for the encoder; what belongs to them waits in ``tasks``, in the same order."""
        for item in inputs:
            if isinstance(item, InputError):
                tasks.append(item)
                continue
            article = item.article
            try:
                language = self._language_of(article)
                sentences: Iterable[tuple[Span, ...]] = (
                    ((), ())
                    if not self._is_readable(article)
                    else (
                        annotate.split_sentences(part or "", language=language)
                        for part in (article.text, article.title)
                    )
                )
                task = _Task(item, *sentences)
            except Exception as error:  # noqa: BLE001 - one article must never cost the others, whatever is wrong with it
                tasks.append(_fault(item, error))
                continue
            tasks.append(task)
            yield article.text, task.sentences
            if task.title_sentences:
                yield article.title or "", task.title_sentences

    def _finish(
        self, task: _Task, windows: list[Future[Decoded]], title: list[Future[Decoded]]
    ) -> tuple[CaseArticle, Original] | InputError:
        """Everything after the model."""
        article, original = task.loaded
        language = self._language_of(article)
        try:
            decoded, decoded_title = (annotate.join_windows([w.result() for w in part]) for part in (windows, title))
            annotated = (
                annotate.annotate_article(
                    article, task.sentences, decoded, decoded_title, language=language, model=self.run.id
                )
                if self._is_readable(article)
                else _not_annotated(article, self.run.id)
            )
            found = resolve.resolve_article(article, annotated, registry=self._registry, language=language)
        except Exception as error:  # noqa: BLE001 - one article must never cost the others, whatever is wrong with it
            return _fault(task.loaded, error)
        return found, original


def _not_annotated(article: Article, run: str) -> AnnotatedArticle:
    """The record of an article whose language cannot be read: it has no sentences, so that nobody takes it for read."""
    return AnnotatedArticle(
        id=article.id,
        outlet=article.outlet,
        date=article.date,
        title=article.title,
        text=article.text,
        model=run,
        sentences=(),
        attributions=(),
        claims=(),
        entities=(),
        dates=(),
    )


def _fault(loaded: Loaded, error: Exception) -> InputError:
    """What is told of an article that our own code fails on."""
    return InputError(
        f"article {loaded.article.id!r} cannot be annotated: {type(error).__name__}: {error}",
        where=loaded.original.name,
        hint="this is a fault of claimgraph; please report it with the article",
    )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("claimgraph")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


_A = TypeVar("_A", bound=Attribution)


def _confident(attributions: tuple[_A, ...], least: float) -> tuple[_A, ...]:
    """Those that are sure enough; who stood inside one that is not stands inside none."""
    kept = {a.id for a in attributions if a.confidence >= least}
    return tuple(
        a if a.parent is None or a.parent in kept else a.model_copy(update={"parent": None})
        for a in attributions
        if a.id in kept
    )


def keep_confident(annotated: AnnotatedArticle, least: float) -> AnnotatedArticle:
    """``annotated`` without attributions, claims and entities that are less sure than ``least``.

    Sentences keep their labels, which have a confidence of their own.
    """
    kept = _confident(annotated.attributions, least)
    ids = {a.id for a in kept}
    return annotated.model_copy(
        update={
            "attributions": kept,
            "title_attributions": _confident(annotated.title_attributions, least),
            "claims": tuple(
                c for c in annotated.claims if c.confidence >= least and (c.attribution is None or c.attribution in ids)
            ),
            "entities": tuple(e for e in annotated.entities if e.confidence >= least),
        }
    )


@dataclass(slots=True)
class RunReport:
    """What the main job did."""

    added: list[str] = field(default_factory=list)
    """Ids of articles that are new in the case, or newly annotated."""
    unchanged: list[str] = field(default_factory=list)
    failed: list[ClaimgraphError] = field(default_factory=list)


Step = Callable[[Literal["article", "skipped", "failed"], str], Any]


def add_inputs(
    case: Case,
    inputs: Iterable[ReadResult],
    annotator: Annotator,
    *,
    step: Step = lambda _kind, _what: None,
    copies: bool = True,
) -> RunReport:
    """Annotate what was read and store it; what the case already holds is not annotated again.

    Args:
        case: where it is stored.
        inputs: what ``read_inputs`` gives.
        annotator: annotates it.
        step: told of each article as it is done (its id), of each input left out on purpose and of each failure.
        copies: look at the end for text that articles share; false: the caller will (``update_copies``), after
            several calls, for it looks at all articles of the case.
    """
    report = RunReport()

    def fresh(results: Iterable[ReadResult]) -> Iterator[ReadResult]:
        for result in results:
            if not isinstance(result, Loaded) or not case.has(
                result.article.id, result.article.sha256, annotator.run.id
            ):
                yield result
            elif differing := case.differing(result.article):
                what = f"its text is in the case already, as article {result.article.id!r}, with another {', '.join(differing)}"
                yield InputError(what, where=result.original.name, hint='give it an "id" of its own to keep both')
            else:
                report.unchanged.append(result.article.id)
                step("article", result.article.id)

    for result in annotator.annotate(fresh(inputs)):
        if isinstance(result, SkippedInputError):
            step("skipped", str(result))
            continue
        if isinstance(result, InputError):
            report.failed.append(_bare(result))
            step("failed", str(result))
            continue
        item, original = result
        try:
            added = case.add(item, original, annotator.run)
        except (InputError, SchemaError) as error:
            report.failed.append(_bare(error))
            step("failed", str(error))
            continue
        (report.unchanged if added.status == "unchanged" else report.added).append(item.article.id)
        step("article", item.article.id)
    if copies:
        update_copies(case)
    return report


def _bare(error: ClaimgraphError) -> ClaimgraphError:
    """``error`` without where it was raised: the frames would keep each failed article, and its bytes, in memory."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


@dataclass(frozen=True, slots=True)
class Exported:
    """One thing that was written: a view, or the articles, in one format."""

    paths: tuple[Path, ...]
    format: str
    view: str = ""
    """Empty for a format of articles."""
    nodes: dict[str, int] = field(default_factory=dict)
    """Number of nodes by kind, of a view."""
    edges: dict[str, int] = field(default_factory=dict)
    left_out: str = ""
    """What filters kept out, in words."""


def export_case(
    case: Case,
    out: Path,
    formats: Sequence[str] = tuple(EXPORTERS),
    *,
    name: str = "case",
    views: Sequence[str] = ("provenance",),
    where: ViewFilter | None = None,
) -> list[Exported]:
    """Write a case, read anew for each view and format, to ``out``.

    Files are ``name.*``, those of other views than ``provenance`` ``name-VIEW.*``.

    Args:
        case: what is written.
        out: the folder, made if it is not there.
        formats: words of ``EXPORTERS``.
        name: how the files' names begin.
        views: words of ``VIEWS``, for the formats that take a view.
        where: what is shown; the formats of articles heed what it says of articles and claims.

    Raises:
        ExportError: an unknown format or view, filters that leave nothing, or a file that cannot be written.
    """
    from claimgraph.graph import Sieve, check_view, make_view

    for view_name in views:
        check_view(view_name)
    writers = {format_name: load_writer(format_name) for format_name in formats}

    def targets(format_name: str, stem: str) -> tuple[Path, ...]:
        return tuple(out / f"{stem}{suffix}" for suffix in EXPORTERS[format_name].suffixes)

    drawn = [format_name for format_name in writers if EXPORTERS[format_name].takes == "view"]

    def draw(view_name: str) -> Iterator[Exported]:
        """One view in all its formats; only here is it in memory, for it is the largest thing there is."""
        view, left_out = make_view(view_name, case.articles(), case.links(), copies=case.copies(), where=where)
        nodes = Counter(kind for _, kind in view.graph.nodes(data="kind"))
        edges = Counter(kind for _, _, kind in view.graph.edges(data="kind"))
        stem = name if view_name == "provenance" else f"{name}-{view_name}"
        for format_name in drawn:
            paths = targets(format_name, stem)
            writers[format_name](view, *paths)
            yield Exported(paths, format_name, view_name, dict(nodes), dict(edges), left_out)

    written = [one for view_name in views if drawn for one in draw(view_name)]
    for format_name, write in writers.items():
        if EXPORTERS[format_name].takes != "view":
            sieve = Sieve(where or ViewFilter())
            paths = targets(format_name, name)
            write(sieve.articles(case.articles()), *paths)
            written.append(Exported(paths, format_name, left_out=sieve.words))
    return written
