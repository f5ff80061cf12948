// Lets the scanner open without a connection: keeps its page and the files that the page names, newest first asked of the
// server. Answers of the API are never kept.
"use strict";
const CACHE = "scanner-1", PAGE = "/scan", PATIENCE = 3000;

addEventListener("install", event => event.waitUntil(first()));
addEventListener("activate", event => event.waitUntil(begin()));

// The page that began this, in its language.
async function first() {
  const pages = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  const open = pages.find(page => new URL(page.url).pathname === PAGE);
  await fetch(open ? open.url : PAGE, { credentials: "same-origin" }).then(keep).catch(() => {});
  await skipWaiting();
}

async function begin() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await clients.claim();
}

// Keeps the page after all its files, so that it never stands without them, and drops those of the one before.
async function keep(answer) {
  const html = await answer.clone().text(), cache = await caches.open(CACHE);
  if (!answer.ok || !html.includes('id="typed"')) {
    // The page of a till that is locked, over or none (it counts what waits): going offline must not lead round it, so the
    // scanner is not kept either; what waits to be sent stays. A lock that falls due while the phone is offline cannot be
    // known here: until the server is reached, the kept scanner opens and saves visits.
    if (answer.ok || html.includes('id="waiting"')) await cache.delete(PAGE);
    return;
  }
  const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(found => found[1]);
  await Promise.all(files.map(async file => await cache.match(file) || cache.add(file)));
  await cache.put(PAGE, answer);
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url);
    if (pathname !== PAGE && !files.includes(pathname + search)) await cache.delete(url);
  }
}

addEventListener("fetch", event => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(caches.match(request).then(kept => kept || fetch(request)));
  else if (request.mode !== "navigate") return;
  else if (pathname === PAGE) event.respondWith(opened(event));
  else event.respondWith(fetch(request).catch(() => Response.redirect(PAGE)));
});

async function opened(event) {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then(answer => keep(answer.clone())).catch(() => {}));
  const late = new Promise(done => setTimeout(done, PATIENCE));
  const answer = await Promise.race([fresh.catch(() => null), late]);
  if (answer && answer.status < 500) return answer;
  return await caches.match(PAGE) || fresh;
}
