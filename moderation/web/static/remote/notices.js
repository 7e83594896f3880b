// What the reader is told of what happened: a bell with a number, and the list that it opens.
function bell(section) {
  const list = make("div", { id: "notices", class: "notices", role: "region", "aria-label": "Your notices", tabindex: 0, hidden: true });
  const words = () => [sign("bell"), "Notices", section.unread > 0 && make("span", { class: "unread" }, section.unread, hidden(" new"))];
  const go = section.busy(words, async () => {
    const isOpen = list.hidden;
    if (isOpen) {
      const { notices } = await ask(embed("notices"));
      section.unread = 0;
      list.replaceChildren(...told(section, notices));
    }
    list.hidden = !isOpen;
    go.setAttribute("aria-expanded", String(isOpen));
  }, "plain", "");
  go.setAttribute("aria-expanded", "false");
  go.setAttribute("aria-controls", list.id);
  return { go, list, show: () => go.replaceChildren(...words().filter(Boolean)) };
}

function told(section, notices) {
  const more = section.kind === "account" && make("p", {}, make("a", { href: `${DESK}me`, target: "_blank", rel: "noopener" }, "Everything you wrote, and your settings", hidden(", on pages of their own")));
  if (!notices.length) return [make("p", { class: "quiet" }, "Nothing yet. When your comments are decided on or answered, you read it here."), more].filter(Boolean);
  return [make("ol", {}, notices.map((each) => make("li", { class: each.is_new ? "new" : "" },
    make("p", {}, each.is_new && make("strong", { class: "unread" }, "New"), make("span", { dir: "auto" }, each.title), " ", make("span", { class: "quiet" }, moment(each.at))),
    each.text && make("p", { dir: "auto" }, each.text),
    each.comment && make("p", { class: "quiet" }, "Under ", whereOf(section, each))))), more].filter(Boolean);
}

// The comment in this page where it stands here, else in its own.
function whereOf(section, { comment, article, page, under }) {
  const address = article === section.article ? `#comment-${comment}` : page.includes("#") || page.startsWith(DESK) ? page : `${page}#comment-${comment}`;
  return make("a", { href: address, dir: "auto" }, under);
}
