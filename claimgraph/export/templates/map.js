// The page: what is chosen, searched and filtered.
const byId = (id) => document.getElementById(id);
const search = byId("search");
const suggestions = byId("found");
const filters = byId("filters");
const narrow = matchMedia("(max-width: 44rem)");
let drawing = null;
let pointed = null; // where the arrow keys are on the map

function choose(node, { near = true, focus = true } = {}) {
  const chain = node.kind === "claim" ? chainOf(node) : { nodes: [], edges: [] };
  light.held = node;
  pointed = node;
  light.edges = new Set([...node.edges, ...chain.edges]);
  light.nodes = new Set([node, ...chain.nodes.filter(Boolean), ...node.edges.flatMap((edge) => (edge.shown ? [edge.tail, edge.head] : []))]);
  fillPanel(node, choose, letGo);
  document.body.classList.add("held");
  if (focus) panel.focus();
  drawing?.refresh();
  drawing?.goTo([node, ...chain.nodes.filter((link) => link?.shown).reverse()], free(), near);
}

/** The part of the map that the panel leaves free, in pixels of the map. */
function free() {
  const map = stage.getBoundingClientRect();
  const over = panel.hidden ? null : panel.getBoundingClientRect();
  return {
    left: 0, top: 0,
    right: over && !narrow.matches ? over.left - map.left : map.width,
    bottom: over && narrow.matches ? Math.max(over.top - map.top, 120) : map.height,
  };
}

function letGo() {
  if (!light.held) return;
  const focused = panel.contains(document.activeElement);
  light.held = null;
  light.nodes.clear();
  light.edges.clear();
  panel.hidden = true;
  document.body.classList.remove("held");
  if (focused) stage.focus();
  drawing?.refresh();
}

// ---- search: a combobox with a list (WAI-ARIA Authoring Practices)
const lead = (node) => wordOf({ outlet: 0, source: 1, entity: 2, article: 3 }, node.kind, 4);
for (const node of nodes) node.plain = plain([node.label, whole(node), node.known.get("name") ?? ""].join("\n"));
let active = -1;
let matches = [];

function suggest() {
  const wanted = plain(search.value.trim());
  const ranked = [];
  if (wanted)
    for (const node of nodes) {
      const at = node.shown ? node.plain.indexOf(wanted) : -1;
      if (at >= 0) ranked.push([at === 0 ? 0 : /\w/.test(node.plain[at - 1]) ? 2 : 1, lead(node), -node.size, node.row, node]);
    }
  ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  matches = ranked.slice(0, 12).map((found) => found[4]);
  suggestions.replaceChildren(...matches.map((node, at) => {
    const item = make("li", { role: "option", id: `found-${at}`, "aria-selected": "false" }, dot(node.colour), make("span", null, bdi(node.label), make("span", { class: "unseen" }, `, ${spaced(node.kind)}`)));
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => pick(at));
    return item;
  }));
  if (wanted && !matches.length) suggestions.append(make("li", { class: "none", role: "option", "aria-disabled": "true" }, "Nothing shown on the map has these words."));
  openList(Boolean(wanted));
  activate(matches.length ? 0 : -1);
}

function openList(open) {
  suggestions.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
  if (!open) activate(-1);
}

function activate(at) {
  suggestions.children[active]?.setAttribute("aria-selected", "false");
  active = at;
  if (at >= 0) {
    suggestions.children[at].setAttribute("aria-selected", "true");
    suggestions.children[at].scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", `found-${at}`);
  } else search.removeAttribute("aria-activedescendant");
}

function pick(at) {
  const node = matches[at];
  if (!node) return;
  openList(false);
  search.value = "";
  choose(node);
}

search.addEventListener("input", suggest);
search.addEventListener("blur", () => openList(false));
search.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    if (suggestions.hidden) suggest();
    else if (matches.length) activate((active + step + matches.length) % matches.length);
  } else if (event.key === "Enter") pick(active);
  else if (event.key === "Escape") {
    if (suggestions.hidden) search.value = "";
    openList(false);
  } else return;
  event.preventDefault();
  event.stopPropagation();
});

// ---- filters
const off = { node: new Set(), edge: new Set() };
const days = { first: byId("first-day"), last: byId("last-day") };

