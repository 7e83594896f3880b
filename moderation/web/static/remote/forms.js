// Forms: each keeps what was written when it is refused, says why beside the field, and can be sent again.
let forms = 0;

// A labelled field; `about` stands below it until there is a complaint.
function field(label, control, about = "") {
  const id = `field-${++forms}`;
  const note = make("p", { id: `${id}-about`, class: "quiet about" }, about);
  control.id = id;
  control.setAttribute("aria-describedby", note.id);
  const whole = make("div", { class: "field" }, make("label", { for: id }, label), control, note);
  return complaining(whole, control, note, about);
}

// One of several, none of which is chosen beforehand.
function choice(label, name, options) {
  const note = make("p", { id: `field-${++forms}-about`, class: "about" });
  const choices = Object.entries(options).map(([value, words]) =>
    make("label", { class: "choice" }, make("input", { type: "radio", name, value, required: true }), words));
  const told = { class: "field", role: "radiogroup", "aria-describedby": note.id };
  const whole = make("fieldset", told, make("legend", {}, label), choices, note);
  return complaining(whole, whole, note, "");
}

// The field, which is told what is wrong with it; nothing once it is right.
function complaining(whole, control, note, about) {
  whole.complain = (words) => {
    note.className = words ? "complaint" : "quiet about";
    note.replaceChildren(...(words ? [sign("stop"), words] : [about]));
    if (words) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };
  return whole;
}

const areaOf = (rows, required = true) => make("textarea", { rows, dir: "auto", required });

// A form whose `send` is asked for until it succeeds, and may answer what its button says from then on; `fields` are
// named as the desk names them in a refusal.
function form(name, fields, words, busy, send, ...beside) {
  const failure = make("p", { class: "complaint", role: "alert" });
  const go = make("button", { class: "primary" }, words);
  const rest = make("p", { class: "row" }, go, beside);
  const made = make("form", { "aria-label": name, novalidate: true }, Object.values(fields), failure, rest);
  const tell = (refusal) => {
    let first = null;
    for (const [each, whole] of Object.entries(fields)) {
      const said = refusal?.fields?.[each];
      whole.complain(said ? [said].flat().join(" ") : "");
      if (said) first ??= whole.querySelector("input, textarea");
    }
    failure.replaceChildren(...(refusal && !first ? [sign("stop"), refusal.message] : []));
    if (refusal) (first ?? made.querySelector("input, textarea"))?.focus();
  };
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (go.disabled) return;
    tell(null);
    go.disabled = true;
    go.textContent = busy;
    try { words = (await send()) ?? words; } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      tell(refusal);
    } finally {
      go.disabled = false;
      go.textContent = words;
    }
  });
  return made;
}

// Reporting a comment; without signing in only what is illegal, on the desk's own page.
function reporting(section, shown, done) {
  const grounds = choice("What is wrong with it?", "ground", WORDS.grounds);
  const area = areaOf(2, false);
  const note = field("Anything to add?", area, "Only community managers read this. It is needed where a comment is illegal.");
  const send = async () => {
    const ground = grounds.querySelector(":checked")?.value;
    if (!ground) throw new Refusal("", "", { ground: "Choose what is wrong with it." });
    await ask(comment(shown.id, "reports"), { ground, note: area.value.trim() || null });
    done("Thank you for your report. A community manager will look at the comment.");
  };
  return form("Report", { ground: grounds, note }, "Send report", "Sending…", send, button("Cancel", () => done(""), "plain"));
}

function appealing(section, shown, done) {
  const area = areaOf(4);
  const note = field("Why do you see it differently?", area, "A community manager who had no part in the decision reads it. You can ask once.");
  const send = async () => {
    await ask(comment(shown.id, "appeal"), { note: area.value });
    done("Your appeal is with the community managers. Somebody who had no part in the decision looks at it.");
  };
  return form("Appeal", { note }, "Send appeal", "Sending…", send, button("Cancel", () => done(""), "plain"));
}
