"""The README's table of losses, made from ``EXPORTERS``: ``python -m tests.loss_table`` writes it anew."""

from claimgraph.export import CONCEPTS, EXPORTERS
from tests.conftest import ROOT

README = ROOT / "README.md"
BEGIN, END = "<!-- losses: python -m tests.loss_table -->\n", "<!-- end of losses -->\n"


def table():
    """A line for each concept, a column for each format: a tick, or what becomes of it."""
    lines = [["", *EXPORTERS], ["---"] * (len(EXPORTERS) + 1)]
    lines += [[concept, *(exporter.loses.get(concept, "✓") for exporter in EXPORTERS.values())] for concept in CONCEPTS]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def parts():
    """The README before, in and after the table."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    shown, _, after = rest.partition(END)
    return before, shown, after


if __name__ == "__main__":
    before, _, after = parts()
    README.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")
