// Coming in: as whom the page vouches for, with an account of the desk, or as a guest with a name alone.
const VOUCHED = `${KEPT_AS} vouched`;
const SOON = 600000;

// Whom a signed token names, to tell it from the one before; only the desk can say whether that is so.
function named(jwt) {
  try {
    const part = atob(jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    const { sub, name } = JSON.parse(new TextDecoder().decode(Uint8Array.from(part, (each) => each.charCodeAt(0))));
    return JSON.stringify([sub, name]);
  } catch { return jwt; }
}

function keptVouching() {
  try { return JSON.parse(shelf.get(VOUCHED)); } catch { return null; }
}

// Signs in whom the page's tag vouches for, and out whom it does no longer; answers what is wrong, if anything is.
async function vouched() {
  const jwt = SCRIPT.dataset.sso;
  const kept = keptVouching();
  const isSame = jwt && kept?.who === named(jwt);
  if (isSame && token.get() && kept.until > Date.now() + SOON) return "";
  if (kept && !isSame) [KEPT_AS, VOUCHED].forEach(shelf.drop);
  if (!jwt) return "";
  try {
    const said = await ask(`api/v1/${at("sites", SITE, "sso")}`, { token: jwt });
    token.set(said.token);
    shelf.set(VOUCHED, JSON.stringify({ who: named(jwt), until: Date.parse(said.expires_at) }));
    return "";
  } catch (refusal) {
    return isSame && token.get() ? "" : refusal.message; // a page shown again brings a token that was taken before
  }
}

// A form that answers with a token, in place of the form to write with.
function entering(section, words, fields, come, ...beside) {
  const send = async () => {
    token.set((await come()).token);
    shelf.drop(VOUCHED);
    await section.load({ focus: "write" });
  };
  return form(words, fields, words, "One moment…", send, ...beside, button("Cancel", () => section.enter(null), "plain"));
}

function entrance(section, way) {
  const isNew = way === "sign-up";
  const name = make("input", { name: "name", autocomplete: "username", autocapitalize: "none", maxlength: isNew ? 40 : 254, dir: "auto" });
  const password = make("input", { type: "password", name: "password", autocomplete: isNew ? "new-password" : "current-password" });
  const fields = {
    name: field(isNew ? "Name" : "Name or mail address", name, isNew ? "This is what other readers see above your comments." : ""),
    password: field("Password", password, isNew ? "Use at least 10 characters. A few words are fine." : ""),
  };
  const address = make("input", { type: "email", autocomplete: "email" });
  if (isNew) fields.address = field(section.demandsAddress ? "Mail address" : "Mail address (optional)", address, "For a new password when you forget yours. We send a letter to it; your comments wait until you follow its link. Nobody else sees it.");
  const come = () => ask(embed(way), { name: name.value, password: password.value, ...(isNew && address.value && { address: address.value }) });
  const other = button(isNew ? "Sign in instead" : "Sign up instead", () => section.enter(isNew ? "sign-in" : "sign-up"), "plain");
  const forgot = !isNew && make("a", { class: "button plain", href: `${DESK}forgot`, target: "_blank", rel: "noopener" }, "Forgot your password?");
  return entering(section, isNew ? "Sign up" : "Sign in", fields, come, other, forgot);
}

function guestEntrance(section) {
  const name = make("input", { name: "name", autocomplete: "nickname", maxlength: 40, dir: "auto" });
  const fields = { name: field("Name", name, "Other readers see it above your comments. What guests write waits until a community manager has looked at it.") };
  return entering(section, "Write as a guest", fields, () => ask(`api/v1/${at("sites", SITE, "guests")}`, { name: name.value }));
}
