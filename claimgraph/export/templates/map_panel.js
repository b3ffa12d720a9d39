// What is known of a node, in words. Texts are strangers': they are only ever set as text.
const panel = document.getElementById("panel");
const FEW = 12; // neighbours of a kind that are listed at once

/** An element with children, which are elements or text. */
function make(name, given, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given ?? {})) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (key === "k") made.style.setProperty("--k", value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
const bdi = (text) => make("bdi", null, String(text));
const dot = (colour) => make("span", { class: "dot", k: colour, "aria-hidden": "true" });

function fillPanel(node, choose, letGo) {
  const claim = node.kind === "claim" && node.known.has("sentence");
  panel.replaceChildren(
    make("button", { type: "button", class: "close", "aria-label": "Close", onclick: letGo }, "×"),
    make("p", { class: "kind" }, dot(node.colour), spaced(node.kind)),
    ...(claim ? claimParts(node, choose) : [make("h2", null, bdi(whole(node)))]),
    facts(node),
    ...neighbours(node, choose),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
}

function claimParts(node, choose) {
  const parts = markedParts(node.known.get("sentence"), node.known.get("marks"));
  const roles = ["source", "cue", "content"].filter((role) => parts.some(([, found]) => found.includes(role)));
  const names = String(node.known.get("chain") ?? "").split(" → ").filter(Boolean);
  const links = chainOf(node).nodes;
  return [
    make("h2", { class: "unseen" }, bdi(whole(node))),
    make("p", { class: "sentence", dir: "auto" }, ...parts.map(([words, found]) => (found.length ? make("mark", { class: found.join(" ") }, words) : words))),
    ...(roles.length ? [make("p", { class: "key" }, ...roles.map((role) => make("mark", { class: role }, role)))] : []),
    make("h3", null, "Through whom"),
    make("ol", { class: "chain", "aria-label": "Chain, outermost first" }, ...names.map((name, at) => make("li", null, links[at] ? make("button", { type: "button", onclick: () => choose(links[at]) }, bdi(name)) : bdi(name)))),
  ];
}

/** The nodes of a claim's chain, outermost first, and its edges; a link whose node is not found is left out. */
function chainOf(node) {
  const names = String(node.known.get("chain") ?? "").split(" → ");
  const found = { nodes: new Array(names.length).fill(null), edges: [] };
  let step = node.edges.find((edge) => edge.kind === "said_by" && edge.tail === node);
  for (let at = names.length - 1; step && at >= 0; at--) {
    found.nodes[at] = step.head;
    found.edges.push(step);
    const outward = step.head.edges.filter((edge) => edge.kind === "speaks_through" && edge.tail === step.head);
    step = outward.find((edge) => edge.head.known.get("name") === names[at - 1] || edge.head.label === names[at - 1]) ?? (outward.length === 1 ? outward[0] : undefined);
  }
  return found;
}

function facts(node) {
  const list = make("dl", { class: "facts" });
  for (const [name, value] of factsOf(node)) list.append(make("dt", null, name), make("dd", null, bdi(value)));
  const url = node.known.get("url");
  if (url !== undefined) {
    const words = /^https?:\/\//i.test(url) ? make("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, bdi(url)) : bdi(url);
    list.append(make("dt", null, "article at"), make("dd", null, words));
  }
  return list;
}

/** Lists of neighbours by kind of edge and direction; those that the filters hide are only counted. */
function neighbours(node, choose) {
  const groups = new Map();
  let hidden = 0;
  for (const edge of node.edges) {
    const other = edge.tail === node ? edge.head : edge.tail;
    if (!other.shown || !edge.shown) hidden++;
    else {
      const words = edgeWords(edge, edge.tail === node);
      groups.set(words, [...(groups.get(words) ?? []), [other, edge]]);
    }
  }
  const parts = [];
  for (const [words, found] of groups) {
    const list = make("ul", { class: "near" });
    const add = (some) => list.append(...some.map(([other, edge]) => make("li", null, neighbour(other, edge, choose))));
    add(found.slice(0, FEW));
    if (found.length > FEW) {
      const more = make("li", null, make("button", { type: "button", class: "more", onclick: () => {
        more.remove();
        add(found.slice(FEW));
        list.children[FEW].firstChild.focus();
      } }, `all ${found.length}`));
      list.append(more);
    }
    parts.push(make("h3", null, found.length > 1 ? `${words} (${found.length})` : words), list);
  }
  if (hidden) parts.push(make("p", { class: "note" }, `${hidden} more hidden by the filters`));
  return parts;
}

function neighbour(other, edge, choose) {
  const note = edge.known.get("reason") ?? (edge.weight > 1.5 ? `${Math.round(edge.weight * 10) / 10} ×` : "");
  return make("button", { type: "button", onclick: () => choose(other) }, dot(other.colour), make("span", null, bdi(other.label)), ...(note ? [make("small", null, bdi(note))] : []));
}
