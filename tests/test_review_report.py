"""What a review hands on: gold to train on and measure with, and the report for a fact-check."""

import json

import pytest

from claimgraph import evaluate_articles
from claimgraph.errors import ExportError, InputError
from claimgraph.records import ClaimRef, Link, Original, Run
from claimgraph.review import Desk
from claimgraph.review.gold import gold_row, write_gold
from claimgraph.review.queue import Queue
from claimgraph.review.report import make_report, report_html, report_markdown
from claimgraph.store import open_case
from claimgraph.train.corpora import reviewed
from tests.builders import RUN, Draft, outlet, seed_case

HAND = Run(id=RUN, annotator="hand", version="1")
EVIL = "<script>alert(1)</script> [x](http://evil.example) **b** | `c` \u202eback"


@pytest.fixture
def case(tmp_path):
    with open_case(tmp_path / "affair.claimgraph") as opened:
        item = seed_case()
        data = item.article.text.encode()
        original = Original(sha256=item.article.sha256, content=data, name="seed.txt", media_type="text/plain")
        opened.add(item, original, HAND)
        other = Draft(f"Rockets hit the base, a cook {EVIL} said.", outlet=outlet("Radio Nord"), title=EVIL)
        other.attribution(source="a cook", cue="said", content="Rockets hit the base", chain=["Radio Nord", "cook"])
        second = other.build()
        opened.add(second, None, HAND)
        yield opened


def desk_at(case):
    return Desk(case, "Ann", find_outlet=lambda _name: None)


def linked(case, relation="contradicts"):
    ends = []
    for item in case.articles():
        claim = item.annotation.claims[0]
        ends.append(ClaimRef(id=item.article.id, claim=claim.id, start=claim.start, end=claim.end))
    a, b = sorted(ends, key=lambda end: end.id)
    case.judge([Link(id="l1", a=a, b=b, relation=relation, slot="number", score=0.7, reason="words", judge=RUN)])


def test_only_what_was_checked_as_a_whole_is_gold(case, tmp_path):
    """An article counts when a person checked all of it, as corrected, until that is taken back."""
    out = tmp_path / "out" / "case.gold.jsonl"
    with pytest.raises(ExportError, match="no article was checked"):
        write_gold(case, out)
    assert not out.exists()
    item = seed_case()
    desk = desk_at(case)
    desk.decide(item.article.id, "name", "the shepherds", target=item.annotation.attributions[0].id)
    checked = desk.decide(item.article.id, "checked", True)
    assert write_gold(case, out) == 1
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (row["id"], row["checked_by"]) == (item.article.id, ["Ann"])
    assert row["sentences"][1]["attributions"][0]["source_canonical"] == "the shepherds"
    desk.undo(checked.id)
    with pytest.raises(ExportError, match="no article was checked"):
        write_gold(case, out)
    assert write_gold(case, out, unchecked=True) == 2


def test_gold_is_read_by_training_and_by_evaluation(case, tmp_path):
    """The spans that training learns from are those of the case; against itself the case is without a fault."""
    out = tmp_path / "case.gold.jsonl"
    write_gold(case, out, unchecked=True)
    items = list(case.articles())
    for example, item in zip(reviewed(out), items, strict=True):
        assert example.text == item.article.text
        told = [(r.source, r.cue, r.content) for r in (*example.outer, *example.inner)]
        meant = [(a.source, a.cue, a.content) for a in item.annotation.attributions]
        assert sorted(told) == sorted(meant)
        assert len(example.inner) == sum(a.parent is not None for a in item.annotation.attributions)
    golds = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    scores = evaluate_articles(golds, [json.loads(i.annotation.model_dump_json()) for i in items])
    assert scores["relation_exact"].f1 == 1.0


def test_offsets_of_gold_are_those_of_the_text():
    """Each role of each attribution of a sentence stands where its offsets say, within the sentence."""
    row = gold_row(seed_case())
    text = row["text"]
    for sentence in row["sentences"]:
        for item in sentence["attributions"]:
            for role in ("source", "cue", "content"):
                start, end = item[f"{role}_start"], item[f"{role}_end"]
                assert item[f"{role}_text"] == (None if start is None else text[start:end])
                assert start is None or sentence["start"] <= start < end <= sentence["end"]


