// How kinds, columns and terms are said in words.
const NODE_WORDS = { outlet: "outlets", article: "articles", claim: "claims", source: "sources", entity: "entities" };
const EDGE_WORDS = {
  // kind: [from tail to head, from head to tail]
  published: ["published", "published by"],
  states: ["states", "stated in"],
  said_by: ["said by", "says"],
  speaks_through: ["speaks through", "passes on the words of"],
  about: ["about", "named in"],
  same_as: ["same as", "same as"],
  contradicts: ["contradicts", "contradicts"],
  copied_from: ["copied from", "copied by"],
  relies_on: ["relies on", "relied on by"],
  cites: ["cites", "cited by"],
  speaks_about: ["speaks about", "spoken of by"],
};
const ACCESS = {
  witnessed: "witnessed it", told: "was told", document: "from a document", outlet: "from an outlet", unstated: "unstated",
};
/** In the order in which they are said; columns that are not here come between. */
const COLUMNS = {
  claim_kind: "kind", stance: "stance", source_type: "type of source", source_outlet: "heard through", access: "the source",
  quotation: "quotation", source_name: "source", entity_type: "type", outlet_kind: "kind", outlet: "outlet", date: "date",
  author: "author", language: "language", country: "country", region: "region", owner: "owner", owner_as_of: "owner as of",
  owner_origin: "owner from", affiliation: "tie", affiliation_origin: "tie from", state_relation: "tie to a state",
  state_of: "state", state_origin: "state from", state_media_label: "label as state media", state_media_label_origin: "label from",
  languages: "languages", domains: "domains", wikidata: "Wikidata", claims: "claims", articles: "articles",
  confidence: "confidence", source_confidence: "source is right",
};
const LATE = { dates: "seen on", article: "article", from_char: "characters", sha256: "SHA-256" };
/** Said elsewhere in the panel, or of no use to a reader. */
const SILENT = new Set(["name", "label", "kind", "prov", "title", "text", "sentence", "marks", "chain", "cue", "url", "hedge_holder", "to_char"]);
const RANKS = [...Object.keys(COLUMNS), "", ...Object.keys(LATE)];
const rank = (name) => RANKS.indexOf(RANKS.includes(name) ? name : "");

const spaced = (text) => text.replaceAll("_", " ");
const wordOf = (table, key, otherwise) => (Object.hasOwn(table, key) ? table[key] : otherwise);
const edgeWords = (edge, outward) => wordOf(EDGE_WORDS, edge.kind, [spaced(edge.kind), `← ${spaced(edge.kind)}`])[outward ? 0 : 1];

/** [name, value] of what a node's columns say, in words. */
function factsOf(node) {
  const facts = [];
  const known = [...node.known].filter(([name]) => !SILENT.has(name));
  known.sort(([a], [b]) => rank(a) - rank(b));
  for (const [name, value] of known) {
    if (name === "dates" && (node.spells.length === 1 || node.known.has("date"))) {
      if (!node.known.has("date")) facts.push(["seen on", spell(node.spells[0])]);
      continue;
    }
    if (name === "outlet" && value === node.label) continue;
    if (name === "source_name" && String(node.known.get("chain")).split(" → ").at(-1) === value) continue;
    facts.push([wordOf(COLUMNS, name, wordOf(LATE, name, spaced(name))), said(node, name, value)]);
  }
  return facts;
}

function said(node, name, value) {
  if (name === "confidence" || name === "source_confidence") return `${Math.round(value * 100)} %`;
  if (name === "stance" && value === "hedged" && node.known.has("hedge_holder")) return `hedged by the ${node.known.get("hedge_holder")}`;
  if (name === "claim_kind") return value === "own_voice" ? "own voice of the outlet" : spaced(value);
  if (name === "access") return wordOf(ACCESS, value, spaced(value));
  if (name === "source_type" || name.endsWith("_kind") || name === "entity_type") return spaced(String(value));
  if (name === "from_char") return `${value} to ${node.known.get("to_char")}`;
  if (name === "date") return String(value).replace("T", " ");
  if (name === "dates") return daysInWords(node.spells);
  return String(value);
}

const spell = ([first, last]) => (first === last ? first : `${first} to ${last}`);

function daysInWords(spells) {
  if (spells.length <= 4) return spells.map(spell).join(", ");
  const firsts = spells.map(([first]) => first).sort();
  const lasts = spells.map(([, last]) => last).sort();
  return `${spells.length} times, ${firsts[0]} to ${lasts.at(-1)}`;
}

/** Sentence cut at its marks: [words, roles]. Marks count code points, which a script's strings do not. */
function markedParts(sentence, marks) {
  const letters = Array.from(sentence);
  const spans = String(marks ?? "").split(";").map((part) => /^\s*(source|cue|content) (\d+)-(\d+)\s*$/.exec(part)).filter(Boolean)
    .map(([, role, low, high]) => [role, Math.min(+low, letters.length), Math.min(+high, letters.length)]);
  const cuts = [...new Set([0, letters.length, ...spans.flatMap(([, low, high]) => [low, high])])].sort((a, b) => a - b);
  return cuts.slice(1).map((high, place) => [
    letters.slice(cuts[place], high).join(""),
    spans.filter(([, from, to]) => from <= cuts[place] && high <= to).map(([role]) => role),
  ]);
}
