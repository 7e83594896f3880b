// What the reader is told of what happened: a bell with a number, and the list that it opens.
function bell(section) {
  const list = make("div", { id: "notices", class: "notices", role: "region", "aria-label": "Your notices", tabindex: 0, hidden: true });
  const words = () => [sign("bell"), "Notices", section.unread > 0 && make("span", { class: "unread" }, section.unread, hidden(" new"))];
  const go = section.busy(words, async () => {
    const isOpen = list.hidden;
    if (isOpen) {
      const [{ notices }, choices] = await Promise.all([ask(embed("notices")), section.comesBack && ask(embed("choices"))]);
      section.unread = 0;
      list.replaceChildren(...told(section, notices), ...(choices ? chosen(section, choices) : []), ...beyond(section));
    }
    list.hidden = !isOpen;
    go.setAttribute("aria-expanded", String(isOpen));
  }, "plain", "");
  go.setAttribute("aria-expanded", "false");
  go.setAttribute("aria-controls", list.id);
  return { go, list, show: () => go.replaceChildren(...words().filter(Boolean)) };
}

function told(section, notices) {
  if (!notices.length) return [make("p", { class: "quiet" }, "Nothing yet. When your comments are decided on or answered, you read it here.")];
  return [make("ol", {}, notices.map((each) => make("li", { class: each.is_new ? "new" : "" },
    make("p", {}, each.is_new && make("strong", { class: "unread" }, "New"), make("span", { dir: "auto" }, each.title), " ", make("span", { class: "quiet" }, moment(each.at))),
    each.text && make("p", { dir: "auto" }, each.text),
    each.comment && make("p", { class: "quiet" }, "Under ", whereOf(section, each)))))];
}

function beyond(section) {
  if (section.kind !== "account") return [];
  return [make("p", {}, make("a", { href: `${DESK}me`, target: "_blank", rel: "noopener" }, "Everything you wrote, and your settings", hidden(", on pages of their own")))];
}

// The comment in this page where it stands here, else in its own.
function whereOf(section, { comment, article, page, under }) {
  const address = article === section.article ? `#comment-${comment}` : page.includes("#") || page.startsWith(DESK) ? page : `${page}#comment-${comment}`;
  return make("a", { href: address, dir: "auto" }, under);
}

// What the reader follows and whom they muted, each with the way to end it; nothing where there is neither.
function chosen(section, { follows, mutes }) {
  const ending = (words, about, end, said) => section.busy(() => [words, hidden(about)], async () => {
    await end();
    await section.load();
    section.bell.go.click();
    section.bell.go.focus();
    section.say(said);
  }, "plain");
  const listed = (title, all) => all.length ? [make("h3", {}, title), make("ul", { class: "choices" }, all.map((each) => make("li", {}, each)))] : [];
  return [
    ...listed("Threads that you follow", follows.map((each) => [
      make("span", {}, make("bdi", {}, each.author), ", under ", whereOf(section, each)),
      ending("Stop following", ` what ${each.author} began under ${each.under}`, () => choose({ id: each.comment }, "follow", false), "You no longer follow that thread.")])),
    ...listed("Whom you muted", mutes.map(({ author, name }) => [
      make("bdi", {}, name), ending("Unmute", ` ${name}`, () => ask(embed("muted", author), null, { method: "DELETE" }), `You read ${name} again.`)])),
  ];
}
