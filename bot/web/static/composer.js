// The field at the bottom: writing, changing what one wrote, replying, and the menu of commands.

import { make, word } from "./words.js";

const form = document.getElementById("composer");
const text = document.getElementById("text");
const send = document.getElementById("send");
const about = document.getElementById("about");
const menu = document.getElementById("menu");
const menuButton = document.getElementById("menu-button");

let target = {}; // { edit: message } or { reply: message }

export function startComposer({ say, edit, last }) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    const { edit: changed, reply } = target;
    const done = changed ? await edit(changed, words) : await say(words, reply?.id);
    if (done) leave();
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      leave();
    } else if (event.key === "ArrowUp" && !text.value && last()) {
      event.preventDefault();
      beginEdit(last());
    }
  });
  text.addEventListener("input", grow);
  about.querySelector("button").addEventListener("click", () => { leave(); text.focus(); });
  menuButton.addEventListener("click", () => toggleMenu(menu.hidden));
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { toggleMenu(false); menuButton.focus(); } });
}

export function beginEdit(message) {
  aim({ edit: message }, word("editing"), message.text);
  text.value = message.text;
  grow();
}

export function beginReply(message) {
  aim({ reply: message }, word("replying", { name: message.bot ? word("bot") : message.from }), message.text);
}

export function insert(words) {
  text.value = `${words} ${text.value}`;
  text.focus();
}

export function setRoom(group) {
  text.placeholder = word(group ? "placeholder.group" : "placeholder");
  leave();
  toggleMenu(false);
}

export function setCommands(commands, choose) {
  const items = commands.map(({ command, description }) => {
    const pick = () => { toggleMenu(false); text.focus(); choose(command); };
    return make("li", {}, make("button", { type: "button", onclick: pick }, make("strong", {}, `/${command}`), make("span", {}, description)));
  });
  menu.querySelector("ul").replaceChildren(...items);
  menu.querySelector("p").hidden = items.length > 0;
}

function aim(at, title, words) {
  target = at;
  const [strong, span] = about.querySelectorAll("strong, span");
  strong.textContent = title;
  span.textContent = words;
  about.hidden = false;
  send.textContent = word(at.edit ? "save" : "send");
  text.focus();
}

function leave() {
  if (target.edit || target.reply) about.hidden = true;
  target = {};
  text.value = "";
  send.textContent = word("send");
  grow();
}

function toggleMenu(open) {
  menu.hidden = !open;
  menuButton.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("button")?.focus();
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}
