"use strict";
// The article: choosing, selecting words, correcting; everything by mouse and by keyboard. A decision changes the page
// where it stands: the parts that show the article are fetched anew, what is chosen stays chosen.
(() => {
  const panel = document.getElementById("panel");
  const edit = { decide, add, check, none, words, letGo, selection: () => selection() || held, text: () => text.textContent, leaving: false, data: null, made: [] };
  const panels = makePanels(edit);
  let text, title, tokens;
  let chosen = 0; // number of the attribution, from 1; 0: none
  let sentence = 0; // number of the sentence in the whole article, where that is chosen
  let named = null; // target of the name that is chosen
  let held = null; // the words selected when they were last selected, for fields that take the focus
  let draft = null; // an attribution that is being added
  let bounds = null; // the words that are being selected by keys: the role that Enter saves, first and last token

  function load() {
    edit.data = JSON.parse(document.getElementById("data").textContent);
    edit.made = edit.data.attributions;
    text = document.getElementById("text");
    title = document.querySelector(".title");
    tokens = null;
    const lists = { names: edit.data.sources, entities: [...new Set(edit.data.names.map((name) => name.name))].sort() };
    for (const [id, values] of Object.entries(lists)) {
      document.getElementById(id)?.remove();
      document.body.append(el("datalist", { id }, ...values.map((value) => el("option", { value }))));
    }
  }

  // places in the text: UTF-16 units of the part on this page, and of the title ------------------------
  function offset(root, node, at) {
    const range = document.createRange();
    range.selectNodeContents(root);
    range.setEnd(node, at);
    return range.toString().length;
  }
  function selection() {
    const picked = getSelection();
    if (!picked.rangeCount || picked.isCollapsed) return null;
    const range = picked.getRangeAt(0);
    for (const [root, part, from] of [[text, "text", edit.data.start], [title, "title", 0]]) {
      if (!root || !root.contains(range.startContainer) || !root.contains(range.endContainer)) continue;
      const start = offset(root, range.startContainer, range.startOffset);
      const end = offset(root, range.endContainer, range.endOffset);
      if (range.toString().trim()) return { part, start: from + start, end: from + end, words: range.toString().trim() };
    }
    return null;
  }
  function ranges(places, root = text) {
    const found = places.map(() => document.createRange());
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let from = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const to = from + node.length;
      places.forEach(([start, end], n) => {
        if (start >= from && start < to) found[n].setStart(node, start - from);
        if (end > from && end <= to) found[n].setEnd(node, end - from);
      });
      from = to;
    }
    return found;
  }
  // drawn over the text without touching it (CSS Custom Highlight API); a browser without it shows the panel only
  function paint(name, places) {
    if (!window.CSS || !CSS.highlights) return;
    if (places.length) CSS.highlights.set(name, new Highlight(...ranges(places)));
    else CSS.highlights.delete(name);
  }
  document.addEventListener("selectionchange", () => {
    const picked = selection();
    if (picked) held = picked;
    else if (!document.activeElement || !panel.contains(document.activeElement)) held = null;
    const bar = document.getElementById("selected");
    if (bar) bar.textContent = held ? `“${short(held.words, 60)}”` : "";
    panel.classList.toggle("picking", Boolean(held));
  });

  // selecting by keys ------------------------------------------------------------------------------------
  function tokensNow() {
    tokens ??= [...text.textContent.matchAll(/[\p{L}\p{N}\p{M}_]+(?:['’.,-][\p{L}\p{N}\p{M}_]+)*|\S/gu)].map((m) => [m.index, m.index + m[0].length]);
    return tokens;
  }
  function bound() {
    const roles = ["content", "source", "cue"];
    const one = edit.made[chosen - 1];
    let place = null, role = null;
    if (one && one.part === "text") {
      const order = bounds ? [...roles.slice(roles.indexOf(bounds.role) + 1), ...roles] : roles;
      role = order.find((r) => marks(r).length) || null;
      const there = role ? marks(role).map((mark) => [offset(text, mark, 0), offset(text, mark, mark.childNodes.length)]) : [];
      if (there.length) place = [Math.min(...there.map((p) => p[0])), Math.max(...there.map((p) => p[1]))];
    } else if (sentence) {
      const at = edit.data.sentences.find((s) => s.number === sentence);
      place = [at.start, at.end];
    }
    if (!place) return tell("Choose an attribution or a sentence first: j, J.", true);
    const all = tokensNow();
    const first = all.findIndex(([, end]) => end > place[0]);
    const last = all.findLastIndex(([start]) => start < place[1]);
    bounds = { role, first, last: Math.max(first, last) };
    drawBounds();
    tell(`Selecting by keys: → ← move the end, with Shift the start; ${role ? `Enter saves it as ${role}, ` : ""}s q c a e use it, Esc lets go.`);
  }
  const marks = (role) => [...text.querySelectorAll(`.on-${{ source: "s", cue: "q", content: "c" }[role]}`)];
  function drawBounds() {
    const all = tokensNow();
    const [range] = ranges([[all[bounds.first][0], all[bounds.last][1]]]);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  function moveBound(by, start) {
    const most = tokensNow().length - 1;
    if (start) bounds.first = Math.min(Math.max(bounds.first + by, 0), bounds.last);
    else bounds.last = Math.min(Math.max(bounds.last + by, bounds.first), most);
    drawBounds();
  }

  // saying -----------------------------------------------------------------------------------------------
  async function decide(what, value, options) {
    const one = edit.made[chosen - 1];
    const target = options && "target" in options ? options.target : one.id;
    edit.leaving = true;
    const saved = await post("/api/decide", { article: edit.data.article, what, value, target });
    edit.leaving = false;
    if (!saved) return;
    const on = options && options.on;
    await refresh((options && options.said) || `Saved: ${saved.said}. u undoes it.`, on ? { attribution: on } : here());
  }
  async function undo(decision) {
    const saved = await post("/api/undo", decision ? { decision } : { article: edit.data.article });
    if (saved) await refresh(`Undone: ${saved.said}.`, here());
  }
  function words(role, more) {
    if (!chosen) return tell("Choose an attribution first: j, or click a mark.", true);
    const picked = selection() || held;
    if (!picked) return tell("Select the words first.", true);
    if (picked.part !== edit.made[chosen - 1].part) return tell("Those words are not where this attribution stands.", true);
    decide(role, { selection: picked, more });
  }
  const here = () => ({ attribution: chosen ? edit.made[chosen - 1].id : null, sentence, named });

  // The page's parts are read from the page itself, made anew by the desk: parsed, never run.
  function fetchPage() {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("GET", `${location.pathname}?part=${edit.data.part}`);
      request.responseType = "document";
      request.onloadend = () => done(request.status === 200 && request.response && request.response.getElementById("data") ? request.response : null);
      request.send();
    });
  }
  async function refresh(told, at) {
    const page = await fetchPage();
    if (!page) return location.reload();
    const list = article.querySelector(".list");
    const state = { top: list.scrollTop, open: Boolean(list.querySelector("details.names[open]")), typed: panel.querySelector("details.typed[open]") };
    for (const part of ["header", "#text", ".list", "#data"]) {
      const fresh = page.querySelector(`.desk .article ${part}`) || page.querySelector(part);
      const old = article.querySelector(part) || document.querySelector(part);
      old.replaceWith(document.adoptNode(fresh));
    }
    load();
    held = bounds = null;
    const now = article.querySelector(".list");
    if (state.open && now.querySelector("details.names")) now.querySelector("details.names").open = true;
    const number = at.attribution ? edit.made.findIndex((one) => one.id === at.attribution) + 1 : 0;
    if (number) choose(number, true);
    else if (at.sentence && edit.data.sentences.some((s) => s.number === at.sentence)) chooseSentence(at.sentence, true);
    else if (at.named && edit.data.names.some((n) => n.target === at.named)) chooseName(at.named, true);
    else letGo();
    now.scrollTop = state.top;
    if (state.typed) panel.querySelector("details.typed")?.setAttribute("open", "");
    if (number) {
      const mark = markOf(number);
      if (mark) {
        const { top, bottom } = mark.getBoundingClientRect();
        const low = matchMedia("(max-width: 60rem)").matches ? innerHeight * 0.42 : innerHeight - 60;
        if (top < 80 || bottom > low) mark.scrollIntoView({ block: "center" });
        mark.focus({ preventScroll: true });
      }
    } else panel.focus({ preventScroll: true });
    tell(told);
    document.documentElement.dataset.saves = Number(document.documentElement.dataset.saves || 0) + 1;
  }
  async function catchUp() {
    if (document.hidden || panel.querySelector("input:focus, select:focus")) return;
    const state = await stateNow();
    if (state !== null && state !== edit.data.state) refresh("Somebody decided since: the page is up to date again.", here());
  }
  document.addEventListener("visibilitychange", catchUp);
  addEventListener("focus", catchUp);

  // choosing ---------------------------------------------------------------------------------------------
  const roles = (mark) => mark.dataset.a.split(" ").map((m) => [Number(m.slice(0, -1)), m.slice(-1)]);
  const markOf = (number) => document.getElementById("t1-" + number) || article.querySelector(".on-q, .on-c, .on-s");
  const colour = () => article.querySelector(`.card[data-c="${chosen}"]`)?.className.match(/k(\d)/)?.[1];
  function clear() {
    article.classList.remove("live");
    for (const on of article.querySelectorAll(".on")) on.classList.remove("on", "on-s", "on-q", "on-c");
    paint("sentence", []);
    paint("name", []);
    chosen = sentence = 0;
    named = draft = bounds = null;
  }
  function show(children, kind) {
    panel.className = "panel open " + kind;
    panel.scrollTop = 0;
    panel.replaceChildren(...children.filter((child) => child !== null));
  }
  function letGo() {
    clear();
    panel.className = "panel";
    panel.replaceChildren(el("p", { class: "hint" }, "Click a mark or press j to choose an attribution, click other words for their sentence; select words to correct or to add. ? lists all keys."));
  }
  function choose(number, still) {
    if (!edit.made[number - 1]) return;
    edit.leaving = true; // what stood in the fields of another is let go
    clear();
    chosen = number;
    for (const mark of article.querySelectorAll(".m[data-a]")) {
      for (const [n, role] of roles(mark)) if (n === number) mark.classList.add("on", "on-" + role);
    }
    const card = article.querySelector(`.card[data-c="${number}"]`);
    if (card) card.classList.add("on");
    article.dataset.k = colour() ?? 8;
    article.classList.add("live");
    show(panels.attribution(edit.made[number - 1]), "k" + (colour() ?? 8));
    edit.leaving = false;
    const mark = markOf(number);
    if (mark && !still) reveal(mark);
    const list = article.querySelector(".list");
    if (card && !still && list.scrollHeight > list.clientHeight) list.scrollTop = card.offsetTop - list.offsetTop - 64;
  }
  function reveal(mark) {
    mark.scrollIntoView({ block: "center" });
    if (mark.tabIndex >= 0) mark.focus({ preventScroll: true });
  }
  function chooseSentence(number, still) {
    const one = edit.data.sentences.find((s) => s.number === number);
    if (!one) return;
    edit.leaving = true;
    clear();
    sentence = number;
    paint("sentence", [[one.start, one.end]]);
    show(panels.sentence(one), "k8");
    edit.leaving = false;
    if (!still) bring([one.start, one.end]);
  }
  function chooseName(target, still) {
    const one = edit.data.names.find((name) => name.target === target);
    if (!one) return;
    edit.leaving = true;
    clear();
    named = target;
    paint("name", edit.data.names.filter((name) => name.entity === one.entity).map((name) => [name.start, name.end]));
    show(panels.name(one), "k8");
    edit.leaving = false;
    if (!still) bring([one.start, one.end]);
  }
  function bring(place) {
    const [range] = ranges([place]);
    const { top, bottom } = range.getBoundingClientRect();
    const low = matchMedia("(max-width: 60rem)").matches ? innerHeight * 0.42 : innerHeight;
    if (top < 80 || bottom > low) scrollBy(0, top - low / 3);
    panel.focus({ preventScroll: true });
  }
  const within = () => { // where the keys stand: the first place of what is chosen
    const one = edit.made[chosen - 1];
    if (one) return edit.data.sentences.find((s) => s.number === one.sentence)?.start ?? -1;
    if (sentence) return edit.data.sentences.find((s) => s.number === sentence).start;
    return named ? edit.data.names.find((name) => name.target === named).start : -1;
  };
  function step(by) {
    if (chosen) return choose(Math.min(Math.max(chosen + by, 1), edit.made.length));
    const at = within();
    const starts = edit.made.map((one) => (one.sentence ? edit.data.sentences.find((s) => s.number === one.sentence)?.start ?? -1 : -1));
    const next = starts.findIndex((start) => start >= at) + 1;
    choose(at < 0 ? (by > 0 ? 1 : edit.made.length) : by > 0 ? next || edit.made.length : (next || edit.made.length + 1) - 1 || 1);
  }
  function stepThrough(rows, by, current, pick) {
    if (!rows.length) return tell("There is none here.");
    const at = within();
    const now = rows.findIndex(current);
    const after = rows.findIndex((row) => row.start >= at);
    const next = now >= 0 ? now + by : at < 0 ? (by > 0 ? 0 : rows.length - 1) : after < 0 ? rows.length - 1 : after;
    pick(rows[Math.min(Math.max(next, 0), rows.length - 1)]);
  }
  const stepSentence = (by) => stepThrough(edit.data.sentences, by, (s) => s.number === sentence || (chosen && s.number === edit.made[chosen - 1].sentence), (s) => chooseSentence(s.number));
  function stepName(by) {
    const picked = selection() || held;
    if (picked) return markName(picked);
    const entity = edit.data.names.find((name) => name.target === named)?.entity;
    const first = edit.data.names.filter((name, n, all) => all.findIndex((other) => other.entity === name.entity) === n);
    stepThrough(first, by, (name) => name.entity === entity, (name) => chooseName(name.target));
  }
  function none() { // what is no attribution is gone: on to the one after it
    const next = edit.made[chosen] || edit.made[chosen - 2];
    decide("attribution", false, { on: next ? next.id : null });
  }
  function check(onward) { // the key goes on from what is checked already, the button takes it back
    if (!chosen && !sentence) return;
    if (!chosen) {
      const one = edit.data.sentences.find((s) => s.number === sentence);
      return decide("checked", !one.checked, { target: "s" + sentence });
    }
    const one = edit.made[chosen - 1];
    const rest = edit.made.slice(chosen);
    const next = rest.find((other) => !other.looked) || edit.made.find((other) => !other.looked && other !== one);
    if (onward && one.checked) return next ? choose(edit.made.indexOf(next) + 1) : tell("All here is looked at: V checks the whole article, o goes on in the queue.");
    const last = !one.checked && !next;
    decide("checked", !one.checked, { said: one.checked ? "Not checked." : last ? "Checked. All here is looked at: V checks the whole article, o goes on in the queue." : "Checked.", on: one.checked || !next ? one.id : next.id });
  }
  function checkAll() {
    const pressed = document.getElementById("all-checked").getAttribute("aria-pressed") === "true";
    decide("checked", !pressed, { target: null, said: pressed ? "Not checked as a whole." : "The whole article is checked; o goes on in the queue." });
  }

  // adding -----------------------------------------------------------------------------------------------
  function add() {
    const picked = selection() || held || wholeSentence();
    clear();
    draft = { content: picked };
    show(panels.adding(draft, async (body) => {
      const saved = await post("/api/add", { article: edit.data.article, ...body });
      if (saved) await refresh("Added.", { attribution: saved.target });
    }), "");
    panel.querySelector(draft.content ? "[name=add-source]" : "[name=add-content]").focus();
  }
  function wholeSentence() { // less the stop that ends it
    const one = edit.data.sentences.find((s) => s.number === sentence);
    if (!one) return null;
    const said = text.textContent.slice(one.start, one.end).replace(/[.…]+$/u, "");
    return { part: "text", start: edit.data.start + one.start, end: edit.data.start + one.start + said.length, words: said };
  }
  function markName(picked) {
    if (picked.part !== "text") return tell("Names are marked in the text, not in the title.", true);
    const from = picked.start - edit.data.start, to = picked.end - edit.data.start;
    const there = edit.data.names.find((name) => name.start === from && name.end === to);
    if (there) return chooseName(there.target);
    clear();
    paint("sentence", [[from, to]]);
    show(panels.newName(picked.words, async (value) => {
      const saved = await post("/api/decide", { article: edit.data.article, what: "entity", value: { ...value, selection: picked } });
      if (!saved) return;
      await refresh(`Saved: ${saved.said}. u undoes it.`, {});
      const made = edit.data.names.find((name) => name.start >= from && name.end <= to);
      if (made) chooseName(made.target, true);
    }), "k8");
    panel.querySelector("select").focus();
  }

  // events -----------------------------------------------------------------------------------------------
  const reach = (name) => {
    const input = (name === "note" && !panel.querySelector("[name=note]") ? article : panel).querySelector(`[name="${name === "note" && !panel.querySelector("[name=note]") ? "whole-note" : name}"]`);
    if (!input) return tell("Choose something first: j an attribution, J a sentence, e a name.", true);
    const box = input.closest("details");
    if (box) box.open = true;
    input.focus();
    if (input.select) input.select();
  };
  const one = () => edit.made[chosen - 1];
  const keys = {
    j: () => step(1), k: () => step(-1), J: () => stepSentence(1), K: () => stepSentence(-1), e: () => stepName(1), E: () => stepName(-1),
    u: () => undo(), a: add, b: bound, v: () => check(true), V: checkAll,
    x: () => (chosen ? none() : named && panel.querySelector(".danger").click()),
    p: () => (chosen ? decide("split", one().name) : named && decide("entity", { own: true }, { target: named })),
    s: () => words("source"), q: () => words("cue"), c: () => words("content"),
    S: () => words("source", true), Q: () => words("cue", true), C: () => words("content", true),
    w: () => reach("name"), h: () => reach("chain"), t: () => reach("type"), d: () => reach("stance"), l: () => reach("label"),
    m: () => reach("merge"), g: () => reach("grade0"), n: () => reach("note"),
    r: () => reach("quotation"), y: () => reach("kind"), i: () => reach("access"),
    1: () => reach("source"), 2: () => reach("cue"), 3: () => reach("content"),
    o: () => location.assign(document.getElementById("onward").href),
    "?": () => document.getElementById("keys").showModal(),
  };
  function escape(within) {
    if (within) {
      edit.leaving = true;
      if (draft) letGo();
      else if (chosen) show(panels.attribution(one()), "k" + (colour() ?? 8));
      else if (sentence) chooseSentence(sentence, true);
      else if (named) chooseName(named, true);
      else letGo();
      edit.leaving = false;
      if (within.name === "whole-note") within.value = "";
      (document.getElementById("t1-" + chosen) || panel).focus({ preventScroll: true });
    } else if (bounds) {
      bounds = null;
      getSelection().removeAllRanges();
      tell("");
    } else letGo();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const within = event.target.closest && event.target.closest("input, select, textarea, dialog");
    if (event.key === "Escape") {
      if (!document.querySelector("dialog[open]")) escape(within);
      return;
    }
    if (within) return;
    if (bounds && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      return moveBound(event.key === "ArrowRight" ? 1 : -1, event.shiftKey);
    }
    if (bounds && event.key === "Enter") {
      event.preventDefault();
      return bounds.role ? words(bounds.role) : add();
    }
    const mark = event.target.closest && event.target.closest(".m[role=button]");
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      return choose(roles(mark)[0][0]);
    }
    if (event.target.closest && event.target.closest("button, a, summary") && (event.key === "Enter" || event.key === " ")) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  article.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-c]:is(button)");
    const name = event.target.closest("[data-e]");
    const back = event.target.closest("[data-undo]");
    const mark = event.target.closest(".m[data-a]");
    if (back) undo(back.dataset.undo);
    else if (pick) choose(Number(pick.dataset.c));
    else if (name) chooseName(name.dataset.e);
    else if (event.target.closest("#all-checked")) checkAll();
    else if (mark && !selection()) choose(roles(mark)[0][0], true);
    else if (event.target.closest("#text") && !selection()) sentenceAt(event);
  });
  function sentenceAt(event) {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const legacy = at ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, place] = at ? [at.offsetNode, at.offset] : legacy ? [legacy.startContainer, legacy.startOffset] : [null, 0];
    if (!node || !text.contains(node)) return;
    const where = offset(text, node, place);
    const found = edit.data.sentences.find((s) => s.start <= where && where <= s.end);
    if (found) chooseSentence(found.number, true);
  }
  article.addEventListener("submit", (event) => {
    if (event.target.id !== "whole") return;
    event.preventDefault();
    const note = event.target.elements["whole-note"].value.trim();
    if (note) decide("note", note, { target: null });
  });

  load();
  const number = edit.data.at ? edit.made.findIndex((made) => made.id === edit.data.at) + 1 : 0;
  const told = kept();
  if (told) tell(told.words);
  if (number) choose(number);
})();
