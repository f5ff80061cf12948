// The scanner: camera, photos, counter scanners and typed codes all end in `visit`, which writes the visit down, sends it and
// shows the answer; without one it is saved and goes out later (scan-queue.js).
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
let busy = false, timer = 0, undoing = null, retry = null, shown = "";

// ---- sound and touch -------------------------------------------------------------------------------------------------
let audio = null, loud = localStorage.getItem("sound") !== "off";
const NOTES = { added: [880], reward: [660, 990], saved: [520, 520], ask: [330], refused: [220, 175], unsure: [330], undone: [440] };
const TOUCH = { added: [60], reward: [60, 60, 160], saved: [40, 60, 40], ask: [140], refused: [220, 80, 220], unsure: [140], undone: [40] };

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
// Whoever keeps the goal of an earlier program has a card of its length.
function dots(stamps, added, required) {
  const row = $("result-dots");
  row.textContent = "";
  if (stamps == null || !required || required > 30) return;
  for (let i = 0; i < required; i++) {
    const dot = document.createElement("i");
    if (i < stamps) dot.className = i >= stamps - added ? "on new" : "on";
    row.append(dot);
  }
}

// `what`: {kind, word, number, stamps, added, text, card, of, amount, yes, no, undo, done, quiet, stays}; a card's rewards can be
// handed over, `of` is the card whose rewards cannot, and `amount` takes what the visit came to.
function show(what) {
  clearTimeout(timer);
  timer = 0;
  shown = (what.card || what.of || {}).code || "";
  const rewards = offer(what.card, what.amount), asks = what.amount && payment.asks;
  // A reward is handed over first.
  payment.open(rewards ? null : what.amount);
  const later = rewards && asks && [say("amount-enter"), () => show({ ...what, card: null, of: what.card, quiet: true })];
  dialog.dataset.kind = what.kind;
  $("result-word").textContent = what.word;
  $("result-number").textContent = what.number ?? "";
  dots(what.stamps, what.added || 0, what.required);
  $("result-text").textContent = what.text || "";
  const yes = what.yes || later || [];
  button($("yes"), yes[0], yes[1]);
  button($("undo"), what.undo && say("undo"), what.undo);
  button($("next"), what.kind === "working" ? null : say(what.no ? "no" : "next"), close);
  if (!dialog.open) dialog.showModal();
  if (what.kind === "working") return;
  // A key pressed twice must not hand over the next reward along with this one.
  (!what.done && $("rewards").firstElementChild || $("next")).focus({ preventScroll: true });
  dialog.scrollTop = 0;
  $("say").textContent = [what.word, what.number, what.text].filter(Boolean).join(". ");
  if (!what.quiet) signal(what.kind);
  // A longer text stays longer, and what can be typed into has all the time there is.
  if (!what.stays && !payment.isOpen()) timer = setTimeout(close, Math.max(4000, 70 * $("result-text").textContent.length));
}

// Whether the screen stays until somebody decides. The next customer need not wait for that: another card is shown as it comes, and
// what was asked of the one before is answered with no.
const lingers = () => dialog.open && !busy && !timer && !["working", "unsure"].includes(dialog.dataset.kind);

function button(element, label, action) {
  element.hidden = !label;
  element.textContent = label || "";
  element.onclick = action || null;
}

// The rewards that wait on a card: of equal ones the one that ends first.
function waitingOn(card) {
  const ends = reward => reward.expires_at || "9", found = new Map();
  const rewards = [...(card && card.rewards || [])].sort((a, b) => ends(a) < ends(b) ? -1 : ends(a) > ends(b) ? 1 : 0);
  for (const reward of rewards) if (!found.has(reward.name)) found.set(reward.name, reward);
  return [...found.values()];
}

function readyOn(card) {
  const names = waitingOn(card).map(reward => reward.name).join(", ");
  return names && say("reward-ready", { reward: names });
}

