// Draws a poll: choices to press before one has voted, afterwards in words how many chose what and what is right.

import { make, word } from "./words.js";

export function poll(message, ways) {
  const asked = message.poll;
  if (!asked) return null;
  const kind = word(asked.closed ? "poll.closed" : asked.anonymous ? "poll.anonymous" : "poll.named");
  const body = asked.closed || asked.chosen.length ? results(asked) : choices(asked, message, ways);
  return make("div", { class: "poll" }, make("p", { class: "faint" }, kind), ...body);
}

function choices(asked, message, ways) {
  const vote = (chosen, button) => {
    button.setAttribute("aria-busy", "true");
    return ways.vote(message, asked.id, chosen, () => button.removeAttribute("aria-busy"));
  };
  const label = (choice) => choice.text;
  if (!asked.several) {
    const key = (choice, index) => {
      const button = make("button", { type: "button", class: "key", "data-data": `${asked.id}-${index}` }, label(choice));
      button.addEventListener("click", () => vote([index], button));
      return button;
    };
    return [make("div", { class: "keys", role: "group", "aria-label": word("poll.choices") }, ...asked.choices.map(key))];
  }
  const boxes = asked.choices.map(() => make("input", { type: "checkbox" }));
  const rows = asked.choices.map((choice, index) => make("label", {}, boxes[index], label(choice)));
  const send = make("button", { type: "button", class: "key", "data-data": asked.id }, word("poll.vote"));
  send.addEventListener("click", () => {
    const chosen = boxes.flatMap((box, index) => (box.checked ? [index] : []));
    if (chosen.length) vote(chosen, send);
  });
  return [make("div", { class: "keys", role: "group", "aria-label": word("poll.choices") }, ...rows, send)];
}

function results(asked) {
  const line = (choice, index) => {
    const share = asked.total ? Math.round((100 * choice.count) / asked.total) : 0;
    const notes = [word("poll.share", { percent: share })];
    if (asked.right?.includes(index)) notes.push(word("poll.right"));
    if (asked.chosen.includes(index)) notes.push(word("poll.yours"));
    return make("li", {}, make("span", {}, choice.text), make("span", { class: "faint" }, notes.join(", ")));
  };
  const parts = [make("ul", {}, ...asked.choices.map(line)), make("p", { class: "faint" }, word("poll.total", { count: asked.total }))];
  return asked.explanation ? [...parts, make("p", {}, asked.explanation)] : parts;
}
