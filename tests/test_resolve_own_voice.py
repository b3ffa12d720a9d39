"""What the outlet reports on its own word is its own voice, though the sentence names it."""

import pytest

from claimgraph.lang import load_language
from claimgraph.outlets import load_registry
from claimgraph.records import Claim, hull
from claimgraph.resolve import resolve_article
from tests.resolve_cases import build_case

CASES = [
    # outlet, text, labels, claims as (attribution or None, words)
    (
        "The Cradle",
        "[s1 The Cradle] [c1 has learned] that [t1 Kenya sent boats].",
        ["own_voice"],
        [(None, "Kenya sent boats")],
    ),
    (
        "AP",
        "[s1 The AP] [c1 reported] that [t1 ten dockers left]. [s2 Locals] [c2 said] [t2 it rained].",
        ["own_voice", "attributed"],
        [(None, "ten dockers left"), ("a2", "it rained")],
    ),
    (
        "AP",
        "[s1 The AP] [c1 counted] [t1 ten boats], and [s2 locals] [c2 said] [t2 more were on their way].",
        ["attributed"],
        [(None, "ten boats"), ("a2", "more were on their way")],
    ),
    (
        "AP",
        "[s1 A docker] [c1 told] the AP that [t1 the fire was out].",
        ["attributed"],
        [("a1", "the fire was out")],
    ),
    (
        "AP",
        "[s1 The AP] [c1 reported], [c2 citing] [s2 dockers], that [t1,2 the fire was out].",
        ["attributed"],
        [("a2", "the fire was out")],
    ),
    (
        "AP",
        "[s1 The AP] [c1 reported] that [t1 [s2 Kenya] [c2 says] [t2 the ferry had been seized by armed men]].",
        ["attributed"],
        [("a2", "the ferry had been seized by armed men")],
    ),
    (
        None,
        "[s1 The AP] [c1 reported] that [t1 ten dockers left].",
        ["attributed"],
        [("a1", "ten dockers left")],
    ),
    (
        "AP",
        "The boats [c1 reportedly] [t1 sank].",
        ["attributed"],
        [("a1", "sank")],
    ),
]


def with_claims(annotated):
    """``annotated`` with one claim for each attribution, as the stage before would give."""
    starts = [s.start for s in annotated.sentences]
    claims = [
        Claim(
            id=f"claim-{a.id}",
            kind="attributed",
            attribution=a.id,
            sentence=max(n for n, start in enumerate(starts) if start <= hull(a.content).start),
            start=hull(a.content).start,
            end=hull(a.content).end,
            confidence=1.0,
        )
        for a in annotated.attributions
    ]
    return annotated.model_copy(update={"claims": tuple(claims)})


@pytest.mark.parametrize(("outlet", "text", "labels", "claims"), CASES, ids=[case[1][:60] for case in CASES])
def test_attributed_needs_somebody_else(outlet, text, labels, claims):
    """A sentence, and a claim, is attributed only where somebody other than the publisher stands behind it."""
    article, annotated = build_case({"outlet": outlet, "text": text})
    annotated = with_claims(annotated)
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en")).annotation
    assert [s.label for s in found.sentences] == labels
    assert [(c.attribution, found.text[c.start : c.end]) for c in found.claims] == claims
    assert all((c.kind == "own_voice") == (c.attribution is None) for c in found.claims)
    assert {c.id for c in found.claims} <= {c.id for c in annotated.claims}


def test_sentence_that_is_no_claim_stays_so():
    """A line that was judged to be no claim is not made one."""
    article, annotated = build_case({"outlet": "AP", "text": "[s1 The AP] [c1 reported] [t1 ten dockers left]."})
    line = annotated.sentences[0].model_copy(update={"label": "not_a_claim"})
    annotated = annotated.model_copy(update={"sentences": (line,)})
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en")).annotation
    assert [s.label for s in found.sentences] == ["not_a_claim"]
