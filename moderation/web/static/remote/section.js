// What a change answers, as a comment shows it.
const standing = (text, { status, version, reasons = [] }) => ({ text, status, version, told: reasons.map((each) => each.text) });

// The section: what is loaded once, shown, and changed by what the reader does.
const NO_COMMENT = "00000000-0000-0000-0000-000000000000";

class Section {
  constructor(place) {
    Object.assign(this, { article: SCRIPT.dataset.article, url: SCRIPT.dataset.url, sort: "newest", reader: null, newest: "" });
    this.message = make("div", { class: "out-of-sight", role: "status" });
    this.tally = make("span", { class: "quiet" });
    this.rules = make("div", { class: "rules" });
    this.entry = make("div", { class: "entry" });
    this.orders = make("div", { class: "orders", role: "group", "aria-label": "Sort by", hidden: true });
    this.list = make("ol", { class: "threads" });
    this.tail = make("div", { class: "tail" });
    this.news = make("button", { type: "button", class: "primary", hidden: true, click: () => this.showNews() });
    this.fresh = [];
    this.title = make("h2", { id: "title", tabindex: -1 }, "Comments ", this.tally);
    this.whole = make("section", { class: "comments", "aria-labelledby": "title", "aria-busy": "true" }, this.title,
      this.rules, this.message, this.entry, this.orders, make("div", { class: "afloat" }, this.news), this.list, this.tail);
    this.root = place.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    this.root.adoptedStyleSheets = [sheet];
    this.root.append(this.whole);
    this.dress(place);
  }

  // Light or dark as the page around: its text tells.
  dress(place) {
    const [red, green, blue] = getComputedStyle(place.parentElement).color.match(/[\d.]+/g) ?? [0, 0, 0];
    this.whole.dataset.theme = SCRIPT.dataset.theme ?? (0.3 * red + 0.6 * green + 0.1 * blue > 140 ? "dark" : "light");
  }

  get mayWrite() { return this.reader && this.isOpen && !(this.sanction && this.sanction.kind !== "pre_moderate"); }
  get comesBack() { return ["account", "vouched"].includes(this.kind); }
  find(id) { return this.root.getElementById(`comment-${id}`); }
  own(what, id) { return new URL(`../comments/${at(id, what)}`, this.page).href; }
  ask(asked) { return ask(embed("articles", this.article) + query({ sort: this.sort === "newest" ? "" : this.sort, url: this.url, ...asked })); }
  say(words) { this.message.textContent = words; }

  // A button whose work is under way from the moment it is pressed; without `waits` it says at once what it will say.
  busy(words, work, look = "", waits = "One moment…") {
    const show = (said) => go.replaceChildren(...[said].flat().filter(Boolean));
    let failure = null;
    const go = button("", async () => {
      if (go.getAttribute("aria-disabled")) return;
      failure?.remove();
      go.setAttribute("aria-disabled", "true");
      const done = work();
      show(waits || words());
      try { await done; } catch (refusal) { go.after(failure = make("p", { class: "complaint", role: "alert" }, refusal.message)); }
      go.removeAttribute("aria-disabled");
      show(words());
    }, look);
    show(words());
    return go;
  }

  async load({ show = "", focus = "", wrong = "" } = {}) {
    let page;
    try { page = await this.ask({ show }); } catch (refusal) {
      explain(refusal);
      this.tail.replaceChildren(make("p", { class: "complaint", role: "alert" }, WORDS.unread), this.busy(() => "Try again", () => this.load({ show })));
      return;
    }
    if (!page.reader) token.drop();
    Object.assign(this, { article: page.article, isOpen: page.is_open, page: page.page, reader: page.reader, kind: page.kind, unread: page.unread, takesGuests: page.takes_guests, awaitsAddress: page.awaits_address, sanction: page.sanction, longest: page.longest, nudges: page.nudges, demandsAddress: page.demands_address, editMinutes: page.edit_minutes, shows: show, newest: page.newest ?? NO_COMMENT, fresh: [] });
    this.news.hidden = true;
    this.rules.replaceChildren(...page.welcome.split("\n").filter((line) => line.trim()).map((line, place) => make("p", { dir: "auto", class: place ? "quiet" : "" }, linked(line))));
    this.count(page.total);
    this.list.replaceChildren(...page.comments.map((root) => threadOf(this, root)));
    this.order(page.sorts);
    this.end(page.next);
    this.enter(null);
    if (wrong) this.entry.prepend(make("p", { class: "complaint", role: "alert" }, sign("stop"), `This page could not sign you in. ${wrong}`));
    if (show) this.go(show);
    if (focus === "write") { this.say(`${this.kind === "guest" ? "You write as a guest:" : "You are signed in as"} ${this.reader}.`); this.begin(); }
    if (focus === "list") this.say("The order has changed.");
  }

  count(total) {
    this.total = total;
    this.tally.textContent = total.toLocaleString("en");
    tellCount(SCRIPT.dataset.article, total);
  }

