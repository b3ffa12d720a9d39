"""Outlets of one's own: the file, its checks, and what they do to the registry, the run and the command."""

import json

import pytest

from claimgraph.errors import SchemaError
from claimgraph.outlets import find_outlets, load_registry, near_outlets, outlet_facts, read_own_outlets
from tests.test_cli import claimgraph, text_of

LAMP = """
[[outlet]]
name = "Tarvik Lamp"
kind = "newspaper"
country = "NO"
owner = "Lamp Media AS"
state_relation = "state-owned"
state_of = "NO"
origin = "register of companies, 2026"
domains = ["https://www.lamp.example/"]
aliases = ["The Lamp", "TLP", {text = "Reuters", type = "former"}]
"""


@pytest.fixture
def own(tmp_path):
    """Writes a file of outlets and gives its path."""

    def write(text, name="own.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_outlets_of_ones_own_outrank_the_package(own):
    """Name, alias, abbreviation and host of one's own outlet are its alone; all others are as they were."""
    registry = load_registry(own(LAMP))
    for wording in ("the Tarvik Lamp's reporter", "The Lamp", "TLP", "Reuters"):
        assert registry.lookup(wording).id == "tarvik-lamp", wording
    assert registry.by_domain("www.lamp.example").id == "tarvik-lamp"
    assert registry.lookup("tlp") is None, "an abbreviation counts in capitals"
    assert registry.lookup("AFP").id == "afp"
    assert load_registry().lookup("Reuters").id == "reuters", "the package's registry is left alone"


def test_toml_and_json_lines_say_the_same(own):
    """Both forms of the file give one registry, with one digest."""
    row = {
        "name": "Tarvik Lamp",
        "kind": "newspaper",
        "country": "NO",
        "owner": "Lamp Media AS",
        "state": {"relation": "state-owned", "of": "NO"},
        "origin": "register of companies, 2026",
        "domains": ["lamp.example"],
        "aliases": ["The Lamp", "TLP", {"text": "Reuters", "type": "former"}],
    }
    toml, lines = load_registry(own(LAMP)), load_registry(own(json.dumps(row) + "\n\n", "own.jsonl"))
    assert toml.lookup("TLP") == lines.lookup("TLP")
    assert toml.digest == lines.digest
    assert load_registry().digest == ""


def test_every_fact_of_ones_own_has_an_origin(own):
    """A row's facts come from its origin, else from the file; none of them is unsourced."""
    registry = load_registry(own(LAMP.replace("origin =", "note =")))
    facts = outlet_facts(registry.lookup("TLP"))
    assert {"owner", "state_relation", "state_of", "country", "note"} <= {fact.name for fact in facts}
    assert {origin for fact in facts for origin in fact.origins} == {"user:own.toml"}
    assert not any(fact.unsourced for fact in facts)
    sourced = load_registry(own(LAMP)).lookup("TLP")
    assert sourced.facts_from["owner"] == ("register of companies, 2026",)


def test_a_row_with_a_known_id_mends_the_package(own):
    """Fields given replace the package's, with their origin; the others stay, and wordings are added."""
    plain = load_registry().lookup("Reuters")
    mended = load_registry(
        own('[[outlet]]\nid = "reuters"\nname = "Reuters"\nowner = "Woodbridge"\naliases = ["RTX"]\n')
    )
    outlet = mended.lookup("RTX")
    assert outlet.id == mended.lookup("Reuters").id == "reuters"
    assert (outlet.owner, outlet.facts_from["owner"]) == ("Woodbridge", ("user:own.toml",))
    assert (outlet.country, outlet.facts_from["country"]) == (plain.country, plain.facts_from["country"])
    assert len(mended) == len(load_registry())


def test_two_outlets_may_share_a_name_that_both_call_ambiguous(own):
    """A wording that two outlets bear is refused, unless both say that it does not identify them."""
    row = '[[outlet]]\nid = "{0}"\nname = "Lamp {0}"\ncountry = "{0}"\naliases = [{{text = "The Lamp", ambiguous = {1}}}]\n'
    with pytest.raises(SchemaError, match=r"outlet 2: aliases: 'The Lamp' is a name of the outlet at"):
        load_registry(own(row.format("NO", "true") + row.format("SE", "false")))
    registry = load_registry(own(row.format("NO", "true") + row.format("SE", "true")))
    assert registry.lookup("The Lamp") is None
    assert registry.lookup("The Lamp", context="The council of Oslo met.").id == "NO"
    assert {outlet.id for outlet in registry.namesakes("The Lamp")} == {"NO", "SE"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[outlet]\n", ("no TOML", "line 1")),
        ('name = "x"', ("'name' is no list of outlets",)),
        ("[[outlet]]\n", ("outlet 1: name: it is missing",)),
        ('[[outlet]]\nname = "A"\n[[outlet]]\nname = 3', ("outlet 2: name: it must be text",)),
        ('[[outlet]]\nname = "A"\nnmae = "B"', ("outlet 1: nmae: no such field", "known are id, name")),
        ('[[outlet]]\nname = "A"\nkind = "paper"', ("kind: 'paper' is none of agency, newspaper",)),
        ('[[outlet]]\nname = "A"\ncountry = "Norway"', ("country: 'Norway' is no code of a country", "say NO")),
        ('[[outlet]]\nname = "A"\nstate_of = "ZZ"', ("state_of: 'ZZ' is no code of a country",)),
        ('[[outlet]]\nname = "A"\ndomains = "a.example"', ("domains: it must be a list of texts",)),
        ('[[outlet]]\nname = "A"\ndomains = ["lamp"]', ("domains: 'lamp' is no host name",)),
        ('[[outlet]]\nname = "A"\naliases = [3]', ("aliases: 3 is no alias",)),
        ('[[outlet]]\nname = "A"\naliases = [{text = "B", type = "pet"}]', ("aliases: 'B': type:",)),
        ('[[outlet]]\nname = "A"\n[outlet.facts_from]\nowener = "x"', ("facts_from: 'owener' is no field",)),
        ('[[outlet]]\nname = "A"\n[[outlet]]\nname = "a"', ("outlet 2: id: 'a' is that of", "outlet 1")),
    ],
)
def test_a_bad_row_is_named_with_file_row_and_field(own, text, words):
    """What is wrong is named with its file, its row, its field, and what to do."""
    with pytest.raises(SchemaError) as caught:
        read_own_outlets(own(text))
    assert "own.toml" in str(caught.value)
    assert caught.value.hint
    for word in words:
        assert word in str(caught.value)


