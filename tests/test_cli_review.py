"""Decisions on the command line: said, listed, checked, taken back, moved to another machine, handed on."""

import json
import sys

import pytest

from claimgraph.cli import main
from claimgraph.records import ClaimRef, Link, Run
from claimgraph.store import open_case
from tests.builders import RUN, Draft, seed_case
from tests.test_cli import claimgraph

HAND = Run(id=RUN, annotator="hand", version="1")


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "affair.claimgraph"
    with open_case(path) as opened:
        item = seed_case()
        opened.add(item, None, HAND)
        ends = [ClaimRef(id=item.article.id, claim=c.id, start=c.start, end=c.end) for c in item.annotation.claims[:2]]
        opened.judge([Link(id="l1", a=ends[0], b=ends[1], relation="same", score=0.6, reason="words", judge=RUN)])
    return path


@pytest.fixture
def said(monkeypatch, capsys):
    """What a command writes to standard output and standard error; in this process, for they are many."""

    def say(case, *arguments, code=0):
        monkeypatch.setenv("CLAIMGRAPH_CASE", str(case))
        monkeypatch.setenv("CLAIMGRAPH_PERSON", "Ann")
        monkeypatch.setattr(sys, "argv", ["claimgraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert (ended.value.code or 0) == code, told.err
        return told

    return say


def test_decisions_are_said_listed_checked_and_taken_back(case, said):
    """Link, stance, words, label, note and checked by command; the log tells each; undone, the case is as it was."""
    item = seed_case()
    article, made = item.article.id, item.annotation.attributions[2].id
    said(case, "decide", "l1", "no")
    said(case, "decide", made, "hedged:source", "--what", "stance")
    said(case, "decide", made, "the salvos ... “achieved direct hits.”", "--what", "content")
    said(case, "decide", f"{article}/s1", "own_voice", "--what", "label")
    said(case, "decide", article, "Ask the base?", "--what", "note", "--by", "Bob")
    out, _ = said(case, "decide", article, "yes", "--what", "checked", "--json")
    assert json.loads(out)["role"] == "checked"
    rows = [line.split("\t") for line in said(case, "log")[0].splitlines()[1:]]
    assert [row[3] for row in rows] == ["link", "stance", "content", "label", "note", "checked"]
    assert [row[2] for row in rows] == ["Ann", "Ann", "Ann", "Ann", "Bob", "Ann"]
    assert rows[0][5] == "no: same"
    assert rows[1][4:6] == ["confirms", "hedged by the source"]
    out, _ = said(case, "verify")
    head = out.split()[-1]
    assert out.startswith("all is well: 6 decisions, 1 article")
    said(case, "verify", "--head", head)
    assert "taken off its end" in said(case, "verify", "--head", "0" * 64, code=1)[1]
    assert "hedged" in said(case, "show", article)[0]
    for row in reversed(rows):
        said(case, "undo", row[0])
    with open_case(case, read_only=True) as opened:
        assert opened.article(article) == item
        assert [link.id for link in opened.links()] == ["l1"]


def test_decisions_go_to_another_machine(case, said, tmp_path):
    """What log --json writes, decide --from reads; a line that is none is named and costs itself."""
    made = seed_case().annotation.attributions[0].id
    said(case, "decide", made, "denies", "--what", "stance")
    lines, _ = said(case, "log", "--json")
    path = tmp_path / "decisions.jsonl"
    path.write_text(lines + "no JSON\n", encoding="utf-8")
    other = tmp_path / "other.claimgraph"
    with open_case(other) as opened:
        opened.add(seed_case(), None, HAND)
    out, err = said(other, "decide", "--from", path, code=1)
    assert out == "1 decision new\n"
    assert "line 2" in err
    with open_case(other, read_only=True) as opened:
        assert opened.article(seed_case().article.id).annotation.attributions[0].stance == "denies"


def test_a_review_is_handed_on(case, said, tmp_path):
    """Gold of what was checked, a report in two forms, and what a run would change."""
    article = seed_case().article.id
    assert "no article was checked" in said(case, "export", "--format", "gold", "--out", tmp_path, code=1)[1]
    said(case, "decide", article, "yes", "--what", "checked")
    out, _ = said(case, "export", "--format", "gold", "--out", tmp_path)
    assert json.loads((tmp_path / "affair.gold.jsonl").read_text(encoding="utf-8"))["checked_by"] == ["Ann"]
    assert out.strip() == str(tmp_path / "affair.gold.jsonl")
    said(case, "report", "--out", tmp_path / "report.html")
    assert "checked by" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert said(case, "report", article, "--format", "md")[0].startswith("# Who said it")
    assert said(case, "diff", RUN, "--json")[0].startswith('{"article"')


def test_an_article_is_removed_for_good(case, said):
    """Asked first; then a tombstone stays and the log verifies."""
    article = seed_case().article.id
    assert claimgraph("purge", article, "--case", case, stdin=b"n\n").returncode == 1
    out, _ = said(case, "purge", article, "--yes")
    assert seed_case().article.sha256 in out
    assert said(case, "verify")[0].startswith("all is well: 1 decision, 0 articles")


WRONG = [
    (("decide", "nothing", "yes"), 1, "no link 'nothing'"),
    (("decide", "nothing", "x", "--what", "note"), 1, "no article, attribution or claim"),
    (("decide", "l1", "perhaps"), 2, "is none of yes, no, unsure"),
    (("decide",), 2, "say of what"),
    (("decide", "--from", "nothing.jsonl"), 1, "cannot be read"),
    (("undo", "nothing"), 1, "no decision 'nothing'"),
    (("diff", "nothing"), 1, "no run 'nothing'"),
    (("purge", "nothing", "--yes"), 1, "no article 'nothing'"),
    (("report", "nothing"), 1, "no article 'nothing'"),
    (("log", "--article", "nothing"), 1, "no article 'nothing'"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), WRONG, ids=[" ".join(w[0]) for w in WRONG])
def test_what_cannot_be_done_is_told_in_a_line(case, said, arguments, code, told):
    """What, where, what to do; no traceback."""
    assert told in " ".join(said(case, *arguments, code=code)[1].split())


def test_names_and_sources_are_put_right_by_command(case, said):
    """A name's type, one mention, none; two named sources; each is in the log and is undone."""
    item = seed_case()
    article, ids = item.article.id, {s.name: s.id for s in item.sources}
    out, _ = said(case, "decide", f"{article}/e1", "(organization)", "--what", "entity")
    assert "(organization)" in out
    said(case, "decide", f"{article}/e2", "Conoco (other)", "--what", "entity", "--here")
    said(case, "decide", f"{article}/e3", "none", "--what", "entity")
    assert "is not named" in said(case, "decide", *list(ids.values())[:2], "--what", "merge", code=2)[1]
    assert "no mention 'e99'" in said(case, "decide", f"{article}/e99", "none", "--what", "entity", code=1)[1]
    said(case, "verify")
    rows = [line.split("\t") for line in said(case, "log")[0].splitlines()[1:]]
    assert [row[3] for row in rows] == ["entity"] * 3
    assert rows[2][5] == "none, all of them"
    for row in rows:
        said(case, "undo", row[0])
    with open_case(case, read_only=True) as opened:
        assert opened.article(article) == item


def test_an_id_with_strokes_is_found_as_a_whole(tmp_path, said):
    """An article whose id looks like ARTICLE/TARGET is that article; a target in it stands after the last stroke."""
    path = tmp_path / "affair.claimgraph"
    with open_case(path) as opened:
        opened.add(Draft("The mayor spoke. Rain fell.", article_id="2024/07/1").build(), None, HAND)
    assert "checked" in said(path, "decide", "2024/07/1", "yes", "--what", "checked").out
    assert "label" in said(path, "decide", "2024/07/1/s2", "not_a_claim", "--what", "label").out


def test_what_cannot_be_meant_is_one_clear_message(case, said):
    """Spans that are no JSON, and a sentence by a figure that is none."""
    item = seed_case()
    made = item.annotation.attributions[2].id
    assert "are no spans" in said(case, "decide", made, "[[1", "--what", "cue", code=2).err
    assert "no attribution" in said(case, "decide", f"{item.article.id}/s\u00b2", "x", "--what", "label", code=1).err


def test_a_log_with_odd_line_ends_in_its_words_is_taken_in(case, said, tmp_path):
    """Signs that are line ends elsewhere, such as U+2028, may stand in a note."""
    item = seed_case()
    said(case, "decide", item.article.id, "one\u2028two\x85three", "--what", "note")
    log = tmp_path / "log.jsonl"
    log.write_text(said(case, "log", "--json").out, encoding="utf-8")
    other = tmp_path / "other.claimgraph"
    with open_case(other) as opened:
        opened.add(item, None, HAND)
    assert said(other, "decide", "--from", log).out == "1 decision new\n"


def test_without_a_name_the_system_is_not_asked_in_vain(case, said, monkeypatch):
    """Under a bare number, as in many containers, whoever decides is asked for a name."""

    def nobody(number):
        raise KeyError(number)

    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert "say who decides" in said(case, "undo", "x", "--by", "", code=2).err
