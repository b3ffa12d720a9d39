"""The desk in a real browser: corrected in every way by mouse and by keyboard, the log checked."""

import json
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from claimgraph.records import Run
from claimgraph.review import Desk
from claimgraph.store import open_case
from tests.browser import CHROMIUM, PATIENCE, Browser
from tests.builders import RUN, Draft, outlet, seed_case
from tests.desk import DeskServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
HAND = Run(id=RUN, annotator="hand", version="1")
AXE = Path(__file__).parent / "graphology" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser():
    opened = Browser()
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path, browser):
    path = tmp_path / "case.claimgraph"
    with open_case(path) as case:
        item = seed_case()
        case.add(item, None, HAND)
        other = Draft("Rockets hit the base, a cook said.", outlet=outlet("Radio Nord"))
        other.attribution(source="a cook", cue="said", content="Rockets hit the base", chain=["Radio Nord", "cook"])
        second = other.build()
        case.add(second, None, HAND)
    server = DeskServer(path)
    server.path, server.item, server.second = path, item, second
    browser.open(server.address)
    yield server
    server.close()


def article(desk, target=None):
    at = f"?at={target}" if target else ""
    return f"{desk.base}/article/{desk.item.article.id}{at}"


def told(browser):
    return browser.run("document.getElementById('told').textContent")


def saves(browser):
    """How often the article on the page has changed in its place."""
    return browser.run("Number(document.documentElement.dataset.saves || 0)")


def act(browser, do):
    """Do something that saves, and wait until the page shows it: in its place, or loaded anew. Its console is silent."""
    in_place = browser.run("Boolean(document.querySelector('.desk .article'))")
    before = saves(browser) if in_place else 0
    browser.loaded = False
    do()
    if not in_place:
        browser.settle()
    else:
        end = time.monotonic() + PATIENCE
        while saves(browser) == before:
            assert time.monotonic() < end, f"nothing was saved: {told(browser)}"
            time.sleep(0.02)
    noise = [m for m in browser.messages if "asked for http://127.0.0.1:" not in m]
    assert not noise, noise


def select(browser, words, root="#text"):
    """Select words of the text, as a mouse or a caret would."""
    browser.run(
        f"""(() => {{
        const root = document.querySelector({json.dumps(root)}), words = {json.dumps(words)};
        const at = root.textContent.indexOf(words);
        if (at < 0) throw new Error("not there: " + words);
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let from = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
          const to = from + node.length;
          if (at >= from && at < to) range.setStart(node, at - from);
          if (at + words.length > from && at + words.length <= to) range.setEnd(node, at + words.length - from);
          from = to;
        }}
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        }})()"""
    )


def keys(browser, *pressed):
    for key in pressed:
        browser.press(key)


def type_words(browser, words):
    browser.send("Input.insertText", text=words)


def set_value(browser, name, value):
    """Choose in a select or write in a line, and say so as a person's hand would."""
    browser.run(
        f"""(() => {{ const f = document.querySelector('.panel [name="{name}"]'); f.value = {json.dumps(value)};
        f.dispatchEvent(new Event('change', {{bubbles: true}})); }})()"""
    )


def decisions(desk):
    with open_case(desk.path, read_only=True) as case:
        assert case.verify()[0] == []
        return list(case.decisions())


def found(desk):
    with open_case(desk.path, read_only=True) as case:
        return case.article(desk.item.article.id)


def test_the_seed_is_corrected_in_every_way_by_keyboard_alone(browser, desk):
    """Type, stance, label, who, chain, words, grade, note: all in the log."""
    made = desk.item.annotation.attributions
    first = made[0].id
    browser.open(article(desk))
    keys(browser, "j")
    assert browser.run("document.activeElement.id") == "t1-1"
    keys(browser, "t")
    assert browser.run("document.activeElement.name") == "type"
    keys(browser, "n", "a")  # letters choose, nothing is saved before Enter
    act(browser, lambda: keys(browser, "Enter"))
    assert browser.run("document.activeElement.id") == "t1-1"  # the same attribution is chosen again
    keys(browser, "d")
    browser.press("h")
    browser.run("new Promise(done => setTimeout(done, 1100))")  # letters typed in haste are one word
    keys(browser, "h")
    act(browser, lambda: keys(browser, "Enter"))
    keys(browser, "l")
    act(browser, lambda: set_value(browser, "label", "own_voice"))
    keys(browser, "w")
    type_words(browser, "the shepherds")
    act(browser, lambda: keys(browser, "Enter"))
    keys(browser, "h")
    type_words(browser, "Al Jazeera > the shepherds")
    act(browser, lambda: keys(browser, "Enter"))
    keys(browser, "1")
    type_words(browser, "sources")
    act(browser, lambda: keys(browser, "Enter"))
    keys(browser, "2")
    assert browser.run("document.activeElement.name") == "cue"
    keys(browser, "Escape", "g")
    act(browser, lambda: set_value(browser, "grade0", "B"))
    keys(browser, "n")
    type_words(browser, "ask the base")
    act(browser, lambda: keys(browser, "Enter"))
    roles = [d.role for d in decisions(desk)]
    assert roles == ["type", "stance", "label", "name", "chain", "source", "grade", "note"]
    one = next(a for a in found(desk).annotation.attributions if a.id == first)
    assert (one.source_type, one.stance, one.hedge_holder) == ("named_person", "hedged", "source")
    assert one.chain == ("The Cradle", "Al Jazeera", "the shepherds")
    assert [desk.item.article.text[s:e] for s, e in one.source] == ["sources"]
    assert all(d.person == "Ann" for d in decisions(desk))


