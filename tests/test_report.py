"""Questions of a case: a claim traced, an article audited, claims by what stands behind them."""

import json
import re

import pytest

from claimgraph.errors import InputError
from claimgraph.export.reports import write_audits, write_trace
from claimgraph.graph import build_graph
from claimgraph.lang import load_language
from claimgraph.link import group_claims, standing_links
from claimgraph.pipeline import update_copies
from claimgraph.records import ClaimRef, Link, Run
from claimgraph.report import (
    audit_article,
    contradicted_claims,
    find_claims,
    laundered_claims,
    load_rules,
    single_origin_claims,
    trace_claim,
)
from claimgraph.report.checks import CHECKS
from claimgraph.report.weigh import Groups
from claimgraph.store import open_case
from tests.builders import RUN, Draft, link, outlet

HAND = Run(id=RUN, annotator="hand", version="1")
BODY = (
    "The basin behind it was closed to all ships until the evening, and the harbour railway ran no trains. "
    "Three tugs were sent from the southern quay to keep the wreck from drifting into the fairway. "
    "Insurers put the loss at a figure that the owner of the crane would not discuss in public."
)


def paper(name, text, day, *, key, **kinds):
    return Draft(text, outlet=outlet(name), date=day, article_id=key, **kinds)


def affair():
    """Four articles on a crane: its origin, a copy in own voice, a relay, another number."""
    first = paper("Harbour Post", f"The crane crushed nine lorries, dock workers said. {BODY}", "2024-03-01", key="a1")
    first.attribution(
        source="dock workers",
        cue="said",
        content="The crane crushed nine lorries",
        chain=["Harbour Post", "dock workers"],
        source_type="local_unspecified",
    )
    copy = paper("Coast Mail", f"The crane crushed nine lorries. {BODY}", "2024-03-02", key="a2", title="A crane fell")
    relay = paper(
        "The Lantern", "Harbour Post reported that nine lorries were crushed.", "2024-03-02", key="a3",
        others=[outlet("Harbour Post")],
    )  # fmt: skip
    relay.attribution(
        source="Harbour Post",
        cue="reported",
        content="nine lorries were crushed",
        chain=["The Lantern", "Harbour Post"],
        source_outlet="Harbour Post",
    )
    other = paper("Tarvik Daily", "The port office said two lorries were crushed.", None, key="a4")
    other.attribution(
        source="The port office",
        cue="said",
        content="two lorries were crushed",
        chain=["Tarvik Daily", "port office"],
        source_type="named_organization",
    )
    return [draft.build() for draft in (first, copy, relay, other)]


def first_claim(item):
    return item.article.id, item.annotation.claims[0].id


@pytest.fixture
def case(tmp_path):
    items = affair()
    with open_case(tmp_path / "case.claimgraph") as opened:
        for item in items:
            opened.add(item, None, HAND)
        a1, a2, a3, a4 = items
        opened.judge([link(a1, a2), link(a2, a3), link(a3, a4, relation="contradicts", slot="number")])
        update_copies(opened)
        yield opened


def test_a_claim_is_traced_to_its_origin(case):
    """Copy and relay add no origin; the first day, the own voice and what is said otherwise are told."""
    traced = trace_claim(case, find_claims(case, "crushed lorries")[0])
    assert (traced.low, traced.high, traced.articles, traced.outlets) == (1, 1, 3, 3)
    assert [origin.name for origin in traced.origins] == ["dock workers"]
    assert [place.article for place in traced.places] == ["a1", "a2", "a3"]
    assert (traced.first, traced.first_day) == (("a1",), "2024-03-01")
    assert [one.article for one in traced.laundering] == ["a2"]
    assert [(c.slot, c.place.article, c.same_origin) for c in traced.contradictions] == [("number", "a4", False)]
    assert [(copy.a, copy.b) for copy in traced.copies] == [("a2", "a1")]


def test_every_place_of_a_trace_quotes_its_article(case):
    """Offsets and words are those of the articles."""
    traced = trace_claim(case, find_claims(case, "lorries")[0])
    for place in traced.places:
        text = case.article(place.article).article.text
        assert text[place.start : place.end] == place.words
        assert place.words in place.sentence


