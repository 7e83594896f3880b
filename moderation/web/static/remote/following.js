// What goes on while the page is open: new comments are looked for, less often the less there is; and counts are filled in.
const OFTEN = 30000, SELDOM = 300000;

function follow(section) {
  let pause = OFTEN, timer = null, last = Date.now();
  const later = () => { clearTimeout(timer); timer = document.hidden ? null : setTimeout(look, pause); };
  async function look() {
    last = Date.now();
    const found = await section.look().catch(() => false);
    pause = found ? OFTEN : Math.min(pause * 1.5, SELDOM);
    later();
  }
  document.addEventListener("visibilitychange", () => (!document.hidden && Date.now() - last > OFTEN ? look() : later()));
  later();
}

const counted = () => [...document.querySelectorAll("[data-comments-count]")];

function tellCount(article, number) {
  for (const each of counted()) if (each.dataset.commentsCount === article) each.textContent = plural(number, "comment", "comments");
}

// Every element that names an article in data-comments-count says how many comments stand under it; under the section's
// own article that is the section's to say, which knows what was just written, and whether there is such an article.
async function fillCounts() {
  const articles = [...new Set(counted().map((each) => each.dataset.commentsCount))].filter((each) => each !== SCRIPT.dataset.article).slice(0, 100);
  if (!SITE || !articles.length) return;
  const asked = new URLSearchParams(articles.sort().map((each) => ["article", each]));
  const answer = await fetch(`${DESK}api/v1/${at("sites", SITE, "counts")}?${asked}`, { credentials: "omit" }).catch(() => null);
  if (!answer?.ok) return;
  for (const each of Object.entries((await answer.json()).counts)) tellCount(...each);
}
