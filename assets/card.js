// Keeps an open card in step with the counter: asks every few seconds whether it has changed, and takes the changed parts of the
// page as the server draws it. A page that nobody looks at asks nothing. Without this script the page shows what it did when it came.
"use strict";
(() => {
const OFTEN = 2000, SELDOM = 15000, A_WHILE = 3 * 60000, LONGEST = 30 * 60000;
const state = document.querySelector("[data-now]");
let tag = state.dataset.tag, since = Date.now(), timer = 0, asking = false, leaving = false;

const later = wait => {
  clearTimeout(timer);
  timer = document.hidden || Date.now() - since > LONGEST ? 0 : setTimeout(ask, wait);
};

async function ask() {
  if (asking || document.hidden) return;
  asking = true;
  let wait = Date.now() - since < A_WHILE ? OFTEN : SELDOM;
  try {
    const answer = await fetch(state.dataset.now, { headers: { "If-None-Match": `"${tag}"` } });
    if (leaving) return;
    if (answer.ok) await take();
    else if (answer.status === 404) location.reload();
    else if (answer.status !== 304) wait = Math.max(SELDOM, 1000 * answer.headers.get("Retry-After"));
  } catch {
    wait = SELDOM; // The network is away; it comes back by itself.
  }
  asking = false;
  later(wait);
}

async function take() {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (fresh && fresh.innerHTML !== part.innerHTML) await change(part, fresh);
  }
  tag = page.querySelector("[data-now]").dataset.tag;
}

// The new pictures are there before they are shown; what was unfolded stays so, and the focus where it was.
async function change(part, fresh) {
  const early = [...fresh.querySelectorAll("img")].map(({ src }) => Object.assign(new Image(), { src }).decode().catch(() => {}));
  await Promise.all(early);
  const places = () => [...part.querySelectorAll("a, button, summary")], folds = () => [...part.querySelectorAll("details")];
  const place = places().indexOf(document.activeElement), open = folds().map(fold => fold.open);
  part.replaceChildren(...fresh.childNodes);
  part.classList.add("changed");
  folds().forEach((fold, i) => { fold.open ||= Boolean(open[i]); });
  if (place >= 0) places()[place]?.focus({ preventScroll: true });
}

const wake = () => {
  since = Date.now();
  ask();
};
document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : wake());
// A form that was sent leads to another page, which nothing here may stop.
addEventListener("submit", () => { leaving = true; });
// Whoever comes back to this page from the next one finds it as it was left.
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  leaving = asking = false;
  wake();
});
addEventListener("pointerdown", () => { if (timer === 0) wake(); });
later(OFTEN);

// The card's link goes to oneself by the phone's own sheet, or is copied; the letter beside it needs no script.
const share = document.getElementById("share"), shared = document.getElementById("shared");
if (share && (navigator.share || navigator.clipboard)) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    try {
      if (navigator.share) return await navigator.share({ title: share.dataset.title, url: share.dataset.link });
      await navigator.clipboard.writeText(share.dataset.link);
      shared.textContent = shared.dataset.words;
    } catch { /* closed without sharing: nothing to say */ }
  });
}
})();