// Whether there is a reward to hand over.
function offer(card, amount) {
  const rewards = waitingOn(card);
  $("rewards").replaceChildren(...rewards.map(reward => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "answer";
    button(element, rewards.length > 1 ? say("redeem-named", { reward: reward.name }) : say("redeem"), () => redeem(card, reward, amount));
    return element;
  }));
  return rewards.length > 0;
}

// ---- what the visit came to --------------------------------------------------------------------------------------------
// A pad that fills from the right in the currency's smallest unit, as card terminals do: no sign has to be typed. It is open
// only beside the answer to a visit. The next card closes it, and what was typed until then is kept with its own visit.
const payment = (() => {
  const pad = $("pad"), MOST = 10, PAUSE_MS = 1500;
  if (!pad) return { asks: false, open() {}, keep() {}, isOpen: () => false };
  const places = Number(pad.dataset.places), save = $("save");
  const figures = new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
  let minor = "", take = null, letter = -PAUSE_MS;
  const written = () => figures.format(Number(minor) / 10 ** places);

  function open(amount) {
    take = amount || null;
    letter = -PAUSE_MS;
    pad.hidden = save.hidden = !take;
    dialog.classList.toggle("paying", Boolean(take));
    put("");
  }

  function put(digits) {
    minor = digits.replace(/^0+(?=\d)/, "").slice(0, MOST);
    $("amount").textContent = written();
    save.disabled = !minor;
  }

  const isOpen = () => Boolean(take) && dialog.open;
  const press = digits => put(digits ? minor + digits : minor.slice(0, -1));
  pad.addEventListener("click", event => { const key = event.target.closest("button"); if (key) press(key.value); });
  // A keyboard's digits, of any script. Those behind a letter are a code's, which a counter scanner types.
  document.addEventListener("keydown", event => {
    const sign = event.key.length === 1 ? scanKeys.clean(event.key) : "";
    if (!isOpen() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(?:[\]\p{M}]|\p{L}{1,2})$/u.test(event.key)) letter = event.timeStamp;
    if (event.timeStamp - letter < PAUSE_MS || !(/^\d$/.test(sign) || event.key === "Backspace")) return;
    press(sign);
    if (minor) save.focus();
  });

  function note() {
    const said = `${$("pad-label").textContent}: ${written()}`;
    take(Number(minor));
    remember(`${$("last").dataset.name}, ${written()}`, undoing, $("last").dataset.scan);
    take = null;
    return said;
  }

  // Before the next card: digits with which its own code began are no part of the amount.
  function keep(code = "") {
    if (!isOpen()) return;
    put(minor.slice(0, minor.length - /^\d*/.exec(code)[0].length));
    if (Number(minor)) note();
  }

  save.onclick = () => {
    const said = note();
    close();
    $("say").textContent = said;
  };
  return { asks: true, open, keep, isOpen };
})();

function close() {
  clearTimeout(timer);
  if (dialog.open) dialog.close();
  $("say").textContent = "";
  retry = null;
  lastSeen = performance.now();
  input.value = "";
  if (out) leave(); else renew();
}

// What the owner changes meanwhile, such as whether amounts are asked for, comes with the page: it is opened anew between two
// customers.
const idle = () => !dialog.open && !busy && !only && !input.value && !document.hidden;
async function renew() {
  if (!idle() || navigator.onLine === false) return;
  const headers = { "If-None-Match": `"${$("words").dataset.tag}"` };
  const answer = await fetch("/scan/now", { credentials: "same-origin", headers }).catch(() => null);
  if (answer && answer.status === 204 && idle()) location.reload();
}
setInterval(renew, 60000);
document.addEventListener("visibilitychange", renew);
dialog.addEventListener("cancel", event => { event.preventDefault(); if (dialog.dataset.kind !== "working") close(); });
// A tap beside the buttons goes on to the next customer, unless the screen is waiting for a decision.
dialog.addEventListener("click", event => {
  if (event.target.closest("button")) return;
  if (!$("rewards").firstChild && !payment.isOpen() && ["added", "saved", "refused", "undone"].includes(dialog.dataset.kind)) close();
});

