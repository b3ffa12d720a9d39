"""The page as a document: what stands in it, that nothing of a text is lost, and that nothing hostile gets through."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import ExportError
from claimgraph.export.page import write
from claimgraph.export.page_marks import cut_line, cut_text
from claimgraph.records import Attribution, CaseArticle, DateFinding, Sentence, Span
from tests.builders import Draft, outlet, seed_case

ROLES = {"s": "source", "q": "cue", "c": "content"}


def page(tmp_path: Path, *articles: CaseArticle, title: str | None = None) -> lxml.html.HtmlElement:
    """The page of ``articles``, written and read back."""
    out = tmp_path / "page.html"
    write(articles, out, title=title)
    return lxml.html.document_fromstring(out.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def marked(article: lxml.html.HtmlElement, number: str, role: str, part: str = "text") -> str:
    """The words of the segments that belong to a role of an attribution, in order."""
    segments = article.xpath(f'.//*[contains(@class, "{part}")]//*[@data-a]')
    return "".join(s.text_content() for s in segments if f"{number}{role}" in s.get("data-a").split())


def by_id(root: lxml.html.HtmlElement, ident: str) -> lxml.html.HtmlElement:
    """The one element of this id."""
    (found,) = root.xpath("//*[@id=$ident]", ident=ident)
    return found


def affair(*, why: str = "fog") -> CaseArticle:
    """An invented article with what is hard to draw: headline, nesting, conjoined sources, a gap, an attitude."""
    text = (
        "KELVA (North Wire) - Two barges sank, North Wire reported, citing a harbour pilot.\n"
        "\n"
        "A nurse and a teacher said the siren was late. “We saw,” Mayor Ana Oru told Radio Delta, “nothing at all.” "
        "The port wants new radar. “It was dark. Nobody came.”\n"
        f"Was it {why}?\n"
    )
    wire, delta = outlet("North Wire", tier=1, owner="Nord AS", facts_from={"owner": ("asd",)}), outlet("Radio Delta")
    draft = Draft(
        text,
        outlet=outlet("The Kelva Post"),
        others=[wire, delta],
        date="2024-03-01",
        title="Pilot: two barges sank",
        author="Ida Mo",
        url="https://kelva.example/a?b=1&c=2",
        not_claims=["Was it"],
    )
    draft.attribution(
        source="Pilot",
        cue=":",
        content="two barges sank",
        in_title=True,
        chain=["The Kelva Post", "harbour pilot"],
        source_type="anonymous",
    )
    outer = draft.attribution(
        source="North Wire",
        cue="reported",
        content="Two barges sank",
        chain=["The Kelva Post", "North Wire"],
        within="Two barges sank, North Wire reported",
    )
    draft.attribution(
        source="a harbour pilot",
        cue="citing",
        content="Two barges sank",
        chain=["The Kelva Post", "North Wire", "harbour pilot"],
        source_type="anonymous",
        parent=outer,
    )
    for name in ("A nurse", "a teacher"):
        draft.attribution(
            source=name,
            cue="said",
            content="the siren was late",
            chain=["The Kelva Post", name.split()[1]],
            source_type="local_unspecified",
        )
    draft.attribution(
        source="Mayor Ana Oru",
        cue="told",
        content=["“We saw,”", "“nothing at all.”"],
        chain=["The Kelva Post", "Radio Delta", "Ana Oru"],
        source_type="named_person",
        source_outlet="Radio Delta",
        quotation="direct",
        access="witnessed",
    )
    draft.attribution(
        source="The port", cue="wants", content="new radar", kind="attitude", source_type="named_organization"
    )
    draft.attribution(
        content="“It was dark. Nobody came.”",
        chain=["The Kelva Post", "Radio Delta", "Ana Oru"],
        source_type="named_person",
        quotation="direct",
    )
    return draft.build()


def hostile() -> CaseArticle:
    """Markup, scripts, control characters and turned text in every field that a stranger can fill."""
    evil = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"
    text = (
        f"{evil} & &lt;b&gt; said <b onclick='window.hit=1'>Eve\u202e Mallory\u2066</b>.\r\n"
        "\x00\x07\x1b[31m\x9f\ud800 {{ 7*7 }} {% raw %} ]]> --> <!-- <style>*{display:none}</style>\x0c\r"
        f"{'x' * 400} <base href=//evil.example> \U0001d573\u0301\u0301 שלום العالم\ufffe end"
    )
    draft = Draft.__new__(Draft)
    Draft.__init__(
        draft,
        text.replace("\ud800", "?"),
        outlet=outlet(
            f'Evil "{evil}', id="evil", tier=1, owner="javascript:alert(1)", note="'\"><svg onload=window.hit=1>"
        ),
        title=f"\u202e{evil} \x01",
        url='javascript:window.hit=1//"><script>window.hit=1</script>',
        author="</style><script>window.hit=1</script>",
        language='en" onmouseover="window.hit=1',
        date="2024-01-01",
    )
    draft.attribution(
        source="<b onclick='window.hit=1'>Eve\u202e Mallory\u2066</b>",
        cue="said",
        content=evil,
        chain=[draft.publisher.name, f"Eve {evil} \u202e"],
        source_type="anonymous",
        within=text.split("\r", maxsplit=1)[0],
    )
    built = draft.build()
    broken = built.article.model_copy(update={"text": text})  # a lone surrogate has no UTF-8, hence no hash
    return built.model_copy(
        update={"article": broken, "annotation": built.annotation.model_copy(update={"text": text})}
    )


def shown(text: str) -> str:
    """``text`` as the page may show it: one sign for each character that cannot stand in HTML or turns text around."""
    return re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]",
        lambda m: chr(0x2400 + ord(m[0])) if ord(m[0]) < 0x20 else "␡" if m[0] == "\x7f" else "\ufffd",
        text,
    )


@pytest.mark.parametrize("make", [seed_case, affair, hostile])
def test_the_text_stands_in_the_page_whole_and_in_order(tmp_path, make):
    """The text of an article is neither lost, doubled nor moved, whatever is marked in it."""
    item = make()
    (text,) = page(tmp_path, item).xpath('//div[@class="text"]')
    assert text.text_content() == shown(item.article.text)


@pytest.mark.parametrize("make", [seed_case, affair, hostile])
def test_each_role_is_marked_with_exactly_its_words(tmp_path, make):
    """The segments of a role, joined, are the words of its spans."""
    item = make()
    root = page(tmp_path, item)
    titled = sorted(item.annotation.title_attributions, key=lambda a: min(a.cue or a.content))
    inside = sorted(item.annotation.attributions, key=lambda a: min(a.cue or a.content))
    for number, made in enumerate([*titled, *inside], 1):
        part, text = ("title", item.article.title) if made in titled else ("text", item.article.text)
        for letter, role in ROLES.items():
            words = "".join(shown(text[low:high]) for low, high in getattr(made, role))
            assert marked(root, str(number), letter, part) == words, (number, role)


def test_every_attribution_has_a_card_and_a_place_that_lead_to_each_other(tmp_path):
    """Card and cue are linked both ways, so that the page can be read without its script."""
    root = page(tmp_path, affair(), seed_case())
    cards = root.xpath("//li[@data-c]")
    assert len(cards) == 8 + 8
    for card in cards:
        (href,) = card.xpath('.//a[@class="ref"]/@href')
        place = by_id(root, href[1:])
        assert card.get("data-c") + "q" in place.get("data-a").split() or "c" in place.get("data-a")
        assert by_id(root, place.get("href")[1:]).get("data-c")
        for described in place.get("aria-describedby").split():
            assert by_id(root, described).xpath('.//ol[@class="chain"]')
    identifiers = root.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))


def test_the_chain_is_drawn_outermost_first(tmp_path):
    """A card shows the links of its chain in the order of the record, outlets linked to their facts."""
    root = page(tmp_path, seed_case())
    chain = by_id(root, "d1-3").xpath('.//ol[@class="chain"]/li')
    assert [link.text_content() for link in chain] == ["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"]
    (sputnik,) = chain[1].xpath("./a/@href")
    assert "state-owned (RU)" in by_id(root, sputnik[1:]).text_content()


def test_a_card_tells_stance_hedge_holder_quotation_access_and_confidence(tmp_path):
    """All that is known of an attribution stands in its card as term and value."""
    root = page(tmp_path, seed_case(), affair())
    facts = {
        number: dict(
            zip(by_id(root, number).xpath(".//dt/text()"), by_id(root, number).xpath(".//dd//text()"), strict=True)
        )
        for number in ("d1-4", "d2-6")
    }
    assert facts["d1-4"] == {
        "type": "unspecified",
        "stance": "hedged by the outlet",
        "quotation": "indirect",
        "access": "unstated",
        "confidence": "90 %, source 80 %",
        "within": "B1",
    }
    assert (facts["d2-6"]["quotation"], facts["d2-6"]["access"]) == ("direct", "witnessed it")


def test_conjoined_sources_light_up_together(tmp_path):
    """A cue that two sources share is one place with both labels, and both are shown."""
    root = page(tmp_path, affair())
    (cue,) = [m for m in root.xpath("//a[@data-m]") if m.text_content() == "said"]
    assert (cue.get("data-m"), cue.get("data-a"), cue.get("data-n")) == ("2", "4q 5q", "C1 D1")


def test_of_nested_attributions_the_innermost_is_shown_first(tmp_path):
    """In "A, citing B" the content belongs to both; pointing at it shows B."""
    root = page(tmp_path, affair())
    (content,) = [m for m in root.xpath('//div[@class="text"]//*[@data-a]') if m.text_content() == "Two barges sank"]
    assert content.get("data-a") == "3c 2c"
    assert content.get("data-m") is None


def test_a_quotation_without_a_cue_can_still_be_reached(tmp_path):
    """Where no cue stands, the content carries the label and the link."""
    root = page(tmp_path, affair())
    assert by_id(root, "t1-8").text_content().startswith("“It was dark.")


def test_registry_facts_stand_with_their_origin(tmp_path):
    """A curated fact is flagged as unsourced, any other names where it comes from."""
    root = page(tmp_path, seed_case())
    facts = {
        f.text_content().split(":")[0]: f for f in root.xpath('//li[starts-with(., "Sputnik")]/span[@class="fact"]')
    }
    assert facts["state"].xpath("./mark/text()") == ["unsourced, check"]
    assert facts["owner"].xpath("./cite/text()") == ["wikidata"]
    assert not facts["owner"].xpath("./mark")


def test_a_date_finding_comes_with_a_harmless_explanation(tmp_path):
    """A date to check is marked in the text and explained beside it, never corrected."""
    root = page(tmp_path, seed_case())
    (odd,) = root.xpath('//main//span[@class="dt odd"]')
    (row,) = root.xpath('//section[@class="dates"]//li')
    for told in (odd.get("title"), row.text_content()):
        assert all(words in told for words in ("2024-07-27", "2024-07-26", "time zone", "updated", "typo"))
    assert odd.text_content() == "27 July"


def test_the_headline_counts_what_is_there(tmp_path):
    """Counts of articles, attributions, sources and the share that is unnamed stand at the head."""
    counts = [" ".join(c.text_content().split()) for c in page(tmp_path, seed_case()).xpath('//ul[@class="counts"]/li')]
    assert counts[:3] == ["1 article", "8 attributions", "7 sources"]
    assert counts[3].startswith("88 % rest on unnamed sources 1 unnamed official · 1 anonymous · 4 unspecified locals")
    assert counts[4] == "7 own-voice claims"


def test_the_page_says_that_it_never_says_what_is_true(tmp_path):
    """Nobody can take the page for a verdict."""
    assert "never says what is true" in page(tmp_path, seed_case()).xpath('string(//header[@class="top"])')


def test_sentence_labels_are_visible(tmp_path):
    """Each sentence carries its label; what is not attributed is dimmed."""
    root = page(tmp_path, seed_case())
    classes = [s.get("class") for s in root.xpath('//span[starts-with(@class, "st ")][@id]')]
    assert classes.count("st own not") == 1
    assert classes.count("st own") == 6
    assert len(classes) == 13


def test_many_articles_get_a_table_of_contents_and_one_does_not(tmp_path):
    """The contents lead to each article; a page of one needs none."""
    root = page(tmp_path, seed_case(), affair())
    assert root.xpath("//nav//a/@href") == ["#a1", "#a2"]
    assert root.xpath("//nav//a")[1].text_content() == "Pilot: two barges sank"
    assert not page(tmp_path, seed_case()).xpath("//nav")


def test_a_named_source_has_one_entry_in_the_filter_and_unnamed_ones_one_each(tmp_path):
    """Across articles only named people, organizations and outlets are one source."""
    options = page(tmp_path, affair(), affair(why="ice")).xpath('//optgroup[@label="Sources"]/option/text()')
    assert [o for o in options if "Ana Oru" in o] == ["Ana Oru (4)"]
    assert [o for o in options if "nurse" in o] == ["nurse (1), article 1", "nurse (1), article 2"]


def test_the_policy_allows_this_style_and_this_script_alone(tmp_path):
    """The hashes of the policy are those of the inlined style and script."""
    root = page(tmp_path, seed_case())
    (policy,) = root.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    for tag in ("style", "script"):
        (inlined,) = root.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(inlined.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("make", [seed_case, affair, hostile])
def test_nothing_outside_is_referred_to(tmp_path, make):
    """Every link stays within the file; nothing is loaded, no style or handler stands in an attribute."""
    root = page(tmp_path, make())
    assert all(value.startswith("#") for value in root.xpath("//@href"))
    assert not root.xpath(
        "//@src | //@style | //@action | //@srcset | //link | //iframe | //object | //base | //img | //svg"
    )
    assert not [name for element in root.iter(lxml.etree.Element) for name in element.attrib if name.startswith("on")]
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == 1
    assert not re.search(r"url\(|@import|https?:", root.xpath("string(//style)") + root.xpath("string(//script)"))


def test_nothing_that_turns_text_around_gets_through(tmp_path):
    """Controls and overriding bidi controls stand as signs, and the article says so."""
    out = tmp_path / "page.html"
    write([hostile()], out)
    written = out.read_text(encoding="utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]", written)
    assert "stand as signs" in written
    write([seed_case()], out)
    assert "stand as signs" not in out.read_text(encoding="utf-8")


def test_the_same_articles_give_the_same_bytes(tmp_path):
    """No date, no chance, no place on the disk gets into the page."""
    for name in ("a.html", "b.html"):
        write([seed_case(), affair()], tmp_path / name, title="The affair")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_no_article_gives_a_page_that_says_so(tmp_path):
    """An empty case is no error."""
    root = page(tmp_path)
    assert "no article" in root.xpath("string(//main)")


def test_an_empty_text_and_an_unknown_outlet_are_shown(tmp_path):
    """An article with nothing in it has a heading all the same."""
    root = page(tmp_path, Draft("").build())
    assert root.xpath("string(//h2)").strip() == "(no text)"
    assert root.xpath('string(//*[@class="outlet"])') == "unknown outlet"


def test_a_failed_write_leaves_what_was_there(tmp_path):
    """An error half-way neither damages the old page nor leaves a temporary file behind."""
    out = tmp_path / "page.html"
    out.write_text("old")

    def articles():
        yield seed_case()
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError):
        write(articles(), out)
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    """Trouble with the file is an ExportError that says where."""
    with pytest.raises(ExportError, match=tmp_path.name):
        write([seed_case()], tmp_path)


def test_a_hard_wrapped_text_flows_and_keeps_its_line_breaks(tmp_path):
    """A line break within a sentence is no paragraph; a blank line is."""
    text = "The bridge that was built\nin March fell.\nNobody was hurt.\n\nWork begins\nsoon.\n"
    spans = [(0, 40), (41, 57), (59, 76)]
    sentences = [Sentence(start=a, end=b, label="own_voice", confidence=1) for a, b in spans]
    paragraphs = cut_text(text, sentences, [], [])
    assert [sum(len(run.segments) for run in p.runs) for p in paragraphs] == [4, 2]


def spans(size: int) -> st.SearchStrategy[tuple[Span, ...]]:
    """Up to three spans, which may overlap and may reach beyond the text."""
    ends = st.tuples(st.integers(-2, size + 2), st.integers(0, size))
    return st.lists(ends.map(lambda p: Span(p[0], p[0] + p[1])), max_size=3).map(tuple)


@st.composite
def attributions(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    """A text and attributions whose roles lie anywhere in it, parents included, rings of parents too."""
    text = draw(st.text(alphabet="ab \n\r😀", max_size=40))
    made = [
        Attribution(
            id=str(index),
            kind="claim",
            source=draw(spans(len(text))),
            cue=draw(spans(len(text))),
            content=draw(spans(len(text))),
            quotation="indirect",
            stance="asserts",
            parent=draw(st.sampled_from([None, "0", "1", "2"])),
            confidence=0.5,
        )
        for index in range(draw(st.integers(0, 3)))
    ]
    return text, made


@settings(max_examples=80, deadline=None)
@given(attributions(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4))
def test_segments_cover_a_text_once_and_know_all_that_covers_them(drawn, cuts):
    """Whatever overlaps, segments are the text in order, and each member covers the whole segment."""
    text, made = drawn
    sentences, reached = [], 0
    for at, length in sorted(cuts):
        low = max(at, reached)
        reached = max(reached, min(low + length, len(text)))
        if low < reached:
            sentences.append(Sentence(start=low, end=reached, label="own_voice", confidence=1))
    dates = [DateFinding(start=s.start, end=s.end + 1, value="2024-01-01") for s in sentences]
    paragraphs = cut_text(text, sentences, made, dates)
    pieces = [s for p in paragraphs for r in p.runs for s in r.segments]
    assert "".join(text[s.start : s.end] for s in pieces) == text
    for piece in [*pieces, *cut_line(len(text), made)]:
        expected = {
            (number, letter)
            for number, one in enumerate(made)
            for letter, role in ROLES.items()
            if any(low <= piece.start and piece.end <= high for low, high in getattr(one, role))
        }
        covered = {
            (number, letter)
            for number, one in enumerate(made)
            for letter, role in ROLES.items()
            if all(any(low <= at < high for low, high in getattr(one, role)) for at in range(piece.start, piece.end))
        }
        assert expected <= set(piece.members) == covered


def test_five_hundred_articles_are_written_quickly_and_stay_small(tmp_path):
    """A page of 500 articles is written in seconds, below 25 kB for each of the seed's size."""
    out = tmp_path / "page.html"
    begun = time.perf_counter()
    write((seed_case() if i == 0 else SEED for i in range(500)), out)
    assert out.stat().st_size < 500 * 25_000
    assert time.perf_counter() - begun < 30


SEED = seed_case()