def test_an_article_is_gone_through_by_keyboard_alone(browser, desk):
    """Checked and on to the next, merged, split, taken away, undone: a key or two each."""
    made = desk.item.annotation.attributions
    browser.open(article(desk))
    keys(browser, "j")
    act(browser, lambda: keys(browser, "v"))
    assert told(browser) == "Checked."
    assert browser.run("document.activeElement.id") == "t1-2"  # and on to the next
    keys(browser, "m")
    act(browser, lambda: set_value(browser, "merge", made[2].id))
    act(browser, lambda: keys(browser, "p"))
    act(browser, lambda: keys(browser, "x"))
    act(browser, lambda: keys(browser, "u"))
    assert [d.role for d in decisions(desk)] == ["checked", "merge", "split", "attribution", "attribution"]
    now = {a.id: a for a in found(desk).annotation.attributions}
    assert now[made[1].id].source_name == made[2].source_name


def test_selected_words_become_source_cue_or_content(browser, desk):
    """A selection over marks, with the key or the button; with Shift beside those that are there."""
    text, made = desk.item.article.text, desk.item.annotation.attributions[4]
    browser.open(article(desk, made.id))
    select(browser, "raids also hit")
    act(browser, lambda: keys(browser, "c"))
    select(browser, "Local reports say")
    act(browser, lambda: browser.run("document.querySelectorAll('.pickers button')[1].click()"))
    select(browser, "the city of Deir Ezzor.")
    act(browser, lambda: browser.press("C"))
    now = next(a for a in found(desk).annotation.attributions if a.id == made.id)
    assert [text[s:e] for s, e in now.cue] == ["Local reports say"]
    assert [text[s:e] for s, e in now.content] == ["raids also hit", "the city of Deir Ezzor."]


def test_an_attribution_is_added_from_a_selection(browser, desk):
    """Its content is selected, its source and cue typed; it is chosen when the page is there."""
    browser.open(article(desk))
    select(browser, "US aircraft launched raids in areas adjacent to their occupation base")
    keys(browser, "a")
    assert browser.run("document.activeElement.name") == "add-source"
    type_words(browser, "Following the attack")
    act(browser, lambda: keys(browser, "Enter"))
    assert told(browser) == "Added."
    assert "Following the attack" in browser.run("document.querySelector('.panel h2').textContent")
    assert len(found(desk).annotation.attributions) == len(desk.item.annotation.attributions) + 1


def test_what_is_refused_is_told_and_nothing_is_lost(browser, desk):
    """Words that the text does not hold: the reason stands on the page, the field keeps what was typed."""
    browser.open(article(desk, desk.item.annotation.attributions[0].id))
    keys(browser, "1")
    type_words(browser, "no such words")
    keys(browser, "Enter")
    browser.run("new Promise(done => setTimeout(done, 300))")
    assert "does not hold 'no such words'" in told(browser)
    assert browser.run("document.activeElement.value") == "no such words"
    assert decisions(desk) == []


def test_what_stands_in_a_field_is_saved_when_it_is_left_and_not_when_it_is_let_go(browser, desk):
    """Escape lets go; going elsewhere saves, once."""
    browser.open(article(desk, desk.item.annotation.attributions[0].id))
    keys(browser, "w")
    type_words(browser, "nobody")
    browser.press("Escape", 27)
    keys(browser, "w")
    assert browser.run("document.activeElement.value") == desk.item.annotation.attributions[0].source_name
    type_words(browser, "somebody")
    act(browser, lambda: browser.run("document.activeElement.blur()"))
    assert [json.loads(d.after)["name"] for d in decisions(desk)] == ["somebody"]


def test_two_claims_are_judged_side_by_side(browser, desk):
    """One is taken, the other opened, and a person says what they are; then says no."""
    first, second = desk.item.annotation.claims[0], desk.second.annotation.claims[0]
    browser.open(f"{desk.base}/claim/{desk.item.article.id}/{first.id}")
    browser.run("document.getElementById('take').click()")
    browser.open(f"{desk.base}/claim/{desk.second.article.id}/{second.id}")
    act(browser, lambda: browser.run("document.getElementById('decide-pair').click()"))
    assert browser.run("document.querySelectorAll('.member').length") == 2
    act(browser, lambda: browser.run("document.querySelector('[data-verdict=no]').click()"))
    with open_case(desk.path, read_only=True) as case:
        assert list(case.links()) == []
    assert [d.role for d in decisions(desk)] == ["link", "link"]