function remember(text, undo, scan = "") {
  $("last").textContent = say("last", { name: text });
  $("last").dataset.name = text;
  $("last").dataset.scan = scan;
  undoing = undo;
  $("last-undo").hidden = !undo;
}
$("last-undo").onclick = () => undoing && undoing();

// ---- talking to the server -------------------------------------------------------------------------------------------
const { post, newKey } = scanQueue;

function online(yes) {
  $("link").textContent = say(yes ? "online" : "offline");
  $("link").classList.toggle("off", !yes);
}
scanQueue.onLink = online;
addEventListener("online", () => online(true));
addEventListener("offline", () => online(false));

// The till is off, over or locked: the server's own page says what to do. What waits stays on the phone.
let out = false;
scanQueue.onOut = () => {
  out = true;
  if (!dialog.open || dialog.dataset.kind === "working") leave();
};
function leave() {
  const last = Number(sessionStorage.getItem("left")) || 0;
  if (Date.now() - last < 10000) return;
  sessionStorage.setItem("left", Date.now());
  location.replace(`/scan?lang=${document.documentElement.lang}`);
}

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

// What no server need be asked about.
const NO_CODES = ["poster", "link", "web", "product", "contact"];
// How long staff wait for an answer before the visit is called saved; it goes on being sent behind that.
const PATIENCE = 4000;

async function visit(code, more) {
  if (busy) return;
  const byHand = more && more.byHand, unsent = { code: "card_not_found" };
  if (NO_CODES.includes(scanKeys.nature(code, byHand))) return refused(unsent, "refused", code, byHand);
  if (only) return lookUp(code, byHand);
  if (navigator.onLine === false && !scanKeys.whole(code)) return refused(unsent, "refused", code, byHand);
  busy = true;
  const slow = setTimeout(() => show({ kind: "working", word: say("working") }), dialog.open ? 0 : 350);
  const kept = await scanQueue.add(code, more);
  const answer = await scanQueue.answerTo(kept, PATIENCE);
  clearTimeout(slow);
  busy = false;
  if (!answer) return saved(kept);
  if (answer.ok) return added(answer);
  if (answer.code === "too_soon") return tooSoon(answer, kept);
  refused(answer, "refused", code, byHand);
}

let waiting = 0;
function saved(kept) {
  const count = figures.format(waiting), undo = () => undoSaved(kept);
  remember(say("saved"), undo);
  const text = [`${say("waiting", { count })}.`, say(scanQueue.lasting ? "saved-text" : "saved-open"), say("saved-reward")].join(" ");
  show({ kind: "saved", word: say("saved"), text, of: kept, amount: minor => scanQueue.amount({ visit: kept, code: kept.code }, minor), undo });
}

async function undoSaved(kept) {
  const left = await scanQueue.undo(kept);
  if (left.scan) return undoVisit(left.scan.id);
  if (left.told) return show({ kind: "refused", word: say("refused-other"), text: reason(left) });
  remember(say("undone-title"), null);
  const text = say({ removed: "unsaved", later: "undo-later", gone: "undo-gone" }[left]);
  show({ kind: left === "gone" ? "refused" : "undone", word: say(left === "gone" ? "refused-other" : "undone-title"), text });
}

// Why a visit is not as the staff left it. Those two may be on the card; any other is not.
function reason({ why, title }) {
  if (why === "not-undone") return `${say(why)} ${title}.`;
  if (why === "amount-missing") return [say(why), title].filter(Boolean).join(": ");
  return why === "other-till" ? say(why) : `${say("refused")}: ${why ? say(why) : title}`;
}

