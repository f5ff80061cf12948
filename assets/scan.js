// The scanner: camera, counter scanners and typed codes all end in `visit`; each visit keeps one idempotency key through
// every retry, so that a lost answer can never become a second stamp.
"use strict";
(() => {
const $ = id => document.getElementById(id);
const locale = document.documentElement.dataset.locale;
const figures = new Intl.NumberFormat(locale);
const words = {};
for (const dd of $("words").children) words[dd.dataset.key] = dd.textContent;
const outlooks = [...$("outlooks").children].map(li => li.textContent);
const say = (key, values = {}) => (words[key] || "").replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);

const dialog = $("result"), camera = $("camera"), video = $("video"), hint = $("hint"), input = $("code");
let busy = false, timer = 0, undoing = null, retry = null;

// ---- sound and touch -------------------------------------------------------------------------------------------------
let audio = null, loud = localStorage.getItem("sound") !== "off";
const NOTES = { added: [880], reward: [660, 990], ask: [330], refused: [220, 175], unsure: [330], undone: [440] };
const TOUCH = { added: [60], reward: [60, 60, 160], ask: [140], refused: [220, 80, 220], unsure: [140], undone: [40] };

function wakeSound() {
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!audio && Audio) audio = new Audio();
  if (audio && audio.state === "suspended") audio.resume();
}

function signal(kind) {
  if (navigator.vibrate) navigator.vibrate(TOUCH[kind] || []);
  if (!loud || !audio) return;
  (NOTES[kind] || []).forEach((pitch, i) => {
    const from = audio.currentTime + i * 0.16, tone = audio.createOscillator(), level = audio.createGain();
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0.0001, from);
    level.gain.exponentialRampToValueAtTime(0.3, from + 0.015);
    level.gain.exponentialRampToValueAtTime(0.0001, from + 0.15);
    tone.connect(level).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.16);
  });
}

function showSound() {
  $("sound").textContent = say(loud ? "sound-on" : "sound-off");
  $("sound").setAttribute("aria-pressed", String(loud));
}
$("sound").onclick = () => {
  loud = !loud;
  localStorage.setItem("sound", loud ? "on" : "off");
  showSound();
  signal("added");
};
addEventListener("pointerdown", wakeSound);
addEventListener("keydown", wakeSound);

// ---- the answer, as big as the screen --------------------------------------------------------------------------------
function dots(stamps, added) {
  const required = Number($("words").dataset.required), row = $("result-dots");
  row.textContent = "";
  if (stamps == null || required > 30) return;
  for (let i = 0; i < required; i++) {
    const dot = document.createElement("i");
    if (i < stamps) dot.className = i >= stamps - added ? "on new" : "on";
    row.append(dot);
  }
}

// `what`: {kind, word, number, stamps, added, text, yes, no, undo, redeem, stays}
function show(what) {
  clearTimeout(timer);
  dialog.dataset.kind = what.kind;
  $("result-word").textContent = what.word;
  $("result-number").textContent = what.number ?? "";
  dots(what.stamps, what.added || 0);
  $("result-text").textContent = what.text || "";
  button($("yes"), what.yes && what.yes[0], what.yes && what.yes[1]);
  button($("redeem"), what.redeem && say("redeem"), what.redeem);
  button($("undo"), what.undo && say("undo"), what.undo);
  button($("next"), what.kind === "working" ? null : say(what.yes && what.kind === "ask" ? "no" : "next"), close);
  if (!dialog.open) dialog.showModal();
  if (what.kind === "working") return;
  $("next").focus();
  $("say").textContent = [what.word, what.number, what.text].filter(Boolean).join(". ");
  signal(what.kind);
  if (!what.stays) timer = setTimeout(close, 4000);
}

function button(element, label, action) {
  element.hidden = !label;
  element.textContent = label || "";
  element.onclick = action || null;
}

function close() {
  clearTimeout(timer);
  if (dialog.open) dialog.close();
  $("say").textContent = "";
  retry = null;
  lastSeen = performance.now();
  input.value = "";
}
dialog.addEventListener("cancel", event => { event.preventDefault(); if (dialog.dataset.kind !== "working") close(); });
// A tap beside the buttons goes on to the next customer, unless the screen is waiting for a decision.
dialog.addEventListener("click", event => {
  if (event.target.closest("button")) return;
  if (["added", "refused", "undone"].includes(dialog.dataset.kind)) close();
});