def test_a_decision_is_undone_from_the_log(browser, desk):
    """The button takes it back; the line stays, struck out."""
    browser.open(article(desk, desk.item.annotation.attributions[0].id))
    act(browser, lambda: set_value(browser, "stance", "denies"))
    browser.open(f"{desk.base}/log")
    act(browser, lambda: browser.run("document.querySelector('[data-undo]').click()"))
    assert browser.run("document.querySelectorAll('tr.undone').length") == 1
    assert found(desk) == desk.item


def test_markup_in_an_article_stays_text(browser, tmp_path):
    """Nothing of a hostile text runs, is loaded or turns the page around."""
    evil = '<script>window.caught=1</script><img src="http://evil.example/x" onerror="window.caught=1">'
    text = f"A guard {evil} said \u202ethe gate was open\u202c. \x00 It rained </script>."
    draft = Draft(text, outlet=outlet(f"<b>Times</b>{evil}"), title=evil)
    name = f"guard {evil}"
    draft.attribution(source="A guard", cue="said", content="gate", chain=[f"<b>Times</b>{evil}", name])
    draft.mention("gate", "other")
    with open_case(tmp_path / "case") as case:
        case.add(draft.build(), None, HAND)
        hand = Desk(case, f"Ann \u202e{evil}", find_outlet=lambda name: None)
        first, ident = draft.attributions[0].id, draft.article.id
        hand.decide(ident, "note", f"see {evil} \u202e", target=first)
        hand.decide(ident, "note", evil)
        hand.decide(ident, "note", evil, target="s1")
        hand.decide(ident, "entity", {"name": f"{evil} \u202e"}, target="e1")
        hand.decide(ident, "name", {"name": name, "type": "named_person"}, target=first)
        source = case.sources()[0].id
        claim = next(c.id for c in case.article(ident).annotation.claims if c.attribution)
    server = DeskServer(tmp_path / "case", f"Bob {evil}")
    try:
        browser.open(server.address)
        at = f"/article/{draft.article.id}?at={draft.attributions[0].id}"
        places = (
            f"/claim/{ident}/{claim}",
            f"/source/{quote(source, safe='')}",
            f"/claim/{ident}/{claim}?find={quote(evil)}",
        )
        for path in ("/", "/articles", at, "/claims", "/sources", "/log", *places):
            browser.open(server.base + path)
            assert browser.run("[window.caught, document.querySelectorAll('main img').length]") == [None, 0], path
            assert not [m for m in browser.messages if "asked for http://127.0.0.1:" not in m], path
        browser.open(server.base + at)
        assert name in browser.run("document.querySelector('.panel h2').textContent")
        assert browser.run("document.getElementById('text').textContent.length") == len(text)
        for pressed in ("J", "e"):
            keys(browser, pressed)
            assert "<img" in browser.run("document.getElementById('panel').innerText")
        act(browser, lambda: keys(browser, "x"))
        assert "\u202e" not in told(browser)
        assert browser.run("[window.caught, document.querySelectorAll('main img').length]") == [None, 0]
    finally:
        server.close()


@pytest.fixture(scope="module")
def axe():
    """axe-core, a checker of accessibility (MPL, for tests only); installed by ``npm ci`` in tests/graphology."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in tests/graphology")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 400])
def test_every_view_is_accessible_and_fits(browser, desk, axe, width, dark):
    """axe-core finds nothing serious, and nothing is wider than the window."""
    target = desk.item.annotation.attributions[2].id
    views = ("/", "/articles", f"/article/{desk.item.article.id}?at={target}", "/claims", "/sources", "/log", "/graph")
    claim = f"/claim/{desk.item.article.id}/{desk.item.annotation.claims[0].id}"
    with open_case(desk.path, read_only=True) as case:
        source = f"/source/{next(row.id for row in case.sources())}"
    plain = f"/article/{desk.item.article.id}"
    for path in (*views, claim, source, plain, plain + "#J", plain + "#e"):
        browser.open(desk.base + path.removesuffix("#J").removesuffix("#e"), width=width, dark=dark)
        if path[-2:] in {"#J", "#e"}:
            keys(browser, path[-1])
        browser.run(axe)  # as the protocol's own script, which the page's policy does not touch
        found_ = browser.run(
            "axe.run(document, {iframes: false}).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
            ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))"
        )
        assert found_ == [], path
        assert browser.run("document.documentElement.scrollWidth - innerWidth") <= 0, path
