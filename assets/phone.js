// The demo's phone: draws what the stand-in phone holds, and asks for news until the page is closed.
"use strict";
(() => {
const $ = id => document.getElementById(id);
const page = document.documentElement, words = {};
for (const dd of $("words").children) words[dd.dataset.key] = dd.textContent;
const clock = new Intl.DateTimeFormat(page.dataset.locale, { hour: "2-digit", minute: "2-digit" });
const stamp = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
let revision = -1, passes = [], open = null, turned = false, heard = {}, known = {}, first = true, hide = 0;

function make(tag, kind, text) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  if (text != null) element.textContent = text;
  return element;
}

function field({ label, value }) {
  const span = make("span");
  span.append(make("small", "", label), make("bdi", "", value));
  span.firstChild.style.color = "var(--pass-label)";
  return span;
}

function picture(address, kind) {
  const img = make("img", kind);
  img.src = address;
  img.alt = "";
  return img;
}

// The server draws codes as SVG; read as a picture, nothing in them can run.
function drawing(svg) {
  return document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
}

// Links on the back may lead anywhere on the web, and nowhere else.
function linked(text) {
  const p = make("p");
  for (const piece of String(text).split(/(https?:\/\/[^\s<>"]+)/)) {
    if (!/^https?:/.test(piece)) { p.append(piece); continue; }
    const a = make("a", "", piece);
    a.href = piece;
    a.rel = "noreferrer";
    p.append(a);
  }
  return p;
}

function head(pass, shown) {
  const button = make("button", "pass-head"), name = make("b", "pass-shop");
  button.type = "button";
  button.setAttribute("aria-expanded", String(shown));
  if (pass.logo_url) name.append(picture(pass.logo_url));
  if (pass.logo_text || !pass.logo_url) name.append(make("bdi", "", pass.logo_text || pass.organization));
  else name.firstChild.alt = pass.organization;
  button.append(name);
  for (const item of pass.header) {
    const count = field(item);
    count.className = "pass-count";
    button.append(count);
  }
  button.onclick = () => { open = pass.serial; turned = false; draw(); };
  return button;
}

function row(fields) {
  const line = make("div", "pass-fields");
  line.append(...fields.map(field));
  return line;
}

function front(pass) {
  const side = make("div", "pass-front");
  if (pass.strip_url) side.append(picture(pass.strip_url, "pass-strip"));
  if (pass.secondary.length) side.append(row(pass.secondary));
  if (pass.auxiliary.length) side.append(row(pass.auxiliary));
  if (pass.voided) side.append(make("p", "pass-ended", words["pass-voided"]));
  if (pass.qr_svg && !pass.voided) {
    const code = make("div", "pass-code"), beneath = make("p");
    beneath.append(make("bdi", "", pass.alt_text));
    beneath.firstChild.dir = "ltr";
    code.append(drawing(pass.qr_svg), beneath);
    side.append(code);
  }
  return side;
}

function back(pass) {
  const side = make("div", "pass-back");
  for (const item of pass.back) {
    const part = make("div");
    part.append(make("small", "", item.label), linked(item.value));
    side.append(part);
  }
  return side;
}

function drawPass(pass) {
  const shown = pass.serial === open, card = make("article", "pass");
  card.dir = pass.dir || "ltr";
  card.style.background = pass.background;
  card.style.color = pass.foreground;
  card.style.setProperty("--pass-label", pass.label);
  card.classList.toggle("void", pass.voided);
  card.append(head(pass, shown));
  if (!shown) return card;
  card.append(turned ? back(pass) : front(pass));
  if (pass.back.length) {
    const turn = make("button", "pass-turn", $("words").dataset[turned ? "less" : "more"]);
    turn.type = "button";
    turn.onclick = () => { turned = !turned; draw(); $("passes").querySelector(".pass-turn").focus(); };
    card.append(turn);
  }
  const now = JSON.stringify(pass);
  if (known[pass.serial] && known[pass.serial] !== now) card.classList.add("changed");
  known[pass.serial] = now;
  return card;
}

function draw() {
  const pass = passes.find(p => p.serial === open) || passes[0];
  open = pass ? pass.serial : null;
  $("passes").replaceChildren(...passes.map(drawPass));
  $("empty").hidden = passes.length > 0;
  $("scan").disabled = $("void").disabled = !pass;
  $("redeem").disabled = !(pass && pass.reward_ready);
}

function notify(pass) {
  const banner = $("banner"), icon = make("i");
  icon.style.background = pass.background;
  icon.style.color = pass.foreground;
  icon.append(pass.logo_url ? picture(pass.logo_url) : [...pass.organization][0] || "");
  banner.replaceChildren(icon, make("strong", "", pass.organization), make("time", "", words.now), make("p", "", pass.notification.text));
  banner.hidden = true;
  void banner.offsetWidth; // starts the motion again for a second message
  banner.hidden = false;
  clearTimeout(hide);
  hide = setTimeout(() => { banner.hidden = true; }, 8000);
}

// A line too long breaks after a slash rather than inside a word.
function drawWire(lines) {
  $("wire").replaceChildren(...lines.map(line => {
    const li = make("li"), at = make("time", "", stamp.format(new Date(line.at)));
    at.dateTime = line.at;
    li.append(at, make("span", "", line.what.replaceAll("/", "/\u200b")), make("b", line.status < 400 ? "good" : "bad", line.status));
    return li;
  }));
}

function take(state) {
  revision = state.revision;
  const arrived = state.passes.find(p => !first && !passes.some(q => q.serial === p.serial));
  passes = state.passes;
  if (arrived) { open = arrived.serial; turned = false; }
  draw();
  drawWire(state.wire);
  for (const pass of passes) {
    const at = pass.notification && pass.notification.at;
    if (at && heard[pass.serial] !== at) {
      heard[pass.serial] = at;
      if (!first) notify(pass);
    }
  }
  first = false;
}

async function follow() {
  try {
    const answer = await fetch(`/demo/phone/state?after=${revision}`, { headers: { accept: "application/json" } });
    if (answer.status === 200) take(await answer.json());
    setTimeout(follow, answer.ok ? 200 : 2000);
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

const tick = () => { $("clock").textContent = clock.format(new Date()); };
tick();
setInterval(tick, 5000);
follow();
})();
