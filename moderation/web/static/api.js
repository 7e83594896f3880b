// Lets each operation of the API be tried on its page: with the key that was typed, and never with a cookie.
"use strict";

const key = document.getElementById("the-key");

key.form.hidden = false;
key.form.addEventListener("submit", (event) => event.preventDefault());
for (const form of document.querySelectorAll("form.try")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

async function send(form) {
  const shown = form.querySelector(".answer");
  shown.hidden = false;
  shown.textContent = "Sending …";
  try {
    const answer = await fetch(...asked(form));
    shown.textContent = `${answer.status} ${answer.statusText}\n${pretty(await answer.text())}`;
  } catch (error) {
    shown.textContent = `Nothing came back: ${error.message}`;
  }
}

function asked(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  const headers = key.value ? { Authorization: `Bearer ${key.value.trim()}` } : {};
  for (const field of form.querySelectorAll("[data-place]")) {
    if (field.dataset.place === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (!field.value) continue;
    else if (field.dataset.place === "query") query.append(field.name, field.value);
    else headers[field.name] = field.value;
  }
  const body = form.querySelector("textarea")?.value;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const search = query.size ? `?${query}` : "";
  return [path + search, { method: form.dataset.method, headers, body, credentials: "omit" }];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