function legend(field, table, group, words) {
  const kinds = new Map();
  for (const item of table) {
    const found = kinds.get(item.kind) ?? { count: 0, colours: new Map() };
    found.count++;
    found.colours.set(item.colour, (found.colours.get(item.colour) ?? 0) + 1);
    kinds.set(item.kind, found);
  }
  for (const [kind, { count, colours }] of kinds) {
    const colour = [...colours].sort((a, b) => b[1] - a[1])[0][0];
    const box = make("input", { type: "checkbox", "data-kind": kind });
    box.checked = true;
    box.addEventListener("change", () => {
      off[group][box.checked ? "delete" : "add"](kind);
      sift();
    });
    const sign = group === "node" ? dot(colour) : make("span", { class: "stroke", "aria-hidden": "true", k: colour });
    if (group === "edge") {
      const tone = () => sign.style.setProperty("--k", night.matches ? onDark(colour) : colour);
      night.addEventListener("change", tone);
      tone();
    }
    field.append(make("label", null, box, sign, bdi(words(kind)), make("small", null, String(count))));
  }
  field.hidden = !kinds.size;
}

const inRange = (item) => !item.spells.length || item.spells.some(([first, last]) => (!days.last.value || first <= days.last.value) && (!days.first.value || last >= days.first.value));

/** Show what the filters leave. */
function sift() {
  const ranged = Boolean(days.first.value || days.last.value);
  for (const node of nodes) node.shown = !off.node.has(node.kind) && inRange(node);
  for (const edge of edges) edge.shown = !off.edge.has(edge.kind) && inRange(edge) && edge.tail.shown && edge.head.shown;
  const shown = [nodes, edges].map((table) => table.filter((item) => item.shown).length);
  const counted = (count, all, word) => `${count.toLocaleString("en")}${count < all ? ` of ${all.toLocaleString("en")}` : ""} ${word}${all === 1 ? "" : "s"}`;
  byId("status").textContent = `${counted(shown[0], nodes.length, "node")}, ${counted(shown[1], edges.length, "edge")}`;
  const undated = nodes.filter((node) => !node.spells.length && node.shown).length;
  byId("undated").textContent = undated ? `${undated.toLocaleString("en")} shown without a date${ranged ? ": they stay" : ""}.` : "";
  byId("all-days").hidden = !ranged;
  if (light.held && !light.held.shown) letGo();
  else if (light.held) choose(light.held, { near: false, focus: false });
  else drawing?.refresh();
}

function prepareDays() {
  const all = nodes.flatMap((node) => node.spells.flat()).sort();
  if (!all.length) return;
  byId("days").hidden = false;
  for (const field of Object.values(days)) {
    [field.min, field.max] = [all[0], all.at(-1)];
    field.addEventListener("change", sift);
  }
  byId("all-days").addEventListener("click", () => {
    days.first.value = days.last.value = "";
    sift();
    days.first.focus();
  });
}

// ---- keyboard
const ARROW_KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

stage.addEventListener("keydown", (event) => {
  const arrow = ARROW_KEYS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !drawing) return;
  if (arrow) point(drawing.towards(pointed?.shown ? pointed : null, ...arrow));
  else if (event.key === "Enter" && pointed?.shown) choose(pointed, { near: false });
  else if (event.key === "+" || event.key === "=") drawing.zoom(1.4);
  else if (event.key === "-") drawing.zoom(1 / 1.4);
  else if (event.key === "0") drawing.fit();
  else return;
  event.preventDefault();
});

/** Ring a node and say its name, before it is chosen. */
function point(node) {
  if (!node) return;
  if (light.held) letGo();
  pointed = node;
  drawing.mark(node);
  drawing.goTo([node], free(), false);
  byId("spoken").textContent = `${node.label}, ${spaced(node.kind)}, ${node.edges.length} edges`;
}
stage.addEventListener("blur", () => drawing?.mark(null));

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !typing) {
    search.focus();
    event.preventDefault();
  } else if (event.key === "Escape") letGo();
});

// ---- begin
legend(byId("node-kinds"), nodes, "node", (kind) => wordOf(NODE_WORDS, kind, spaced(kind)));
legend(byId("edge-kinds"), edges, "edge", (kind) => wordOf(EDGE_WORDS, kind, [spaced(kind)])[0]);
prepareDays();
filters.open = !narrow.matches;

function complain(words) {
  byId("message").textContent = words;
  byId("message").hidden = false;
  document.querySelector(".zoom").hidden = true;
}
if (!nodes.length) complain("There is nothing in this case to draw.");
else if (!webgl()) complain("The map cannot be drawn: it needs WebGL, which this browser does not offer or has switched off. The search and what is known of each node still work.");
else {
  const lost = () => complain("The browser has given up drawing. Reload the page to see the map again.");
  drawing = makeDrawing((node) => choose(node, { near: false, focus: false }), letGo, lost);
  byId("nearer").addEventListener("click", () => drawing.zoom(1.5));
  byId("farther").addEventListener("click", () => drawing.zoom(1 / 1.5));
  byId("whole").addEventListener("click", () => drawing.fit());
}
sift();
// for whoever drives the page from outside, such as its tests
globalThis.claimgraphMap = { nodes, edges, light, choose: (id) => choose(nodes.find((node) => node.id === id)), drawing };
