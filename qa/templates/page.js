"use strict";
// Statements and the runs of characters they stand on light each other up. All that is known of either is in
// attributes: data-runs="12-14 20-20" of a statement or a mark, data-by="p1 p3" of a source's sentence. One listener an
// event serves the whole page, however long it is.
(() => {
  const page = document.getElementById("document");
  const panel = document.getElementById("sources");
  const status = document.getElementById("status");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 62rem)");
  const REST = 90; // milliseconds that a pointer rests on a statement before its source is scrolled to
  let lit = []; // all elements that are lit now
  let kept = null; // the statement or mark that stays lit when the pointer leaves
  let last = null; // the statement that was looked at last
  let waiting = 0;
  let journey = 0;

  const byId = (id) => document.getElementById(id);
  const claimOf = (node) => node.closest(".claim, .short");
  const beginning = (claim) => claim.querySelector(".n, .mark");

  function runsOf(part) {
    const found = [];
    for (const range of (part.dataset.runs || "").split(" ")) {
      const [first, end] = range.split("-").map(Number);
      for (let n = first; n <= end; n++) found.push(byId("r" + n));
    }
    return found.filter(Boolean);
  }

  function claimsOf(sentence) {
    return sentence.dataset.by.split(" ").map(byId).filter(Boolean);
  }

  function light(nodes, name) {
    for (const node of nodes) {
      node.classList.add(name);
      lit.push([node, name]);
    }
  }

  function dark() {
    for (const [node, name] of lit) node.classList.remove(name);
    lit = [];
    panel.classList.remove("near");
  }

  // A statement, or one of its marks: its runs are lit. Returns them.
  function showPart(part) {
    dark();
    const claim = claimOf(part);
    const runs = runsOf(part);
    light(runs, "on");
    light(part === claim || !claim ? [part] : [part, claim], "active");
    panel.classList.toggle("near", Boolean(claim && claim.classList.contains("failed")));
    if (claim) last = claim;
    return runs;
  }

  // A sentence of a source: its runs and the statements that use it are lit.
  function showSentence(sentence) {
    dark();
    light(sentence.querySelectorAll(".used"), "on");
    light(claimsOf(sentence), "cited");
  }

  function settle() {
    clearTimeout(waiting);
    const focused = document.activeElement.closest(".mark, .claim");
    if (kept || focused) showPart(kept || focused);
    else dark();
  }

  // Scrolls the panel so that the run stands in its upper part. Articles that were never on screen have only an
  // estimated height, so after a jump the place is looked at again until it stays.
  function reveal(run) {
    if (!run || (narrow.matches && !document.body.classList.contains("sheet"))) return;
    const frame = panel.getBoundingClientRect();
    const height = Math.min(frame.height, innerHeight);
    const offset = () => run.getBoundingClientRect().top - frame.top;
    const head = run.closest("article").querySelector("h3").offsetHeight + (narrow.matches ? panel.querySelector(".bar").offsetHeight : 0);
    const at = offset();
    if (at > head + 8 && at < 0.75 * height) return;
    const near = Math.abs(at) < 1.5 * height && !still.matches;
    const goal = Math.max(0.28 * height, head + 24);
    panel.scrollBy({ top: at - goal, behavior: near ? "smooth" : "instant" });
    const trip = ++journey;
    let looks = near ? 0 : 6;
    const again = () => {
      if (trip !== journey || looks-- <= 0) return;
      const off = offset() - goal;
      if (Math.abs(off) > 2) panel.scrollBy({ top: off, behavior: "instant" });
      requestAnimationFrame(again);
    };
    requestAnimationFrame(again);
  }

  function keep(part) {
    kept = part;
    const claim = claimOf(part);
    if (narrow.matches) document.body.classList.add("sheet");
    const runs = showPart(part);
    reveal(runs[0]);
    if (narrow.matches && claim) claim.scrollIntoView({ block: "start", behavior: still.matches ? "instant" : "smooth" });
    const article = runs.length && runs[0].closest("article");
    if (article) {
      const places = part.dataset.runs.split(" ").length;
      status.textContent = (places === 1 ? "1 place" : places + " places") + " shown, the first in " + article.querySelector("h3 bdi").textContent;
    }
    return runs;
  }

  function close() {
    kept = null;
    document.body.classList.remove("sheet");
    status.textContent = "";
    settle();
  }

  function goTo(claim) {
    document.body.classList.remove("sheet");
    const begin = claim && beginning(claim);
    if (!begin) return;
    begin.focus({ preventScroll: true });
    kept = null;
    showPart(claim);
    claim.scrollIntoView({ block: "nearest", behavior: still.matches ? "instant" : "smooth" });
  }

  // From a statement into the sources: the link back behind the first of its sentences takes the focus.
  function enter(part) {
    const runs = keep(part);
    const sentence = runs.length && runs[0].closest(".s");
    const claim = claimOf(part);
    const back = sentence && claim && (sentence.querySelector('.back[href="#' + claim.id + '"]') || sentence.querySelector(".back"));
    if (back) back.focus({ preventScroll: true });
  }

  function step(nodes, from, by) {
    const at = nodes.indexOf(from);
    const next = nodes[at < 0 ? (by > 0 ? 0 : nodes.length - 1) : Math.min(Math.max(at + by, 0), nodes.length - 1)];
    if (next) next.focus();
  }

  const claims = () => [...page.querySelectorAll(".claim")].filter((claim) => !claim.closest("[hidden]"));

  document.addEventListener("mouseover", (event) => {
    const part = event.target.closest("[data-runs]");
    const sentence = event.target.closest(".s");
    clearTimeout(waiting);
    if (part) {
      const runs = showPart(part);
      if (page.contains(part)) waiting = setTimeout(() => reveal(runs[0]), REST);
    } else if (sentence) showSentence(sentence);
    else if (lit.length) settle();
  });
  document.documentElement.addEventListener("mouseleave", settle);

  document.addEventListener("focusin", (event) => {
    clearTimeout(waiting);
    const target = event.target;
    const part = target.closest(".mark, .caveats [data-runs]") || target.closest(".claim");
    if (part) reveal(showPart(part)[0]);
    else if (target.matches(".back")) {
      const sentence = target.closest(".s");
      if (kept && claimsOf(sentence).includes(claimOf(kept))) showPart(kept);
      else showSentence(sentence);
    } else settle();
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    const selected = String(getSelection()).length > 0;
    const only = target.closest("[data-only]");
    const part = target.closest(".mark, .caveats [data-runs], .claim");
    const back = target.closest(".back");
    const sentence = target.closest(".s");
    const source = target.closest(".index a");
    if (only) filter(only);
    else if (target.closest("#close")) {
      close();
      if (last) beginning(last).focus();
    } else if (back) {
      event.preventDefault();
      goTo(byId(back.hash.slice(1)));
    } else if (part) {
      if (target.closest("a")) event.preventDefault();
      else if (selected && !target.closest("button")) return; // somebody is copying the text
      if (event.detail === 0 && claimOf(part)) enter(part); // by keyboard
      else keep(part);
    } else if (sentence && !selected) {
      const first = claimsOf(sentence)[0];
      if (first) goTo(first);
    } else if (source) {
      event.preventDefault();
      const article = byId(source.hash.slice(1));
      article.focus({ preventScroll: true });
      if (narrow.matches) article.scrollIntoView({ block: "start", behavior: "instant" });
      else jump(article);
    } else if (!target.closest("#sources, summary, a")) close();
  });

  // To the beginning of an article, looking again while heights settle.
  function jump(article) {
    const trip = ++journey;
    let looks = 6;
    const again = () => {
      if (trip !== journey || looks-- <= 0) return;
      panel.scrollBy({ top: article.getBoundingClientRect().top - panel.getBoundingClientRect().top, behavior: "instant" });
      requestAnimationFrame(again);
    };
    again();
  }

  function filter(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    for (const other of page.querySelectorAll("[data-only]")) other.setAttribute("aria-pressed", String(on && other === button));
    for (const claim of page.querySelectorAll(".claim")) claim.hidden = on && claim.dataset.verdict !== button.dataset.only;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target;
    const claim = target.closest(".claim");
    const back = target.closest(".back");
    const begins = () => claims().map(beginning);
    const backs = () => [...panel.querySelectorAll(".back")];
    const moves = {
      Escape: () => {
        const inside = panel.contains(target);
        if (!inside && claim) target.blur();
        close();
        if (inside && last) beginning(last).focus();
      },
      j: () => step(begins(), beginning(claim || last || page), last || claim ? 1 : 0),
      k: () => step(begins(), beginning(claim || last || page), -1),
      ArrowDown: claim ? () => step(begins(), beginning(claim), 1) : back && (() => step(backs(), back, 1)),
      ArrowUp: claim ? () => step(begins(), beginning(claim), -1) : back && (() => step(backs(), back, -1)),
      Home: claim && (() => step(begins(), null, 1)),
      End: claim && (() => step(begins(), null, -1)),
      ArrowRight: claim && (() => enter(target.closest(".mark") || claim)),
      ArrowLeft: back && (() => goTo(byId(back.hash.slice(1)))),
    };
    if (!Object.hasOwn(moves, event.key) || !moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  });

  // page.html#p3 opens with that statement shown.
  const asked = /^#[pq]\d+$/.test(location.hash) && byId(location.hash.slice(1));
  if (asked) keep(asked);
})();
