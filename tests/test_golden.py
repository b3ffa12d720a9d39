"""The files in exports/ are what the main job writes today; ``make golden`` makes them anew after a change that is meant."""

import csv
import itertools
import json
import re

import openpyxl
import pytest

from claimgraph import add_inputs, export_case, open_case, read_inputs
from tests.conftest import ROOT
from tests.graph_files import differences, faults, read
from tests.test_export_map import page_of, read_map

pytestmark = pytest.mark.model
EXPORTS = ROOT / "exports"


@pytest.fixture(scope="module")
def written(annotator, tmp_path_factory):
    """The exports of the seeds, written now."""
    folder = tmp_path_factory.mktemp("golden")
    with open_case(folder / "seeds.claimgraph") as case:
        assert not add_inputs(case, read_inputs([ROOT / "seeds"]), annotator).failed
        written = export_case(case, folder, name="seeds")
    return {"".join(path.suffixes): path for one in written for path in one.paths}


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_a_graph_is_the_golden_one_in_structure_exactly_in_numbers_nearly(written, suffix):
    golden = EXPORTS / f"seeds{suffix}"
    assert faults(golden) == []
    assert differences(read(golden), read(written[suffix])) == []


def test_every_export_has_its_golden_file(written):
    assert {EXPORTS / path.name for path in written.values()} <= set(EXPORTS.iterdir())


@pytest.mark.parametrize("suffix", [".nodes.csv", ".edges.csv", ".xlsx", ".jsonl"])
def test_a_table_is_the_golden_one_in_words_exactly_in_numbers_nearly(written, suffix):
    golden, now = (cells(path) for path in (EXPORTS / f"seeds{suffix}", written[suffix]))
    assert len(golden) > 20
    for old, new in itertools.zip_longest(golden, now):
        assert old == (pytest.approx(new, rel=1e-3, abs=0.05) if isinstance(new, float) else new)


def cells(path):
    """Every value of a table in order, numbers as numbers."""
    if path.suffix == ".jsonl":
        return [leaf for line in path.read_text(encoding="utf-8").splitlines() for leaf in leaves(json.loads(line))]
    if path.suffix == ".xlsx":
        return [cell.value for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    with path.open(encoding="utf-8", newline="") as file:
        return [float(c) if re.fullmatch(r"-?\d+\.\d+", c) else c for row in csv.reader(file) for c in row]


def leaves(value):
    """The keys and values of a JSON document in order."""
    if isinstance(value, dict | list):
        for part in value.items() if isinstance(value, dict) else enumerate(value):
            yield part[0]
            yield from leaves(part[1])
    else:
        yield value


def test_json_lines_of_a_case_are_what_annotate_writes(written, annotator):
    """An article kept in a case comes out as the command without a case writes it, byte for byte."""
    lines = [found.annotation.model_dump_json() for found, _ in annotator.annotate(read_inputs([ROOT / "seeds"]))]
    assert written[".jsonl"].read_text(encoding="utf-8") == "".join(f"{line}\n" for line in lines)


def test_the_page_is_the_golden_one_but_for_rounded_figures(written):
    def comparable(path):
        return re.sub(r"\d+ ?%|0\.\d+|sha256-[^']+", "N", path.read_text(encoding="utf-8"))

    assert comparable(EXPORTS / "seeds.html") == comparable(written[".html"])


def test_the_map_is_the_golden_one_but_for_rounded_figures(written):
    (old_nodes, old_edges), (nodes, edges) = (
        read_map(path) for path in (EXPORTS / "seeds.map.html", written[".map.html"])
    )
    for old, new in itertools.zip_longest(leaves([old_nodes, old_edges]), leaves([nodes, edges])):
        assert old == (pytest.approx(new, rel=1e-3, abs=0.05) if isinstance(new, float) else new)
    assert page_of(EXPORTS / "seeds.map.html") == page_of(written[".map.html"])
