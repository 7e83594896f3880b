// Writing a comment, or an answer to one; what is being written is kept in this browser until it is posted.
const drafts = (name) => `${KEPT_AS} draft ${name}`;

function keptDraft(name, area, counter, most) {
  const count = () => {
    const length = [...area.value].length;
    counter.hidden = length < 200;
    counter.textContent = `${length.toLocaleString("en")} of ${most.toLocaleString("en")} characters`;
  };
  area.value = shelf.get(drafts(name)) ?? "";
  area.addEventListener("input", () => { count(); shelf.set(drafts(name), area.value); });
  count();
  return () => { area.value = ""; count(); shelf.drop(drafts(name)); };
}

// What its author is asked to look at again before a draft is posted; null where the site asks nobody, or cannot now.
async function nudgeOf(section, text) {
  if (!section.nudges) return null;
  const found = await ask(under(section.article, "drafts"), { text }).catch(() => null);
  return found?.told.length ? found : null;
}

// A text with these places of it (in code points) marked.
function marked(text, marks) {
  const signs = [...text], shown = [];
  let place = 0;
  for (const { begin, end } of marks) {
    if (end <= place) continue;
    const first = Math.max(begin, place);
    shown.push(signs.slice(place, first).join(""), make("mark", {}, signs.slice(first, end).join("")));
    place = end;
  }
  return [...shown, signs.slice(place).join("")];
}

const nudge = (id, text, { told, marks }) => make("div", { id, class: "state held-state nudge" },
  make("p", {}, make("strong", {}, sign("shield"), "Would you look at this once more?"), told.join(" ")),
  make("p", { class: "words", dir: "auto" }, marked(text, marks)),
  make("p", {}, "You can change it below, or post it as it is. It may wait for a community manager then."));

// The complaint about what cannot be a comment, if there is one.
function refuseText(section, text) {
  const most = section.longest;
  if (!text.trim()) throw new Refusal("", "", { text: "Write your comment first." });
  if ([...text].length > most) throw new Refusal("", "", { text: `A comment has at most ${most.toLocaleString("en")} characters.` });
}

// The same key makes one comment however often it is sent.
function writing(section, answered, cancel) {
  const area = areaOf(answered ? 3 : 4);
  const counter = make("p", { class: "quiet about", hidden: true });
  const text = field(answered ? ["Your reply to ", make("bdi", {}, answered.author)] : "Your comment", area);
  text.append(counter);
  const empty = keptDraft(`${section.article} ${answered?.id ?? ""}`, area, counter, section.longest);
  const asked = make("div");
  asked.complain = () => {};
  const post = answered ? "Post reply" : "Post comment";
  let key = null, sent = null, isNudged = false;
  const send = async () => {
    const says = area.value;
    refuseText(section, says);
    const found = !isNudged && await nudgeOf(section, says);
    if (found) {
      isNudged = true;
      asked.replaceChildren(nudge(`${area.id}-nudge`, says, found));
      area.setAttribute("aria-describedby", `${area.id}-nudge`);
      area.focus();
      return "Post it now";
    }
    if (sent !== says) [key, sent] = [crypto.getRandomValues(new Uint32Array(4)).join("-"), says];
    let kept;
    try { kept = await ask(under(section.article, "comments"), { text: says, parent: answered?.id ?? null }, { key }); } catch (refusal) {
      if (refusal.code === "session_expired" || refusal.code === "not_signed_in") refusal.message = signedOut(section);
      throw refusal;
    }
    isNudged = false;
    asked.replaceChildren();
    area.setAttribute("aria-describedby", `${area.id}-about`);
    empty();
    cancel?.(); // which moves the focus; the comment has it in the end
    section.add(kept, says, answered);
    return post;
  };
  return form(answered ? "Reply" : "Comment", { asked, text }, post, "Posting…", send, cancel && button("Cancel", cancel, "plain"));
}
