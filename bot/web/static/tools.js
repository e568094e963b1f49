// The tools of the try-out: its clock, what Telegram refused, and beginning again.

import { make, moment, wallClock, word } from "./words.js";

const button = document.getElementById("tools-button");
const tools = document.getElementById("tools");
const clock = document.getElementById("clock");
const at = document.getElementById("at");
const now = document.getElementById("now");
const badge = document.getElementById("badge");
const refused = document.getElementById("refused");
const wipe = document.getElementById("wipe");

let ahead = 0; // how far the try-out's clock is ahead of this machine's, in milliseconds

export function startTools({ setClock, beginAgain }) {
  button.addEventListener("click", () => toggle(tools.hidden));
  tools.addEventListener("keydown", (event) => { if (event.key === "Escape") { toggle(false); button.focus(); } });
  clock.addEventListener("submit", (event) => { event.preventDefault(); setClock({ at: at.value }); });
  clock.querySelectorAll("[data-hours]").forEach((step) => {
    step.addEventListener("click", () => setClock({ hours: Number(step.dataset.hours) }));
  });
  document.getElementById("wipe-button").addEventListener("click", () => { wipe.returnValue = "no"; wipe.showModal(); });
  wipe.addEventListener("close", () => { if (wipe.returnValue === "yes") beginAgain(); });
  setInterval(tell, 1000);
}

export function setTime(milliseconds) {
  const jumped = Math.abs(milliseconds - Date.now() - ahead) > 2000;
  ahead = milliseconds - Date.now();
  if (jumped || !at.value) at.value = wallClock(milliseconds);
  tell();
}

export const time = () => moment(Date.now() + ahead);

export function setRefused(list) {
  badge.hidden = list.length === 0;
  badge.textContent = String(list.length);
  refused.querySelector("summary").textContent = word("refused", { count: list.length });
  refused.querySelector("p").hidden = list.length > 0;
  refused.querySelector("ol").replaceChildren(...list.map(({ method, words }) => make("li", {}, make("code", {}, method), ` ${words}`)));
}

function toggle(open) {
  tools.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  tell();
}

function tell() {
  const sentence = word("clock.now", { time: time() });
  if (now.textContent !== sentence) now.textContent = sentence;
}
