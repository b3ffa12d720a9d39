"use strict";
// The panel beside an article: what can be said of the attribution, sentence or name that is chosen.
// ``edit`` is what desk_edit.js offers: decide, add, check, words, leaving, data.

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
const short = (words, most) => (words.length > most ? words.slice(0, most) + " …" : words);

function makePanels(edit) {
  function field(label, key, input, was) {
    input.id = "f-" + label.replaceAll(" ", "-");
    return el("label", { for: input.id, class: "field" },
      el("span", {}, label, key ? el("kbd", {}, key) : "", was ? el("small", { class: "was" }, " model: ", said(short(was, 60))) : null), input);
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
    select.addEventListener("blur", () => { if (keyed && !edit.leaving && select.isConnected) done(); });
    return select;
  }
  function line(value, save, options) {
    const input = el("input", { value, autocomplete: "off", spellcheck: "false", ...options });
    const done = (told) => {
      if (input.value.trim() !== value) save(input.value.trim());
      else if (told) tell("Nothing was changed.");
    };
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); done(true); } });
    input.addEventListener("blur", () => { if (!edit.leaving && input.isConnected) done(false); });
    return input;
  }
  const stances = () => edit.data.words.stance.flatMap((word) => (word === "hedged" ? ["hedged:outlet", "hedged:source"] : [word]));
  const button = (words, key, click, attributes) =>
    el("button", { type: "button", on: { click }, ...attributes }, words, key ? el("kbd", {}, key) : "");
  const checkButton = (checked) => button(checked ? "Checked" : "Check", "v", () => edit.check(), { class: "primary", "aria-pressed": String(checked) });
  const noteField = (target) => field("note", "n", line("", (value) => value && edit.decide("note", value, { target }), { name: "note" }));

  function history(one, words) {
    const items = one.decisions.map((d) => el("li", {}, el("b", {}, said(d.person)), ` ${d.at}: `, said(d.words),
      d.status === "applied" || d.status === "kept" ? "" : ` (${d.status})`, " ",
      el("button", { type: "button", "data-undo": d.id }, "Undo")));
    return el("details", { class: "why", open: one.decisions.length > 0 },
      el("summary", {}, `Who says so: ${one.decisions.length ? "people, over " : ""}the model`),
      el("p", {}, ...words), el("ul", {}, ...items));
  }

  // an attribution ----------------------------------------------------------------------------------
  function attribution(one) {
    const { data, made } = edit;
    const chain = el("ol", { class: "chain", "aria-label": "Chain, outermost first" }, ...one.chain.map((name) => el("li", {}, said(name))));
    const others = made.filter((other) => other.name !== one.name).filter((other, n, all) => all.findIndex((o) => o.name === other.name) === n);
    const merge = choice(["", ...others.map((other) => other.id)], "", (value) => value && edit.decide("merge", value), "merge");
    [...merge.options].forEach((option, n) => { option.textContent = n ? `${others[n - 1].label[0]} ${others[n - 1].name}` : "–"; });
    const grade = (index) => choice([...data.grades[index]], one.grade[index], (value) =>
      edit.decide("grade", index ? one.grade[0] + value : value + one.grade[1]), "grade" + index);
    const roles = ["source", "cue", "content"].map((role, n) => field("words of " + role, String(n + 1),
      line(one[role], (value) => edit.decide(role, { words: value }), { name: role }), one.was[role]));
    const whom = line(one.name, (name) => edit.decide("name", { name, type: one.type }), { name: "name", list: "names" });
    const sentence = data.sentences.find((s) => s.number === one.sentence);
    const label = sentence && choice(data.words.label, sentence.label, (value) => edit.decide("label", value, { target: "s" + sentence.number }), "label");
    const model = [`${one.model}: ${one.confidence} % sure of the words, ${one.sourceConfidence} % of who is meant.`,
      one.cue ? ` The cue “${one.cue}” hands it over` : " No cue: the quotation goes on",
      `; ${one.access === "unstated" ? "how the source knows is not said" : one.accessWords}.`];
    return [
      el("div", { class: "head" }, el("h2", {}, el("b", { class: "letter" }, one.label), " ", said(one.name)), checkButton(one.checked)),
      chain,
      el("p", { class: "said" }, one.cue ? el("em", {}, said(one.cue)) : "", " ", el("q", {}, said(short(one.content, 300)))),
      pickers(),
      el("div", { class: "fields" },
        field("who", "w", whom, one.was.name),
        field("type", "t", choice(data.words.type, one.type, (value) => edit.decide("type", value), "type"), one.was.type),
        field("chain", "h", line(one.chain.slice(1).join(" → "), (value) => edit.decide("chain", value), { name: "chain", title: "Outermost first, without the publisher; → or > between names" }), one.was.chain),
        field("stance", "d", choice(stances(), one.stance, (value) => edit.decide("stance", value), "stance"), one.was.stance),
        label ? field("sentence", "l", label, sentence.was.label) : null,
        field("same source as", "m", merge),
        el("div", { class: "field grade", role: "group", "aria-label": "Grade" }, field("reliability", "g", grade(0)), field("credibility", "", grade(1))),
        noteField(one.id),
        el("details", { class: "typed", open: ["quotation", "kind", "access"].some((role) => one.was[role]) }, el("summary", {}, "More: quotation, kind, how it knows, words by typing ", el("kbd", {}, "r")),
          el("div", { class: "fields" },
            field("quotation", "r", choice(data.words.quotation, one.quotation, (value) => edit.decide("quotation", value), "quotation"), one.was.quotation),
            field("kind", "y", choice(data.words.kind, one.kind, (value) => edit.decide("kind", value), "kind"), one.was.kind),
            field("how it knows", "i", choice(data.words.access, one.access, (value) => edit.decide("access", value), "access"), one.was.access)),
          ...roles)),
      el("div", { class: "acts" },
        button("Own source", "p", () => edit.decide("split", one.name)),
        button("No attribution", "x", () => edit.none(), { class: "danger" }),
        ...(one.claims.length ? [el("a", { href: `/claim/${encodeURIComponent(data.article)}/${encodeURIComponent(one.claims[0])}` }, "Compare its claim")] : [])),
      history(one, model)];
  }
  function pickers() {
    return el("div", { class: "pickers" }, el("p", {}, "Selected: ", el("bdi", { id: "selected" }), " is its "),
      ...["source", "cue", "content"].map((role) => el("button", { type: "button", on: { mousedown: (e) => e.preventDefault(), click: (e) => edit.words(role, e.shiftKey) } }, role, el("kbd", {}, role === "cue" ? "q" : role[0]))));
  }

  // a sentence --------------------------------------------------------------------------------------
  function sentence(one) {
    const { data } = edit;
    const target = "s" + one.number;
    const names = data.names.filter((name) => name.start >= one.start && name.end <= one.end);
    const inside = edit.made.filter((made) => made.sentence === one.number);
    return [
      el("div", { class: "head" }, el("h2", {}, `Sentence ${one.number}`), checkButton(one.checked)),
      el("p", { class: "said" }, el("q", {}, said(short(edit.text().slice(one.start, one.end), 300)))),
      el("div", { class: "fields" },
        field("sentence", "l", choice(data.words.label, one.label, (value) => edit.decide("label", value, { target }), "label"), one.was.label),
        noteField(target)),
      el("p", { class: "names" }, ...inside.flatMap((made) => [el("button", { type: "button", class: "name", "data-c": edit.made.indexOf(made) + 1 }, `${made.label} `, said(made.name)), " "]),
        ...names.flatMap((name) => [el("button", { type: "button", class: "name", "data-e": name.target }, said(name.name), el("small", {}, " " + name.type)), " "])),
      el("div", { class: "acts" }, button("Add an attribution", "a", () => edit.add())),
      history(one, [`${one.confidence} % sure of the label.`])];
  }

  // a name ------------------------------------------------------------------------------------------
  function name(one) {
    const { data } = edit;
    const same = data.names.filter((other) => other.entity === one.entity);
    const others = data.names.filter((other, n, all) => other.entity !== one.entity && all.findIndex((o) => o.entity === other.entity) === n);
    const all = el("input", { type: "checkbox", name: "all", checked: true });
    const say = (value) => edit.decide("entity", { ...value, all: all.checked }, { target: one.target });
    const merge = choice(["", ...others.map((other) => other.target)], "", (value) => value && say({ same_as: value }), "merge");
    [...merge.options].forEach((option, n) => { option.textContent = n ? `${others[n - 1].name} (${others[n - 1].type})` : "–"; });
    return [
      el("div", { class: "head" }, el("h2", {}, "Name: ", said(one.name))),
      el("p", { class: "said" }, el("q", {}, said(one.words)), same.length > 1 ? `, one of ${same.length} mentions here` : ", mentioned here once"),
      el("div", { class: "fields" },
        field("name", "w", line(one.name, (value) => say({ name: value }), { name: "name", list: "entities" }), one.was.entity),
        field("type", "t", choice(data.words.entity, one.type, (value) => say({ type: value }), "type")),
        field("the same as", "m", merge),
        same.length > 1 ? el("label", { class: "field tickbox" }, all, " all mentions of it") : null),
      el("div", { class: "acts" },
        button("Another of this name", "p", () => edit.decide("entity", { own: true }, { target: one.target })),
        button("No name", "x", () => say({ none: true }), { class: "danger" })),
      history(one, [`${one.confidence} % sure that it is a name of this type.`])];
  }
  function newName(words, save) {
    const kind = choice(edit.data.words.entity, "person", () => {}, "type");
    return [el("h2", {}, "A new name"),
      el("p", { class: "said" }, el("q", {}, said(words))),
      el("form", { class: "fields", on: { submit: (event) => { event.preventDefault(); save({ name: event.target.elements.name.value.trim(), type: kind.value }); } } },
        field("type", "", kind), field("name", "", line(words, () => {}, { name: "name", list: "entities" })),
        el("div", { class: "acts" }, el("button", { class: "primary" }, "Mark as a name"), button("Cancel", "", () => edit.letGo())))];
  }

  // an attribution that is added ----------------------------------------------------------------------
  function adding(draft, save) {
    const part = (role, key) => {
      const input = line(draft[role] ? draft[role].words : "", () => {}, { name: "add-" + role });
      input.addEventListener("input", () => { draft[role] = null; });
      const take = button("selected", "", () => {
        const now = edit.selection();
        if (!now) return tell("Select the words first.", true);
        draft[role] = now;
        input.value = now.words;
      });
      take.addEventListener("mousedown", (e) => e.preventDefault());
      return el("div", { class: "taking" }, field(role, key, input), take);
    };
    const kind = choice(edit.data.words.type, "unspecified", () => {}, "add-type");
    const stance = choice(stances(), "asserts", () => {}, "add-stance");
    const form = el("form", { class: "fields", on: { submit: (event) => {
      event.preventDefault();
      const parts = {};
      for (const role of ["source", "cue", "content"]) {
        const typed = form.elements["add-" + role].value.trim();
        if (draft[role]) parts[role] = draft[role];
        else if (typed) parts[role] = { words: typed };
      }
      save({ parts, name: form.elements["add-name"].value.trim(), chain: form.elements["add-chain"].value.trim(), type: kind.value, stance: stance.value });
    } } },
      part("content"), part("source"), part("cue"),
      field("who", "", line("", () => {}, { name: "add-name", list: "names", placeholder: "as the source’s words" })),
      field("type", "", kind),
      field("chain", "", line("", () => {}, { name: "add-chain", placeholder: "who → who; empty: the source alone" })),
      field("stance", "", stance),
      el("div", { class: "acts" }, el("button", { class: "primary" }, "Add"), button("Cancel", "", () => edit.letGo())));
    for (const input of form.querySelectorAll("input")) input.addEventListener("keydown", (e) => { if (e.key === "Enter") form.requestSubmit(); });
    return [el("h2", {}, "A new attribution"), form];
  }
  return { attribution, sentence, name, newName, adding };
}
