// The picture: sigma.js draws nodes and edges in WebGL; names are set here, so that none covers another.
const FLOOR = 0.3; // pixels a unit of a node's radius never falls below, however far away
const FAR = 0.4; // pixels a unit
const SEEN = 2.6; // pixels of a radius below which a node has no name while all is far away
const READABLE = 1.15; // pixels a unit at which the names of a block stand free
const LEAD = { outlet: 3, article: 2, source: 1, entity: 1, claim: 0 };
const ARROWS = new Set(["said_by", "speaks_through", "copied_from", "relies_on", "cites", "speaks_about"]);
const WIDTH = { speaks_through: 2.4, said_by: 1.6, published: 1.4, contradicts: 2.4, same_as: 2, copied_from: 2 };
const stage = document.getElementById("map");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const night = matchMedia("(prefers-color-scheme: dark)");

/** What is picked out: the node held, and what lights up with it. */
const light = { held: null, over: null, nodes: new Set(), edges: new Set() };

function webgl() {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
  } catch {
    return false;
  }
}

const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const hex = (parts) => "#" + parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
const mixed = (a, b, share) => hex(rgb(a).map((part, at) => part * (1 - share) + rgb(b)[at] * share));

/** On dark paper a pale line must be a dark one, and the other way round. */
function onDark(colour) {
  const parts = rgb(colour);
  const middle = (Math.max(...parts) + Math.min(...parts)) / 2;
  const wanted = Math.min(Math.max(255 - middle, 62), 190);
  return hex(parts.map((part) => Math.min(255, Math.max(0, part + wanted - middle))));
}

