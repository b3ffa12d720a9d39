"""The map in a real browser: what is drawn, found, filtered and said."""

from __future__ import annotations

import json
import random

import networkx as nx
import pytest

from claimgraph.export.map import write
from claimgraph.graph import provenance_view
from claimgraph.records import View
from tests.browser import CHROMIUM, Browser
from tests.builders import Draft, outlet, seed_case
from tests.test_export_map import evil_view

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

WIDE, PHONE = 1280, 400
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
SHOWN = "claimgraphMap.nodes.filter(n => !claimgraphMap.drawing.renderer.getNodeDisplayData(n.row).hidden)"
HELD = "claimgraphMap.light.held?.label"
MARKS = "[...document.querySelectorAll('#panel .sentence mark')].map(m => [m.className, m.textContent])"
CHAIN = "[...document.querySelectorAll('#panel .chain li')].map(l => l.textContent)"
KEYS = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowRight": 39, "ArrowUp": 38, "Tab": 9}


@pytest.fixture(scope="module")
def browser():
    opened = Browser(drawing=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seed(tmp_path_factory):
    out = tmp_path_factory.mktemp("map") / "seed.map.html"
    write(provenance_view([seed_case()]), out)
    return out


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Articles of March, of May and of no date; the one of May has an address and emoji before its claim."""
    drafts = [
        Draft("Two barges sank, police said.", outlet=outlet("Wire One"), date="2024-03-01", article_id="a", title="Barges"),
        Draft(
            "\U0001f9e8\U0001f9e8 Two “lorries” burned, police said.", outlet=outlet("The Daily"), date="2024-05-09T10:00:00Z",
            article_id="b", title="Lorries", url="https://example.org/lorries",
        ),
        Draft("Three men were hurt, police said.", outlet=outlet("Channel 6"), article_id="c", title="Men", url="javascript:alert(1)"),
    ]  # fmt: skip
    contents = ("Two barges sank", "Two “lorries” burned", "Three men were hurt")
    for draft, content in zip(drafts, contents, strict=True):
        draft.attribution(
            source="police", cue="said", content=content, chain=[draft.publisher.name, "police"], source_type="anonymous",
            stance="hedged", hedge_holder="outlet",
        )  # fmt: skip
    out = tmp_path_factory.mktemp("map") / "three.map.html"
    write(provenance_view([draft.build() for draft in drafts]), out)
    return out


def press(browser, *keys):
    for key in keys:
        browser.press(key, KEYS.get(key, 0))
    browser.run(SETTLED)


def write_in(browser, text):
    browser.send("Input.insertText", text=text)
    browser.run(SETTLED)


def click_node(browser, label):
    """Click where a node is drawn."""
    x, y = browser.run(
        f"""(() => {{ const n = claimgraphMap.nodes.find(n => n.label.startsWith({json.dumps(label)}));
        const p = claimgraphMap.drawing.pixels(n), r = document.getElementById('map').getBoundingClientRect();
        return [p.x + r.left, p.y + r.top]; }})()"""
    )
    browser.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    browser.run(SETTLED)
    for kind in ("mousePressed", "mouseReleased"):
        browser.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    browser.run("new Promise(done => setTimeout(done, 50))")


def choose(browser, text):
    """Open the panel of the claim that begins so."""
    found = f"claimgraphMap.nodes.find(n => n.kind === 'claim' && n.label.startsWith({json.dumps(text)})).id"
    browser.run(f"claimgraphMap.choose({found})")
    browser.run(SETTLED)


@pytest.mark.parametrize("dark", [False, True])
def test_the_map_draws_every_node_and_asks_for_nothing(browser, seed, dark):
    """All nodes and edges are there, some names are set, and the console is silent."""
    browser.open(seed, dark=dark)
    browser.run(SETTLED)
    assert browser.run(f"{SHOWN}.length") == browser.run("claimgraphMap.nodes.length") == 38
    assert browser.run("claimgraphMap.drawing.named.length") > 20
    assert browser.run("document.getElementById('status').textContent") == "38 nodes, 70 edges"
    assert browser.messages == []


def test_nodes_stand_where_the_view_puts_them(browser, seed):
    """To the right is right and up is up, at the same scale."""
    browser.open(seed)
    places = browser.run(
        "claimgraphMap.nodes.map(n => [n.x, n.y, claimgraphMap.drawing.pixels(n).x, claimgraphMap.drawing.pixels(n).y])"
    )
    (x0, y0, left0, top0), *others = places
    scale = browser.run("claimgraphMap.drawing.scale()")
    assert scale > 0.3
    for x, y, left, top in others:
        assert left - left0 == pytest.approx((x - x0) * scale, abs=0.5)
        assert top - top0 == pytest.approx((y0 - y) * scale, abs=0.5)


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_names_do_not_cover_each_other(browser, seed, width):
    """Of two names that would overlap, one is left out."""
    browser.open(seed, width=width)
    browser.run(SETTLED)
    boxes = browser.run("claimgraphMap.drawing.boxes")
    assert len(boxes) >= 2
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert not any(le < right and left < ri and to < bottom and top < bo for le, to, ri, bo in boxes[:place])


def test_a_click_on_a_claim_shows_its_words_and_its_chain(browser, seed):
    """Sentence with marks, chain outermost first, and what the columns say, in words."""
    browser.open(seed)
    click_node(browser, "the salvos")
    assert browser.run(MARKS) == [
        ["source", "The correspondent for Sputnik in Deir Ezzor"],
        ["cue", "confirmed"],
        ["content", "the salvos, reportedly launched by local resistance factions, “achieved direct hits.”"],
    ]
    assert browser.run(CHAIN) == ["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"]
    told = browser.run("document.getElementById('panel').innerText")
    for words in ("confirms", "media correspondent", "90 %", "2024-07-26", "said by", "stated in"):
        assert words in told
    lit = set(browser.run("[...claimgraphMap.light.nodes].map(n => n.label)"))
    assert {"The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"} <= lit
    colours = "claimgraphMap.nodes.map(n => [claimgraphMap.light.nodes.has(n), n.colour === claimgraphMap.drawing.renderer.getNodeDisplayData(n.row).color])"
    assert all(on == kept for on, kept in browser.run(colours))
    press(browser, "Escape")
    assert browser.run(HELD) is None
    assert browser.run("document.getElementById('panel').hidden")


def test_marks_are_cut_by_code_points(browser, three):
    """Emoji before the words, which a script's strings count twice, move nothing."""
    browser.open(three)
    choose(browser, "Two “lorries")
    assert browser.run(MARKS) == [["content", "Two “lorries” burned"], ["source", "police"], ["cue", "said"]]
    assert "hedged by the outlet" in browser.run("document.getElementById('panel').innerText")


def test_only_an_address_of_the_web_becomes_a_link(browser, three):
    """A script as address is shown as text."""
    links = "[...document.querySelectorAll('#panel a')].map(a => a.href)"
    browser.open(three)
    choose(browser, "Two “lorries")
    assert browser.run(links) == ["https://example.org/lorries"]
    choose(browser, "Three men")
    assert browser.run(links) == []
    assert "javascript:alert(1)" in browser.run("document.getElementById('panel').innerText")


def test_neighbours_lead_on(browser, seed):
    """From a claim to its source, from there to all that it says."""
    browser.open(seed)
    choose(browser, "the air base")
    browser.run(
        "[...document.querySelectorAll('#panel .near button')].find(b => b.textContent.startsWith('Al May')).focus()"
    )
    press(browser, "Enter")
    assert browser.run(HELD).startswith("Al Mayadeen's sources")
    headings = browser.run("[...document.querySelectorAll('#panel h3')].map(h => h.textContent)")
    assert sorted(headings) == ["says", "speaks through"]


def test_search_goes_by_the_keyboard(browser, seed):
    """A slash leads to the field, arrows to a suggestion, Enter to the node; Escape closes the list."""
    browser.open(seed)
    browser.press("/", 191)
    assert browser.run("document.activeElement.id") == "search"
    write_in(browser, "sput")
    options = "[...document.querySelectorAll('#found li')].map(l => l.textContent)"
    assert browser.run(options)[:2] == ["Sputnik, outlet", "Sputnik correspondent in Deir Ezzor, source"]
    press(browser, "ArrowDown")
    assert browser.run("document.getElementById('search').getAttribute('aria-activedescendant')") == "found-1"
    press(browser, "Escape")
    assert browser.run("document.getElementById('found').hidden")
    press(browser, "ArrowDown", "ArrowDown", "Enter")
    assert browser.run(HELD) == "Sputnik correspondent in Deir Ezzor"
    assert browser.run("document.activeElement.id") == "panel"


def test_search_overlooks_case_and_marks_and_says_when_nothing_is_found(browser, seed):
    """Words as one types them."""
    browser.open(seed)
    browser.run("document.getElementById('search').focus()")
    write_in(browser, "SÁLVOS, REPÓRT")
    assert len(browser.run("[...document.querySelectorAll('#found [role=option]')].map(l => l.id)")) == 1
    write_in(browser, "xyz")
    assert "Nothing" in browser.run("document.getElementById('found').textContent")


def test_the_legend_is_the_filter(browser, seed):
    """A kind that is switched off is neither drawn nor found; its count stays."""
    browser.open(seed)
    browser.point("input[data-kind=entity]", click=True)
    browser.run(SETTLED)
    assert browser.run(f"{SHOWN}.some(n => n.kind === 'entity')") is False
    assert browser.run("document.getElementById('status').textContent").startswith("26 of 38 nodes, 40 of 70 edges")
    browser.point("input[data-kind=said_by]", click=True)
    browser.run(SETTLED)
    drawn = "claimgraphMap.edges.filter(e => !claimgraphMap.drawing.renderer.getEdgeDisplayData(e.row).hidden)"
    assert browser.run(f"[...new Set({drawn}.map(e => e.kind))].sort()") == ["published", "speaks_through", "states"]
    browser.run("document.getElementById('search').focus()")
    write_in(browser, "Syrian Democratic")
    assert "entity" not in browser.run("document.getElementById('found').textContent")
    browser.point("input[data-kind=entity]", click=True)
    browser.run(
        "document.getElementById('search').focus(), document.getElementById('search').dispatchEvent(new Event('input'))"
    )
    assert "Syrian Democratic Forces, entity" in browser.run("document.getElementById('found').textContent")


def test_dates_outside_the_range_are_hidden_and_the_undated_stay(browser, three):
    """Both ends of the range count; what has no date is said to stay."""

    def days(first, last):
        browser.run(
            f"""for (const [id, value] of [['first-day', '{first}'], ['last-day', '{last}']]) {{
            document.getElementById(id).value = value; document.getElementById(id).dispatchEvent(new Event('change')); }}"""
        )
        browser.run(SETTLED)
        return browser.run(f"{SHOWN}.filter(n => n.kind === 'article').map(n => n.label).sort()")

    browser.open(three)
    assert days("", "") == ["Barges", "Lorries", "Men"]
    assert days("2024-03-02", "2024-05-08") == ["Men"]
    assert "4 shown without a date: they stay" in browser.run("document.getElementById('undated').textContent")
    assert days("2024-03-01", "2024-03-01") == ["Barges", "Men"]
    assert days("2024-05-09", "") == ["Lorries", "Men"]
    browser.point("#all-days", click=True)
    assert browser.run("document.getElementById('status').textContent") == "12 nodes, 12 edges"


def test_the_map_is_walked_by_the_keyboard(browser, seed):
    """Arrow keys go from node to node and say where they are, Enter opens, plus zooms, Escape comes back."""
    browser.open(seed)
    browser.run("document.getElementById('map').focus()")
    press(browser, "ArrowRight", "ArrowRight")
    spoken = browser.run("document.getElementById('spoken').textContent")
    assert "edges" in spoken
    press(browser, "Enter")
    assert spoken.startswith(browser.run(HELD))
    assert browser.run("document.activeElement.id") == "panel"
    press(browser, "Escape")
    assert browser.run("document.activeElement.id") == "map"
    before = browser.run("claimgraphMap.drawing.scale()")
    browser.press("+", 187)
    browser.run(SETTLED)
    assert browser.run("claimgraphMap.drawing.scale()") > before


def test_whatever_can_be_pressed_has_a_name(browser, seed):
    """Buttons, fields and links have names for screen readers."""
    browser.open(seed)
    choose(browser, "the salvos")
    tree = browser.send("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "checkbox", "combobox", "link", "searchbox", "application", "region", "Date"}
    found = [node for node in tree if node.get("role", {}).get("value") in roles and not node.get("ignored")]
    assert len(found) > 20
    assert not [node["role"]["value"] for node in found if not node.get("name", {}).get("value")]


def test_on_a_phone_the_panel_is_a_sheet_and_nothing_scrolls_sideways(browser, seed):
    """The panel lies at the bottom, as wide as the window; the chosen node stays in sight above it."""
    browser.open(seed, width=PHONE, height=800)
    choose(browser, "the salvos")
    assert browser.run("document.documentElement.scrollWidth") <= PHONE
    left, top, right, bottom = browser.run(
        "(() => { const r = document.getElementById('panel').getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; })()"
    )
    assert (left, right) == (0, PHONE)
    assert 300 < top < bottom <= 800
    x, y = browser.run(
        "(() => { const p = claimgraphMap.drawing.pixels(claimgraphMap.light.held), r = document.getElementById('map').getBoundingClientRect(); return [p.x + r.left, p.y + r.top]; })()"
    )
    assert 0 < x < PHONE
    assert 130 < y < top


@pytest.mark.parametrize("dark", [False, True])
def test_words_can_be_read_in_light_and_in_dark(browser, seed, dark):
    """Text keeps a contrast of 4.5 with both papers, edges of fields one of 3 (WCAG 2.2, 1.4.3 and 1.4.11)."""
    browser.open(seed, dark=dark)
    names = ["paper", "panel", "ink", "pale", "accent", "source", "cue", "content", "field"]
    colours = browser.run(
        f"{json.dumps(names)}.map(n => getComputedStyle(document.documentElement).getPropertyValue('--' + n).trim())"
    )
    light = dict(zip(names, map(luminance, colours), strict=True))
    for paper in ("paper", "panel"):
        for name in names[2:]:
            brighter, darker = max(light[paper], light[name]), min(light[paper], light[name])
            assert (brighter + 0.05) / (darker + 0.05) >= (3 if name == "field" else 4.5), (paper, name)


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    digits = "".join(sign * 2 for sign in digits) if len(digits) == 3 else digits
    parts = [value / 255 for value in bytes.fromhex(digits)]
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_hostile_texts_stay_texts(browser, tmp_path):
    """Ids, kinds, labels and columns that are markup or script are shown and do nothing."""
    write(evil_view(), tmp_path / "evil.map.html")
    browser.open(tmp_path / "evil.map.html")
    browser.run("claimgraphMap.choose('a')")
    assert "</script>" in browser.run("document.getElementById('panel').textContent")
    assert browser.run("document.querySelectorAll('img, #panel script, #panel a').length") == 0
    assert browser.messages == []


def test_without_webgl_it_says_so_and_the_rest_works(seed):
    """A browser that cannot draw still searches and tells."""
    plain = Browser(flags=["--disable-3d-apis"])
    try:
        plain.open(seed)
        assert "WebGL" in plain.run("document.getElementById('message').textContent")
        assert plain.run("document.getElementById('message').hidden") is False
        plain.run("document.getElementById('search').focus()")
        write_in(plain, "sputnik")
        press(plain, "Enter")
        assert plain.run(HELD) == "Sputnik"
    finally:
        plain.close()


def test_an_empty_case_says_so(browser, tmp_path):
    """Nothing to draw is no error."""
    write(provenance_view([]), tmp_path / "empty.map.html")
    browser.open(tmp_path / "empty.map.html")
    assert "nothing" in browser.run("document.getElementById('message').textContent")
    assert browser.messages == []


FRAMES = """new Promise(done => { const r = claimgraphMap.drawing.renderer, c = r.getCamera(), times = []; let last = performance.now();
    const step = () => { const now = performance.now(); times.push(now - last); last = now;
        if (times.length > 5) return done(times.slice(1).sort((a, b) => a - b)[2]);
        c.setState({x: c.x + 0.004}); requestAnimationFrame(step); };
    requestAnimationFrame(step); })"""
SCRIPT = """(() => { const r = claimgraphMap.drawing.renderer, begun = performance.now();
    for (let turn = 0; turn < 5; turn++) r.render(); return (performance.now() - begun) / 5; })()"""


def test_five_thousand_nodes_open_and_pan(browser, tmp_path):
    """A large view is drawn and moves; what the page itself computes for a frame is little.

    How long the frame takes without a graphics card is printed, not judged.
    """
    lot, graph = random.Random(7), nx.MultiDiGraph()
    kinds = {"outlet": 50, "article": 200, "claim": 3000, "source": 750, "entity": 1000}
    for kind, count in kinds.items():
        for place in range(count):
            graph.add_node(
                f"{kind}:{place}", kind=kind, label=f"{kind} {place} of a large case", size=lot.uniform(4, 12),
                x=lot.uniform(-9000, 9000), y=lot.uniform(-6000, 6000), r=86, g=180, b=233,
            )  # fmt: skip
    names = list(graph)
    for _ in range(12_000):
        graph.add_edge(*lot.sample(names, 2), kind="about", label="about", weight=1.0, r=190, g=220, b=208)
    write(View(name="provenance", title="large", graph=graph), tmp_path / "large.map.html")
    browser.open(tmp_path / "large.map.html")
    assert browser.run(f"{SHOWN}.length") == 5000
    before = browser.run("claimgraphMap.drawing.pixels(claimgraphMap.nodes[0]).x")
    frame = browser.run(FRAMES)
    assert browser.run("claimgraphMap.drawing.pixels(claimgraphMap.nodes[0]).x") < before
    script = browser.run(SCRIPT)
    print(f"{frame:.0f} ms a frame, {script:.1f} of them the page's own")  # noqa: T201 - seen with pytest -s
    assert script < 100
    assert browser.messages == []
