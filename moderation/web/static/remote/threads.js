// Comments as they show: each with what can be done about it, and threads that fold.
function commentOf(section, shown, level) {
  if (!shown.text) return gone(shown, level);
  const by = make(level, { id: `by-${shown.id}` }, make("bdi", {}, shown.author), shown.is_own && make("span", { class: "quiet" }, " (you)"));
  const link = make("a", { class: "when quiet", href: `#comment-${shown.id}` }, moment(shown.at));
  const below = make("div", { class: "below" });
  const isPublic = shown.status === "published";
  const said = make("p", { class: "words", dir: "auto" }, linked(shown.text));
  const made = make("article", { class: `comment ${shown.is_staff ? "staff" : ""} ${shown.status}`, id: `comment-${shown.id}`, tabindex: -1, "aria-labelledby": by.id },
    make("header", { class: "by" }, by,
      shown.is_staff && make("span", { class: "badge" }, sign("shield"), "Community manager"),
      shown.is_featured && isPublic && make("span", { class: "badge" }, sign("star"), "Featured"), link,
      shown.edited_at && make("span", { class: "edited quiet" }, "edited ", moment(shown.edited_at))),
    shown.answers && make("p", { class: "answers quiet" }, "To ", make("bdi", {}, shown.answers)),
    shown.is_muted ? make("details", { class: "muted" }, make("summary", {}, `You muted ${shown.author}. Read it all the same`), said, muting(section, shown, false)) : said,
    isPublic ? null : state(section, shown, below));
  const acts = [...(isPublic ? actsOn(section, shown, below) : []), ...(shown.is_own ? actsOnOwn(section, shown, below) : [])];
  made.append(...(acts.length ? [make("p", { class: "acts" }, acts)] : []), below);
  return made;
}

// What is left of a comment that its author took back, or that is looked at again: its place.
function gone(shown, level) {
  const by = make(level, { id: `by-${shown.id}`, class: "quiet" }, WORDS.places[shown.status]);
  return make("article", { class: `comment gone ${shown.status}`, id: `comment-${shown.id}`, tabindex: -1, "aria-labelledby": by.id }, by);
}

// Opens a form below a comment and gives the focus back to its button; what was written stays while it is folded.
function opens(below, words, about, build, look = "plain") {
  let made = null;
  const opener = button([words, hidden(` ${about}`)], () => {
    made ??= build((said) => {
      below.replaceChildren(said ? make("p", { class: "state posted-state", role: "status" }, said) : "");
      if (said) made = null;
      opener.focus();
    });
    below.replaceChildren(made);
    made.querySelector("textarea, input").focus();
  }, look);
  return opener;
}

function actsOn(section, shown, below) {
  const acts = [respecting(section, shown)].filter(Boolean);
  if (section.mayWrite) acts.push(opens(below, "Reply", `to ${shown.author}`, (done) => writing(section, shown, () => done("")), "plain answer"));
  acts.push(...[following(section, shown)].filter(Boolean));
  if (shown.is_own) return acts;
  acts.push(...[!shown.is_muted && muting(section, shown, true)].filter(Boolean));
  if (section.reader) acts.push(opens(below, "Report", `what ${shown.author} wrote`, (done) => reporting(section, shown, done), "plain less"));
  else acts.push(make("a", { class: "button plain less", href: section.own("report", shown.id), target: "_blank", rel: "nofollow noopener" }, "Report", hidden(` what ${shown.author} wrote, on a page of its own`)));
  return acts;
}

// What only its author sees: where the comment stands, and why.
function state(section, shown, below) {
  if (shown.status === "withdrawn") {
    return make("div", { class: "state gone-state" }, make("p", {}, make("strong", {}, sign("stop"), "Withdrawn"), "Only you can read this."),
      puttingBack(section, shown));
  }
  const isHeld = shown.status === "held";
  const told = shown.told.length > 1 ? make("ul", {}, shown.told.map((each) => make("li", {}, each))) : shown.told.length ? make("p", {}, shown.told[0]) : null;
  return make("div", { class: `state ${shown.status}-state` },
    make("p", {}, make("strong", {}, sign(isHeld ? "clock" : "stop"), isHeld ? "Awaiting review" : "Not published"),
      isHeld ? "Only you can see this until a community manager has looked at it." : "Only you can see this."),
    told,
    !isHeld && opens(below, "Ask for another look", "at this decision", (done) => appealing(section, shown, done)));
}

function threadOf(section, root) {
  const list = make("ol", { class: "replies", "aria-label": root.author ? `Replies to ${root.author}` : "Replies" });
  const folded = make("details", { class: "thread-replies", open: true }, make("summary", {}), list);
  const made = make("li", { class: "thread" }, commentOf(section, root, "h3"), folded);
  made.list = list;
  made.count = () => {
    const here = list.querySelectorAll(".comment").length + Math.max(made.beyond, 0);
    folded.hidden = !here;
    folded.firstChild.textContent = plural(here, "reply", "replies");
  };
  made.beyond = root.hidden ?? 0;
  const more = root.more && moreReplies(section, root, made);
  (root.replies ?? []).forEach((reply, place) => {
    if (more && place === root.unfolded) list.append(more);
    list.append(make("li", {}, commentOf(section, reply, "h4")));
  });
  if (more && !more.parentNode) list.append(more);
  made.count();
  return made;
}

function moreReplies(section, root, thread) {
  let place = root.more;
  const item = make("li", { class: "more" });
  const words = () => thread.beyond > 0 ? `Show ${plural(thread.beyond, "more reply", "more replies")}` : "Show more replies";
  const load = section.busy(words, async () => {
    const page = await section.ask({ thread: root.id, after: place });
    const fresh = page.comments.filter((each) => !section.find(each.id)).map((each) => make("li", {}, commentOf(section, each, "h4")));
    item.before(...fresh);
    thread.beyond -= fresh.length;
    place = page.next;
    fresh[0]?.firstChild.focus({ preventScroll: true });
    if (!place) { thread.beyond = 0; item.remove(); }
    thread.count();
  });
  item.append(load);
  return item;
}
