// Elements, made without ever reading a text as HTML.
function make(tag, said = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(said)) {
    if (value === false || value == null) continue;
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((each) => each || each === 0));
  return made;
}

const SIGNS = {
  shield: ["M8 1.2 2.8 3v4.4c0 3.3 2.1 5.9 5.2 7.4 3.1-1.5 5.2-4.1 5.2-7.4V3z"],
  star: ["m8 1.6 1.9 4.1 4.4.5-3.3 3 .9 4.4L8 11.4l-3.9 2.2.9-4.4-3.3-3 4.4-.5z"],
  bell: ["M3.4 11.6c1-.9 1.2-2 1.2-4.2a3.4 3.4 0 0 1 6.8 0c0 2.2.2 3.3 1.2 4.2zM6.7 13.6a1.4 1.4 0 0 0 2.6 0", "line"],
  heart: ["M8 13.6C4.6 11 2 8.7 2 6a3 3 0 0 1 6-1 3 3 0 0 1 6 1c0 2.7-2.6 5-6 7.6z", "line"],
  clock: ["M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.4V8l2.4 1.6", "line"],
  stop: ["M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.6 5.6l4.8 4.8m0-4.8-4.8 4.8", "line"],
};

function sign(name) {
  const SVG = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(SVG, "svg");
  const [path, look] = SIGNS[name];
  Object.entries({ viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "sign" }).forEach((each) => drawn.setAttribute(...each));
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  if (look) line.setAttribute("class", look);
  drawn.append(line);
  return drawn;
}

// The address without what ends the sentence around it; a bracket that opens in it may close in it. Looked at once,
// from its end: whoever writes ten thousand brackets holds up nobody.
function withoutPunctuation(address) {
  let end = address.length;
  let closing = address.split(")").length - address.split("(").length;
  while (".,;:!?…)]}*_".includes(address[end - 1]) && (address[end - 1] !== ")" || closing > 0)) {
    if (address[end - 1] === ")") closing -= 1;
    end -= 1;
  }
  return address.slice(0, end);
}

// A text with its web addresses as links that search engines give no credit for.
function linked(text) {
  const found = [];
  let done = 0;
  const tidy = text.trim().replace(/\n\s*\n\s*\n/g, "\n\n");
  for (const { 0: whole, index } of tidy.matchAll(/https?:\/\/[^\s<>"'`]+/gi)) {
    const address = withoutPunctuation(whole);
    if (!/:\/\/./.test(address)) continue;
    found.push(tidy.slice(done, index), make("a", { href: address, rel: "ugc nofollow noopener" }, address));
    done = index + address.length;
  }
  return [...found, tidy.slice(done)];
}

const moment = (said) => make("time", { datetime: said, title: exactly(new Date(said)) }, ago(new Date(said)));
const hidden = (words) => make("span", { class: "out-of-sight" }, words);
const button = (words, click, look = "") => make("button", { type: "button", class: look, click }, words);
