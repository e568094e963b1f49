// Shows the chat: keeps each message's element, changes only what changed, and scrolls so that one can read on.

import { draw, redraw } from "./message.js";
import { day, make, word } from "./words.js";

const log = document.getElementById("log");
const shown = new Map(); // message id → { article, source }
let place = "";

export function show(chat, here, ways) {
  if (here !== place) clear(here);
  const silent = !shown.size && chat.messages.length > 1;
  if (silent) log.setAttribute("aria-live", "off"); // an old conversation is not read out from its beginning
  const low = nearEnd();
  const added = chat.messages.filter((message) => put(message, ways, silent));
  drop(new Set(chat.messages.map((message) => message.id)));
  separate(chat.messages);
  if (!chat.messages.length) welcome(ways);
  if (silent) requestAnimationFrame(() => requestAnimationFrame(() => log.setAttribute("aria-live", "polite")));
  if (silent) shown.get(chat.messages.at(-1).id).article.scrollIntoView({ block: "end" });
  else if (added.length) reveal(added, low);
}

export function focusLog() {
  log.focus({ preventScroll: true });
}

// Where the window is short, the page scrolls as a whole instead of the log.
function nearEnd() {
  const rolling = log.scrollHeight > log.clientHeight ? log : document.documentElement;
  return rolling.scrollHeight - rolling.scrollTop - rolling.clientHeight < 80;
}

function clear(here) {
  place = here;
  shown.clear();
  log.replaceChildren();
}

// Tells whether the message is new; one that was changed in place is brought into view if a tap changed it.
function put(message, ways, silent) {
  const source = JSON.stringify(message);
  const before = shown.get(message.id);
  if (before && before.source === source) return false;
  if (before) {
    const held = before.article.contains(document.activeElement);
    redraw(before.article, message, ways);
    before.source = source;
    if (held) into(before.article);
    return false;
  }
  log.querySelector(".welcome")?.remove();
  const article = draw(message, ways);
  if (!silent) article.classList.add("new");
  log.append(article);
  shown.set(message.id, { article, source });
  return true;
}

function drop(kept) {
  for (const [id, { article }] of shown) {
    if (kept.has(id)) continue;
    article.remove();
    shown.delete(id);
  }
}

function separate(messages) {
  let last = "";
  for (const message of messages) {
    const { article } = shown.get(message.id);
    const today = day(message.at * 1000);
    const before = article.previousElementSibling;
    const marked = before?.classList.contains("day");
    if (today !== last && !marked) article.before(make("p", { class: "day" }, today));
    else if (today !== last && before.textContent !== today) before.textContent = today;
    else if (today === last && marked) before.remove();
    last = today;
  }
}

// A long answer is read from its beginning, so its first line stays in sight rather than its last.
function reveal(added, low) {
  const mine = added.some((message) => message.mine);
  if (!low && !mine) return;
  into(shown.get(added.at(-1).id).article);
}

function into(article) {
  const tall = article.offsetHeight > Math.min(log.clientHeight, innerHeight) - 24;
  article.scrollIntoView({ block: tall ? "start" : "nearest" });
}

function welcome(ways) {
  log.replaceChildren(ways.group ? groupWelcome(ways) : privateWelcome(ways));
}

function privateWelcome(ways) {
  const ask = (key) => make("li", {}, make("button", { type: "button", class: "key", onclick: () => ways.say(word(key)) }, word(key)));
  const begin = make("button", { type: "button", class: "main", onclick: () => ways.start("") }, word("begin"));
  const examples = make("ul", {}, ask("example.first"), ask("example.second"), ask("example.third"));
  return make("div", { class: "welcome" }, make("p", {}, word("welcome")), begin, make("p", { class: "faint" }, word("examples")), examples);
}

function groupWelcome(ways) {
  const label = word("mention", { name: `@${ways.bot}` });
  const mention = make("button", { type: "button", class: "main", onclick: ways.mention }, label);
  return make("div", { class: "welcome" }, make("p", {}, word("welcome.group")), mention);
}
