// After more results came, the focus goes on to the first of them.
(() => {
  let shown = 0;
  const links = () => document.querySelectorAll(".result .where a");
  document.addEventListener("htmx:beforeSwap", () => { shown = links().length; });
  document.addEventListener("htmx:afterSettle", () => links()[shown]?.focus());
})();
