"""Hypothesis strategies: articles of a case as no newspaper would print them.

Left out, each for a reason:
- lone surrogates: they are half a character, and the store refuses them (tested by themselves);
- ``Article.warnings``: told to the user, not stored;
- not-a-number as a confidence of ``Source``: it equals nothing, not even itself.
"""

from __future__ import annotations

import hashlib
from typing import Any, get_args

from hypothesis import strategies as st

from claimgraph.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    CaseArticle,
    Chain,
    ChainLink,
    Claim,
    ClaimRef,
    DateFinding,
    Decision,
    Entity,
    Link,
    Mention,
    Outlet,
    OutletAlias,
    Run,
    Sentence,
    Source,
    Span,
    TitleAttribution,
    content_id,
    terms,
)

RUNS = tuple(
    Run(id=content_id("tests", version, "{}"), annotator="tests", version=version, settings="{}") for version in "12"
)

words = st.text(st.characters(codec="utf-8"), max_size=12)
texts = st.text(st.characters(codec="utf-8"), max_size=120)
ids = st.sampled_from(["a", "b", "c", "ä", "a b", "", "\0", "0"]) | words
shares = st.floats(0, 1)
offsets = st.integers(0, 2**40)
spans = st.tuples(offsets, offsets).map(lambda pair: Span(*sorted(pair)))


def one_of(vocabulary: Any) -> st.SearchStrategy[Any]:
    """A word of a closed vocabulary."""
    return st.sampled_from(get_args(vocabulary))


def some(strategy: st.SearchStrategy[Any], at_most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """A tuple of few."""
    return st.lists(strategy, max_size=at_most).map(tuple)


maybe_words = st.none() | words
extent = {"start": offsets, "end": offsets}

outlets = st.builds(
    Outlet,
    id=ids,
    name=words,
    tier=st.none() | st.integers(1, 2),
    kind=st.none() | one_of(terms.OutletKind),
    country=maybe_words,
    owner=maybe_words,
    state_relation=maybe_words,
    languages=some(words),
    domains=some(words),
    parent=maybe_words,
    note=maybe_words,
    aliases=some(st.builds(OutletAlias, text=words, type=st.just("alias"), ambiguous=st.booleans())),
    facts_from=st.dictionaries(words, some(words), max_size=2),
)
sentences = st.builds(Sentence, **extent, label=one_of(terms.SentenceLabel), confidence=shares)
attribution_fields = {
    "id": ids,
    "kind": one_of(terms.AttributionKind),
    "source": some(spans),
    "cue": some(spans),
    "content": some(spans),
    "quotation": one_of(terms.Quotation),
    "stance": one_of(terms.Stance),
    "hedge_holder": st.none() | one_of(terms.HedgeHolder),
    "access": one_of(terms.Access),
    "access_words": some(spans),
    "parent": st.none() | ids,
    "source_name": words,
    "source_type": one_of(terms.SourceType),
    "source_outlet": maybe_words,
    "chain": some(words),
    "confidence": shares,
    "source_confidence": shares,
}
claims = st.builds(
    Claim,
    id=ids,
    kind=one_of(terms.ClaimKind),
    attribution=st.none() | ids,
    sentence=offsets,
    **extent,
    confidence=shares,
)
mentions = st.builds(Mention, **extent, type=one_of(terms.EntityType), name=words, entity=ids, confidence=shares)
dates = st.builds(
    DateFinding,
    **extent,
    value=words,
    finding=st.none() | one_of(terms.DateFindingKind),
    explanations=some(one_of(terms.DateExplanation)),
)
sources = st.builds(
    Source,
    id=ids,
    name=words,
    type=one_of(terms.SourceType),
    outlet=maybe_words,
    article=st.none() | ids,
    confidence=shares,
)
chain_links = st.builds(ChainLink, name=words, kind=one_of(terms.ChainLinkKind), node=ids)
chains = st.builds(Chain, attribution=ids, links=some(chain_links))
entities = st.builds(Entity, id=ids, name=words, type=one_of(terms.EntityType))


@st.composite
def case_articles(draw: st.DrawFn, run: Run = RUNS[0]) -> CaseArticle:
    """One article with anything found in it; ids, names and facts recur from article to article."""
    text = draw(texts)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    head = {name: draw(maybe_words) for name in ("outlet", "date", "title")}
    rest = {name: draw(maybe_words) for name in ("url", "author", "language")}
    article = Article(id=draw(ids), text=text, sha256=sha256, **head, **rest)
    annotation = AnnotatedArticle(
        id=article.id,
        text=text,
        model=run.id,
        sentences=draw(some(sentences)),
        attributions=draw(some(st.builds(Attribution, **attribution_fields))),
        title_attributions=draw(some(st.builds(TitleAttribution, **attribution_fields), 1)),
        claims=draw(some(claims)),
        entities=draw(some(mentions)),
        dates=draw(some(dates)),
        # the annotation may know the outlet's name or the date better than the input did
        **(head | draw(st.dictionaries(st.sampled_from(["outlet", "date"]), maybe_words))),
    )
    return CaseArticle(
        article=article,
        annotation=annotation,
        publisher=draw(outlets),
        outlets=draw(some(outlets)),
        sources=draw(some(sources)),
        chains=draw(some(chains)),
        entities=draw(some(entities)),
    )


def cases(at_most: int = 4) -> st.SearchStrategy[list[CaseArticle]]:
    """Articles with different ids."""
    return st.lists(case_articles(), max_size=at_most, unique_by=lambda item: item.article.id)


claim_refs = st.builds(ClaimRef, id=ids, claim=ids, **extent)
links = st.builds(
    Link,
    id=ids,
    a=claim_refs,
    b=claim_refs,
    relation=one_of(terms.ClaimRelation),
    slot=st.none() | one_of(terms.Slot),
    score=shares,
    reason=words,
    judge=ids,
)
decisions = st.builds(
    Decision,
    id=ids,
    person=words,
    at=words,
    article_sha256=words,
    role=one_of(terms.DecisionRole),
    spans=some(spans),
    quoted=words,
    before=maybe_words,
    after=maybe_words,
    withdraws=st.none(),
)