function remember(text, undo) {
  $("last").textContent = say("last", { name: text });
  undoing = undo;
  $("last-undo").hidden = !undo;
}
$("last-undo").onclick = () => undoing && undoing();

// ---- talking to the server -------------------------------------------------------------------------------------------
async function post(address, body, key) {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), 10000);
  try {
    const answer = await fetch(address, {
      method: "POST", credentials: "same-origin", signal: stop.signal,
      headers: { "content-type": "application/json", "idempotency-key": key, "accept-language": document.documentElement.lang },
      body: JSON.stringify(body),
    });
    online(true);
    const data = await answer.json().catch(() => ({}));
    return { ok: answer.ok, status: answer.status, ...data };
  } finally {
    clearTimeout(late);
  }
}

function online(yes) {
  $("link").textContent = say(yes ? "online" : "offline");
  $("link").classList.toggle("off", !yes);
}
addEventListener("online", () => online(true));
addEventListener("offline", () => online(false));
const newKey = () => crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");

// Runs `call` and shows `done`; when no answer comes, nobody knows what happened, and the same key asks again.
async function ask(call, done) {
  if (busy) return;
  busy = true;
  const slow = setTimeout(() => show({ kind: "working", word: say("working") }), dialog.open ? 0 : 350);
  let answer;
  try {
    answer = await call();
  } catch {
    online(false);
  }
  clearTimeout(slow);
  busy = false;
  // A 5xx without our own error code comes from something in between: whether the server heard us is unknown.
  if (!answer || answer.code === "idempotency_in_progress" || (answer.status >= 500 && !answer.code)) return unsure(() => ask(call, done));
  done(answer);
}

function unsure(again) {
  retry = again;
  show({ kind: "unsure", word: say("unsure-title"), text: say("unsure"), yes: [say("retry"), again], stays: true });
}
// Back in the network: ask again by itself.
addEventListener("online", () => { if (retry) retry(); });

function visit(code, key = newKey(), confirm = false) {
  const body = confirm ? { code, confirm: true } : { code };
  return ask(() => post("/v1/scans", body, key), answer => {
    if (answer.ok) return added(answer);
    if (answer.code === "too_soon") return tooSoon(answer, code, key);
    refused(answer, "refused");
  });
}

function added({ scan, card, earned }) {
  const undo = () => undoVisit(scan.id), reward = (card.rewards || [])[0];
  const count = `${figures.format(card.stamps)} / ${figures.format(card.stamps_required)}`;
  if (earned && earned.length) {
    remember(say("reward"), undo);
    return show({
      kind: "reward", word: say("reward"), number: figures.format(card.stamps || card.stamps_required), stamps: card.stamps || card.stamps_required,
      added: scan.stamps, text: say("reward-ready", { reward: earned.map(e => e.name).join(", ") }),
      redeem: () => redeem(card.id, earned[0].id), undo, stays: true,
    });
  }
  remember(`${say("added")}, ${count}`, undo);
  show({
    kind: "added", word: say("added"), number: figures.format(card.stamps), stamps: card.stamps, added: scan.stamps, undo,
    text: reward ? say("reward-ready", { reward: reward.name }) : outlooks[card.stamps],
    redeem: reward && (() => redeem(card.id, reward.id)), stays: Boolean(reward),
  });
}

function tooSoon(answer, code, key) {
  const minutes = Math.round((Date.parse(answer.last_visit_at) - Date.now()) / 60000);
  const when = Number.isFinite(minutes) ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(minutes, "minute") : "";
  show({ kind: "ask", word: say("ask-title"), text: say("ask", { when }), yes: [say("yes"), () => visit(code, key, true)], stays: true });
}

function refused(answer, word = "refused-other") {
  const lost = answer.status >= 500, stays = lost || answer.status === 401;
  const text = answer.code === "card_not_found" ? say("not-ours") : answer.title || say("server", { code: "" });
  show({
    kind: "refused", word: say(word), stays,
    text: lost ? say("server", { code: answer.request_id || answer.status }) : text,
  });
}

function redeem(card, reward) {
  const key = newKey();
  ask(() => post("/v1/redemptions", { card_id: card, reward_id: reward }, key), answer => {
    if (!answer.ok) return refused(answer);
    const undo = () => takeBack("redemptions", answer.redemption.id);
    remember(say("redeemed-title"), undo);
    show({ kind: "reward", word: say("redeemed-title"), text: say("redeemed"), undo, stays: true });
  });
}

