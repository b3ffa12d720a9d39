"use strict";
// The article: choosing attributions, selecting words, correcting; everything by mouse and by keyboard.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const article = document.querySelector(".article");
  const text = document.getElementById("text");
  const title = document.querySelector(".title");
  const panel = document.getElementById("panel");
  const made = data.attributions;
  let chosen = 0; // number of the attribution, from 1; 0: none
  let held = null; // the words selected when they were last selected, for fields that take the focus
  let draft = null; // an attribution that is being added
  let leaving = false; // what is left in a field is saved already, or was let go

  // elements ----------------------------------------------------------------------------------------
  function el(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (key === "on") for (const [kind, act] of Object.entries(value)) node.addEventListener(kind, act);
      else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }
  const said = (words) => el("bdi", {}, words);
  const plain = (word) => word.replaceAll("_", " ");

  // selections: UTF-16 units of the part of the text on this page, and of the title ------------------
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
    for (const [root, part, from] of [[text, "text", data.start], [title, "title", 0]]) {
      if (!root || !root.contains(range.startContainer) || !root.contains(range.endContainer)) continue;
      const start = offset(root, range.startContainer, range.startOffset);
      const end = offset(root, range.endContainer, range.endOffset);
      if (range.toString().trim()) return { part, start: from + start, end: from + end, words: range.toString().trim() };
    }
    return null;
  }
  document.addEventListener("selectionchange", () => {
    const picked = selection();
    if (picked) held = picked;
    else if (!document.activeElement || !panel.contains(document.activeElement)) held = null;
    const bar = document.getElementById("selected");
    if (bar) bar.textContent = held ? `“${held.words.slice(0, 60)}${held.words.length > 60 ? " …" : ""}”` : "";
    panel.classList.toggle("picking", Boolean(held));
  });

  // saying ------------------------------------------------------------------------------------------
  async function decide(what, value, options) {
    const one = made[chosen - 1];
    const target = options && "target" in options ? options.target : one.id;
    leaving = true;
    const saved = await post("/api/decide", { article: data.article, what, value, target });
    if (!saved) {
      leaving = false;
      return;
    }
    const on = options && options.on;
    again((options && options.said) || `Saved: ${what}.`, { at: on || (what === "attribution" ? null : one && one.id), field: options && options.field });
  }
  async function undo() {
    if (await post("/api/undo", { article: data.article })) again("Undone.", { at: chosen ? made[chosen - 1].id : null });
  }
  function words(role, more) {
    if (!chosen) return tell("Choose an attribution first: j, or click a mark.", true);
    const picked = selection() || held;
    if (!picked) return tell("Select the words first.", true);
    if (picked.part !== made[chosen - 1].part) return tell("Those words are not where this attribution stands.", true);
    decide(role, { selection: picked, more });
  }

  // the panel ---------------------------------------------------------------------------------------
  function field(label, key, input) {
    input.id = "f-" + label.replaceAll(" ", "-");
    return el("label", { for: input.id, class: "field" }, el("span", {}, label, key ? el("kbd", {}, key) : ""), input);
  }
  // A mouse saves at once; letters and arrows only choose, until Enter or until the field is left.
  function choice(values, current, save, name) {
    const options = values.map((value) => el("option", { value, selected: value === current }, plain(value.replace(":", " by the "))));
    const select = el("select", { name }, ...options);
    let keyed = false;
    const done = () => { if (select.value !== current) save(select.value); };
    select.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && keyed) { event.preventDefault(); done(); }
      else if (!["Tab", "Escape", "Shift"].includes(event.key)) keyed = true;
    });
    select.addEventListener("mousedown", () => { keyed = false; });
    select.addEventListener("change", () => { if (!keyed) done(); });
    select.addEventListener("blur", () => { if (keyed && !leaving && select.isConnected) done(); });
    return select;
  }
  function line(value, save, options) {
    const input = el("input", { value, autocomplete: "off", spellcheck: "false", ...options });
    const done = (told) => {
      if (input.value.trim() !== value) save(input.value.trim());
      else if (told) tell("Nothing was changed.");
    };
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); done(true); } });
    input.addEventListener("blur", () => { if (!leaving && input.isConnected) done(false); });
    return input;
  }
  const stances = data.words.stance.flatMap((word) => (word === "hedged" ? ["hedged:outlet", "hedged:source"] : [word]));

  function history(one) {
    const items = one.decisions.map((d) => el("li", {}, el("b", {}, said(d.person)), ` ${d.at}: `, said(d.words),
      d.status === "applied" || d.status === "kept" ? "" : ` (${d.status})`, " ",
      el("button", { type: "button", "data-undo": d.id }, "Undo")));
    return el("details", { class: "why", open: one.decisions.length > 0 },
      el("summary", {}, `Who says so: ${one.decisions.length ? "people, over " : ""}the model`),
      el("p", {}, `${one.model}: ${one.confidence} % sure of the words, ${one.sourceConfidence} % of who is meant.`,
        one.cue ? ` The cue “${one.cue}” hands it over` : " No cue: the quotation goes on", `; ${one.access === "unstated" ? "how the source knows is not said" : one.accessWords}.`),
      el("ul", {}, ...items));
  }
  function show(one) {
    const chain = el("ol", { class: "chain", "aria-label": "Chain, outermost first" }, ...one.chain.map((name) => el("li", {}, said(name))));
    const others = made.filter((other) => other.name !== one.name).filter((other, n, all) => all.findIndex((o) => o.name === other.name) === n);
    const merge = el("select", { name: "merge", on: { change: (e) => e.target.value && decide("merge", e.target.value) } },
      el("option", { value: "" }, "–"), ...others.map((other) => el("option", { value: other.id }, `${other.label[0]} ${other.name}`)));
    const grade = (index) => choice([...data.grades[index]], one.grade[index], (value) =>
      decide("grade", index ? one.grade[0] + value : value + one.grade[1]), "grade" + index);
    const roles = ["source", "cue", "content"].map((role, n) => field("words of " + role, String(n + 1),
      line(one[role], (value) => decide(role, { words: value }), { name: role })));
    const whom = line(one.name, (name) => decide("name", { name, type: one.type }), { name: "name", list: "names" });
    const label = one.sentence && choice(data.words.label, one.sentence.label, (value) => decide("label", value, { target: "s" + one.sentence.number }), "label");
    panel.replaceChildren(
      el("div", { class: "head" },
        el("h2", {}, el("b", { class: "letter" }, one.label), " ", said(one.name)),
        el("button", { type: "button", class: "primary", "aria-pressed": String(one.checked), on: { click: check } }, one.checked ? "Checked" : "Check", el("kbd", {}, "v"))),
      chain,
      el("p", { class: "said" }, one.cue ? el("em", {}, said(one.cue)) : "", " ", el("q", {}, said(one.content.slice(0, 300) + (one.content.length > 300 ? " …" : "")))),
      el("div", { class: "pickers" }, el("p", {}, "Selected: ", el("bdi", { id: "selected" }), " is its "),
        ...["source", "cue", "content"].map((role) => el("button", { type: "button", on: { mousedown: (e) => e.preventDefault(), click: (e) => words(role, e.shiftKey) } }, role, el("kbd", {}, role === "cue" ? "q" : role[0])))),
      el("div", { class: "fields" },
        field("who", "w", whom),
        field("type", "t", choice(data.words.type, one.type, (value) => decide("type", value), "type")),
        field("chain", "h", line(one.chain.slice(1).join(" → "), (value) => decide("chain", value), { name: "chain", title: "Outermost first, without the publisher; → or > between names" })),
        field("stance", "d", choice(stances, one.stance, (value) => decide("stance", value), "stance")),
        label ? field("sentence", "l", label) : null,
        field("quotation", "", choice(data.words.quotation, one.quotation, (value) => decide("quotation", value), "quotation")),
        field("kind", "", choice(data.words.kind, one.kind, (value) => decide("kind", value), "kind")),
        field("same source as", "m", merge),
        el("div", { class: "field grade", role: "group", "aria-label": "Grade" }, field("reliability", "g", grade(0)), field("credibility", "", grade(1))),
        field("note", "n", line("", (value) => value && decide("note", value), { name: "note" })),
        el("details", { class: "typed" }, el("summary", {}, "Words by typing"), ...roles)),
      el("div", { class: "acts" },
        el("button", { type: "button", on: { click: () => decide("split", one.name) } }, "Own source", el("kbd", {}, "p")),
        el("button", { type: "button", class: "danger", on: { click: () => decide("attribution", false) } }, "No attribution", el("kbd", {}, "x")),
        ...(one.claims.length ? [el("a", { href: `/claim/${encodeURIComponent(data.article)}/${encodeURIComponent(one.claims[0])}` }, "Compare its claim")] : [])),
      history(one));
    panel.className = "panel open k" + (colour() ?? 8);
  }
  const colour = () => article.querySelector(`.card[data-c="${chosen}"]`)?.className.match(/k(\d)/)?.[1];

  // choosing ----------------------------------------------------------------------------------------
  const roles = (mark) => mark.dataset.a.split(" ").map((m) => [Number(m.slice(0, -1)), m.slice(-1)]);
  function clear() {
    article.classList.remove("live");
    for (const on of article.querySelectorAll(".on")) on.classList.remove("on", "on-s", "on-q", "on-c");
  }
  function let_go() {
    clear();
    chosen = 0;
    draft = null;
    panel.className = "panel";
    panel.replaceChildren(el("p", { class: "hint" }, "Click a mark or press j to choose an attribution; select words to correct it or to add one. ? lists all keys."));
  }
  function choose(number, still) {
    if (!made[number - 1]) return;
    leaving = true; // what stood in the fields of another is let go
    clear();
    chosen = number;
    draft = null;
    for (const mark of article.querySelectorAll(".m[data-a]")) {
      for (const [n, role] of roles(mark)) if (n === number) mark.classList.add("on", "on-" + role);
    }
    const card = article.querySelector(`.card[data-c="${number}"]`);
    if (card) card.classList.add("on");
    article.dataset.k = colour() ?? 8;
    article.classList.add("live");
    show(made[number - 1]);
    leaving = false;
    const mark = document.getElementById("t1-" + number) || article.querySelector(".on-q, .on-c, .on-s");
    if (mark && !still) {
      mark.scrollIntoView({ block: "center" });
      if (mark.tabIndex >= 0) mark.focus({ preventScroll: true });
    }
    const list = article.querySelector(".list");
    if (card && list.scrollHeight > list.clientHeight) list.scrollTop = card.offsetTop - list.offsetTop - 64;
  }
  function step(by) {
    choose(chosen ? Math.min(Math.max(chosen + by, 1), made.length) : by > 0 ? 1 : made.length);
  }
  function check() {
    const one = made[chosen - 1];
    const next = made.slice(chosen).find((other) => !other.checked) || one;
    decide("checked", !one.checked, { said: one.checked ? "Not checked." : "Checked.", on: one.checked ? one.id : next.id });
  }

  // adding ------------------------------------------------------------------------------------------
  function add() {
    const picked = selection() || held;
    clear();
    chosen = 0;
    draft = { content: picked };
    const part = (role, key) => {
      const input = line(draft[role] ? draft[role].words : "", () => {}, { name: "add-" + role });
      input.addEventListener("input", () => { draft[role] = null; });
      const take = el("button", { type: "button", on: { mousedown: (e) => e.preventDefault(), click: () => {
        const now = selection() || held;
        if (!now) return tell("Select the words first.", true);
        draft[role] = now;
        input.value = now.words;
      } } }, "selected");
      return el("div", { class: "taking" }, field(role, key, input), take);
    };
    const kind = choice(data.words.type, "unspecified", () => {}, "add-type");
    const stance = choice(stances, "asserts", () => {}, "add-stance");
    const form = el("form", { class: "fields", on: { submit: async (event) => {
      event.preventDefault();
      const parts = {};
      for (const role of ["source", "cue", "content"]) {
        const typed = form.elements["add-" + role].value.trim();
        if (draft[role]) parts[role] = draft[role];
        else if (typed) parts[role] = { words: typed };
      }
      const body = { article: data.article, parts, name: form.elements["add-name"].value.trim(), chain: form.elements["add-chain"].value.trim(), type: kind.value, stance: stance.value };
      const saved = await post("/api/add", body);
      if (saved) again("Added.", { at: saved.target });
    } } },
      part("content"), part("source"), part("cue"),
      field("who", "", line("", () => {}, { name: "add-name", list: "names", placeholder: "as the source’s words" })),
      field("type", "", kind),
      field("chain", "", line("", () => {}, { name: "add-chain", placeholder: "who → who; empty: the source alone" })),
      field("stance", "", stance),
      el("div", { class: "acts" }, el("button", { class: "primary" }, "Add"), el("button", { type: "button", on: { click: let_go } }, "Cancel")));
    // Enter in a line adds
    for (const input of form.querySelectorAll("input")) input.addEventListener("keydown", (e) => { if (e.key === "Enter") form.requestSubmit(); });
    panel.className = "panel open";
    panel.replaceChildren(el("h2", {}, "A new attribution"), form);
    form.elements[draft.content ? "add-source" : "add-content"].focus();
  }

  // events ------------------------------------------------------------------------------------------
  const reach = (name) => {
    const input = panel.querySelector(`[name="${name}"]`);
    if (!input) return tell("Choose an attribution first: j, or click a mark.", true);
    const box = input.closest("details");
    if (box) box.open = true;
    input.focus();
    if (input.select) input.select();
  };
  const keys = {
    j: () => step(1), k: () => step(-1), u: undo, a: add,
    v: () => chosen && check(),
    x: () => chosen && decide("attribution", false),
    p: () => chosen && decide("split", made[chosen - 1].name),
    s: () => words("source"), q: () => words("cue"), c: () => words("content"),
    S: () => words("source", true), Q: () => words("cue", true), C: () => words("content", true),
    w: () => reach("name"), h: () => reach("chain"), t: () => reach("type"), d: () => reach("stance"), l: () => reach("label"),
    m: () => reach("merge"), g: () => reach("grade0"), n: () => reach("note"),
    1: () => reach("source"), 2: () => reach("cue"), 3: () => reach("content"),
    "?": () => document.getElementById("keys").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const within = event.target.closest && event.target.closest("input, select, textarea, dialog");
    if (event.key === "Escape") {
      if (document.querySelector("dialog[open]")) return;
      if (within) {
        leaving = true;
        if (chosen && within.name && !within.name.startsWith("add-")) show(made[chosen - 1]);
        else if (draft) let_go();
        leaving = false;
        document.getElementById("t1-" + chosen)?.focus({ preventScroll: true });
      } else let_go();
      return;
    }
    if (within) return;
    const mark = event.target.closest && event.target.closest(".m[role=button]");
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(roles(mark)[0][0]);
      return;
    }
    if (event.target.closest && event.target.closest("button, a, summary") && (event.key === "Enter" || event.key === " ")) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  article.addEventListener("click", (event) => {
    const pick = event.target.closest(".pick");
    const mark = event.target.closest(".m[data-a]");
    if (pick) choose(Number(pick.dataset.c));
    else if (mark && !selection()) choose(roles(mark)[0][0], true);
  });
  document.getElementById("all-checked")?.addEventListener("click", (event) => {
    decide("checked", event.currentTarget.getAttribute("aria-pressed") !== "true", { target: null, said: "Saved." });
  });

  document.body.append(el("datalist", { id: "names" }, ...data.sources.map((value) => el("option", { value }))));
  const back = kept();
  const at = back && back.at !== undefined ? back.at : data.at;
  const number = at ? made.findIndex((one) => one.id === at) + 1 : 0;
  if (back) {
    scrollTo(0, back.scroll);
    tell(back.words);
  }
  if (number) {
    choose(number, Boolean(back));
    const mark = document.getElementById("t1-" + number);
    if (mark && back) {
      const { top, bottom } = mark.getBoundingClientRect();
      if (top < 80 || bottom > innerHeight - 80) mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    }
  }
})();
