// The graph as it stands in the page: columns, packed as claimgraph.export.map says.
const data = JSON.parse(document.getElementById("data").textContent);

/** Signs that turn the direction of what follows are shown as one that stands for none, so that nothing reads backwards. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const readable = (value) => (typeof value === "string" ? value.replace(TURNING, "\ufffd") : value);

/** The values of a column, row by row; undefined where there is none. */
function unpack(column, count) {
  const values = (column.all ?? column.of.map((place) => column.one[place])).map(readable);
  if (!column.at) return values;
  const rows = new Array(count).fill(undefined);
  let next = 0;
  for (let pair = 0; pair < column.at.length; pair += 2)
    for (let row = column.at[pair]; row < column.at[pair + 1]; row++) rows[row] = values[next++];
  return rows;
}

/** Rows with their columns; a map, since a stranger may name a column `__proto__`. */
function rowsOf(table, names) {
  const columns = names.map((name) => unpack(table[name], table.count));
  const others = Object.entries(table.columns).map(([name, column]) => [name, unpack(column, table.count)]);
  return Array.from({ length: table.count }, (_, row) => {
    const made = { row, known: new Map() };
    names.forEach((name, place) => (made[name] = columns[place][row]));
    for (const [name, values] of others) if (values[row] !== undefined) made.known.set(name, values[row]);
    made.spells = String(made.known.get("dates") ?? "").split(";").filter(Boolean).map((part) => {
      const [first, last] = part.trim().split("/");
      return [first.slice(0, 10), (last || first).slice(0, 10)];
    });
    made.shown = true;
    return made;
  });
}

const nodes = rowsOf(data.nodes, ["id", "kind", "label", "x", "y", "size", "colour"]);
const edges = rowsOf(data.edges, ["tail", "head", "kind", "label", "weight", "colour"]);
for (const node of nodes) node.edges = [];
for (const edge of edges) {
  edge.tail = nodes[edge.tail];
  edge.head = nodes[edge.head];
  edge.tail.edges.push(edge);
  if (edge.head !== edge.tail) edge.head.edges.push(edge);
}

const whole = (node) => String(node.known.get("title") ?? node.known.get("text") ?? node.known.get("name") ?? node.label);

/** Letters as they are searched for: no case, no marks. */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
