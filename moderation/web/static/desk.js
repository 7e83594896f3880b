// The desk with script: no page is loaded twice, every action has a key, and focus goes on to the next comment.
// Everything here only presses what the page already offers; without it, each form and link works by itself.
"use strict";
(() => {
  const reviews = () => [...document.querySelectorAll("#queue .review")];
  const messages = () => document.getElementById("messages");
  const keys = () => document.getElementById("keys");

  // --- answers: a refusal shows the comment as it is now; anything else that went wrong is said, and nothing is lost

  htmx.config.scrollIntoViewOnBoost = false;
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ];

  function say(text, link) {
    const message = document.createElement("div");
    message.className = "message wrong";
    const words = document.createElement("span");
    words.textContent = text;
    message.append(words);
    if (link) {
      const way = document.createElement("a");
      way.href = link;
      way.textContent = "Sign in";
      message.append(way);
    }
    message.append(dismiss());
    messages().replaceChildren(message);
  }

  function dismiss() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain dismiss";
    button.setAttribute("aria-label", "Close this message");
    button.textContent = "×";
    return button;
  }

  document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const told = (answer.querySelector("#told") ?? answer.querySelector("#main p:not(.brand)"))?.textContent;
    say(told || "That did not work. Nothing was changed; please try again.", xhr.status === 401 ? "/desk/sign-in" : "");
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(lost, () => say("The desk cannot be reached. What you wrote is still here; try again."));
  }

  // --- focus: after an action it stays on the comment if that is still there, else goes to the next one

  const places = new Map(); // where in the queue the comment was that was acted upon, by the request; several may be under way

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const acted = detail.target.closest?.(".review");
    const isReturning = detail.requestConfig.elt.closest("#messages");
    if (detail.shouldSwap && isReturning) places.set(detail.xhr, { id: "", index: 0 });
    else if (detail.shouldSwap && acted) places.set(detail.xhr, { id: acted.id, index: reviews().indexOf(acted) });
    const from = new URL(detail.xhr.responseURL || location.href).pathname;
    if (!detail.boosted && from !== location.pathname) detail.ignoreTitle = true; // the page is still this one
  });

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const place = places.get(detail.xhr);
    if (place) {
      const all = reviews();
      const next = document.getElementById(place.id) || all[Math.min(place.index, all.length - 1)];
      places.delete(detail.xhr);
      focusOn(next || document.querySelector(".empty"));
      keepFull();
    } else if (document.activeElement === document.body) {
      focusOn(reviews()[0] || document.querySelector(".empty"));
    }
  });

  function focusOn(target) {
    const notice = target?.querySelector("[role=alert]");
    (notice || target)?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "nearest" });
    const hidden = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop); // by the top and a message
    if (target?.getBoundingClientRect().top < hidden) target.scrollIntoView({ block: "start" }); // taller than the window
  }

  // The next comments are there before they are needed.
  function keepFull() {
    const more = document.querySelector("#more a");
    if (more && reviews().length < 5) htmx.trigger(more, "click");
  }

  // --- keys: pressed on the comment that has the focus, or else the first one in sight

  const under = () => document.querySelector(".top").offsetHeight + 60;

  function current() {
    const focused = document.activeElement.closest(".review");
    return focused || reviews().find((review) => review.getBoundingClientRect().bottom > under()) || null;
  }

  function step(by) {
    const all = reviews();
    const focused = document.activeElement.closest(".review");
    const next = focused ? all[all.indexOf(focused) + by] : current();
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "start" });
  }

  function press(key) {
    const review = current();
    const open = (review || document.getElementById("main")).querySelector(".panel[open]");
    const target = (key === "u" && messages().querySelector("[data-key=u]")) ||
      (/\d/.test(key) ? open : review)?.querySelector(`[data-key="${key}"]`) ||
      document.querySelector(`main [data-page-key="${key}"]`);
    if (!target && key === "u") say("There is nothing to undo.");
    if (!target) return false;
    const form = target.closest("form");
    if (form) htmx.process(form); // what was swapped in is taken over a moment later; a quick key would load a page
    target.click();
    if (target.matches("summary")) unfolded(target);
    else if (target.matches("input")) target.focus();
    return true;
  }

  function unfolded(summary) {
    const { parentElement: fold } = summary;
    if (!fold.open) return;
    const field = fold.querySelector("textarea, input:not([type=hidden])");
    (field || summary).focus();
    fold.scrollIntoView({ block: "nearest" });
  }

  // One panel at a time. (A shared name would do it too, but closes the panel of an answer that is just swapped in.)
  document.addEventListener("toggle", ({ target }) => {
    if (!target.open || !target.matches(".panel")) return;
    for (const other of target.parentElement.querySelectorAll(".panel[open]")) if (other !== target) other.open = false;
  }, true);

  function close() {
    const open = document.activeElement.closest(".panel[open]") || document.querySelector(".panel[open], .menu[open]");
    if (open) fold(open);
    else messages().replaceChildren();
  }

  function fold(open) {
    open.open = false;
    open.querySelector("summary").focus();
  }

  const isWriting = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  const areOn = () => localStorage.getItem("desk-keys") !== "off";

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || keys()?.open) return;
    const { key, target } = event;
    if (key === "Escape") return close();
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) return target.form.requestSubmit();
    if (isWriting(target) || !keys()) return;
    if (key === "z" && (event.ctrlKey || event.metaKey) && !event.repeat && press("u")) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || !areOn()) return;
    if (key === "?") keys().showModal();
    else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (!/^[a-z1-9]$/.test(key) || event.repeat || !press(key)) return;
    event.preventDefault();
  });

  // --- one of the site's texts goes into the field beside it, after what is written there already

  document.addEventListener("focusin", ({ target }) => {
    if (target.dataset.fills) target.dataset.after = document.getElementById(target.dataset.fills).value.trimEnd();
  });

  function fill(choice) {
    const written = choice.dataset.after;
    choice.removeAttribute("name"); // what is in the field counts from now on
    document.getElementById(choice.dataset.fills).value = [written, choice.value].filter(Boolean).join("\n\n");
  }

  // --- the list of keys, and the switch that turns them off in this browser

  document.addEventListener("click", ({ target }) => {
    if (target.closest("#show-keys")) keys().showModal();
    if (target.matches(".cancel")) fold(target.closest(".panel"));
    if (target.matches(".dismiss")) {
      messages().replaceChildren();
      focusOn(current() || document.querySelector(".empty"));
    }
    if (!target.closest(".menu")) document.querySelector(".menu[open]")?.removeAttribute("open");
  });
  document.addEventListener("change", ({ target }) => {
    if (target.dataset.fills) fill(target);
    if (target.id !== "keys-on") return;
    localStorage.setItem("desk-keys", target.checked ? "on" : "off");
    ready();
  });
  function ready() {
    document.documentElement.classList.add("has-script");
    document.documentElement.classList.toggle("has-keys", areOn());
    document.getElementById("show-keys")?.removeAttribute("hidden");
    for (const nav of document.querySelectorAll("#rooms, #tabs")) {
      const here = nav.querySelector("[aria-current]");
      if (here) nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
    }
    const on = document.getElementById("keys-on");
    if (on) on.checked = areOn();
  }
  document.addEventListener("htmx:afterSettle", ready);
  ready();
})();
