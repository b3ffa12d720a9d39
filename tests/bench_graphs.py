"""Writing and drawing large graphs: ``python -m tests.bench_graphs``.

A made-up graph of 100,000 nodes and 400,000 edges, with the columns of a case, is written by our writers and by
networkx's, each in a process of its own; the rounds alternate. Printed are CPU seconds of the writing alone, and how far
the peak of memory rises above what the graph itself takes. Then a graph of 20,000 nodes and 60,000 edges is drawn.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KINDS = ("outlet", "article", "claim", "source", "entity")
EDGES = ("states", "said_by", "about", "speaks_through")
WORDS = "Two men were hurt & three fled, police said on Monday in the north of the city"
WRITERS = ("graphml", "gexf", "csv", "networkx graphml (lxml)", "networkx graphml (xml)", "networkx gexf")
LAYOUTS = ("layout, by articles", "layout, by forces")


def made_up(nodes, edges):
    """A graph with looks, texts and dates, as a view of a case has them."""
    import networkx as nx

    draw, graph = random.Random(1), nx.MultiDiGraph()
    for number in range(nodes):
        kind = KINDS[number % 5]
        data = {"kind": kind, "label": f"{WORDS[:50]} {number}", "name": f"Name {number}", "prov": "Entity"}
        data |= {"r": 86, "g": 180, "b": 233, "size": 4.0 + number % 7, "dates": "2024-03-01;2024-03-09"}
        data |= {axis: round(draw.uniform(-9e3, 9e3), 2) for axis in "xy"}
        if kind == "claim":
            data |= {
                "article": f"a{number // 30}",
                "text": WORDS,
                "sentence": f"{WORDS}; {WORDS}.",
                "stance": "asserts",
            }
            data |= {"chain": "The Daily → police", "from_char": number, "confidence": draw.random()}
        graph.add_node(f"{kind}:{number}", **data)
    ids = list(graph)
    for _ in range(edges):
        kind = draw.choice(EDGES)
        graph.add_edge(
            draw.choice(ids), draw.choice(ids), kind=kind, label=kind, prov="hadMember", weight=draw.random() + 0.1,
            r=1, g=2, b=3, dates="2024-03-01",
        )  # fmt: skip
    return graph


def case_like(articles, claims=25):
    """A graph with the shape of a case: articles with their claims, sources of their own and shared ones."""
    import networkx as nx

    draw, graph = random.Random(3), nx.MultiDiGraph()

    def node(name, **facts):
        if name not in graph:
            label = " ".join(draw.choices(WORDS.split(), k=draw.randint(2, 9)))
            graph.add_node(name, kind=name.partition(":")[0], label=label, name=label, **facts)
        return name

    def edge(tail, head, kind):
        if not graph.has_edge(tail, head, kind):
            graph.add_edge(tail, head, key=kind, kind=kind, weight=1.0)

    def rank(most):
        return min(most - 1, int(draw.paretovariate(0.7)) - 1)

    for number in range(articles):
        article, outlet = node(f"article:{number}"), node(f"outlet:{rank(40)}")
        edge(outlet, article, "published")
        for place in range(draw.randint(claims // 2, claims * 3 // 2)):
            claim = node(f"claim:{number}:{place}", from_char=place * 100, to_char=place * 100 + 80)
            edge(article, claim, "states")
            speaker = draw.choice([outlet, node(f"source:{rank(600)}"), node(f"source:{number}:{draw.randint(0, 3)}")])
            edge(claim, speaker, "said_by")
            if speaker != outlet:
                edge(speaker, outlet, "speaks_through")
            for _ in range(draw.randint(0, 3)):
                edge(claim, node(f"entity:{rank(1500)}"), "about")
    return graph


def without_articles(nodes, edges):
    """A graph of hubs and leaves without one article, as the other views are."""
    import networkx as nx

    draw, graph = random.Random(5), nx.MultiDiGraph()
    for number in range(nodes):
        kind = ("outlet", "source", "entity")[min(2, number % 10)]
        graph.add_node(f"{kind}:{number}", kind=kind, label=f"Some {kind} {number}", name=f"Some {kind} {number}")
    ids = list(graph)
    made = set()
    while len(made) < edges:
        made.add((ids[min(nodes - 1, int(draw.paretovariate(0.6)))], draw.choice(ids)))
    for tail, head in sorted(made):
        graph.add_edge(tail, head, key="about", kind="about", weight=1.0)
    return graph


def work(what, nodes, edges):
    """One measurement, in this process."""
    if what in LAYOUTS:
        from claimgraph.graph import lay_out, style_graph

        graph = case_like(nodes // 31) if what == LAYOUTS[0] else without_articles(nodes, edges)
        style_graph(graph)
        return measured(lambda _: lay_out(graph), None) | {"nodes": len(graph), "edges": graph.number_of_edges()}
    graph = made_up(nodes, edges)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "graph", Path(folder) / "edges"][: 2 if what == "csv" else 1]
        return measured(writer(what, graph), paths) | {"nodes": len(graph), "edges": graph.number_of_edges()}


def writer(what, graph):
    """What writes ``graph`` to the paths that it is given."""
    import networkx as nx

    if what.startswith("networkx"):
        functions = (nx.write_graphml_lxml, nx.write_graphml_xml, nx.write_gexf)
        function = functions[WRITERS.index(what) - 3]
        return lambda paths: function(graph, paths[0])
    from claimgraph import load_writer
    from claimgraph.records import View

    write = load_writer(what)
    return lambda paths: write(View(name="bench", title="", graph=graph), *paths)


def measured(function, paths):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    function(paths)
    spent = time.process_time() - begun
    return {"cpu": spent, "memory": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench_graphs", description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=400_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=[*WRITERS, *LAYOUTS], help="measure this in this process and print JSON")
    options = parser.parse_args()
    if options.only:
        return print(json.dumps(work(options.only, options.nodes, options.edges)))
    sizes = dict.fromkeys(WRITERS, (options.nodes, options.edges)) | dict.fromkeys(LAYOUTS, (20_000, 60_000))
    found = {what: [] for what in sizes}
    for _ in range(options.runs):
        for what, (nodes, edges) in sizes.items():
            command = [sys.executable, "-m", "tests.bench_graphs", "--only", what]
            command += ["--nodes", str(nodes), "--edges", str(edges)]
            found[what].append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
            print(what, found[what][-1], file=sys.stderr, flush=True)
    for what, rounds in found.items():
        cpu, memory = ([one[key] for one in rounds] for key in ("cpu", "memory"))
        size = f"{rounds[0]['nodes']:,} nodes, {rounds[0]['edges']:,} edges"
        print(
            f"{what:<26} {size:<32} {statistics.median(cpu):>7.1f} s [{min(cpu):.1f}, {max(cpu):.1f}]"
            f" {statistics.median(memory):>7.0f} MB above the graph"
        )
    return None


if __name__ == "__main__":
    main()
