// node read.mjs FILE: the graph in FILE (.graphml or .gexf) as graphology reads it, as JSON.
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf/node/index.js";
import graphml from "graphology-graphml/node/index.js";

const path = process.argv[2];
const parse = path.endsWith(".gexf") ? gexf.parse : graphml.parse;
const graph = parse(Graph, readFileSync(path, "utf-8"));
const nodes = graph.mapNodes((id, attributes) => ({ id, attributes }));
const edges = graph.mapEdges((id, attributes, tail, head) => ({ id, tail, head, attributes }));
process.stdout.write(JSON.stringify({ nodes, edges }));