function makeDrawing(onNode, onEmpty, onLost) {
  const { MultiDirectedGraph, Sigma, EdgeArrowProgram, EdgeRectangleProgram, NodeCircleProgram } = sigmaBundle;
  const graph = new MultiDirectedGraph();
  for (const node of nodes) graph.addNode(node.row, { x: node.x, y: node.y, size: node.size, color: node.colour });
  for (const edge of edges)
    graph.addEdgeWithKey(edge.row, edge.tail.row, edge.head.row, {
      size: wordOf(WIDTH, edge.kind, 1) * Math.min(3, 1 + 0.35 * Math.log2(Math.max(1, edge.weight))), type: ARROWS.has(edge.kind) ? "arrow" : "line", color: edge.colour,
    });
  const tint = { paper: "#ffffff", ink: "#000000", edges: new Map() };
  let far = false; // so far away that edges would cover everything if they were not paler
  let unit = 1; // pixels a unit of the layout at camera ratio 1
  takeColours();
  const scale = () => unit / renderer.getCamera().ratio;
  const renderer = new Sigma(graph, stage, {
    allowInvalidContainer: true, renderLabels: false, zIndex: true, stagePadding: stage.clientWidth > 600 ? 80 : 40, minEdgeThickness: 1.2, hideEdgesOnMove: edges.length > 8_000,
    itemSizesReference: "screen", zoomToSizeRatioFunction: (ratio) => 1 / Math.max(unit / ratio, FLOOR),
    defaultEdgeType: "line", nodeProgramClasses: { circle: NodeCircleProgram },
    edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeRectangleProgram },
    defaultDrawNodeHover: drawHover, nodeReducer: lookOfNode, edgeReducer: lookOfEdge,
  });
  const camera = renderer.getCamera();
  for (const canvas of Object.values(renderer.getCanvases())) canvas.addEventListener("webglcontextlost", onLost);

  function lookOfNode(row, look) {
    const node = nodes[row];
    if (!node.shown) return { ...look, hidden: true };
    if (!light.held || light.nodes.has(node)) return { ...look, zIndex: node === light.held ? 2 : 1 };
    return { ...look, color: mixed(node.colour, tint.paper, 0.82), zIndex: 0 };
  }

  function lookOfEdge(row, look) {
    const edge = edges[row];
    if (!edge.shown || !edge.tail.shown || !edge.head.shown) return { ...look, hidden: true };
    const colour = tint.edges.get(edge.colour);
    if (!light.held) return { ...look, color: far ? mixed(colour, tint.paper, edge.kind === "speaks_through" ? 0.35 : 0.6) : colour };
    if (light.edges.has(edge)) return { ...look, color: mixed(colour, tint.ink, 0.25), size: look.size + (light.edges.size > 30 ? 0.4 : 1.4), zIndex: 1 };
    return { ...look, color: mixed(colour, tint.paper, 0.85), zIndex: 0 };
  }

  /** Colours follow the style sheet. */
  function takeColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["paper", "ink"]) {
      const given = style.getPropertyValue(`--${name}`).trim();
      tint[name] = given.length === 4 ? "#" + [...given.slice(1)].map((sign) => sign + sign).join("") : given;
    }
    for (const { colour } of edges) tint.edges.set(colour, night.matches ? onDark(colour) : colour);
  }

  function dress() {
    takeColours();
    renderer.refresh({ skipIndexation: true });
  }

  function measure() {
    const [a, b] = [0, 1].map((x) => renderer.graphToViewport({ x, y: 0 }));
    unit = Math.hypot(a.x - b.x, a.y - b.y) * camera.ratio || 1;
    renderer.setSettings({ minCameraRatio: Math.min(unit / 5, 1), maxCameraRatio: Math.max(1.6, unit / READABLE) });
  }

  const pixels = (node) => renderer.graphToViewport(node);
  const radius = (node) => node.size * Math.max(scale(), FLOOR);
  const family = getComputedStyle(document.body).fontFamily;
  const font = (high) => `${high}px ${family}`;

  /** Names below their nodes, the most telling first; a name that would cover another is left out. */
  const order = [...nodes].sort((a, b) => wordOf(LEAD, b.kind, 0) - wordOf(LEAD, a.kind, 0) || b.size - a.size || a.row - b.row);
  const widths = new Map();
  function drawNames() {
    const context = renderer.getCanvases().labels.getContext("2d");
    const { width, height } = renderer.getDimensions();
    const near = scale();
    const high = Math.min(Math.max(10 * near, 11), 16);
    context.font = font(high);
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = tint.paper;
    const taken = new Map();
    const drawn = [];
    const boxes = [];
    const queue = light.held ? [light.held, ...order.filter((node) => light.nodes.has(node) && node !== light.held)] : order;
    for (const node of queue) {
      if (!node.shown || (!light.held && near < 0.45 && (node.kind === "claim" || radius(node) < SEEN))) continue;
      let { x, y } = pixels(node);
      if (x < -200 || y < -40 || x > width + 200 || y > height + 40) continue;
      const text = near < 0.9 ? cut(node.label, near < 0.3 ? 26 : 34) : node.label;
      const wide = (widths.get(text) ?? measured(context, text, high)) * high;
      if (x > 0 && x < width) x = Math.max(wide / 2 + 4, Math.min(x, width - wide / 2 - 4));
      const tops = [y + radius(node) + 2, y - radius(node) - 2 - high * 1.2];
      const top = tops.find((top) => take(taken, x - wide / 2 - 3, top, x + wide / 2 + 3, top + high * 1.2));
      if (top === undefined) continue;
      drawn.push(node);
      boxes.push([x - wide / 2, top, x + wide / 2, top + high * 1.2]);
      const bold = node === light.held || node.kind === "outlet";
      context.font = (bold ? "600 " : "") + font(high);
      context.strokeText(text, x, top + high * 0.9);
      context.fillStyle = tint.ink;
      context.fillText(text, x, top + high * 0.9);
    }
    if (light.held?.shown) ring(context, light.held, 3);
    if (light.over?.shown) drawHover(context, { key: light.over.row });
    Object.assign(drawing, { named: drawn, boxes });
  }

  function measured(context, text, high) {
    context.font = "600 " + font(high);
    const wide = context.measureText(text).width / high;
    widths.set(text, wide);
    return wide;
  }

  function ring(context, node, thick) {
    const { x, y } = pixels(node);
    context.beginPath();
    context.arc(x, y, radius(node) + 3, 0, 7);
    context.lineWidth = thick;
    context.strokeStyle = tint.ink;
    context.stroke();
  }

  /** The node under the pointer: a ring, and its whole name on paper. */
  function drawHover(context, { key }) {
    const node = nodes[key];
    const { x, y } = pixels(node);
    ring(context, node, 2);
    context.font = "600 " + font(13);
    context.textAlign = "center";
    const wide = context.measureText(node.label).width;
    const left = Math.min(Math.max(x - wide / 2, 8), Math.max(8, renderer.getDimensions().width - wide - 8));
    const top = y + radius(node) + 5;
    context.fillStyle = tint.paper;
    context.strokeStyle = tint.ink;
    context.lineWidth = 1;
    context.fillRect(left - 5, top, wide + 10, 21);
    context.strokeRect(left - 5, top, wide + 10, 21);
    context.fillStyle = tint.ink;
    context.fillText(node.label, left + wide / 2, top + 15);
  }

  const move = (state) => (still.matches ? camera.setState(state) : camera.animate(state, { duration: 350 }));

  /** Bring nodes in sight within `free`, the part of the map that the panel leaves; the first at any rate. */
  function goTo(some, free, near) {
    const [wide, high] = [Math.max(free.right - free.left - 260, 60), Math.max(free.bottom - free.top - 90, 60)];
    const inside = some.every((node) => {
      const { x, y } = pixels(node);
      return x > free.left + 30 && x < free.right - 30 && y > free.top + 30 && y < free.bottom - 40;
    });
    if (inside && (!near || scale() > 0.6)) return;
    // as near as can be read, or as all fit; the last are let go where all would be too small
    const fits = ([left, right, low, top]) => Math.min(wide / (right - left || 1), high / (top - low || 1));
    let kept = some;
    while (kept.length > 1 && fits(box(kept)) < 0.45) kept = kept.slice(0, -1);
    const [left, right, low, top] = box(kept);
    const wanted = Math.min(near ? Math.max(READABLE, scale()) : scale(), Math.max(fits([left, right, low, top]), 0.45));
    const next = { ...camera.getState(), ratio: camera.getBoundedRatio(unit / wanted) };
    // what the camera must look at so that this stands in the middle of what is free
    const { width, height } = renderer.getDimensions();
    const at = renderer.viewportToFramedGraph(renderer.graphToViewport({ x: (left + right) / 2, y: (low + top) / 2 }));
    const aside = { x: width - (free.left + free.right) / 2, y: height - (free.top + free.bottom) / 2 };
    const there = renderer.viewportToFramedGraph(aside, { cameraState: { ...next, ...at } });
    move({ ...next, x: there.x, y: there.y });
  }

  function box(some) {
    const [xs, ys] = [some.map((node) => node.x), some.map((node) => node.y)];
    return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  }

  /** The shown node nearest to `from`, or to the middle, in a direction; the way aside counts twice. */
  function towards(from, right, up) {
    const { width, height } = renderer.getDimensions();
    const start = from ?? renderer.viewportToGraph({ x: width / 2, y: height / 2 });
    let best = null;
    let least = Infinity;
    for (const node of nodes) {
      const along = (node.x - start.x) * right + (node.y - start.y) * up;
      const aside = Math.abs((node.x - start.x) * up) + Math.abs((node.y - start.y) * right);
      const cost = from ? along + 2 * aside : Math.hypot(node.x - start.x, node.y - start.y);
      if (node.shown && node !== from && (!from || (along > 0 && aside < 2 * along)) && cost < least) [best, least] = [node, cost];
    }
    return best;
  }

  function step() {
    if (far === scale() < FAR) return;
    far = !far;
    renderer.scheduleRefresh({ skipIndexation: true });
  }

  const drawing = {
    renderer, goTo, towards, pixels, scale, named: [], boxes: [],
    mark: (node) => {
      light.over = node;
      renderer.scheduleRender();
    },
    refresh: () => renderer.refresh({ skipIndexation: true }),
    zoom: (by) => move({ ratio: camera.getBoundedRatio(camera.ratio / by) }),
    fit: () => move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
  };
  renderer.on("afterRender", drawNames);
  renderer.on("clickNode", ({ node }) => onNode(nodes[node]));
  renderer.on("clickStage", onEmpty);
  renderer.on("enterNode", () => (stage.style.cursor = "pointer"));
  renderer.on("leaveNode", () => (stage.style.cursor = ""));
  renderer.on("resize", measure);
  night.addEventListener("change", dress);
  new ResizeObserver(() => renderer.resize()).observe(stage);
  camera.on("updated", step);
  measure();
  step();
  renderer.refresh();
  return drawing;
}

function cut(text, length) {
  const letters = Array.from(text);
  return letters.length > length ? letters.slice(0, length - 1).join("").trimEnd() + "…" : text;
}

/** Take a box of the screen unless part of it is taken. */
function take(taken, left, top, right, bottom) {
  const cells = [];
  for (let column = Math.floor(left / 120); column <= Math.floor(right / 120); column++)
    for (let line = Math.floor(top / 40); line <= Math.floor(bottom / 40); line++) {
      const cell = taken.get(column * 4099 + line) ?? [];
      if (cell.some(([l, t, r, b]) => l < right && left < r && t < bottom && top < b)) return false;
      cells.push([column * 4099 + line, cell]);
    }
  for (const [place, cell] of cells) {
    cell.push([left, top, right, bottom]);
    taken.set(place, cell);
  }
  return true;
}