// Counts what waits, and lists what was refused after the staff had turned to somebody else.
scanQueue.onChange = (visits, count) => {
  waiting = count;
  const told = visits.filter(visit => visit.told), list = $("told-list");
  $("told").hidden = !told.length;
  list.textContent = "";
  for (const visit of told) {
    const row = document.createElement("li"), text = document.createElement("span"), name = document.createElement("bdi"), button = document.createElement("button");
    name.textContent = `…${visit.name}`;
    name.dir = "ltr";
    const when = new Intl.DateTimeFormat(locale, { weekday: "long", hour: "2-digit", minute: "2-digit" }).format(visit.at);
    text.append(name, `: ${reason(visit)} (${when})`);
    button.type = "button";
    button.className = "plain";
    button.textContent = say("dismiss");
    button.onclick = () => scanQueue.dismiss(visit);
    row.append(text, button);
    list.append(row);
  }
};

// What is missing to the next stamp where stamps follow what is spent.
function rest(card) {
  const minor = card && card.next_stamp_minor, places = Number($("words").dataset.places);
  if (minor === null || minor === undefined) return "";
  const figures = new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
  return say("card-rest", { amount: figures.format(minor / 10 ** places) });
}

// An amount may be what stamps follow: the visit's line says what came of it.
scanQueue.onAmount = ({ id, card, earned, below_minimum_spend }) => {
  const won = earned && earned.length ? say("reward") : below_minimum_spend ? say("no-stamp") : "";
  if (!card || $("last").dataset.scan !== id || !(won || rest(card))) return;
  const count = `${figures.format(card.stamps)} / ${figures.format(card.stamps_required)}`;
  remember([won, count, rest(card)].filter(Boolean).join(", "), undoing, id);
};

// What is missing to the next reward; the words are the present program's.
const outlook = card => card.stamps_required === Number($("words").dataset.required) ? outlooks[card.stamps] : "";

function added({ scan, card, earned, amount_missing, below_minimum_spend }) {
  const undo = () => undoVisit(scan.id), ready = readyOn(card);
  const amount = minor => scanQueue.amount({ scan: scan.id, code: card.short_code }, minor);
  const count = `${figures.format(card.stamps)} / ${figures.format(card.stamps_required)}`;
  if (earned && earned.length) {
    remember(say("reward"), undo, scan.id);
    return show({
      kind: "reward", word: say("reward"), number: figures.format(card.stamps || card.stamps_required), stamps: card.stamps || card.stamps_required,
      added: scan.stamps, required: card.stamps_required, text: ready, card, amount, undo, stays: true,
    });
  }
  const word = say(scan.stamps ? "added" : "no-stamp");
  remember(`${word}, ${count}`, undo, scan.id);
  const earns = below_minimum_spend ? say("below-minimum") : amount_missing && payment.asks ? say("amount-earns") : rest(card);
  show({
    kind: "added", word, number: figures.format(card.stamps), stamps: card.stamps, added: scan.stamps, required: card.stamps_required, undo,
    text: [ready || outlook(card), earns].filter(Boolean).join(" "), card, amount, stays: Boolean(ready),
  });
}

// By what staff tell one card from the next: the end of the code beneath its square.
const nameOf = card => `…${(card && card.short_code || "").slice(-4)}`;

function tooSoon(answer, { code, key, at }) {
  const minutes = Math.round((Date.parse(answer.last_visit_at) - Date.now()) / 60000);
  const when = Number.isFinite(minutes) ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(minutes, "minute") : "";
  const card = nameOf(answer.card);
  const text = [say("ask", { when, card }), readyOn(answer.card)].filter(Boolean).join(" ");
  show({ kind: "ask", word: say("ask-title"), text, card: answer.card, yes: [say("yes"), () => visit(code, { key, at, confirm: true })], no: true, stays: true });
}

// Which of all the things that are no card of this shop the scanned or typed one is.
function stranger(code, byHand) {
  const nature = scanKeys.nature(code, byHand);
  return say(nature === "other" ? "not-ours" : `wrong-${nature}`, { count: figures.format(scanKeys.clean(code || "").length) });
}

