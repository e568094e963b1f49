// The page as a whole: who one is, in which chat, and what comes from the bot.

import { beginEdit, beginReply, insert, setCommands, setRoom, startComposer } from "./composer.js";
import { focusLog, show } from "./log.js";
import { setRefused, setTime, startTools, time } from "./tools.js";
import { act, look } from "./wire.js";
import { word } from "./words.js";

const me = document.getElementById("me");
const rooms = [...document.querySelectorAll("input[name=room]")];
const status = document.getElementById("status");
const alert = document.getElementById("alert");
const heard = new Set(); // answers to taps that were shown already

const state = { me: "guru", room: "pribadi", tag: "", bot: "", messages: [], waiting: new AbortController() };

const ways = {
  get bot() { return state.bot; },
  get group() { return state.room === "grup"; },
  say: async (text, reply) => done(await act("say", { ...here(), text, reply: reply ?? null })),
  start: (parameter) => {
    if (ways.group) enter(state.me, "pribadi");
    keepFocus();
    return ways.say(`/start ${parameter}`.trim());
  },
  tap: async (message, data, ended) => {
    await done(await act("tap", { ...here(), message: message.id, data }));
    ended();
  },
  vote: async (message, poll, chosen, ended) => {
    await done(await act("vote", { ...here(), poll, chosen }));
    ended();
  },
  edit: beginEdit,
  reply: beginReply,
  mention: () => insert(`@${state.bot}`),
  copy: async (text) => {
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    await copied.then(() => tell(word("copied")), () => tell(text)); // where copying is forbidden, the text is shown
  },
};

const here = () => ({ me: state.me, room: state.room });

function done(code) {
  if (code === 200) tell("");
  else tell(word(code >= 400 && code < 500 ? "gone" : "failed"));
  return code === 200;
}

function tell(sentence) {
  if (status.textContent !== sentence) status.textContent = sentence;
}

// A button that vanishes with the welcome would leave the focus nowhere.
function keepFocus() {
  if (document.activeElement?.closest(".welcome")) focusLog();
}

function enter(person, room) {
  Object.assign(state, { me: person, room, tag: "" });
  me.value = person;
  rooms.forEach((radio) => (radio.checked = radio.value === room));
  remember();
  setRoom(ways.group);
  tell("");
  state.waiting.abort();
}

function take(chat) {
  Object.assign(state, { tag: chat.tag, bot: chat.bot, messages: chat.messages });
  if (chat.messages.length) keepFocus();
  show(chat, `${state.me} ${state.room}`, ways);
  setCommands(chat.commands, (name) => ways.say(ways.group ? `/${name}@${state.bot}` : `/${name}`));
  setTime(chat.now);
  setRefused(chat.refused);
  chat.answers.forEach(hear);
}

// What a tap brought beside a changed message. Nothing of it is told twice, and nothing old after a reload.
function hear(answer) {
  if (heard.has(answer.id)) return;
  heard.add(answer.id);
  if (answer.alert) {
    document.getElementById("alert-text").textContent = answer.text;
    alert.showModal();
  } else if (answer.text) {
    tell(answer.text);
  }
}

async function watch() {
  let pause = 500;
  let broken = false;
  for (;;) {
    state.waiting = new AbortController();
    const asked = here();
    try {
      const chat = await look(state.me, state.room, state.tag, state.waiting.signal);
      if (asked.me !== state.me || asked.room !== state.room) continue;
      take(chat);
      if (broken) tell(word("online"));
      [pause, broken] = [500, false];
    } catch (trouble) {
      if (trouble.name === "AbortError") continue;
      broken = true;
      tell(word("offline"));
      await new Promise((wake) => setTimeout(wake, pause));
      pause = Math.min(pause * 2, 5000);
    }
  }
}

// Each tab remembers who it is, so that two people can talk in two tabs.
function remember() {
  sessionStorage.setItem("netral", JSON.stringify(here()));
}

function recall() {
  const kept = JSON.parse(sessionStorage.getItem("netral") || "null") || state;
  const known = [...me.options].some((option) => option.value === kept.me) && rooms.some((radio) => radio.value === kept.room);
  return known ? kept : state;
}

me.addEventListener("change", () => enter(me.value, state.room));
rooms.forEach((radio) => radio.addEventListener("change", () => enter(state.me, radio.value)));
startComposer({
  say: ways.say,
  edit: async (message, text) => done(await act("edit", { ...here(), message: message.id, text })),
  last: () => state.messages.findLast((message) => message.mine),
});
startTools({
  setClock: async (wanted) => {
    const code = await act("clock", wanted);
    if (code === 422) tell(word("clock.refused"));
    else if (done(code)) setTimeout(() => tell(word("clock.now", { time: time() })), 100);
  },
  beginAgain: async () => { if (done(await act("wipe", {}))) tell(word("wiped")); },
});
const kept = recall();
enter(kept.me, kept.room);
document.getElementById("phone").hidden = false;
if (matchMedia("(pointer: fine)").matches) document.getElementById("text").focus();
watch();
