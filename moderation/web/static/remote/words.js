// What readers are told, and how moments and counts are said.
const WORDS = {
  unreachable: "That did not reach us. Please try again.",
  unread: "The comments could not be loaded.",
  posted: { published: "Your {} is published.", held: "Your {} is awaiting review. Until then only you can see it.", rejected: "Your {} was not published." },
  places: { withdrawn: "Withdrawn by its author", erased: "Erased at its author’s request", held: "Out of sight until a community manager has looked at it" },
  grounds: { courtesy: "Discourteous", "off-topic": "Off topic", spam: "Spam", illegal: "Illegal", other: "Something else" },
};

const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

function ago(then) {
  const minutes = Math.floor((Date.now() - then) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes}\u00a0min ago`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)}\u00a0h ago`;
  const days = Math.floor(minutes / 1440);
  if (days < 28) return days === 1 ? "yesterday" : `${days}\u00a0days ago`;
  return `on ${day(then)}`;
}

const day = (then) => then.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
const exactly = (then) => then.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
