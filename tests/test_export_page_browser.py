"""The page in a real browser: what lights up, what the panel says, what the keyboard does."""

from __future__ import annotations

import pytest

from claimgraph.export.page import write
from tests.browser import CHROMIUM, Browser
from tests.builders import Draft, outlet, seed_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser():
    opened = Browser()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seed(tmp_path_factory):
    out = tmp_path_factory.mktemp("page") / "seed.html"
    write([seed_case()], out)
    return out


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """The seed and an article of another outlet, whose headline is attributed and whose two sources share a cue."""
    draft = Draft(
        "A guard and a cook said the gate was open. It rained.",
        outlet=outlet("Radio Delta"),
        title="Gate was open: guard",
    )
    draft.attribution(source="guard", cue=":", content="Gate was open", in_title=True, chain=["Radio Delta", "guard"])
    for name in ("A guard", "a cook"):
        draft.attribution(
            source=name,
            cue="said",
            content="the gate was open",
            chain=["Radio Delta", name.split()[1]],
            source_type="local_unspecified",
        )
    out = tmp_path_factory.mktemp("page") / "two.html"
    write([seed_case(), draft.build()], out)
    return out


CHAIN = "[...document.querySelectorAll('.detail .chain li')].map(l => l.innerText.trim())"
LIT = "[...document.querySelectorAll('.text .m.on')].map(m => m.textContent)"
PINNED = "document.querySelectorAll('.live').length"
CORRESPONDENT = ["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"]


def test_pointing_at_a_cue_shows_the_chain_and_lights_all_roles(browser, seed):
    """Source, cue and content light up together, and the panel draws the chain outermost first."""
    browser.open(seed)
    browser.point("#t1-3")
    assert browser.run(CHAIN) == CORRESPONDENT
    lit = browser.run(LIT)
    assert lit[:3] == ["The correspondent for Sputnik in Deir Ezzor", "confirmed", "the salvos, "]
    assert lit[-1] == ", “achieved direct hits.”"
    browser.point("h1")
    assert browser.run(CHAIN) == browser.run(LIT) == []


def test_pointing_at_nested_words_shows_the_innermost(browser, seed):
    """A claim within a claim answers for itself and says within which it stands."""
    browser.open(seed)
    browser.point("#t1-4 + .c")
    assert browser.run(CHAIN) == [*CORRESPONDENT, "unspecified"]
    assert "within" in browser.run("document.querySelector('.detail').innerText")


def test_the_rest_is_dimmed(browser, seed):
    """While one attribution is shown, the other text is paler."""
    colour = "getComputedStyle(document.querySelector('#s1-2')).color"
    browser.open(seed)
    before = browser.run(colour)
    browser.point("#t1-3")
    assert browser.run(colour) != before


def test_the_keyboard_is_enough(browser, seed):
    """Tab goes from attribution to attribution, Enter keeps one, Escape lets it go."""
    browser.open(seed)
    browser.run("document.querySelector('#no-own').focus()")
    browser.press("Tab", 9)
    assert browser.run("document.activeElement.id") == "t1-1"
    for _ in range(2):
        browser.press("Tab", 9)
    assert browser.run(CHAIN) == CORRESPONDENT
    browser.press("Enter", 13)
    browser.point("h1")
    assert browser.run(CHAIN) == CORRESPONDENT
    browser.press("Escape", 27)
    assert browser.run(PINNED) == 0


def test_a_click_pins_and_a_click_elsewhere_lets_go(browser, seed):
    """What is pinned stays while the pointer wanders."""
    browser.open(seed)
    browser.point("#t1-3", click=True)
    browser.point("#t1-6")
    assert browser.run(CHAIN) == CORRESPONDENT
    browser.point(".own", click=True)
    assert browser.run(PINNED) == 0


def test_a_click_in_the_list_jumps_to_the_words(browser, seed):
    """The label of a claim leads to its cue in the text, in sight and focused."""
    browser.open(seed, height=500)
    browser.point("#c1-8 .ref", click=True)
    assert browser.run("document.activeElement.id") == "t1-8"
    top = browser.run("document.querySelector('#t1-8').getBoundingClientRect().top")
    assert 0 < top < 500
    assert browser.run(CHAIN)[-1] == "locals in northeast Syria"


def test_conjoined_sources_are_shown_together(browser, two):
    """A cue shared by two sources shows two chains."""
    browser.open(two)
    browser.point("#t2-2")
    assert browser.run(CHAIN) == ["Radio Delta", "guard", "Radio Delta", "cook"]


def test_an_address_with_a_claim_opens_at_that_claim(browser, two):
    """A link to one attribution can be sent to somebody."""
    browser.open(two)
    browser.run("location.hash = '#c2-3'")
    browser.run("new Promise(done => setTimeout(done, 50))")
    assert browser.run(CHAIN) == ["Radio Delta", "cook"]