def test_a_claim_is_found_by_its_id_and_by_its_words(case):
    """By id, by article and id, by any form of its words, by a phrase; one hit stands for its group."""
    a1, a4 = case.article("a1"), case.article("a4")
    key = first_claim(a1)
    assert find_claims(case, key[1]) == find_claims(case, ":".join(key)) == [key]
    group = {first_claim(case.article(key)) for key in ("a1", "a2", "a3")}
    found = find_claims(case, "LORRY crushing")
    assert (found[0] in group, found[1]) == (True, first_claim(a4))
    assert find_claims(case, '"two lorries"') == [first_claim(a4)]
    assert find_claims(case, "lorries zeppelin")[0] in group


@pytest.mark.parametrize(("words", "message"), [("zeppelin", "no claim has the words"), ("—", "there is no word")])
def test_what_no_claim_says_is_told(case, words, message):
    """A search that finds nothing, or asks nothing, is an error with a hint."""
    with pytest.raises(InputError, match=message):
        find_claims(case, words)


def test_a_claim_that_is_not_there_is_told(case):
    """An id of no claim, or of no article, is named."""
    with pytest.raises(InputError, match="no claim a1:none"):
        trace_claim(case, ("a1", "none"))
    with pytest.raises(InputError, match="no article 'none'"):
        audit_article(case, "none")


def test_claims_are_picked_by_what_stands_behind_them(case):
    """One origin, contradicted, laundered: each by its group."""
    group = {first_claim(case.article(key)) for key in ("a1", "a2", "a3")}
    assert single_origin_claims(case) == group
    assert contradicted_claims(case) == {first_claim(case.article(key)) for key in ("a3", "a4")}
    assert laundered_claims(case) == {first_claim(case.article("a2"))}


def test_the_newest_word_of_a_person_outranks_the_machine(case):
    """A person's judgement stands against a surer one of a run, and their last against their first."""
    a1, a4 = case.article("a1"), case.article("a4")
    case.judge([link(a1, a4, relation="same", id="m", score=0.99)])
    assert ("a4", first_claim(a4)[1]) in Groups(case).members(first_claim(a1))
    case.judge([link(a1, a4, relation="contradicts", slot="number", id="p1", score=0.5, judge="Ann")])
    assert ("a4", first_claim(a4)[1]) not in Groups(case).members(first_claim(a1))
    case.judge([link(a1, a4, relation="same", id="p2", score=0.1, judge="Ann")])
    assert ("a4", first_claim(a4)[1]) in Groups(case).members(first_claim(a1))


def test_the_order_of_articles_changes_nothing(tmp_path):
    """A case filled the other way round gives the same copies, traces and audits."""
    told = []
    for order in (1, -1):
        with open_case(tmp_path / f"case{order}") as opened:
            items = affair()
            for item in items[::order]:
                opened.add(item, None, HAND)
                update_copies(opened)
            a1, a2, a3, a4 = items
            links = [link(a1, a2), link(a2, a3), link(a3, a4, relation="contradicts", slot="number")]
            opened.judge(links[::order])
            told.append(
                [opened.copies(), *(trace_claim(opened, first_claim(i)) for i in items), *(audit_article(opened, i.article.id) for i in items)]
            )  # fmt: skip
    assert told[0] == told[1]


def test_copied_text_is_an_edge_between_articles(case):
    """``copied_from`` goes from the later article to the earlier; its weight is the share of the text."""
    graph = build_graph(case.articles(), case.links(), case.copies())
    edges = [(a, b, data["weight"]) for a, b, kind, data in graph.edges(keys=True, data=True) if kind == "copied_from"]
    assert edges == [("article:a2", "article:a1", case.copies()[0].share)]
    assert case.copies()[0].share > 0.8


