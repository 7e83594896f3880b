// Where the section begins: after the script's own element; the address may name a comment.
const asked = () => (/^#comment-([\w-]{36})$/.exec(location.hash) ?? [])[1] ?? new URLSearchParams(location.search).get("comment") ?? "";

if (SITE && SCRIPT.dataset.article) {
  const place = make("div", { class: "comments-of-readers" });
  SCRIPT.after(place);
  const section = new Section(place);
  const begin = async (show) => {
    await section.load({ show, wrong: await vouched() });
    section.whole.removeAttribute("aria-busy");
  };
  begin(asked()).then(() => follow(section));
  addEventListener("hashchange", () => { const id = asked(); if (id && !section.go(id)) section.load({ show: id }); });
  new MutationObserver(() => begin()).observe(SCRIPT, { attributeFilter: ["data-sso"] });
  const dress = () => setTimeout(() => section.dress(place));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  for (const around of [document.documentElement, document.body]) new MutationObserver(dress).observe(around, { attributes: true });
}

fillCounts();
