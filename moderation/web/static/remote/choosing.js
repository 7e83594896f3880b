// What readers choose about what others wrote: to respect it, to follow its thread, to read its author no more.

// A button that is on or off; it says so at once, and takes it back where that did not reach the desk.
function toggle(section, words, isOn, change, look) {
  const go = section.busy(words, async () => {
    const was = go.getAttribute("aria-pressed") === "true";
    go.setAttribute("aria-pressed", String(!was));
    try { await change(!was); } catch (refusal) {
      go.setAttribute("aria-pressed", String(was));
      throw refusal;
    }
  }, `plain ${look}`, "");
  go.setAttribute("aria-pressed", String(Boolean(isOn)));
  return go;
}

function respecting(section, shown) {
  const count = () => shown.respects > 0 && make("span", {}, ` ${shown.respects.toLocaleString("en")}`);
  if (!section.reader || shown.is_own) {
    return count() && make("span", { class: "respect quiet" }, sign("heart"), count(), hidden(shown.respects === 1 ? " reader respects this" : " readers respect this"));
  }
  const change = async (given) => {
    const { respects } = shown;
    shown.respects += given ? 1 : -1;
    try { shown.respects = (await ask(comment(shown.id, "respect"), { given }, { method: "PUT" })).respects; } catch (refusal) {
      shown.respects = respects;
      throw refusal;
    }
  };
  return toggle(section, () => [sign("heart"), "Respect", count(), hidden(` what ${shown.author} wrote`)], shown.is_respected, change, "respect");
}

const choose = (shown, what, isOn) => ask(embed("comments", shown.id, what), null, { method: isOn ? "PUT" : "DELETE" });

function following(section, shown) {
  if (!section.comesBack || shown.parent) return null;
  return toggle(section, () => [sign("bell"), "Follow", hidden(` what ${shown.author} began`)], shown.is_followed, (isOn) => choose(shown, "follow", isOn), "respect less");
}

// Whoever is muted may have written more than this: the comments are loaded again, with this one in sight.
function muting(section, shown, isOn) {
  if (!section.comesBack || shown.is_own || shown.is_staff) return null;
  return section.busy(() => isOn ? ["Mute", hidden(` ${shown.author}`)] : `Read ${shown.author} again`, async () => {
    await choose(shown, "mute", isOn);
    await section.load({ show: shown.id });
    section.say(isOn ? `You muted ${shown.author}.` : `You read ${shown.author} again.`);
  }, isOn ? "plain less" : "plain");
}
