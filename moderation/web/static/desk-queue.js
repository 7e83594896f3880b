// Queues, batches and colleagues with script: who looks at what, what came in and what was decided elsewhere is asked
// for every ten seconds while the page is seen; nothing that it tells ever moves the focus or what is in sight.
"use strict";
(() => {
  const EVERY_MS = 10_000;
  const CLAIM_AGAIN_MS = 60_000;
  const queue = () => document.getElementById("queue");
  const reviews = () => [...document.querySelectorAll("#queue .review")];
  const idOf = (review) => review.id.replace("review-", "");

  // --- following: the lengths, the colleagues, and what became of the comments that this page shows

  let lastSaid = null; // the last answer's mark, so that an answer that says the same is not sent again
  let lastAsked = "";

  function question() {
    const seen = reviews().map((review) => `${idOf(review)}:${review.dataset.version}`).join(",");
    const address = new URL(queue().dataset.live, location.href);
    address.searchParams.set("seen", seen);
    if (queue().dataset.newest) address.searchParams.set("since", queue().dataset.newest);
    return address.href;
  }

  async function follow() {
    if (document.hidden || !queue()?.dataset.live) return;
    const asked = question();
    const versions = new Map(reviews().map((review) => [idOf(review), review.dataset.version]));
    const headers = lastSaid && asked === lastAsked ? { "If-None-Match": lastSaid } : {};
    try {
      const answer = await fetch(asked, { headers, cache: "no-store" });
      if (answer.status !== 200) return;
      lastSaid = answer.headers.get("ETag");
      lastAsked = asked;
      tell(await answer.json(), versions);
    } catch { /* out of reach: what is shown stays, and is asked for again */ }
  }

  function tell({ counts, colleagues, arrived, looking, settled }, versions) {
    for (const [name, number] of Object.entries(counts)) {
      const count = document.querySelector(`#tab-${name} .count`);
      if (count) count.textContent = number.toLocaleString("en");
    }
    nameWindow();
    const here = document.getElementById("colleagues");
    if (here) here.textContent = colleagues;
    for (const review of reviews()) {
      const id = idOf(review);
      if (review.dataset.version !== versions.get(id)) continue; // it was acted upon meanwhile
      const done = settled[id];
      review.classList.toggle("settled", Boolean(done));
      say(review.querySelector(".looking"), done ? `${done}, while you were here` : looking[id] ? `${looking[id]} is looking at this` : "");
    }
    announce(arrived);
  }

  // The window is called after its queue and that queue's length; a page of one comment is not.
  function nameWindow() {
    const count = document.querySelector("#tabs [aria-current] .count");
    if (count && queue()?.dataset.newest !== undefined) document.title = document.title.replace(/ \([\d,]+\)/, ` (${count.textContent})`);
  }

  function say(line, words) {
    if (line && line.textContent !== words) line.textContent = words;
  }

  function announce(arrived) {
    const place = document.getElementById("arrived");
    if (!place) return;
    const words = arrived ? `${arrived} new — show` : "";
    if (place.textContent.trim() === words) return;
    place.replaceChildren();
    if (!arrived) return;
    const link = document.createElement("a");
    link.className = "button";
    link.href = fresh();
    link.dataset.pageKey = "n";
    link.textContent = words;
    place.append(link);
  }

  function fresh() {
    const address = new URL(location.href);
    address.searchParams.delete("after");
    return address.pathname + address.search;
  }

  // --- claims: the comment that has the focus is this manager's, until the focus goes to another or the page goes

  let mine = null;
  let renewal = 0;

  function send(review, what) {
    const token = review.querySelector("[name=csrf_token]")?.value;
    if (!token) return;
    navigator.sendBeacon(`/desk/comments/${idOf(review)}/${what}`, new URLSearchParams({ csrf_token: token }));
  }

  function claim(review) {
    if (mine?.id === review?.id) return;
    drop();
    if (!review) return;
    mine = review;
    send(review, "claim");
    renewal = setInterval(() => { if (!document.hidden && mine.isConnected) send(mine, "claim"); }, CLAIM_AGAIN_MS);
  }

  function drop() {
    clearInterval(renewal);
    if (mine) send(mine, "release");
    mine = null;
  }

  document.addEventListener("focusin", ({ target }) => {
    const review = target.closest?.("#queue .review");
    if (review) claim(review);
  });
  addEventListener("pagehide", drop);
  document.addEventListener("htmx:afterSettle", () => { if (mine && !document.getElementById(mine.id)) drop(); });
  document.addEventListener("htmx:afterSettle", nameWindow);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) follow(); });

  // --- a range of scores: what is chosen follows the handles; what is acted on is always what was last shown

  function recount() {
    const form = document.getElementById("range");
    if (!form) return;
    const [a, b] = ["low", "high"].map((name) => Number(form.elements[name].value));
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const count = form.dataset.steps.split(",").slice(low, high).reduce((sum, each) => sum + Number(each), 0);
    document.querySelector("output[for=low]").textContent = `${a} %`;
    document.querySelector("output[for=high]").textContent = `${b} %`;
    say(document.getElementById("count"), `${count.toLocaleString("en")} ${count === 1 ? "comment" : "comments"} in this range`);
    for (const bar of form.querySelectorAll(".histogram rect")) {
      bar.classList.toggle("inside", low < Number(bar.dataset.high) && high > Number(bar.dataset.low));
    }
    const isShown = form.dataset.shown === `${low}-${high}`;
    document.querySelectorAll(".act, #sample").forEach((part) => { part.hidden = !isShown; });
  }

  document.addEventListener("input", ({ target }) => {
    if (target.closest("#range .handles")) recount();
  });

  // --- picking: one box for all

  document.addEventListener("change", ({ target }) => {
    const boxes = [...document.querySelectorAll(".pick [name=picked]")];
    const all = document.getElementById("all");
    if (!all) return;
    if (target === all) for (const box of boxes) box.checked = all.checked;
    gather(all, boxes);
  });

  function gather(all, boxes) {
    const checked = boxes.filter((box) => box.checked).length;
    all.checked = checked === boxes.length;
    all.indeterminate = checked > 0 && !all.checked;
  }

  const all = document.getElementById("all");
  if (all) gather(all, [...document.querySelectorAll(".pick [name=picked]")]);
  if (queue()?.dataset.open !== undefined) claim(reviews()[0]);
  setInterval(follow, EVERY_MS);
})();