def test_a_source_can_be_picked_out(browser, two):
    """The filter leaves the marks, claims and articles of one source."""
    browser.open(two)
    pick = """(() => { const s = document.getElementById('by-source');
        s.value = [...s.options].find(o => o.text.startsWith('cook')).value;
        s.dispatchEvent(new Event('change')); })()"""
    browser.run(pick)
    seen = "[...document.querySelectorAll('{}')].filter(e => e.offsetParent !== null)"
    assert browser.run(seen.format(".article") + ".map(a => a.id)") == ["a2"]
    assert browser.run(seen.format(".list .card") + ".length") == 1
    assert browser.run("[...document.querySelectorAll('#a2 .text .m:not(.off)')].map(m => m.textContent)") == [
        "a cook",
        "said",
        "the gate was open",
    ]
    assert browser.run("document.getElementById('found').textContent") == "1 in 1 article"


def test_own_voice_can_be_hidden(browser, two):
    """What the outlet says itself goes out of sight, what it attributes stays."""
    browser.open(two)
    browser.point("#no-own", click=True)
    assert "It rained" not in browser.run("document.querySelector('#a2 .text').innerText")
    assert "the gate was open" in browser.run("document.querySelector('#a2 .text').innerText")


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_is_wider_than_the_window(browser, two, width):
    """No sideways scrolling on a phone or a desk, and the panel is in sight when a mark is tapped."""
    browser.open(two, width=width, height=800)
    browser.point("#t1-3", click=True)
    assert browser.run("document.documentElement.scrollWidth") <= width
    box = browser.run(
        "(() => { const r = document.querySelector('.detail .card').getBoundingClientRect(); return [r.top, r.bottom]; })()"
    )
    assert 0 < box[0] < box[1] < 820


@pytest.mark.parametrize("dark", [False, True])
def test_words_can_be_read_in_light_and_in_dark(browser, seed, dark):
    """Text, dimmed text and the colours of sources keep a contrast of 4.5 with the paper (WCAG 2.2, 1.4.3)."""
    browser.open(seed, dark=dark)
    colours = browser.run(
        """(() => { const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const style = getComputedStyle(document.documentElement);
        return ['--paper', '--ink', '--pale', '--accent', '--odd', ...'012345678'].map(n => {
            c.fillStyle = style.getPropertyValue(n.length > 1 ? n : '--k' + n); c.fillRect(0, 0, 1, 1);
            return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3); }); })()"""
    )
    paper, *others = (_luminance(colour) for colour in colours)
    for other in others:
        assert (max(paper, other) + 0.05) / (min(paper, other) + 0.05) >= 4.5


def test_without_its_script_the_page_is_a_document(browser, seed):
    """All text and every card are there; what needs the script is not."""
    browser.open(seed, script=False)
    shown = [browser.send("DOM.getDocument")["root"]["nodeId"]]
    cards = browser.send("DOM.querySelectorAll", nodeId=shown[0], selector=".list .card")["nodeIds"]
    assert len(cards) == 8
    for card in cards:
        assert browser.send("DOM.getBoxModel", nodeId=card)["model"]["height"] > 20
    (form,) = browser.send("DOM.querySelectorAll", nodeId=shown[0], selector=".filters")["nodeIds"]
    with pytest.raises(AssertionError, match="box model"):
        browser.send("DOM.getBoxModel", nodeId=form)


def test_nothing_complains_and_nothing_is_asked_of_the_network(browser, two):
    """The console stays empty and no request leaves the file."""
    browser.open(two)
    browser.point("#t1-3", click=True)
    browser.run("0")
    assert browser.messages == []


def test_a_hostile_article_runs_nothing(browser, tmp_path):
    """Scripts and markup of a text are words, and so are those in names, titles and addresses."""
    evil = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"
    draft = Draft(
        f"{evil} said Eve\u202e. " + "x" * 3000,
        outlet=outlet(evil, id="evil", tier=1, owner=evil),
        title=evil,
        url="javascript:window.hit=1",
        author=evil,
        language='en" autofocus onfocus="window.hit=1',
    )
    draft.attribution(source="Eve\u202e", cue="said", content=evil, chain=[evil, evil + "Eve"], source_type="anonymous")
    out = tmp_path / "page.html"
    write([draft.build()], out, title=evil)
    browser.open(out, width=400)
    browser.point("#t1-1", click=True)
    assert browser.run("window.hit") is None
    assert browser.run("document.images.length") == 0
    assert browser.run("document.documentElement.scrollWidth") <= 400
    assert browser.messages == []


def _luminance(colour: list[int]) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