  go(id) {
    const found = this.find(id);
    for (let each = found?.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    found?.scrollIntoView({ block: "center" });
    found?.focus({ preventScroll: true });
    return Boolean(found);
  }

  order(sorts) {
    const several = this.list.children.length > 1;
    this.orders.hidden = !several;
    this.orders.replaceChildren(make("span", { class: "quiet", "aria-hidden": "true" }, "Sort by"),
      ...sorts.map(([name, label]) => make("button", { type: "button", class: "order", "aria-pressed": String(name === this.sort), click: async () => {
        this.sort = name;
        await this.load({ focus: "list" });
        this.orders.querySelector("[aria-pressed=true]")?.focus();
      } }, label)));
  }

  end(next) {
    const words = !this.list.children.length && (this.isOpen ? "Nobody has written here yet. What do you think?" : "Nobody wrote here.");
    const more = next && this.busy(() => "Show more comments", async () => {
      const page = await this.ask({ after: next, show: this.shows });
      const fresh = page.comments.filter((root) => !this.find(root.id)).map((root) => threadOf(this, root));
      this.list.append(...fresh);
      this.end(page.next);
      fresh[0]?.firstChild.focus({ preventScroll: true });
      this.say(`${plural(fresh.length, "more comment", "more comments")} shown.`);
    });
    this.tail.replaceChildren(...(words ? [make("p", { class: "empty" }, words)] : more ? [more] : []));
  }

  // What others wrote meanwhile is offered, and put in its place only when the reader says so.
  async look() {
    const found = await ask(embed("articles", this.article, "fresh", this.newest));
    this.count(found.total);
    if (found.unread > this.unread) this.say(plural(found.unread, "new notice", "new notices"));
    this.unread = found.unread;
    this.bell?.show();
    const fresh = found.comments.filter(({ id, thread }) => !this.find(id) && !this.fresh.some((each) => each.id === id) && (thread === id || this.find(thread)));
    if (found.comments.length) this.newest = found.comments.at(-1).id;
    if (!fresh.length) return false;
    this.fresh.push(...fresh);
    const words = plural(this.fresh.length, "new comment", "new comments");
    this.news.textContent = `Show ${words}`;
    this.news.hidden = false;
    this.say(words);
    return true;
  }

  showNews() {
    const placed = this.fresh.filter(({ id }) => !this.find(id)).map((shown) => this.place(shown, shown.thread));
    this.fresh = [];
    this.news.hidden = true;
    this.tail.querySelector(".empty")?.remove();
    if (placed.length) this.go(placed[0]);
  }

  // A comment that was not there: at the end of its thread, or the newest of all.
  place(shown, root) {
    const thread = root !== shown.id && this.find(root)?.closest(".thread");
    if (!thread) this.list.prepend(threadOf(this, shown));
    else {
      thread.list.append(make("li", {}, commentOf(this, shown, "h4")));
      thread.count();
    }
    return shown.id;
  }

  // What stands above the list: the form, the way to it, or why there is none.
  enter(way) {
    this.entry.replaceChildren(...entryOf(this, way).filter(Boolean));
    if (way) this.entry.querySelector("input").focus();
  }

  // Whoever has just come in goes on where writing begins, or at what stands in its way; the notices stand above both.
  begin() {
    (this.entry.querySelector("textarea") ?? [...this.entry.querySelectorAll("button")].at(-1))?.focus();
  }

  // A comment just sent, in its place at once, with what became of it.
  add(kept, text, answered) {
    const shown = { id: kept.id, parent: answered?.id ?? null, answers: null, author: this.reader, is_own: true, is_staff: false, is_featured: false,
      respects: 0, at: new Date().toISOString(), edit_until: this.editMinutes && new Date(Date.now() + this.editMinutes * 60000), ...standing(text, kept) };
    if (this.find(kept.id)) return this.go(kept.id);
    const words = WORDS.posted[kept.status].replace("{}", answered ? "reply" : "comment");
    if (answered?.parent) shown.answers = answered.author;
    this.place(shown, answered ? answered.id : kept.id);
    this.tail.querySelector(".empty")?.remove();
    return this.tell(kept, words, kept.status === "published" ? 1 : 0);
  }

  // One's own comment as it stands now that it was changed.
  became(was, kept, words) {
    const now = { ...was, ...standing(was.text, kept) };
    const shows = (each) => Number(each.status === "published");
    const old = this.find(was.id);
    old.replaceWith(commentOf(this, now, old.querySelector("h3") ? "h3" : "h4"));
    return this.tell(kept, words, shows(now) - shows(was));
  }

  tell({ id, status }, words, more) {
    this.count(this.total + more);
    if (status === "published") this.find(id).querySelector(".words").after(make("p", { class: "state posted-state" }, words));
    this.say(words);
    return this.go(id);
  }
}
