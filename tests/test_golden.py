"""The files in exports/ are what the main job writes today; ``make golden`` makes them anew after a change that is meant."""

import re

import pytest

from claimgraph import add_inputs, export_case, open_case, read_inputs
from tests.conftest import ROOT
from tests.graph_files import differences, faults, read

pytestmark = pytest.mark.model
EXPORTS = ROOT / "exports"


@pytest.fixture(scope="module")
def written(annotator, tmp_path_factory):
    """The exports of the seeds, written now."""
    folder = tmp_path_factory.mktemp("golden")
    with open_case(folder / "seeds.claimgraph") as case:
        assert not add_inputs(case, read_inputs([ROOT / "seeds"]), annotator).failed
        paths = export_case(case.articles, folder, name="seeds")
    return {path.suffix: path for path in paths}


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_a_graph_is_the_golden_one_in_structure_exactly_in_numbers_nearly(written, suffix):
    golden = EXPORTS / f"seeds{suffix}"
    assert faults(golden) == []
    assert differences(read(golden), read(written[suffix])) == []


def test_the_page_is_the_golden_one_but_for_rounded_figures(written):
    def comparable(path):
        return re.sub(r"\d+ ?%|0\.\d+|sha256-[^']+", "N", path.read_text(encoding="utf-8"))

    assert comparable(EXPORTS / "seeds.html") == comparable(written[".html"])