function refused(answer, word = "refused-other", code, byHand) {
  const lost = answer.status >= 500, ready = readyOn(answer.card);
  // A card that is paused or over hands nothing over.
  const over = ["card_paused", "card_ended", "card_expired"].includes(answer.code);
  const why = answer.code === "card_not_found" ? stranger(code, byHand) : answer.title || say("server", { code: "" });
  const text = ready ? `${why}. ${over ? say("held") : ready}` : why;
  show({
    kind: "refused", word: say(word), card: over ? null : answer.card, stays: lost || answer.status === 401 || Boolean(ready),
    text: lost ? say("server", { code: answer.request_id || answer.status }) : text,
  });
}

function redeem(card, reward, amount) {
  // A reward is handed over once, so nobody hands it over on the strength of a phone's memory.
  if (navigator.onLine === false) return show({ kind: "refused", word: say("refused-other"), text: say("reward-offline"), card, amount, stays: true });
  const key = newKey();
  ask(() => post("/v1/redemptions", { card_id: card.id, reward_id: reward.id }, key), answer => {
    if (!answer.ok) return refused(answer);
    const undo = () => takeBack("redemptions", answer.redemption.id);
    remember(say("redeemed-title"), undo);
    const text = [say("redeemed"), readyOn(answer.card)].filter(Boolean).join(" ");
    show({ kind: "reward", word: say("redeemed-title"), text, card: answer.card, amount, undo, done: true, stays: true });
  });
}

// ---- a reward without a visit ------------------------------------------------------------------------------------------
// For one card: forgotten in this state, the till would stamp nobody.
let only = false;
function setOnly(on) {
  only = on;
  $("only-note").hidden = !on;
  $("only").textContent = say(on ? "only-off" : "only");
  $("go").textContent = say(on ? "only-go" : "stamp");
}
$("only").onclick = () => setOnly(!only);

function lookUp(code, byHand) {
  setOnly(false);
  if (navigator.onLine === false) return show({ kind: "refused", word: say("refused-other"), text: say("reward-offline"), stays: true });
  ask(() => scanQueue.lookUp(code), card => {
    if (!card.ok) return refused(card, "refused-other", code, byHand);
    if (card.state !== "active") return refused({ code: `card_${card.state}`, title: say(`error-card-${card.state}`), card });
    const ready = readyOn(card), yes = [say("stamp"), () => visit(code)];
    if (ready) return show({ kind: "reward", word: say("only-title"), text: ready, card, yes, stays: true });
    show({ kind: "undone", word: say("error-no-reward"), number: figures.format(card.stamps), stamps: card.stamps, required: card.stamps_required, text: outlook(card), yes, stays: true });
  });
}

const undoVisit = id => takeBack("scans", id);
function takeBack(what, id) {
  const key = newKey();
  ask(() => post(`/v1/${what}/${encodeURIComponent(id)}/void`, {}, key), answer => {
    if (!answer.ok) return refused(answer);
    remember(say("undone-title"), null);
    const { card } = answer, ready = card.stamps ? "" : readyOn(card), text = [say("undone"), ready].filter(Boolean).join(" ");
    // A full card whose reward is back has no stamps on it, and is not empty.
    const count = ready ? {} : { number: figures.format(card.stamps), stamps: card.stamps, required: card.stamps_required };
    show({ kind: "undone", word: say("undone-title"), text, of: card, ...count });
  });
}

// ---- typed codes and counter scanners --------------------------------------------------------------------------------
$("typed").onsubmit = event => {
  event.preventDefault();
  const code = input.value.trim();
  if (code) visit(scanKeys.whole(code) || code, { byHand: true }); else input.focus();
};

