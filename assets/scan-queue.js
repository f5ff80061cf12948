// The visits of this phone. Each is written down with an idempotency key of its own before it is sent, and stays until the
// server has answered for certain: whatever breaks in between, nothing is lost and nothing is stamped twice. What a visit came
// to is a note of its own, which waits here too: it goes out when its visit has arrived.
"use strict";
const scanQueue = (() => {
const WAIT_MS = 10000, OTHER_TAB_MS = 15000, SKEW_MS = 3000;
const page = document.getElementById("waiting");
const till = page.dataset.till;
// A page that is opened anew in its tab goes on with what it had begun.
const TAB_FREE_MS = 500;
const tab = named(sessionStorage.getItem("tab"));

// A tab that was duplicated comes with a copy of the other's name, which the other holds as long as it is open. The page that
// stood here before lets go of it at once.
async function named(name) {
  if (!name || !await held(name)) {
    name = newKey();
    await held(name);
    sessionStorage.setItem("tab", name);
  }
  return name;
}

function held(name) {
  if (!navigator.locks) return true;
  const stop = new AbortController();
  setTimeout(() => stop.abort(), TAB_FREE_MS);
  return new Promise(done => {
    const ours = () => (done(true), new Promise(() => {}));
    navigator.locks.request(`scanner-tab-${name}`, { signal: stop.signal }, ours).catch(() => done(false));
  });
}

function newKey() {
  return crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");
}

// ---- where they are kept ---------------------------------------------------------------------------------------------
let opened = null;
const memory = new Map();
const queue = { lasting: true, newKey, add, answerTo, drain, undo, dismiss, list, post, lookUp, amount, paint, onChange: () => {}, onOut: () => {}, onLink: () => {}, onAmount: () => {} };

function database() {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open("scanner", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("visits", { keyPath: "n", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  return opened;
}

// One transaction; it is over only when it is on the disk.
async function stored(mode, act) {
  const transaction = (await database()).transaction("visits", mode, { durability: "strict" });
  const request = act(transaction.objectStore("visits"));
  await new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
  return request.result;
}

// A browser that keeps nothing for this page still scans, and says that the page has to stay open.
async function keep(visit) {
  try {
    if (queue.lasting) visit.n = await stored("readwrite", store => store.put(visit));
  } catch {
    queue.lasting = false;
  }
  if (!queue.lasting) memory.set(visit.n ??= Date.now() + Math.random(), visit);
  return changed(visit);
}

async function forget(visit) {
  memory.delete(visit.n);
  if (queue.lasting) await stored("readwrite", store => store.delete(visit.n));
  return changed(visit);
}

async function list() {
  const lasting = await stored("readonly", store => store.getAll()).catch(() => []);
  return [...lasting, ...memory.values()];
}

const news = window.BroadcastChannel ? new BroadcastChannel("scanner") : null;
if (news) news.onmessage = () => paint();
async function changed(visit) {
  await paint();
  if (news) news.postMessage(0);
  return visit;
}

// What waits, where a page lists it. The code of a card that was scanned is not the one printed on it, so its time says which it is.
const shelf = document.getElementById("kept"), empty = document.getElementById("recent-empty");
function paintShelf(visits) {
  const time = new Intl.DateTimeFormat(document.documentElement.dataset.locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  shelf.hidden = !visits.length;
  if (empty) empty.hidden = Boolean(visits.length);
  shelf.querySelector("ul").replaceChildren(...visits.map(({ code, at }) => {
    const row = document.createElement("li"), name = document.createElement("bdi");
    name.textContent = code.length > 8 ? "" : `…${code.slice(-4)}`;
    row.append(time.format(at), " ", name);
    return row;
  }));
}

async function paint() {
  const visits = await list(), count = visits.filter(visit => visit.key && !visit.told).length;
  page.hidden = !count;
  page.textContent = page.dataset.words.replace("{count}", new Intl.NumberFormat(document.documentElement.dataset.locale).format(count));
  if (shelf) paintShelf(visits.filter(visit => visit.key && !visit.told));
  queue.onChange(visits, count);
}

// ---- sending ---------------------------------------------------------------------------------------------------------
// How far the server's clock is ahead of the phone's, which may be hours wrong.
const skew = () => Number(localStorage.getItem("skew")) || 0;
function heed(answer) {
  const ahead = Date.parse(answer.headers.get("date")) - Date.now();
  if (Number.isFinite(ahead)) localStorage.setItem("skew", Math.abs(ahead) > SKEW_MS ? ahead : 0);
}

function post(address, body, key) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return call(address, { method: "POST", body: text, headers: { "content-type": "application/json", "idempotency-key": key } });
}

// The card behind a code; nothing is stamped.
function lookUp(code) {
  return call(`/v1/cards/lookup?code=${encodeURIComponent(code)}`, {});
}

async function call(address, { headers, ...request }) {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const answer = await fetch(address, {
      ...request, credentials: "same-origin", signal: stop.signal, headers: { ...headers, "accept-language": document.documentElement.lang },
    });
    const data = await answer.json().catch(() => ({}));
    heed(answer);
    queue.onLink(true);
    return { ok: answer.ok, status: answer.status, ...data };
  } catch (error) {
    queue.onLink(false);
    throw error;
  } finally {
    clearTimeout(late);
  }
}

// One sender at a time, whatever tabs are open.
let turn = Promise.resolve();
function alone(act) {
  if (navigator.locks) return navigator.locks.request("scanner", act);
  turn = turn.then(act, act);
  return turn;
}

async function add(code, { key = newKey(), at = Date.now(), confirm = false } = {}) {
  return keep({ code, key, at, confirm, tab: await tab, tries: 0 });
}

const hearers = new Map();
// Resolves with the answer to this visit, or with none once it is clear that it has to wait, or after `patience`. The hearer
// says whether somebody still listens: else an answer must not get lost.
function answerTo(visit, patience) {
  return new Promise(resolve => {
    const heard = answer => hearers.get(visit.n) === heard && hearers.delete(visit.n) && (resolve(answer), true);
    hearers.set(visit.n, heard);
    setTimeout(heard, patience, null);
    drain().then(() => heard(null), () => heard(null));
  });
}

// Sends what waits, in order, until it has to stop.
let again = 0;
async function drain() {
  clearTimeout(again);
  if (!till) return;
  const ours = await tab;
  await alone(async () => {
    for (const visit of await list()) {
      // A visit of another tab whose staff stand before its answer is that tab's to send.
      const theirs = visit.tab !== ours && Math.abs(Date.now() - visit.at) < OTHER_TAB_MS;
      if (visit.told || theirs) continue;
      if (navigator.onLine === false || !await (visit.key ? send(visit) : sendAmount(visit))) break;
    }
  });
  const left = (await list()).some(visit => !visit.told);
  if (left) again = setTimeout(drain, WAIT_MS);
}

// Whether the next may follow.
async function send(visit) {
  // Another till's key would not be known again: a visit that may have arrived must not be sent as if it were new.
  if (visit.tries && visit.till !== till) return tell(visit, "other-till");
  visit.body ??= bodyOf(visit);
  visit.tries += 1;
  visit.till = till;
  await keep(visit);
  const answer = await post("/v1/scans", visit.body, visit.key).catch(() => null);
  const hearer = hearers.get(visit.n), first = visit.tries === 1;
  if (!answer) return false;
  if (answer.ok) return done(visit, answer, hearer);
  const { status, code } = answer;
  // Nothing before it can have arrived, and this answer says that nothing was done: the staff in front of it are told at once.
  const plain = hearer && first && code && !["till_locked", "unavailable", "idempotency_in_progress", "occurred_at_out_of_range"].includes(code);
  if (plain && hearer(answer)) await forget(visit);
  if (status === 401 || status === 403) {
    // So it surely did not arrive, and may be sent as new by whatever till this phone is next.
    if (first && code && await kept(visit)) await keep({ ...visit, tries: 0, till: undefined, body: undefined });
    queue.onOut(answer);
    return false;
  }
  if (plain && !await kept(visit)) return true;
  if (status === 429 || code === "idempotency_in_progress" || code === "unavailable" || !code) return false;
  // A fault that meets this visit alone must not hold up those behind it.
  if (status >= 500) return true;
  // A refusal leaves the key free, so the time may be put right once, now that the server's clock is known.
  if (code === "occurred_at_out_of_range" && !visit.righted) {
    Object.assign(visit, { righted: true, body: bodyOf(visit) });
    return send(visit);
  }
  if (hearer && hearer(answer)) return forget(visit).then(() => true);
  return tell(visit, code === "occurred_at_out_of_range" ? "too-old" : "", answer.title);
}

function bodyOf({ code, at, confirm }) {
  const body = { code, occurred_at: new Date(at + skew()).toISOString() };
  return JSON.stringify(confirm ? { ...body, confirm } : body);
}

const answers = new Map();
async function done(visit, answer, hearer) {
  if (visit.cancel) {
    const back = await post(`/v1/scans/${encodeURIComponent(answer.scan.id)}/void`, {}, `${visit.key}-undo`).catch(() => null);
    if (!back || back.status === 429 || back.status >= 500 || back.code === "idempotency_in_progress") return false;
    // Something between phone and server said no.
    if (!back.ok && !back.code) return false;
    if (back.status === 401 || back.code === "till_locked") {
      queue.onOut(back);
      return false;
    }
    // The staff were promised that it is taken back.
    if (!back.ok && back.code !== "already_voided") return tell(visit, "not-undone", back.title);
  }
  answers.set(visit.n, answer);
  for (const note of await amountsOf(visit)) await keep({ ...note, scan: answer.scan.id, till });
  await forget(visit);
  if (hearer) hearer(answer);
  return true;
}

// ---- what a visit came to --------------------------------------------------------------------------------------------
const amountsOf = async visit => (await list()).filter(({ of }) => of === visit.key);

// Notes the amount of a visit that was answered (`scan`) or waits (`visit`).
async function amount({ scan, visit, code }, minor) {
  const note = await keep({ amount: minor, scan, of: visit && visit.key, code, till, tab: await tab, at: Date.now() });
  const answer = visit && answers.get(visit.n);
  if (answer && answer.scan) await keep({ ...note, scan: answer.scan.id });
  return drain();
}

// Whether the next may follow.
async function sendAmount(before) {
  const note = await kept(before);
  if (!note) return true;
  if (!note.scan) {
    const visit = (await list()).find(({ key }) => key && key === note.of);
    // A visit that was refused has none, and says so itself.
    if (visit) return visit.told ? forget(note).then(() => true) : true;
    return tell(note, "amount-missing");
  }
  // What another till did is not this one's to say.
  if (note.till !== till) return tell(note, "amount-missing");
  const answer = await call(`/v1/scans/${encodeURIComponent(note.scan)}`, {
    method: "PATCH", body: JSON.stringify({ amount_minor: note.amount }), headers: { "content-type": "application/json" },
  }).catch(() => null);
  if (!answer) return false;
  // Of a visit that was taken back nobody asks what it came to.
  if (answer.ok) queue.onAmount(answer);
  if (answer.ok || answer.code === "already_voided") return forget(note).then(() => true);
  const { status, code } = answer;
  if (status === 401 || code === "till_locked") {
    queue.onOut(answer);
    return false;
  }
  if (status === 429 || code === "unavailable" || !code) return false;
  return status >= 500 || tell(note, "amount-missing", answer.title);
}

const kept = async visit => (await list()).find(({ n }) => n === visit.n);

// Keeps what was refused behind the staff's back until somebody has read it. A visit that was refused as such needs no undoing.
async function tell(visit, why, title = "") {
  if (visit.cancel && !why) return forget(visit).then(() => true);
  const found = await lookUp(visit.code).catch(() => ({}));
  await keep({ ...visit, told: true, why, title, name: (found.short_code || visit.code).slice(-4) });
  return true;
}

// Takes a visit back that has had no answer: "removed" when it was surely never sent, "later" when it may have arrived and
// will be taken back with its answer, the visit itself when it was refused meanwhile, or the answer that it has had.
function undo(visit) {
  return alone(async () => {
    const found = await kept(visit);
    if (!found) return answers.get(visit.n) || "gone";
    if (found.told) return found;
    for (const note of await amountsOf(visit)) await forget(note);
    if (found.tries) {
      await keep({ ...found, cancel: true });
      return "later";
    }
    await forget(found);
    return "removed";
  });
}

function dismiss(visit) {
  return forget(visit);
}

addEventListener("online", () => drain());
document.addEventListener("visibilitychange", () => document.hidden || drain());
paint();
return queue;
})();
