// What readers' pages do beyond htmx: refusals are shown in their form, failures beside it, and focus follows.
"use strict";

const FAILED = "That did not reach us. Your text is still here: please try again.";

function tell(form, words) {
  form.querySelector(".failure").textContent = words;
  form.querySelector("textarea, input:not([type=hidden])").focus();
}

function wordsOf(answer) {
  const page = new DOMParser().parseFromString(answer, "text/html");
  return page.querySelector("main p")?.textContent || FAILED;
}

// An answer that holds the part we wait for is shown, whatever its status; any other says why not.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const form = detail.requestConfig.elt.closest("form");
  const link = detail.requestConfig.elt.closest("a");
  const isWhole = detail.serverResponse.includes(`id="${detail.target.id}"`);
  if (isWhole || (link && detail.xhr.status < 400)) {
    detail.shouldSwap = true;
    detail.isError = false;
  } else if (form && detail.xhr.status >= 400) {
    if (form.querySelector(".failure")) tell(form, wordsOf(detail.serverResponse));
    else form.submit(); // a button alone has no room for words: the answer's own page has
  } else {
    window.location.assign(link ? link.href : detail.xhr.responseURL);
    detail.shouldSwap = false;
  }
});

document.addEventListener("htmx:sendError", ({ detail }) => {
  const form = detail.elt.closest("form");
  if (form) tell(form, FAILED);
  else window.location.assign(detail.elt.href);
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const failure = detail.elt.querySelector(".failure");
  if (failure) failure.textContent = "";
});

// "toggle" does not bubble, so it is caught on its way down.
document.addEventListener("toggle", ({ target }) => {
  if (target.matches("details.reply[open]")) target.querySelector("textarea").focus();
}, true);

// Cancelling a reply folds its form and keeps what was written; without script the link reloads the page.
document.addEventListener("click", (event) => {
  const reply = event.target.closest(".reply .cancel")?.closest(".reply");
  if (!reply) return;
  event.preventDefault();
  reply.open = false;
  reply.querySelector("summary").focus();
});

// Whoever signed in or out where they read goes on where writing begins: what had the focus is gone.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id !== "entry" || document.activeElement !== document.body) return;
  document.querySelector("#entry textarea, #entry .button")?.focus({ preventScroll: true });
});

// After "Show more", focus goes on with the first comment that was not there before.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target.matches("li.more")) return;
  const before = detail.target.previousElementSibling;
  const list = detail.target.parentElement;
  document.addEventListener("htmx:afterSettle", () => {
    const first = before ? before.nextElementSibling : list.firstElementChild;
    first?.querySelector("article")?.focus({ preventScroll: true });
  }, { once: true });
});

// What is being written is kept in this browser, by article and by the comment that it answers, until it is posted.
const draftOf = (form) => `draft ${window.location.pathname} ${form.elements.parent?.value || ""}`;

function count(area) {
  const shown = area.form.querySelector(".count");
  const length = [...area.value].length;
  shown.hidden = length < 200;
  shown.textContent = `${length.toLocaleString("en")} of ${Number(shown.dataset.most).toLocaleString("en")} characters`;
}

function restore(form) {
  const area = form.elements.text;
  if (!area.value) area.value = localStorage.getItem(draftOf(form)) || "";
  count(area);
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form.write");
  if (!form) return;
  count(target);
  if (target.value) localStorage.setItem(draftOf(form), target.value);
  else localStorage.removeItem(draftOf(form));
});

document.addEventListener("htmx:load", ({ detail }) => detail.elt.querySelectorAll("form.write").forEach(restore));

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const form = detail.requestConfig.elt.closest("form.write");
  if (form && detail.xhr.responseURL.includes("show=")) localStorage.removeItem(draftOf(form));
});

// Whoever signs out leaves nothing behind for the next at this machine.
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("form.who")) return;
  Object.keys(localStorage).filter((name) => name.startsWith("draft ")).forEach((name) => localStorage.removeItem(name));
});
