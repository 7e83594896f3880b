// What stands above the comments: the form to write with, the way to it, or why there is none.
function entryOf(section, way) {
  const { sanction } = section;
  if (!section.isOpen) return [make("p", { class: "closed" }, "Comments are closed under this article.")];
  if (!section.reader) return [way === "guest" ? guestEntrance(section) : way ? entrance(section, way) : invitation(section)];
  const wait = section.kind === "guest" ? "What guests write waits until a community manager has looked at it."
    : section.awaitsAddress && "Your comments wait until you confirm your address: follow the link in the letter that we sent you.";
  return [...who(section), wait && make("p", { class: "state held-state" }, sign("clock"), wait),
    sanction && sanction.kind !== "pre_moderate" ? word(section, sanction) : section.writes ??= writing(section, null)];
}

// Whoever was signed in by the page is signed out by the page.
function who(section) {
  const words = section.kind === "guest" ? ["You write as a guest: ", "Leave"] : ["Signed in as ", "Sign out"];
  section.bell = bell(section);
  return [make("p", { class: "who" }, make("span", { class: "quiet" }, words[0], make("bdi", {}, section.reader)),
    make("span", { class: "row" }, section.bell.go, section.kind !== "vouched" && button(words[1], () => leave(section), "plain"))), section.bell.list];
}

function invitation(section) {
  const elsewhere = SCRIPT.dataset.signIn;
  const ways = elsewhere ? [make("a", { class: "button primary", href: elsewhere }, "Sign in")]
    : [button("Sign up", () => section.enter("sign-up"), "primary"), button("Sign in", () => section.enter("sign-in"))];
  if (section.takesGuests) ways.push(button("Write as a guest", () => section.enter("guest")));
  const takes = `It takes a name and a password${section.takesGuests ? ", or as a guest a name alone" : ""}.`;
  return make("div", { class: "invitation" }, make("p", {}, make("strong", {}, "Join the conversation. "), elsewhere ? "" : takes),
    make("p", { class: "row" }, ways));
}

function word(section, { id, kind, reason, ends_at: ends }) {
  if (kind !== "warn") {
    const until = ends ? `until ${exactly(new Date(ends))}` : "any more";
    return make("div", { class: "state rejected-state" }, make("p", {}, make("strong", {}, sign("stop"), `You cannot write comments here ${until}`), "A community manager gave this reason:"), make("p", { dir: "auto" }, reason), make("p", {}, "You can still read along."));
  }
  const understood = section.busy(() => "I understand", async () => { await ask(embed("understood", id), null, { method: "POST" }); await section.load({ focus: "write" }); });
  return make("div", { class: "state held-state" }, make("p", {}, make("strong", {}, sign("shield"), "A word from the community managers")), make("p", { dir: "auto" }, reason), make("p", {}, "Once you say that you understand, you can write again."), understood);
}

// Signed out by the desk: what was written is kept until the reader has signed in again. Answers what to tell them.
function signedOut(section) {
  section.writes = null;
  if (section.kind === "vouched") {
    SCRIPT.dispatchEvent(new Event("comments-signed-out", { bubbles: true })); // whose page may bring another token
    return "You were signed out. Load this page again to sign in; your text is kept.";
  }
  section.reader = null;
  section.enter("sign-in");
  section.say("You were signed out. Sign in again; your text is kept.");
  return "";
}

async function leave(section) {
  await ask(embed("sign-out"), null, { method: "POST" }).catch(() => null);
  token.drop();
  shelf.all().filter((name) => name.startsWith(drafts(""))).forEach(shelf.drop); // for the next at this machine
  section.writes = null;
  await section.load();
  section.say("You are signed out.");
  section.entry.querySelector("button")?.focus();
}
