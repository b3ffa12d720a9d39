// What the map draws with, under one global name.
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram, NodeCircleProgram } from "sigma/rendering";

globalThis.sigmaBundle = { MultiDirectedGraph, Sigma, EdgeArrowProgram, EdgeRectangleProgram, NodeCircleProgram };