def test_an_article_that_is_annotated_anew_is_compared_anew(case):
    """Another run's annotation of an article leaves no copy, and no word in the search, behind."""
    item = case.article("a1")
    newer = item.model_copy(update={"annotation": item.annotation.model_copy(update={"model": "newer", "claims": ()})})
    case.add(newer, None, Run(id="newer", annotator="hand", version="2"))
    assert case.copies() == []
    assert update_copies(case) == 1
    assert {article for article, _ in case.search("lorries")} == {"a2", "a3", "a4"}


# audit


def test_every_rule_has_a_check_and_a_guideline():
    """The file of rules and the checks name each other, and no guideline is idle."""
    rules, guidelines = load_rules()
    assert list(rules) == list(CHECKS)
    assert {key for rule in rules.values() for key in rule.guidelines} == set(guidelines)


def test_alerts_speak_of_texts():
    """No rule blames anybody."""
    rules, _ = load_rules()
    for rule in rules.values():
        assert not re.search(r"\b(?:reporter|journalist|author|editor|writer|lie[sd]?|you)s?\b", rule.says + rule.title)


AUDITED = [
    ("Sources said the mine was shut.", ["Sources", "said", "the mine was shut", "anonymous"], {"anonymous_bare", "plural_uncounted"}),
    ("Two sources at the mine said it was shut.", ["Two sources at the mine", "said", "it was shut", "anonymous"], {"anonymous_no_reason"}),
    ("A mine engineer said, on condition of anonymity, that it was shut.", ["A mine engineer", "said", "it was shut", "anonymous"], set()),
    ("“We shut it,” officials said.", ["officials", "said", "“We shut it,”", "official_unnamed"], {"anonymous_bare", "plural_quoted"}),
    ("The mine was reportedly shut.", [None, "reportedly", "The mine was", "unspecified"], {"nobody"}),
    ("Odo Falk said the mine was shut.", ["Odo Falk", "said", "the mine was shut", "named_person"], set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "made", "expected"), AUDITED, ids=[row[0] for row in AUDITED])
def test_a_sentence_raises_its_alerts_and_no_others(tmp_path, text, made, expected):
    """Each way to name a source has its rules; the alert's words and offsets are those of the text."""
    source, cue, content, kind = made
    draft = paper("Harbour Post", text, "2024-03-01", key="a1")
    names = {"anonymous": source, "official_unnamed": source, "named_person": source, "unspecified": "unspecified"}
    name = names[kind].lower() if kind != "named_person" else source
    quotation = "direct" if content.startswith("“") else "indirect"
    draft.attribution(
        source=source, cue=cue, content=content, chain=["Harbour Post", name], source_type=kind, quotation=quotation
    )
    with open_case(tmp_path / "case") as opened:
        opened.add(draft.build(), None, HAND)
        audit = audit_article(opened, "a1")
    assert {alert.rule for alert in audit.alerts} == expected
    for alert in audit.alerts:
        assert text[alert.start : alert.end] == alert.sentence == text
        assert alert.guidelines


def test_an_audit_tells_what_an_article_rests_on(case):
    """The copy: no source, its text elsewhere, its claim on somebody's word, another number in another place."""
    audit = audit_article(case, "a2")
    assert audit.by_type == {"own_voice": 4}
    assert (audit.linked, audit.single_origin) == (1, 1)
    assert {"laundered", "single_origin", "copied_uncredited"} <= {alert.rule for alert in audit.alerts}
    relay = audit_article(case, "a3")
    assert {alert.rule for alert in relay.alerts} == {"contradicted", "single_origin"}
    assert "two lorries were crushed" in next(a.says for a in relay.alerts if a.rule == "contradicted")


