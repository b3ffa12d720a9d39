"""The registry of outlets: what a wording, a host or a publisher's name means."""

import time

import pytest

from claimgraph.errors import SchemaError
from claimgraph.outlets import fold_key, load_countries, load_registry
from claimgraph.records import UNKNOWN_OUTLET
from tests.conftest import ROOT
from tests.sample_outlets import score

JUDGED = ROOT / "tests" / "data" / "outlet_mentions.jsonl"


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Al-Mayadeen", "al mayadeen"),
        ("El Mayadeen", "al mayadeen"),
        ("Ash-Sharq", "al sharq"),
        ("Hürriyet", "hurriyet"),
        ("L'Orient–Le Jour", "lorient le jour"),
        ("A.F.P.", "afp"),
        ("Fox & Friends", "fox and friends"),
        ("the Times", "the times"),
        ("Syria’s SANA", "syrias sana"),
    ],
)
def test_key_folds_spelling(text, key):
    """Spellings of one name have one key."""
    assert fold_key(text) == key


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("Reuters", "reuters"),
        ("the Associated Press", "associated-press"),
        ("The AP", "associated-press"),
        ("Al Mayadeen's sources", "al-mayadeen"),
        ("Al Mayadeen‘s sources", "al-mayadeen"),
        ("Al-Mayadeen television", "al-mayadeen"),
        ("Sputnik correspondent", "sputnik"),
        ("South Korea’s Yonhap news agency", "yonhap"),
        ("The official Xinhua news agency", "xinhua"),
        ("Turkish daily Hurriyet", "hurriyet"),
        ("Syria's SANA", "sana"),
        ("Syrian state news agency", "sana"),
        ("state news agency SANA", "sana"),
        ("Beirut-based Al Mayadeen", "al-mayadeen"),
        ("U.S. Central Command", "centcom"),
        ("CENTCOM", "centcom"),
        ("Лента", None),
        ("AFP", "afp"),
        ("afp", None),
        ("who", None),
        ("SANA", None),
        ("the Times", None),
        ("X", None),
        ("Iran", None),
        ("Residents", None),
        ("local sources", None),
        ("", None),
    ],
)
def test_wording_finds_outlet(registry, name, outlet):
    """A wording finds its outlet; a common word, an ambiguous name or a country alone finds none."""
    found = registry.lookup(name)
    assert (found.id if found else None) == outlet


@pytest.mark.parametrize(
    ("name", "context", "outlet"),
    [
        ("SANA", "The army shelled a village near Damascus.", "sana"),
        ("SANA", "The committee met in Oslo.", None),
        ("The Times", "A court in London heard the case.", "the-times"),
        ("Fars news agency", "", "fars-news"),
    ],
)
def test_ambiguous_name_asks_for_evidence(registry, name, context, outlet):
    """A name that several share is taken only where country or kind speak for one."""
    found = registry.lookup(name, context=context)
    assert (found.id if found else None) == outlet


def test_capitals_that_speak_are_no_common_word(registry):
    """An ambiguous abbreviation is accepted where somebody speaks and no other outlet claims it."""
    assert registry.match("SANA") is None
    assert registry.match("SANA", speaks=True).outlet.id == "sana"
    assert registry.match("SANA reporter").role == "reporter"


@pytest.mark.parametrize(
    ("host", "outlet"),
    [
        ("reuters.com", "reuters"),
        ("https://www.reuters.com/world/x?y=1", "reuters"),
        ("arabic.rt.com", "rt"),
        ("RT.COM:443", "rt"),
        ("notreuters.com", None),
        ("t.me", None),
        ("someone.substack.com", None),
        ("localhost", None),
    ],
)
def test_host_finds_outlet(registry, host, outlet):
    """A host finds the outlet of its longest known suffix; a platform's host finds none."""
    found = registry.by_domain(host)
    assert (found.id if found else None) == outlet


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        ("Reuters", None, "reuters"),
        ("afp", None, "afp"),
        ("sana", None, "sana"),
        ("The Times", "https://www.thetimes.co.uk/a", "the-times"),
        ("CNN (Web News)", None, "cnn"),
        ("Reuters - World", None, "reuters"),
        (None, "https://apnews.com/article/1", "associated-press"),
        ("NPR Online News", None, "npr"),
        ("Fox News Opinion", None, "fox-news"),
        ("New York Times - News", None, "new-york-times"),
        ("TheBlaze.com", None, "theblaze"),
        ("manar", None, "al-manar"),
        ("NBC (Web News)", "https://www.nbcnews.com/politics", "nbc-news"),
    ],
)
def test_publisher_is_found_in_any_case(registry, name, url, outlet):
    """A publisher's name is known to be an outlet's: case does not matter, and its host helps."""
    assert registry.publisher(name, url).id == outlet


def test_a_body_and_its_news_service_are_two(registry):
    """A text that names the body means the body; its service has a name and a host of its own."""
    for body, service in (("UN", "UN News"), ("the Kremlin", "Kremlin press service"), ("un.org", "news.un.org")):
        one, other = (registry.by_domain(words) or registry.lookup(words) for words in (body, service))
        assert one.id != other.id
    assert registry.lookup("U.N.").name == "United Nations"


def test_publisher_that_the_registry_lacks_has_a_lasting_id(registry):
    """An outlet that the registry lacks is made from its name, alike for all spellings of it."""
    made = registry.publisher("Tarvik Evening Lamp")
    assert made.id.startswith("name:")
    assert made.id == registry.publisher("tarvik  evening lamp").id
    assert made.name == "Tarvik Evening Lamp"
    assert made.tier is None


