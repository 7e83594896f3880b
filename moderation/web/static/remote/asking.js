// How the desk is asked: without cookies; a reader who is signed in shows a token that this page's storage keeps.
const SCRIPT = document.currentScript;
const DESK = new URL(".", SCRIPT.src).href;
const SITE = SCRIPT.dataset.site;
const KEPT_AS = `comments ${DESK} ${SITE}`;

const memory = new Map(); // where the browser keeps nothing for this page

const shelf = {
  get(name) { try { return localStorage.getItem(name) ?? memory.get(name); } catch { return memory.get(name); } },
  set(name, value) { memory.set(name, value); try { localStorage.setItem(name, value); } catch { /* this page remembers */ } },
  drop(name) { memory.delete(name); try { localStorage.removeItem(name); } catch { /* nothing was kept */ } },
  all() { try { return [...memory.keys(), ...Object.keys(localStorage)]; } catch { return [...memory.keys()]; } },
};

const token = { get: () => shelf.get(KEPT_AS), set: (value) => shelf.set(KEPT_AS, value), drop: () => shelf.drop(KEPT_AS) };

class Refusal extends Error {
  constructor(message, code = "", fields = {}) { super(message); this.code = code; this.fields = fields; }
}

// The answer in JSON, null where there is none; every refusal says in words what is wrong.
async function ask(path, body, { method = body ? "POST" : "GET", key } = {}) {
  const headers = { Accept: "application/json" };
  if (token.get()) headers.Authorization = `Bearer ${token.get()}`;
  if (body) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  let answer;
  try {
    answer = await fetch(DESK + path, { method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-cache" });
  } catch { throw new Refusal(WORDS.unreachable); }
  const said = await answer.json().catch(() => null);
  if (answer.ok) return said;
  if (said?.code === "session_expired") token.drop();
  throw new Refusal(said?.detail ?? WORDS.unreachable, said?.code, said?.errors);
}

// For whoever put the script into this page: why it shows no comments. A browser keeps from us what an unlisted page is answered.
function explain({ code, message }) {
  const cause = code === "unknown_article" ? `the site "${SITE}" has no article "${SCRIPT.dataset.article}". Put it there first, or name its page in data-url.`
    : code ? `${message} (${code})`
    : `no answer from ${DESK} that this page may read. Is there a site "${SITE}", and is "${location.host}" among its hosts (moderation site hosts)?`;
  console.error(`Comments: ${cause}`);
}

const at = (...steps) => steps.map(encodeURIComponent).join("/");
const query = (asked) => `?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value))}`;
const under = (article, what) => `api/v1/${at("sites", SITE, "articles", article, what)}`;
const comment = (...steps) => `api/v1/${at("sites", SITE, "comments", ...steps)}`;
const embed = (...steps) => `embed/${at(SITE, ...steps)}`;
