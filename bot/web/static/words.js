// Says the page's words, which stand in content/phrases.yaml under "tryout.", and builds elements of them.

const words = JSON.parse(document.getElementById("words").textContent);

export function word(key, facts = {}) {
  return words[key].replace(/\{([a-z_]+)\}/g, (_, name) => String(facts[name]));
}

// Text goes in as text nodes only; nothing that anybody wrote is ever read as HTML.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const hours = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit" });
const days = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", weekday: "long", day: "numeric", month: "long", year: "numeric" });
const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Jakarta", dateStyle: "short", timeStyle: "short" });

export const hour = (milliseconds) => hours.format(milliseconds);
export const day = (milliseconds) => days.format(milliseconds);
export const moment = (milliseconds) => word("clock.zone", { time: `${day(milliseconds)}, ${hour(milliseconds)}` });
export const wallClock = (milliseconds) => wall.format(milliseconds).replace(" ", "T");