// A counter scanner is a keyboard, wherever the focus is (scan-keys.js). While the screen asks something it presses no button, but
// the next card's code is an answer: no.
scanKeys.listen({
  field: input,
  isBusy: () => busy || (dialog.open && ["ask", "unsure", "working"].includes(dialog.dataset.kind)),
  isAsking: () => lingers() && dialog.dataset.kind === "ask",
  isNumber: payment.isOpen,
  take: code => { payment.keep(code); close(); visit(code); },
  unknown: came => { if (!/^\d/.test(scanKeys.clean(came))) payment.keep(); close(); refused({ code: "card_not_found" }, "refused", came); },
  refuse: () => signal("refused"),
});

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
  offerTorch();
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
  if ((!dialog.open || lingers()) && !busy && !document.hidden && video.readyState >= 2) {
    const code = await (detector ? detectHere() : detectThere()).catch(() => { online(false); return ""; });
    const alone = !detector && navigator.onLine === false;
    if (code) seen(code); else if (alone || began - since > 2000) hint.textContent = say(alone ? "camera-offline" : "closer");
  } else {
    since = began;
  }
  // At most seven looks a second, one after the other; two while somebody decides and nobody may be waiting.
  setTimeout(look, Math.max(0, (lingers() ? 500 : 143) - (performance.now() - began)));
}

async function detectHere() {
  const codes = await detector.detect(video);
  return codes.length ? codes[0].rawValue : "";
}

async function detectThere() {
  const { videoWidth: w, videoHeight: h } = video, scale = Math.max(640 / w, 480 / h);
  frame.getContext("2d").drawImage(video, (640 - w * scale) / 2, (480 - h * scale) / 2, w * scale, h * scale);
  return readThere(frame);
}

async function readThere(canvas, again = false) {
  if (navigator.onLine === false) return "";
  const jpeg = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.7));
  const send = () => fetch("/scan/frame", { method: "POST", credentials: "same-origin", headers: { "content-type": "image/jpeg" }, body: jpeg });
  let answer = await send();
  // The service looks at one frame of a till at a time: a photo that met the camera's last one waits for it.
  for (let tries = 0; again && answer.status === 429 && tries < 5; tries++) {
    await new Promise(done => setTimeout(done, 1000 * Math.min(5, +answer.headers.get("retry-after") || 1)));
    answer = await send();
  }
  online(true);
  if (answer.status === 401 || answer.status === 403) scanQueue.onOut();
  return answer.status === 200 ? (await answer.json()).code : "";
}

// A card that stays in view is one visit: it counts again only after it was away for three seconds.
function seen(code) {
  const now = performance.now(), again = code === found && now - lastSeen < 3000;
  // Another card than the one on the screen is the next customer's.
  const next = lingers() && code !== found && code !== shown && scanKeys.whole(code);
  found = code;
  lastSeen = since = now;
  hint.textContent = say("camera-live");
  if (next) { payment.keep(); close(); }
  if (!again && !dialog.open && !busy) visit(code);
}

// ---- photos and the lamp ---------------------------------------------------------------------------------------------
$("photo").onchange = async event => {
  const [file] = event.target.files;
  if (!file || busy) return;
  const code = await readPhoto(file).catch(() => "");
  event.target.value = "";
  if (code) return visit(code);
  show({ kind: "refused", word: say("refused"), text: say(navigator.onLine === false ? "camera-offline" : "photo-nothing") });
};

async function readPhoto(file) {
  const picture = await createImageBitmap(file), scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const native = await nativeDetector(), found = native ? await native.detect(canvas) : [];
  return found.length ? found[0].rawValue : readThere(canvas, true);
}

function offerTorch() {
  const [track] = video.srcObject.getVideoTracks();
  const able = track.getCapabilities && track.getCapabilities().torch;
  if (!able) return;
  const button = $("torch");
  let lit = false;
  button.hidden = false;
  button.onclick = async () => {
    await track.applyConstraints({ advanced: [{ torch: !lit }] });
    lit = !lit;
    button.setAttribute("aria-pressed", String(lit));
  };
}

showSound();
online(navigator.onLine);
scanQueue.paint();
scanQueue.drain();
startCamera();
// The scanner opens without a connection too; an installed one is not cleared away when the phone runs out of room.
if (navigator.serviceWorker) navigator.serviceWorker.register("/scan/sw.js", { scope: "/scan" });
if (navigator.storage && matchMedia("(display-mode: standalone)").matches) navigator.storage.persist();
})();