def test_outlets_are_found_by_id_wording_host_and_near_miss():
    """What a person may type finds its outlet; a name that several bear finds them all; a slip finds its neighbour."""
    registry = load_registry()
    for text in ("reuters", "Reuters", "reuters.com", "https://www.reuters.com/world/x", "Thomson Reuters"):
        assert [o.id for o in find_outlets(registry, text)] == ["reuters"], text
    assert [o.id for o in find_outlets(registry, "t.me/somebody")] == ["telegram"]
    assert {"the-times", "new-york-times"} <= {o.id for o in find_outlets(registry, "The Times")}
    assert find_outlets(registry, "Tarvik Lamp") == []
    assert near_outlets(registry, "Al Mayaden")[0][1].id == "al-mayadeen"
    assert near_outlets(registry, "Qwxzzk Vbnrt") == []


def test_the_command_shows_each_fact_with_its_origin(own):
    """Curated facts are flagged, others name their data set, and JSON has both."""
    path = own(LAMP)
    done = claimgraph("outlets", "SANA", "--outlets", path)
    assert done.returncode == 0
    lines = text_of(done)[0].splitlines()
    assert next(line for line in lines if "owner" in line).endswith("(unsourced, check)")
    assert "asd-state-media-profiles" in next(line for line in lines if "country" in line)
    told = json.loads(text_of(claimgraph("outlets", "The Lamp", "--outlets", path, "--json"))[0])
    assert told["id"] == "tarvik-lamp"
    assert told["facts"]["owner"] == {
        "value": "Lamp Media AS",
        "from": ["register of companies, 2026"],
        "unsourced": False,
    }


def test_a_name_that_is_nowhere_is_told_with_its_neighbours():
    """Exit code 1, nothing on standard output, the near miss on standard error."""
    done = claimgraph("outlets", "Al Mayaden")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "Al Mayadeen" in done.stderr.decode()


def test_a_bad_file_of_outlets_stops_the_command_with_its_row(own):
    """Wrong usage: exit code 2 and one line that names file, row and field."""
    done = claimgraph("annotate", "seeds", env={"CLAIMGRAPH_OUTLETS": str(own('[[outlet]]\nname = "A"\nkind = "x"'))})
    assert done.returncode == 2
    assert "own.toml: outlet 1: kind: 'x' is none of" in done.stderr.decode()


@pytest.mark.model
def test_another_registry_is_another_run(own):
    """The digest of one's own outlets belongs to the settings of the run; without them the settings lack it."""
    from claimgraph import Annotator

    plain = Annotator(threads=1).run
    more = Annotator(threads=1, registry=load_registry(own(LAMP))).run
    other = Annotator(threads=1, registry=load_registry(own(LAMP.replace("TLP", "TLQ")))).run
    assert len({plain.id, more.id, other.id}) == 3
    assert "outlets" not in json.loads(plain.settings)
    assert json.loads(more.settings)["outlets"] == load_registry(own(LAMP)).digest