@pytest.mark.parametrize(
    ("title", "alerts"),
    [
        ("Crane crushes nine lorries in Tarvik", True),
        ("Crane crushes nine lorries in Tarvik - Harbour Post", True),
        ("Crane crushes nine lorries in Tarvik | The Harbour Post", True),
        ("Crane crushes nine lorries in Tarvik - Coast Guard", False),
        ("Crane crushes nine lorries in Tarvik monitor", False),
        ("Crane crushes nine lorries in Tarvik GDO", False),
        ("Crane crushes nine lorries in Tarvik dockers", False),
    ],
)
def test_a_headline_is_read_without_the_outlets_name_and_with_the_source_at_its_end(tmp_path, title, alerts):
    """The page's own name says nothing; a source whose colon or dash was lost is a source."""
    words = "The crane crushed nine lorries in Tarvik"
    draft = paper("Harbour Post", f"{words}, the Gora Dockers Office said.", "2024-03-01", key="a1", title=title)
    draft.attribution(
        source="the Gora Dockers Office", cue="said", content=words,
        chain=["Harbour Post", "Gora Dockers Office"], source_type="named_organization",
    )  # fmt: skip
    with open_case(tmp_path / "case") as opened:
        opened.add(draft.build(), None, HAND)
        audit = audit_article(opened, "a1")
    assert ("headline_unattributed" in {alert.rule for alert in audit.alerts}) is alerts


def test_pages_escape_what_articles_say(tmp_path, case):
    """Markup in an article is text on the pages, and the pages are the same each time."""
    draft = paper("Evil <b>Post</b>", "Sources said <script>alert(1)</script> was shut.", "2024-03-01", key="x",
                  title="<img src=x>")  # fmt: skip
    draft.attribution(
        source="Sources", cue="said", content="<script>alert(1)</script> was shut",
        chain=["Evil <b>Post</b>", "<i>sources</i>"], source_type="anonymous",
    )  # fmt: skip
    item = draft.build()
    case.add(item, None, HAND)
    pages = []
    for name in ("one", "two"):
        write_trace(trace_claim(case, first_claim(item)), tmp_path / f"{name}-trace.html")
        write_audits(
            [audit_article(case, "x"), audit_article(case, "a2")], load_rules()[0], tmp_path / f"{name}-audit.html"
        )
        pages.append([(tmp_path / f"{name}-{kind}.html").read_text() for kind in ("trace", "audit")])
    assert pages[0] == pages[1]
    for page in pages[0]:
        assert "<script" not in page
        assert "<img" not in page
        assert "<i>" not in page
        assert "&lt;script&gt;" in page
    assert "<mark>Sources</mark>" in pages[0][1]


def test_answers_are_json(case):
    """A trace and an audit are written as JSON and read back equal."""
    for answer in (trace_claim(case, first_claim(case.article("a1"))), audit_article(case, "a2")):
        assert type(answer).model_validate(json.loads(answer.model_dump_json())) == answer


def test_words_of_fields_are_data_of_the_language():
    """The classes that origins and audits ask for are there."""
    words = load_language().source_words
    for name in ("field_medical", "field_local", "bare_heads", "state_bodies", "anonymous_plurals"):
        assert words[name]


def made(*pairs):
    """Standing judgements: (a, b, relation, score) of claims of articles of their own."""
    ref = {name: ClaimRef(id=name, claim="c", start=0, end=1) for pair in pairs for name in pair[:2]}
    return standing_links(
        Link(a=ref[a], b=ref[b], relation=relation, score=score, reason="", id=f"{a}{b}", judge="m")
        for a, b, relation, score in pairs
    )


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([("a", "b", "same", 0.9), ("b", "c", "same", 0.8)], ["abc"]),
        ([("a", "b", "same", 0.9), ("c", "d", "same", 0.9), ("b", "c", "same", 0.5)], ["ab", "cd"]),
        ([("a", "b", "same", 0.9), ("c", "d", "same", 0.9), ("b", "c", "same", 0.5), ("a", "d", "same", 0.5)], ["abcd"]),
        ([("a", "b", "same", 0.9), ("b", "c", "same", 0.8), ("a", "c", "contradicts", 0.4)], ["ab"]),
        ([("a", "b", "same", 0.9), ("b", "c", "same", 0.8), ("a", "c", "contradicts", 0.3)], ["abc"]),
        ([("a", "b", "contradicts", 0.9)], []),
    ],
)  # fmt: skip
def test_doubtful_judgements_do_not_chain_events_together(pairs, groups):
    """Half of the pairs between two groups must agree and none contradict; the order of links changes nothing."""
    for order in (pairs, pairs[::-1]):
        assert ["".join(article for article, _ in group) for group in group_claims(made(*order))] == groups
