// Draws one message with its buttons, and redraws it in place without taking the focus away.

import { safe, startOf, written } from "./entities.js";
import { poll } from "./poll.js";
import { hour, make, word } from "./words.js";

export function draw(message, ways) {
  const article = make("article", { class: message.mine ? "message mine" : "message", tabindex: "-1", "data-id": message.id });
  fill(article, message, ways);
  return article;
}

// What was unfolded stays unfolded, and the focus stays on the same button or on the one in its place.
export function redraw(article, message, ways) {
  const open = [...article.querySelectorAll("details")].map((details) => details.open);
  const held = holding(article);
  fill(article, message, ways);
  [...article.querySelectorAll("details")].forEach((details, index) => (details.open = Boolean(open[index])));
  if (held) take(article, held);
}

function holding(article) {
  const focused = document.activeElement;
  if (!article.contains(focused)) return null;
  return { data: focused.dataset.data, index: controls(article).indexOf(focused) };
}

function take(article, held) {
  const all = controls(article);
  const same = all.find((control) => held.data !== undefined && control.dataset.data === held.data);
  (same || all[Math.min(held.index, all.length - 1)] || article).focus({ preventScroll: true });
}

const controls = (article) => [...article.querySelectorAll("button, a, summary, input")];

function fill(article, message, ways) {
  const name = message.mine ? word("you") : message.bot ? word("bot") : message.from;
  const sender = make("p", { class: ways.group && !message.mine ? "sender" : "unseen" }, word("says", { name }));
  const text = make("div", { class: "text" }, ...written(message.text, message.entities, ways));
  const bubble = make("div", { class: "bubble" }, sender, quoted(message), text, file(message), poll(message, ways), under(message, ways));
  article.replaceChildren(bubble, ...keys(message, ways));
}

function quoted(message) {
  if (!message.reply) return null;
  return make("p", { class: "replied" }, make("span", {}, `${word("says", { name: message.reply.from })} ${message.reply.text}`));
}

function file(message) {
  if (!message.file) return null;
  const there = { href: `/tryout/file/${encodeURIComponent(message.file.id)}`, download: message.file.name };
  return make("p", {}, make("a", there, message.file.name));
}

function under(message, ways) {
  const tools = [];
  if (message.mine) tools.push(small(word("edit"), () => ways.edit(message)));
  if (ways.group && !message.mine) tools.push(small(word("reply"), () => ways.reply(message)));
  const time = make("time", { datetime: new Date(message.at * 1000).toISOString() }, hour(message.at * 1000));
  const edited = message.edited ? make("span", {}, word("edited")) : null;
  return make("p", { class: "under" }, ...tools, edited, time);
}

const small = (label, onclick) => make("button", { type: "button", class: "link", onclick }, label);

function keys(message, ways) {
  if (!message.rows.length) return [];
  const rows = message.rows.map((row) => make("div", {}, ...row.map((key) => drawKey(message, key, ways))));
  return [make("div", { class: "keys", role: "group", "aria-label": word("buttons") }, ...rows)];
}

function drawKey(message, key, ways) {
  if (key.url) return linkKey(key, ways);
  const button = make("button", { type: "button", class: "key", "data-data": key.data || key.copy }, key.label);
  button.addEventListener("click", () => {
    if (key.copy) return ways.copy(key.copy);
    button.setAttribute("aria-busy", "true");
    return ways.tap(message, key.data, () => button.removeAttribute("aria-busy"));
  });
  return button;
}

function linkKey(key, ways) {
  const start = startOf(key.url, ways.bot);
  if (start !== null) return make("button", { type: "button", class: "key", onclick: () => ways.start(start) }, key.label);
  const label = word("outside", { label: key.label });
  return make("a", { class: "key", href: safe(key.url), target: "_blank", rel: "noopener noreferrer", "aria-label": label }, key.label);
}
