// What readers choose about what others wrote: to respect it.
function respecting(section, shown) {
  const count = () => shown.respects > 0 && make("span", {}, ` ${shown.respects.toLocaleString("en")}`);
  if (!section.reader || shown.is_own) {
    return count() && make("span", { class: "respect quiet" }, sign("heart"), count(), hidden(shown.respects === 1 ? " reader respects this" : " readers respect this"));
  }
  const say = (given, respects) => {
    Object.assign(shown, { is_respected: given, respects });
    go.setAttribute("aria-pressed", String(given));
  };
  const words = () => [sign("heart"), "Respect", count(), hidden(` what ${shown.author} wrote`)];
  const go = section.busy(words, async () => {
    const { is_respected: was, respects } = shown;
    say(!was, respects + (was ? -1 : 1));
    try {
      const kept = await ask(comment(shown.id, "respect"), { given: !was }, { method: "PUT" });
      say(kept.given, kept.respects);
    } catch (refusal) { say(was, respects); throw refusal; }
  }, "plain respect", "");
  go.setAttribute("aria-pressed", String(shown.is_respected ?? false));
  return go;
}
