"use strict";
// What all pages of the desk share: saying a decision, undoing one, verdicts on links.
document.documentElement.classList.add("js");

function tell(words, trouble) {
  const told = document.getElementById("told");
  told.textContent = words;
  told.classList.toggle("trouble", Boolean(trouble));
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

// A page is loaded anew after a decision, where it stood; what is to be said then is kept until it is there.
function again(words, more) {
  sessionStorage.setItem("again", JSON.stringify({ path: location.pathname, words, scroll: scrollY, ...more }));
  location.reload();
}

function kept() {
  const held = JSON.parse(sessionStorage.getItem("again") || "null");
  sessionStorage.removeItem("again");
  return held && held.path === location.pathname ? held : null;
}

document.addEventListener("click", async (event) => {
  const undo = event.target.closest("[data-undo]");
  const verdict = event.target.closest("[data-verdict]");
  if (undo && (await post("/api/undo", { decision: undo.dataset.undo }))) again("Undone.");
  if (!verdict) return;
  const link = verdict.closest("[data-link]").dataset.link;
  if (await post("/api/link", { link, verdict: verdict.dataset.verdict })) again("Saved: " + verdict.dataset.verdict + ".");
});

const pair = document.getElementById("pair");
if (pair) {
  const take = document.getElementById("take");
  const held = JSON.parse(sessionStorage.getItem("taken") || "null");
  take.addEventListener("click", () => {
    sessionStorage.setItem("taken", JSON.stringify({ ...take.dataset }));
    tell("Taken. Open the other claim.");
  });
  if (held && held.claim !== pair.dataset.claim) {
    document.getElementById("taken").replaceChildren("The claim taken: ", Object.assign(document.createElement("q"), { textContent: held.words }));
    document.getElementById("decide-pair").disabled = false;
  }
  pair.addEventListener("submit", async (event) => {
    event.preventDefault();
    const relation = pair.elements.relation.value;
    const body = {
      a: { article: pair.dataset.article, claim: pair.dataset.claim },
      b: { article: held.article, claim: held.claim },
      verdict: relation === "not" ? "no" : "yes",
      relation: relation === "not" ? "same" : relation,
      slot: relation === "contradicts" ? pair.elements.slot.value : "",
    };
    if (await post("/api/pair", body)) again("Saved.");
  });
}

if (!document.getElementById("data")) {
  const held = kept();
  if (held) {
    scrollTo(0, held.scroll);
    tell(held.words);
  }
}
