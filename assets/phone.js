// The demo's phones: draws what the stand-ins for an iPhone and for Google hold, and asks for news until the page is closed.
"use strict";
(() => {
const $ = id => document.getElementById(id);
const page = document.documentElement, words = {};
for (const dd of $("words").children) words[dd.dataset.key] = dd.textContent;
const clock = new Intl.DateTimeFormat(page.dataset.locale, { hour: "2-digit", minute: "2-digit" });
const stamp = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

class Wallet {
  constructor(name, face) {
    this.phone = $(name);
    this.name = name;
    this.face = face;
    this.cards = [];
    this.shown = {};
    this.heard = {};
    for (const part of ["banner", "cards", "empty"]) this[part + "Part"] = this.phone.querySelector("." + part);
  }
  // The card that the buttons act on, if it is in this wallet.
  opened() { return this.cards.find(card => card.serial === open); }
}
const wallets = [new Wallet("apple", drawPass), new Wallet("google", drawGoogleCard)];
// One card is open, in every wallet that holds it; `more` names the wallet in which it is turned or unfolded.
let revision = -1, open = null, more = null, first = true;

function make(tag, kind, text) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  if (text != null) element.textContent = text;
  return element;
}

// A button; after the wallet is drawn anew the focus is found again by the name.
function button(kind, name, press) {
  const element = make("button", kind);
  element.type = "button";
  element.dataset.name = name;
  element.onclick = press;
  return element;
}

function field({ label, value }) {
  const span = make("span");
  span.append(make("small", "", label), make("bdi", "", value));
  return span;
}

function row(kind, fields) {
  const line = make("div", kind);
  line.append(...fields.map(field));
  return line;
}

function picture(address, kind, alt) {
  const img = make("img", kind);
  img.src = address;
  img.alt = alt || "";
  return img;
}

// The server draws codes as SVG; read as a picture, nothing in them can run.
function code(card) {
  const part = make("div", "pass-code"), beneath = make("p");
  beneath.append(make("bdi", "", card.alt_text));
  beneath.firstChild.dir = "ltr";
  part.append(document.importNode(new DOMParser().parseFromString(card.qr_svg, "image/svg+xml").documentElement, true), beneath);
  return part;
}

function link(address, text) {
  const a = make("a", "", text);
  a.href = address;
  a.rel = "noreferrer";
  return a;
}

// Links on the back may lead anywhere on the web, and nowhere else.
function linked(text) {
  const p = make("p");
  for (const piece of String(text).split(/(https?:\/\/[^\s<>"]+)/)) p.append(/^https?:/.test(piece) ? link(piece, piece) : piece);
  return p;
}

function paragraph({ label, value }) {
  const part = make("div");
  part.append(make("small", "", label), linked(value));
  return part;
}

// The line of a card that stays in sight when another one is open.
function head(wallet, card, kind) {
  const shown = card.serial === open;
  const line = button(kind, "head " + card.serial, () => { open = card.serial; more = null; draw(); });
  line.setAttribute("aria-expanded", String(shown));
  return line;
}

function body(wallet, card, kind) {
  const element = make("article", kind);
  element.dir = card.dir || "ltr";
  element.style.background = card.background;
  element.style.color = card.foreground;
  const now = JSON.stringify(card), before = wallet.shown[card.serial];
  element.classList.toggle("changed", Boolean(before) && before !== now);
  wallet.shown[card.serial] = now;
  return element;
}

function moreButton(wallet, less) {
  const shown = more === wallet.name;
  const turn = button("pass-turn", "more", () => {
    more = shown ? null : wallet.name;
    draw();
    wallet.phone.querySelector(".google-details")?.scrollIntoView({ block: "nearest" });
  });
  turn.textContent = shown ? less : words.more;
  turn.setAttribute("aria-expanded", String(shown));
  return turn;
}

// Apple's store card: turned for its back.
function drawPass(pass, wallet) {
  const card = body(wallet, pass, "pass");
  card.style.setProperty("--pass-label", pass.label);
  card.classList.toggle("void", pass.voided);
  card.append(passHead(pass, wallet));
  if (pass.serial !== open) return card;
  card.append(more === wallet.name ? passBack(pass) : passFront(pass));
  if (pass.back.length) card.append(moreButton(wallet, words.less));
  return card;
}

function passHead(pass, wallet) {
  const line = head(wallet, pass, "pass-head"), name = make("b", "pass-shop");
  if (pass.logo_url) name.append(picture(pass.logo_url));
  if (pass.logo_text || !pass.logo_url) name.append(make("bdi", "", pass.logo_text || pass.organization));
  else name.firstChild.alt = pass.organization;
  line.append(name);
  for (const item of pass.header) {
    const count = field(item);
    count.className = "pass-count";
    line.append(count);
  }
  return line;
}

function passFront(pass) {
  const side = make("div", "pass-front");
  if (pass.strip_url) side.append(picture(pass.strip_url, "pass-strip"));
  for (const fields of [pass.secondary, pass.auxiliary]) if (fields.length) side.append(row("pass-fields", fields));
  if (pass.voided) side.append(make("p", "pass-ended", words["pass-voided"]));
  else if (pass.qr_svg) side.append(code(pass));
  return side;
}

function passBack(pass) {
  const side = make("div", "pass-back");
  side.append(...pass.back.map(paragraph));
  return side;
}

// Google's loyalty card: its details unfold beneath it.
function drawGoogleCard(card, wallet) {
  const place = make("div", "google-place"), face = body(wallet, card, "google-card");
  face.classList.toggle("void", card.ended);
  face.append(googleHead(card, wallet));
  place.append(face);
  if (card.serial !== open) return place;
  face.append(make("h3"));
  face.lastChild.append(make("bdi", "", card.program));
  if (card.points.length) face.append(row("pass-fields", card.points));
  if (card.ended) face.append(make("p", "pass-ended", words["pass-voided"]));
  else if (card.qr_svg) face.append(code(card));
  if (card.hero) face.append(picture(card.hero.url, "google-hero", card.hero.alt));
  place.append(moreButton(wallet, words.fold));
  if (more === wallet.name) place.append(googleDetails(card));
  return place;
}

function googleHead(card, wallet) {
  const line = head(wallet, card, "google-head");
  if (card.logo) line.append(picture(card.logo.url, "google-logo", card.logo.alt));
  line.append(make("bdi", "", card.issuer));
  return line;
}

function googleDetails(card) {
  const part = make("div", "google-details");
  part.append(...card.details.map(paragraph), ...card.links.map(({ url, title }) => link(url, title)));
  const remove = button("plain", "remove", () => act("remove", words.removed));
  remove.textContent = words.remove;
  part.append(remove);
  return part;
}

function draw() {
  const all = wallets.flatMap(wallet => wallet.cards), card = all.find(card => card.serial === open) || all[0];
  open = card ? card.serial : null;
  for (const wallet of wallets) drawWallet(wallet);
  $("scan").disabled = $("void").disabled = !card;
  $("redeem").disabled = !wallets.some(wallet => wallet.opened()?.reward_ready);
}

function drawWallet(wallet) {
  const focus = wallet.phone.contains(document.activeElement) && document.activeElement.dataset.name;
  wallet.cardsPart.replaceChildren(...wallet.cards.map(card => wallet.face(card, wallet)));
  if (focus) wallet.phone.querySelector(`[data-name="${focus}"]`)?.focus({ preventScroll: true });
  wallet.phone.classList.toggle("holds", wallet.cards.length > 0);
  wallet.emptyPart.hidden = wallet.cards.length > 0;
  for (const part of wallet.emptyPart.querySelectorAll(".none")) part.hidden = Boolean(open);
  for (const part of wallet.emptyPart.querySelectorAll(".also")) part.hidden = !open;
  if (open) wallet.emptyPart.querySelector("a.also").href = `/demo/phone/card/${open}?lang=${page.lang}`;
}

function notify(wallet, card) {
  const banner = wallet.bannerPart, icon = make("i"), name = card.organization || card.program;
  const logo = card.logo_url || (card.logo && card.logo.url);
  icon.style.background = card.background;
  icon.style.color = card.foreground;
  icon.append(logo ? picture(logo) : [...name][0] || "");
  banner.replaceChildren(icon, make("strong"), make("time", "", words.now), make("p"));
  banner.querySelector("strong").append(make("bdi", "", name));
  banner.querySelector("p").append(make("bdi", "", card.notification.text));
  banner.hidden = true;
  void banner.offsetWidth; // starts the motion again for a second message
  banner.hidden = false;
  clearTimeout(wallet.hide);
  wallet.hide = setTimeout(() => { banner.hidden = true; }, 8000);
}

// A line too long breaks after a slash rather than inside a word.
function drawWire(lines) {
  $("wire").replaceChildren(...lines.map(line => {
    const li = make("li"), at = make("time", "", stamp.format(new Date(line.at))), ok = line.status > 0 && line.status < 400;
    at.dateTime = line.at;
    li.append(at, make("i", line.who, line.who), make("span", "", line.what.replaceAll("/", "/\u200b")));
    li.append(make("b", ok ? "good" : "bad", line.status || "–"));
    return li;
  }));
}

// Whether something new to hear of came for this card since the page was opened.
function rang(wallet, card) {
  const at = card.notification && card.notification.at, news = at && wallet.heard[card.serial] !== at;
  if (news) wallet.heard[card.serial] = at;
  return news && !first;
}

function take(state) {
  revision = state.revision;
  for (const [wallet, cards] of [[wallets[0], state.passes], [wallets[1], state.google]]) {
    const arrived = cards.find(card => !first && !wallet.cards.some(known => known.serial === card.serial));
    // What the banner says is no longer so when a card has changed in silence; a new message brings it back.
    if (JSON.stringify(cards) !== JSON.stringify(wallet.cards)) wallet.bannerPart.hidden = true;
    wallet.cards = cards;
    if (arrived) { open = arrived.serial; more = null; }
  }
  draw();
  drawWire(state.wire);
  for (const wallet of wallets) for (const card of wallet.cards) if (rang(wallet, card)) notify(wallet, card);
  first = false;
}

async function follow() {
  try {
    const answer = await fetch(`/demo/phone/state?after=${revision}`, { headers: { accept: "application/json" } });
    if (answer.status === 200) take(await answer.json());
    setTimeout(follow, answer.ok ? 100 : 2000);
    if (answer.ok && $("said").dataset.lost) tell("");
  } catch {
    tell(words.lost, true);
    $("said").dataset.lost = "1";
    setTimeout(follow, 2000);
  }
}

function tell(text, bad) {
  $("said").textContent = text;
  $("said").classList.toggle("bad", Boolean(bad));
  delete $("said").dataset.lost;
}

async function act(verb, done) {
  if (!open) return;
  const serial = open;
  try {
    const answer = await fetch(`/demo/phone/${verb}`, {
      method: "POST", headers: { "content-type": "application/json", "accept-language": page.lang }, body: JSON.stringify({ serial }),
    });
    if (answer.ok) return tell(done);
    const problem = await answer.json().catch(() => ({}));
    tell([problem.title, problem.detail].filter(Boolean).join(" ") || words.failed, true);
  } catch {
    tell(words.failed, true);
  }
}
$("scan").onclick = () => act("scan", words.scanned);
$("redeem").onclick = () => act("redeem", words.redeemed);
$("void").onclick = () => act("void", words.voided);

const tick = () => { for (const face of document.querySelectorAll(".clock")) face.textContent = clock.format(new Date()); };
tick();
setInterval(tick, 5000);
follow();
})();
