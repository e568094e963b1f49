// Turns a text and Telegram's entities into nodes. Offsets count UTF-16 units, as JavaScript's strings do.

import { make, word } from "./words.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

export function written(text, entities, ways) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return run(text, sorted, 0, text.length, ways);
}

// The start parameter of a link into the bot itself; null for every other link.
export function startOf(url, bot) {
  const parsed = parse(url);
  if (!parsed) return null;
  const web = ["t.me", "telegram.me"].includes(parsed.hostname) && parsed.pathname.toLowerCase() === `/${bot.toLowerCase()}`;
  const inner = parsed.protocol === "tg:" && (parsed.searchParams.get("domain") || "").toLowerCase() === bot.toLowerCase();
  return web || inner ? parsed.searchParams.get("start") || "" : null;
}

export function safe(url) {
  const parsed = parse(url);
  return parsed && ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
}

function parse(url) {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function run(text, entities, from, to, ways) {
  const nodes = [];
  let at = from;
  let trim = false; // a block stands on lines of its own, so the line feeds around it are not shown
  const words = (end, beforeBlock) => {
    let piece = text.slice(at, end);
    if (trim) piece = piece.replace(/^\n+/, "");
    if (beforeBlock) piece = piece.replace(/\n+$/, "");
    if (piece) nodes.push(piece);
  };
  entities.forEach((entity, index) => {
    const start = Math.max(entity.offset, from);
    const end = Math.min(entity.offset + entity.length, to);
    if (start < at || end <= start) return;
    const block = BLOCKS.has(entity.type);
    words(start, block);
    nodes.push(element(entity, text, start, end, entities.slice(index + 1), ways));
    at = end;
    trim = block;
  });
  words(to, false);
  return nodes;
}

function element(entity, text, start, end, rest, ways) {
  const inside = (from = start, to = end) => run(text, rest, from, to, ways);
  const said = text.slice(start, end);
  switch (entity.type) {
    case "blockquote":
      return make("blockquote", {}, ...inside());
    case "expandable_blockquote":
      return quotation(text, start, end, inside);
    case "text_link":
      return link(entity.url, inside(), ways);
    case "url":
      return link(said, inside(), ways);
    case "bot_command":
      return make("button", { type: "button", class: "link", onclick: () => ways.say(said) }, said);
    case "spoiler":
      return spoiler(inside());
    default:
      return make(PLAIN[entity.type] || "span", {}, ...inside());
  }
}

// The first line is what one sees of a folded quotation; a single line needs no folding.
function quotation(text, start, end, inside) {
  const line = text.indexOf("\n", start);
  if (line < 0 || line >= end) return make("blockquote", {}, ...inside());
  const summary = make("summary", {}, ...inside(start, line));
  return make("details", {}, summary, make("blockquote", {}, ...inside(line + 1, end)));
}

function link(url, nodes, ways) {
  const start = startOf(url, ways.bot);
  if (start !== null) return make("button", { type: "button", class: "link", onclick: () => ways.start(start) }, ...nodes);
  const href = safe(url);
  return href ? make("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...nodes) : make("span", {}, ...nodes);
}

function spoiler(nodes) {
  const hidden = make("button", { type: "button", class: "spoiler", "aria-label": word("spoiler") }, ...nodes);
  hidden.addEventListener("click", () => hidden.replaceWith(make("span", {}, ...hidden.childNodes)));
  return hidden;
}
