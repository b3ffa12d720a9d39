"""What tests share: where corpora and tools are, the loaded model, and skips that an unattended run may forbid."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
settings.register_profile(
    "small", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("small")


def pytest_addoption(parser):
    """How long the long tests are."""
    parser.addoption("--kills", type=int, default=5, help="how often the batch of tests/test_soak.py is killed")
    parser.addoption("--articles", type=int, default=150, help="articles in that batch")
    parser.addoption("--fuzz", type=int, default=25, help="examples of each test of tests/test_fuzz.py")
    parser.addoption("--many", type=int, default=1500, help="articles after which memory is measured again")


def pytest_collection_modifyitems(items):
    """Skip, with a named reason, what needs a corpus that is not here."""
    corpora = os.environ.get("CORPORA")
    if corpora and (ROOT / corpora).is_dir():
        return
    for item in items:
        if "corpora" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="the variable CORPORA names no folder of corpora"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Where CLAIMGRAPH_NO_SKIPS is set a skip is a failure: there, everything must be installed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CLAIMGRAPH_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but every tool must be here: {report.longrepr}"


@pytest.fixture(scope="session")
def corpora():
    """The folder of corpora."""
    return (ROOT / os.environ["CORPORA"]).resolve()


@pytest.fixture(scope="session")
def annotator():
    """The real model, loaded once."""
    from claimgraph import Annotator

    return Annotator(threads=2)


@pytest.fixture
def seeds(tmp_path):
    """A copy of seeds/ that a test may spoil."""
    return Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))