const undoVisit = id => takeBack("scans", id);
function takeBack(what, id) {
  const key = newKey();
  ask(() => post(`/v1/${what}/${encodeURIComponent(id)}/void`, {}, key), answer => {
    if (!answer.ok) return refused(answer);
    remember(say("undone-title"), null);
    const count = figures.format(answer.card.stamps);
    show({ kind: "undone", word: say("undone-title"), number: count, stamps: answer.card.stamps, text: say("undone") });
  });
}

// ---- typed codes and counter scanners --------------------------------------------------------------------------------
$("typed").onsubmit = event => {
  event.preventDefault();
  const code = input.value.trim();
  if (code) visit(code); else input.focus();
};

// A counter scanner is a keyboard that types a code faster than anybody can and ends with Enter, wherever the focus is.
let burst = "", lastKey = 0;
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // When the key was pressed, not when the page got round to it.
  if (event.timeStamp - lastKey > 50) burst = "";
  lastKey = event.timeStamp;
  if (event.key === "Enter") {
    const code = burst;
    burst = "";
    if (code.length < 6) return;
    event.preventDefault();
    if (!busy && !["ask", "unsure"].includes(dialog.open && dialog.dataset.kind)) { close(); visit(code); }
    return;
  }
  burst += typed(event);
}, true);

// The scanner sends keys, not letters: with a Persian or Arabic layout the key's place still names the Latin letter.
function typed(event) {
  if (event.key.length !== 1) return "";
  if (event.key < "\u007f") return event.key;
  const place = /^(?:Key|Digit)(.)$/.exec(event.code);
  return place ? (event.shiftKey ? place[1] : place[1].toLowerCase()) : "";
}

// ---- camera ----------------------------------------------------------------------------------------------------------
const frame = document.createElement("canvas");
frame.width = 640;
frame.height = 480;
let found = "", lastSeen = 0, since = 0, detector = null;

async function startCamera() {
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return cameraOff("camera-missing");
  try {
    const wish = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false });
    await video.play();
  } catch (error) {
    return cameraOff(error.name === "NotFoundError" ? "camera-missing" : "camera-refused");
  }
  camera.dataset.state = "live";
  hint.textContent = say("camera-live");
  since = performance.now();
  detector = await nativeDetector();
  look();
}

function cameraOff(key) {
  camera.dataset.state = "off";
  hint.textContent = say(key);
  input.focus();
}

async function nativeDetector() {
  try {
    const formats = await window.BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code") ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}

async function look() {
  const began = performance.now();
  if (!dialog.open && !busy && !document.hidden && video.readyState >= 2) {
    const code = await (detector ? detectHere() : detectThere()).catch(() => { online(false); return ""; });
    if (code) seen(code); else if (began - since > 2000) hint.textContent = say("closer");
  } else {
    since = began;
  }
  // At most seven looks a second, one after the other.
  setTimeout(look, Math.max(0, 143 - (performance.now() - began)));
}

async function detectHere() {
  const codes = await detector.detect(video);
  return codes.length ? codes[0].rawValue : "";
}

async function detectThere() {
  const { videoWidth: w, videoHeight: h } = video, scale = Math.max(640 / w, 480 / h);
  frame.getContext("2d").drawImage(video, (640 - w * scale) / 2, (480 - h * scale) / 2, w * scale, h * scale);
  const jpeg = await new Promise(done => frame.toBlob(done, "image/jpeg", 0.7));
  const answer = await fetch("/scan/frame", { method: "POST", credentials: "same-origin", headers: { "content-type": "image/jpeg" }, body: jpeg });
  online(true);
  if (answer.status === 401) refused({ status: 401, ...await answer.json().catch(() => ({})) });
  return answer.status === 200 ? (await answer.json()).code : "";
}

// A card that stays in view is one visit: it counts again only after it was away for three seconds.
function seen(code) {
  const now = performance.now(), again = code === found && now - lastSeen < 3000;
  found = code;
  lastSeen = since = now;
  hint.textContent = say("camera-live");
  if (!again && !dialog.open && !busy) visit(code);
}

showSound();
online(navigator.onLine);
startCamera();
})();
