"use strict";
(() => {
  const root = document.documentElement;
  const UNNAMED = ["official_unnamed", "anonymous", "local_unspecified", "unspecified"];
  root.classList.add("js");
  let shown = null; // { article, ids }
  let pinned = false;

  const roles = (mark) => mark.dataset.a.split(" ").map((m) => [m.slice(0, -1), m.slice(-1)]);
  const mainIds = (mark) => roles(mark).slice(0, Number(mark.dataset.m || 1)).map((m) => m[0]);
  const articleOf = (node) => node.closest(".article");
  const markOf = (node) => {
    const mark = node.closest && node.closest(".m[data-a]");
    return mark && !mark.classList.contains("off") ? mark : null;
  };
  const cardOf = (node) => node.closest && node.closest(".list .card");
  const selecting = () => String(getSelection()).length > 0; // words are being marked to be copied
  const find = (article, id) => article.querySelector(`.list .card[data-c="${id}"]`);

  function clear() {
    if (!shown) return;
    const { article } = shown;
    article.classList.remove("live");
    for (const on of article.querySelectorAll(".on")) on.classList.remove("on", "on-s", "on-q", "on-c");
    article.querySelector(".detail").replaceChildren();
    shown = null;
    pinned = false;
  }

  function detail(article, cards) {
    const parts = cards.map((card) => {
      const copy = card.cloneNode(true);
      for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
      copy.classList.remove("on");
      copy.prepend(card.closest(".source").querySelector("h4").cloneNode(true));
      return copy;
    });
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", clear);
    const box = article.querySelector(".detail");
    box.className = "detail " + cards[0].className.match(/k\d/)[0];
    const list = document.createElement("ul");
    list.append(...parts);
    box.replaceChildren(close, list);
  }

  // inList: the pointer is on a card, which must not move; the panel above it is left as it is
  function show(article, ids, inList) {
    const cards = ids.map((id) => find(article, id)).filter(Boolean);
    if (shown && shown.article === article && shown.ids.join() === ids.join()) {
      if (!inList) detail(article, cards);
      return;
    }
    clear();
    if (!cards.length) return;
    shown = { article, ids };
    for (const mark of article.querySelectorAll(".m[data-a]")) {
      for (const [id, role] of roles(mark)) if (ids.includes(id)) mark.classList.add("on", "on-" + role);
    }
    article.dataset.k = cards[0].className.match(/k(\d)/)[1];
    article.classList.add("live");
    for (const card of cards) card.classList.add("on");
    if (inList) return;
    detail(article, cards);
    const list = article.querySelector(".list");
    if (list.scrollHeight > list.clientHeight) {
      const offset = cards[0].getBoundingClientRect().top - list.getBoundingClientRect().top;
      if (offset < 0 || offset > list.clientHeight - 96) list.scrollTop += offset - 64;
    }
  }

  function pin(article, ids) {
    show(article, ids, false);
    pinned = shown !== null;
  }

  function jump(article, id) {
    const card = find(article, id);
    const target = card && card.querySelector(".ref[href]");
    const mark = target && document.getElementById(target.getAttribute("href").slice(1));
    if (!mark) return;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    pin(article, [id]);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = markOf(event.target);
    if (mark) mark.removeAttribute("title"); // the panel says more
    if (pinned) return;
    const card = cardOf(event.target);
    if (mark) show(articleOf(mark), mainIds(mark), false);
    else if (card) show(articleOf(card), [card.dataset.c], true);
    else if (!event.target.closest || !event.target.closest(".detail")) clear();
  });

  document.addEventListener("focusin", (event) => {
    const mark = markOf(event.target);
    const card = cardOf(event.target);
    if (mark) { pinned = false; show(articleOf(mark), mainIds(mark), false); }
    else if (card && !pinned) show(articleOf(card), [card.dataset.c], true);
  });

  document.addEventListener("click", (event) => {
    const mark = markOf(event.target);
    const card = cardOf(event.target);
    const reference = event.target.closest && event.target.closest(".ref[href], a[href^='#c']:not(.m)");
    if (mark) {
      event.preventDefault();
      if (selecting()) return;
      const ids = mainIds(mark);
      if (pinned && shown.article === articleOf(mark) && shown.ids.join() === ids.join()) clear();
      else pin(articleOf(mark), ids);
    } else if (reference) {
      event.preventDefault();
      const own = reference.matches(".ref");
      jump(articleOf(reference), own ? reference.closest(".card").dataset.c : reference.hash.split("-")[1]);
    } else if (card && !event.target.closest("a")) {
      if (!selecting()) jump(articleOf(card), card.dataset.c);
    } else if (!event.target.closest("aside, .filters")) clear();
  });

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });

  const select = document.getElementById("by-source");
  const own = document.getElementById("no-own");
  const wanted = (card, value) => value === "" ||
    (value === "u" ? UNNAMED.includes(card.dataset.t) : value[0] === "t" ? card.dataset.t === value.slice(1) : card.dataset.s === value.slice(1));

  function filter() {
    clear();
    const value = select.value;
    let articles = 0, claims = 0;
    for (const article of document.querySelectorAll(".article")) {
      const kept = new Set();
      for (const card of article.querySelectorAll(".list .card")) {
        card.hidden = !wanted(card, value);
        if (!card.hidden) kept.add(card.dataset.c);
      }
      for (const source of article.querySelectorAll(".source")) source.hidden = !source.querySelector(".card:not([hidden])");
      for (const mark of article.querySelectorAll(".m[data-a]")) mark.classList.toggle("off", !roles(mark).some(([id]) => kept.has(id)));
      article.hidden = value !== "" && kept.size === 0;
      const entry = document.querySelector(`.toc a[href="#${article.id}"]`);
      if (entry) entry.parentElement.hidden = article.hidden;
      if (!article.hidden) { articles += 1; claims += kept.size; }
    }
    document.getElementById("found").textContent = value === "" ? "" : `${claims} in ${articles} ${articles === 1 ? "article" : "articles"}`;
  }
  select.addEventListener("change", filter);
  own.addEventListener("change", () => root.classList.toggle("no-own", own.checked));
  select.form.addEventListener("submit", (event) => event.preventDefault());

  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".legend").open = false;

  function open() {
    const found = /^#[ct](\d+)-(\d+)$/.exec(location.hash);
    const article = found && document.getElementById("a" + found[1]);
    if (article) jump(article, found[2]);
  }
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => { clear(); document.querySelector(".legend").open = true; });
  select.value = "";
  own.checked = false;
  open();
})();