def test_a_file_that_is_no_gold_is_named(tmp_path):
    """The line at fault is told."""
    path = tmp_path / "no.jsonl"
    path.write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1 is no reviewed article"):
        reviewed(path)
    with pytest.raises(InputError, match="cannot be read"):
        reviewed(tmp_path / "nothing.jsonl")


def test_the_report_holds_what_a_fact_check_needs(case):
    """Chains, exact words, offsets, hashes, grade, who checked and who decided, links, open questions."""
    linked(case)
    item, desk = seed_case(), desk_at(case)
    made = item.annotation.attributions
    desk.decide(item.article.id, "grade", "B2", target=made[0].id)
    desk.decide(item.article.id, "checked", True, target=made[0].id)
    desk.decide(item.article.id, "note", "Who saw it?", target=made[1].id)
    undone = desk.decide(item.article.id, "stance", "denies", target=made[1].id)
    desk.undo(undone.id)
    ends = [ClaimRef(id=r.article, claim=r.id, start=r.start, end=r.end) for r in case.claims()]
    desk.judge_pair(ends[1], ends[-1], "unsure")
    report = make_report(case, made="2024-08-01")
    said = report.articles[0].said[0]
    text = item.article.text
    assert [text[int(s) : int(e)] for s, e in [said.offsets.split("–")]] == [said.evidence]
    assert (said.grade, said.checked) == ("B2", "Ann")
    assert said.links[0] == "contradicts (number): 2.1"
    assert said.links[1].startswith("independent origins: 1 (local sources")
    assert report.articles[0].originals == [("seed.txt", item.article.sha256, len(text.encode()))]
    asked = "\n".join(report.questions)
    for words in (
        "Ann asks: Who saw it?",
        "contradict each other (number)",
        "Ann is unsure whether",
        "checked by nobody",
    ):
        assert words in asked
    assert "27 July" in asked  # an event after the day of publication
    assert [d[2].endswith("(taken back later)") for d in report.decisions].count(True) == 1
    assert report.head == case.verify()[1]
    for written in (report_html(report), report_markdown(report)):
        for words in (item.article.sha256, report.head, "B2", "Ann", "2024-08-01", "Who saw it?"):
            assert words in written


def test_nothing_in_a_text_is_markup_in_the_report(case):
    """Neither HTML nor Markdown of an article is taken for ours, nor turns the page around."""
    report = make_report(case, made="2024-08-01")
    page, text = report_html(report), report_markdown(report)
    assert "<script" not in page
    assert "script-src" not in page
    assert "default-src 'none'" in page
    for written in (page, text):
        assert "\u202e" not in written
    assert "\\<script\\>" in text
    assert "](http" not in text.replace("\\](", "")
    assert "\\*\\*b\\*\\* \\|" in text


def test_a_report_of_one_article_is_of_that_one(case):
    """Others are left out; one that is not there is named."""
    item = seed_case()
    report = make_report(case, [item.article.id], made="2024-08-01")
    assert [a.ident for a in report.articles] == [item.article.id]
    with pytest.raises(InputError, match="no article 'nothing'"):
        make_report(case, ["nothing"], made="2024-08-01")


def test_the_queue_puts_first_what_a_minute_is_worth_most_for(case):
    """A contradiction before what is merely unsure; what was looked at is done and leaves."""
    linked(case)
    queue = Queue(case)
    before = queue.progress()
    assert before.tasks[0].reasons
    assert "contradict" in " ".join(before.tasks[0].reasons)
    assert before.done == 0
    values = [task.value for task in before.tasks]
    assert values == sorted(values, reverse=True)
    item, desk = seed_case(), desk_at(case)
    desk.decide(item.article.id, "checked", True, target=item.annotation.attributions[0].id)
    desk.decide_link("l1", "no")
    after = queue.progress()
    assert (after.done, after.total) == (2, before.total)
    assert not [task for task in after.tasks if task.kind == "link"]
    assert Queue(case).progress() == after
    desk.decide(item.article.id, "checked", True)
    assert {task.article for task in queue.progress().tasks} == {a.article.id for a in case.articles()} - {
        item.article.id
    }
