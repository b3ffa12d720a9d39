"""The desk in a real browser: sentences, names and sources; nothing is lost from sight; two pages of one case."""

import json
import time

import pytest

from claimgraph.records import Run
from claimgraph.store import open_case
from tests.browser import CHROMIUM
from tests.builders import RUN, Draft, outlet
from tests.desk import DeskServer
from tests.test_review_desk_browser import (
    act,
    article,
    browser,
    decisions,
    desk,
    found,
    keys,
    saves,
    select,
    told,
    type_words,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
HAND = Run(id=RUN, annotator="hand", version="1")
__all__ = ["browser", "desk"]
RIGHT, LEFT, SHIFT = 39, 37, 8


def heading(browser):
    return browser.run("document.querySelector('#panel h2')?.innerText || ''")


def arrow(browser, code, *, shift=False):
    key = "ArrowRight" if code == RIGHT else "ArrowLeft"
    for kind in ("keyDown", "keyUp"):
        browser.send(
            "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, modifiers=SHIFT if shift else 0
        )


def test_a_sentence_without_attribution_is_labelled_by_keys(browser, desk):
    """J goes from sentence to sentence; its label and a note are its own."""
    browser.open(article(desk))
    keys(browser, "J", "J")
    assert heading(browser) == "Sentence 2"
    keys(browser, "J", "K", "l", "n")
    act(browser, lambda: keys(browser, "Enter"))
    assert heading(browser) == "Sentence 2"
    assert "model: attributed" in browser.run("document.getElementById('panel').innerText")
    keys(browser, "n")
    type_words(browser, "a <b>dateline</b>")
    act(browser, lambda: keys(browser, "Enter"))
    act(browser, lambda: keys(browser, "v"))
    assert [(d.role, d.roles) for d in decisions(desk)] == [
        ("label", ("sentence",)),
        ("note", ("sentence",)),
        ("checked", ("sentence",)),
    ]
    assert found(desk).annotation.sentences[1].label == "not_a_claim"


def test_a_click_on_plain_words_chooses_their_sentence(browser, desk):
    """The last sentence is nobody's, and a mouse reaches it."""
    browser.open(article(desk))
    number = len(desk.item.annotation.sentences)
    browser.point(f"#s1-{number}", click=True)
    assert heading(browser) == f"Sentence {number}"


def test_words_are_selected_and_borders_moved_by_keys_alone(browser, desk):
    """b selects the content, arrows move its ends by a word, Enter saves; s and q take the same selection."""
    text, made = desk.item.article.text, desk.item.annotation.attributions[4]
    browser.open(article(desk, made.id))
    keys(browser, "b")
    whole = " ".join(text[s:e] for s, e in made.content)
    assert browser.run("getSelection().toString()") == whole
    arrow(browser, LEFT)
    arrow(browser, RIGHT, shift=True)
    expected = whole.split(" ", 1)[1].rsplit(" ", 1)[0]
    assert browser.run("getSelection().toString()") == expected
    act(browser, lambda: keys(browser, "Enter"))
    (span,) = next(a for a in found(desk).annotation.attributions if a.id == made.id).content
    assert text[span.start : span.end] == expected
    keys(browser, "b", "b")
    assert browser.run("getSelection().toString()") == "Local reports"
    browser.press("Escape", 27)
    assert browser.run("getSelection().toString()") == ""
    assert browser.run("document.querySelectorAll('.on').length") > 0  # it is still chosen


def test_a_name_is_corrected_merged_split_and_marked_by_keys(browser, desk):
    """e goes from name to name; with words selected it marks them; u takes the last back."""
    browser.open(article(desk))
    keys(browser, "e")
    first = desk.item.annotation.entities[0]
    assert heading(browser) == f"Name: {first.name}"
    keys(browser, "t", "o", "r")
    act(browser, lambda: keys(browser, "Enter"))
    assert {m.type for m in found(desk).annotation.entities if m.entity != first.entity} >= {"place"}
    assert found(desk).annotation.entities[0].type == "organization"
    keys(browser, "w")
    type_words(browser, "Army of the East")
    act(browser, lambda: keys(browser, "Enter"))
    assert heading(browser) == "Name: Army of the East"
    act(browser, lambda: keys(browser, "p"))
    act(browser, lambda: keys(browser, "x"))
    select(browser, "local resistance factions")
    keys(browser, "e")
    assert heading(browser) == "A new name"
    type_words(browser, "")
    keys(browser, "o")
    act(browser, lambda: browser.run("document.querySelector('#panel form').requestSubmit()"))
    assert heading(browser) == "Name: local resistance factions"
    assert [d.role for d in decisions(desk)] == ["entity"] * 5
    for _ in range(5):
        act(browser, lambda: keys(browser, "u"))
    assert found(desk) == desk.item


def test_nothing_jumps_when_something_is_saved(browser, desk):
    """The page is the same page, scrolled where it was; what the model said stands beside the field."""
    browser.open(article(desk, desk.item.annotation.attributions[6].id), height=500)
    browser.run("window.same = true; scrollBy(0, 40)")
    before = browser.run("scrollY")
    keys(browser, "d", "d")
    act(browser, lambda: keys(browser, "Enter"))
    assert browser.run("[window.same, scrollY]") == [True, before]
    assert "denies (was asserts)" in told(browser)
    assert "model: asserts" in browser.run("document.getElementById('panel').innerText")
    assert browser.run("document.querySelectorAll('.card .tick').length") == 1


def test_what_is_no_attribution_leads_on_to_the_next(browser, desk):
    """x, then v: the one after it is checked, and then the next that nobody looked at."""
    made = desk.item.annotation.attributions
    browser.open(article(desk, made[2].id))
    act(browser, lambda: keys(browser, "x"))
    act(browser, lambda: keys(browser, "v"))
    log = decisions(desk)
    assert [d.role for d in log] == ["attribution", "checked"]
    assert set(log[1].spans) == {*made[3].source, *made[3].cue, *made[3].content}


def test_the_whole_article_is_noted_checked_and_left_for_the_next(browser, desk):
    """n without anything chosen, V, and o, which opens what is worth most elsewhere."""
    browser.open(article(desk))
    keys(browser, "n")
    assert browser.run("document.activeElement.name") == "whole-note"
    type_words(browser, "reads like a relay")
    act(browser, lambda: keys(browser, "Enter"))
    act(browser, lambda: keys(browser, "V"))
    assert [(d.role, d.spans) for d in decisions(desk)] == [("note", ()), ("checked", ())]
    browser.loaded = False
    keys(browser, "o")
    browser.settle()
    assert browser.run("location.pathname") == f"/article/{desk.second.article.id}"
    assert heading(browser)


def test_a_page_learns_what_another_decides(browser, desk):
    """Back at a page that is older than the case, it is brought up to date where it stands; the map, too."""
    made = desk.item.annotation.attributions[0]
    browser.open(article(desk, made.id))
    body = {"article": desk.item.article.id, "what": "stance", "value": "denies", "target": made.id}
    assert desk.ask("/api/decide", method="POST", body=body)[0] == 200
    act(browser, lambda: browser.run("dispatchEvent(new Event('focus'))"))
    assert browser.run("document.querySelector('[name=stance]').value") == "denies"
    assert "Somebody decided since" in told(browser)
    browser.open(desk.base + "/graph")
    browser.run("document.querySelector('iframe.map').contentWindow.same = true")
    assert desk.ask("/api/undo", method="POST", body={})[0] == 200
    browser.run("document.dispatchEvent(new Event('visibilitychange'))")
    end = time.monotonic() + 10
    while browser.run("document.querySelector('iframe.map').contentWindow.same") is True:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert "drawn anew" in told(browser)


def test_named_sources_are_joined_and_like_claims_judged(browser, tmp_path):
    """On the page of a source and of a claim, without leaving it."""
    with open_case(tmp_path / "case") as case:
        for name, day in (("Ana Ruiz", "dawn"), ("A. Ruiz", "dusk")):
            draft = Draft(f"The northern bridge fell at {day}, {name} said.", outlet=outlet("Radio Nord"))
            draft.attribution(
                source=name,
                cue="said",
                content=f"The northern bridge fell at {day}",
                chain=["Radio Nord", name],
                source_type="named_person",
            )
            case.add(draft.build(), None, HAND)
        last, sources = draft.build(), {row.name: row.id for row in case.sources()}
    server = DeskServer(tmp_path / "case")
    try:
        browser.open(server.address)
        browser.open(f"{server.base}/source/{sources['A. Ruiz']}")
        assert browser.run("[...document.querySelectorAll('#like option')].map(o => o.value)") == ["Ana Ruiz"]
        browser.run("document.querySelector('#join [name=name]').value = 'Ana Ruiz'")
        act(browser, lambda: browser.run("document.getElementById('join').requestSubmit()"))
        assert browser.run("document.querySelector('h1').innerText") == "Ana Ruiz"
        assert "1 article corrected" in told(browser)
        browser.open(f"{server.base}/claim/{last.article.id}/{last.annotation.claims[0].id}")
        act(browser, lambda: browser.run("document.querySelector('[data-relation=same]').click()"))
        assert browser.run("document.querySelectorAll('.member').length") == 2
        assert "at dawn" in browser.run("document.querySelector('.members').innerText")
        browser.run("document.querySelector('[data-verdict]').focus()")
        act(browser, lambda: keys(browser, "n"))  # no, after all
        with open_case(tmp_path / "case", read_only=True) as case:
            assert [d.role for d in case.decisions()] == ["merge", "link", "link"]
            assert list(case.links()) == []
            assert case.verify()[0] == []
    finally:
        server.close()


def test_a_refused_decision_leaves_page_and_words(browser, desk):
    """The desk is gone: what was typed stays, and the page says that nothing was saved."""
    browser.open(article(desk, desk.item.annotation.attributions[0].id))
    before = saves(browser)
    desk.close()
    keys(browser, "w")
    type_words(browser, "somebody else")
    keys(browser, "Enter")
    browser.run("new Promise(done => setTimeout(done, 300))")
    assert "Nothing was saved" in told(browser)
    assert browser.run("document.querySelector('.panel [name=name]').value") == "somebody else"
    assert saves(browser) == before
    assert json.loads(browser.run("JSON.stringify(document.querySelectorAll('.panel.open').length)")) == 1