def test_publisher_without_name_is_the_unknown_outlet(registry):
    """Neither name nor known host: the unknown outlet."""
    assert registry.publisher(None).name == UNKNOWN_OUTLET
    assert registry.publisher("  ", "https://example.invalid/").name == UNKNOWN_OUTLET


def test_text_is_searched_for_the_longest_names(registry):
    """Running text gives spans of outlets, the longest wording first, and no lower-case look-alikes."""
    text = "He told Al Jazeera English, then the New York Times; who would ask a fars daily?"
    found = [(text[span.start : span.end], outlet.id) for span, outlet in registry.find(text)]
    assert found == [("Al Jazeera English", "al-jazeera"), ("New York Times", "new-york-times")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The State said nothing; the Republican told voters of the Union.", []),
        ("The current mayor of New Hampshire asked for a day of rest.", []),
        ("He moved from Memorial Day to the Islamic State and Trump Tower.", []),
        ("The Foreign Affairs Committee met near Mayadeen.", []),
        ("A source told SANA that two bridges fell, SANA reported.", ["sana", "sana"]),
        ("He spoke to FoxNews.com.", ["fox-news"]),
        ("Write to ann@wsj.com or see the page.", []),
        ("The Syrian state television showed it, and al-Masdar News reported it.", ["syrian-tv", "al-masdar-news"]),
        ("On Monday KIRO-TV and the Reno Gazette-Journal had it first.", [None, None]),
        ("The Times reported it; the newspaper Dawn followed.", ["dawn"]),
        ("Live TV and the Latest News are below.", []),
    ],
)
def test_running_text_names_outlets_only_where_it_shows(registry, text, named):
    """Common words, places and parts of longer names are no outlets; the words beside a name are evidence."""
    found = [outlet.id if outlet.tier else None for _, outlet in registry.find(text)]
    assert found == named


def test_a_short_name_is_that_of_the_outlet_named_elsewhere(registry):
    """ "The Times" is the one that the article names in full; without that, two papers bear the name."""
    text = "The Times had asked for the papers."
    assert registry.find(text) == []
    for key in ("new-york-times", "the-times"):
        assert [outlet.id for _, outlet in registry.find(text, known=frozenset({key}))] == [key]


@pytest.mark.corpora
@pytest.mark.parametrize("corpus", ["syria-804", "us-news-4000"])
def test_mentions_in_the_corpora_are_found_as_a_reader_finds_them(corpora, corpus):
    """Of the outlets that a reader marked in sentences drawn by chance, the share found; of those found, the share right."""
    path = corpora / "corpora" / f"{corpus}.jsonl.gz"
    found, right, _, real = score(path, JUDGED)
    assert real >= 200
    assert right / found >= 0.95
    assert right / real >= 0.90


def test_every_fact_has_an_origin(registry):
    """Each outlet says where each of its facts comes from."""
    for row in range(0, len(registry), 97):
        outlet = registry.outlet(row)
        stated = {name for name in ("country", "owner", "kind") if getattr(outlet, name)}
        assert stated <= set(outlet.facts_from), outlet.id


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ('{"id": "x"}', "name"),
        ('{"id": "x", "name": "X", "tier": "z"}', "tier"),
    ],
)
def test_bad_outlet_is_named_with_its_line(tmp_path, line, complaint):
    """A line that is no outlet is named with file and line."""
    extra = tmp_path / "bad.jsonl"
    extra.write_text("\n" + line, "utf-8")
    with pytest.raises(SchemaError, match=complaint) as caught:
        load_registry(extra)
    assert caught.value.where.endswith("bad.jsonl:2")
    assert caught.value.hint


def test_missing_file_of_outlets_is_named(tmp_path):
    """A file that is not there is a claimgraph error, no traceback of the system."""
    with pytest.raises(SchemaError, match=r"nowhere\.jsonl"):
        load_registry(tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("Channel 6", "Channel 6", ""),
        ("Radio Nord's reporter", "Radio Nord", "reporter"),
        ("Harbour City Herald", "Harbour City Herald", ""),
        ("the Courier", "Courier", ""),
        ("the official Kolvia News Agency", "Kolvia News Agency", ""),
        ("the Kolvia Zeitung newspaper", "Kolvia Zeitung", "newspaper"),
        ("a Tarvik Gazette stringer", "Tarvik Gazette", "stringer"),
        ("Delta TV channel", "Delta TV", "channel"),
    ],
)
def test_an_unknown_outlet_that_speaks_is_known_by_the_form_of_its_name(registry, words, name, role):
    found = registry.match(words, speaks=True)
    assert (found.outlet.name, found.text, found.role) == (name, name, role)
    assert found.outlet.id == registry.named(name).id
    assert registry.match(words) is None, "elsewhere it may be anything"


@pytest.mark.parametrize(
    "words",
    [
        "a Sunday newspaper", "the Russian newspaper", "The Russian newspaper", "The Lebanese TV", "local newspaper", "Times Square", "Oxford University Press",
        "the Ministry of Information", "the company's website", "Ann Smith", "The agency", "the Free Press corps",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_outlet_is_none(registry, words):
    assert registry.match(words, speaks=True) is None


def test_countries_are_found_by_name_demonym_and_capital(registry):
    """A text's countries are found in all three forms, of one word or two."""
    text = "A South Korean envoy flew from Tehran to the U.S. with Syria's minister; a turkey ran."
    assert registry.countries_in(text) == {"KR", "IR", "US", "SY"}
    assert load_countries().code("Syrian") == "SY"


def test_lookups_are_fast(registry):
    """A repeated look-up costs microseconds, a new one far less than a millisecond."""
    started = time.perf_counter()
    for _ in range(1000):
        registry.match("Sputnik correspondent")
    assert time.perf_counter() - started < 0.1
