"use strict";
// What all pages of the desk share: saying a decision, undoing one, verdicts on links, keys of lists.
document.documentElement.classList.add("js");

let hush = 0;
function tell(words, trouble) {
  const told = document.getElementById("told");
  clearTimeout(hush);
  // signs that turn the direction of writing would turn all that follows them, too
  told.textContent = words.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, "�");
  told.classList.toggle("trouble", Boolean(trouble));
  if (words && !trouble) hush = setTimeout(() => tell(""), 8000);
}

async function post(path, body) {
  let answer, said;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    said = await answer.json();
  } catch {
    tell(answer ? "The desk refused this; open it anew with the address it printed." : "The desk does not answer: is claimgraph review still running? Nothing was saved.", true);
    return null;
  }
  if (!answer.ok) {
    tell("Not saved: " + said.error, true);
    return null;
  }
  return said;
}

// Whether anybody decided, linked or read anything since the page was made; null: the desk does not answer.
async function stateNow() {
  try {
    return (await (await fetch("/state")).json()).state;
  } catch {
    return null;
  }
}

// A page is loaded anew after a decision, where it stood; what is to be said then is kept until it is there.
function again(words, path) {
  sessionStorage.setItem("again", JSON.stringify({ path: path || location.pathname, words, scroll: path ? 0 : scrollY }));
  if (path) location.assign(path);
  else location.reload();
}

function kept() {
  const held = JSON.parse(sessionStorage.getItem("again") || "null");
  sessionStorage.removeItem("again");
  return held && held.path === location.pathname ? held : null;
}

const article = document.querySelector(".desk .article");

document.addEventListener("click", async (event) => {
  const undo = event.target.closest("[data-undo]");
  const verdict = event.target.closest("[data-verdict]");
  if (undo && !article) {
    const saved = await post("/api/undo", { decision: undo.dataset.undo });
    if (saved) again(`Undone: ${saved.said}.`);
  }
  if (verdict) await judge(verdict);
});

async function judge(button) {
  const link = button.closest("[data-link]").dataset.link;
  if (await post("/api/link", { link, verdict: button.dataset.verdict })) again("Saved: " + button.dataset.verdict + ".");
}

// two claims: one taken before, or one of those with like words ------------------------------------------------
const pair = document.getElementById("pair");
const relationOf = (word) => ({ verdict: word === "not" ? "no" : "yes", relation: word === "not" ? "same" : word });
if (pair) {
  const take = document.getElementById("take");
  const here = { article: pair.dataset.article, claim: pair.dataset.claim };
  const held = JSON.parse(sessionStorage.getItem("taken") || "null");
  take.addEventListener("click", () => {
    sessionStorage.setItem("taken", JSON.stringify({ ...take.dataset }));
    tell("Taken. Open the other claim.");
  });
  if (held && held.claim !== here.claim) {
    document.getElementById("taken").replaceChildren("The claim taken: ", Object.assign(document.createElement("q"), { textContent: held.words }));
    document.getElementById("decide-pair").disabled = false;
  }
  pair.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = relationOf(pair.elements.relation.value);
    const slot = said.relation === "contradicts" ? pair.elements.slot.value : "";
    if (await post("/api/pair", { a: here, b: { article: held.article, claim: held.claim }, ...said, slot })) again("Saved.");
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-relation]");
    if (!button) return;
    const other = button.closest("[data-claim]").dataset;
    const body = { a: here, b: { article: other.article, claim: other.claim }, ...relationOf(button.dataset.relation) };
    if (await post("/api/pair", body)) again("Saved.");
  });
}

// two sources that are one ---------------------------------------------------------------------------------------
const join = document.getElementById("join");
if (join) join.addEventListener("submit", async (event) => {
  event.preventDefault();
  const saved = await post("/api/join", { source: join.dataset.source, name: join.elements.name.value });
  if (saved) again(`They are one now: ${saved.decisions.length} ${saved.decisions.length === 1 ? "article" : "articles"} corrected.`, "/source/" + encodeURIComponent(saved.source));
});

// lists by keyboard: j and k go through them, Enter opens; y, n and d say yes, no, do not know to the link in focus -----
if (!article) document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
  const rows = [...document.querySelectorAll(".tasks a.task, .judgements li, td:first-child a, .members a, .like a")];
  if ((event.key === "j" || event.key === "k") && rows.length) {
    event.preventDefault();
    const now = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[now < 0 ? 0 : Math.min(Math.max(now + (event.key === "j" ? 1 : -1), 0), rows.length - 1)];
    (next.matches("a") ? next : next.querySelector("button")).focus();
    next.scrollIntoView({ block: "nearest" });
  }
  const verdict = { y: "yes", n: "no", d: "unsure" }[event.key];
  const open = document.activeElement.closest("[data-link]") || document.querySelector("[data-link]:not(:has([aria-pressed=true]))");
  if (verdict && open) judge(open.querySelector(`[data-verdict=${verdict}]`));
});

// the map is drawn anew when somebody decided, here or elsewhere ------------------------------------------------
const map = document.querySelector("iframe.map");
if (map) {
  const look = async () => {
    const state = document.hidden ? null : await stateNow();
    if (state === null || state === map.dataset.state) return;
    map.dataset.state = state;
    map.contentWindow.location.reload();
    tell("Somebody decided: the map is drawn anew.");
  };
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
}

if (!article) {
  const held = kept();
  if (held) {
    scrollTo(0, held.scroll);
    tell(held.words);
  }
}
