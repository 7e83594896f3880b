// What authors do with their own comments: each change shows at once where the comment stands, and nothing else moves.
const isEditable = (shown) => shown.edit_until && new Date(shown.edit_until) > Date.now();

function editing(section, shown, done) {
  const area = areaOf(4);
  area.value = shown.text;
  const until = new Date(shown.edit_until).toLocaleTimeString("en-GB", { timeStyle: "short" });
  const text = field("Change your comment", area, `You can change it until ${until}. It is looked at anew, and readers see that it was edited.`);
  const send = async () => {
    refuseText(section, area.value);
    const kept = await ask(comment(shown.id), { text: area.value, version: shown.version }, { method: "PUT" });
    const changes = area.value !== shown.text && { edited_at: new Date().toISOString() };
    section.became({ ...shown, ...changes, text: area.value }, kept, WORDS.posted[kept.status].replace("{}", "comment"));
  };
  return form("Edit", { text }, "Save", "Saving…", send, button("Cancel", () => done(""), "plain"));
}

const withdrawing = (section, shown) => section.busy(() => ["Withdraw", hidden(" this comment of yours")],
  async () => section.became(shown, await ask(comment(shown.id), null, { method: "DELETE" }), "You withdrew your comment."), "plain less");

const puttingBack = (section, shown) => section.busy(() => "Put it back", async () => {
  const kept = await ask(comment(shown.id, "put-back"), {});
  section.became(shown, kept, WORDS.posted[kept.status].replace("{}", "comment"));
}, "plain");

function actsOnOwn(section, shown, below) {
  if (!["published", "held"].includes(shown.status)) return [];
  const edit = isEditable(shown) && opens(below, "Edit", "this comment of yours", (done) => editing(section, shown, done), "plain less");
  return [edit, withdrawing(section, shown)].filter(Boolean);
}
