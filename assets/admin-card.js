// Draws the card while its owner types: asks the same page for the values tried, and takes over the parts that live.
"use strict";
(() => {
  const form = document.getElementById("look"), said = document.getElementById("said");
  let waiting = 0, asking = null, uploads = Promise.resolve(), uploading = 0, unsaved = form.dataset.unsaved === "yes", sent = false;

  const takeOver = (page) => {
    for (const part of document.querySelectorAll("[data-live][id]")) {
      const fresh = page.getElementById(part.id);
      if (fresh && fresh.outerHTML !== part.outerHTML) part.replaceWith(document.adoptNode(fresh));
    }
    for (const field of form.querySelectorAll("[aria-describedby]")) {
      const wrong = field.getAttribute("aria-describedby").split(" ").some((id) => id.endsWith("-fault") && document.getElementById(id)?.textContent);
      if (wrong) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    }
    unsaved = page.getElementById("look")?.dataset.unsaved === "yes";
  };

  // The card's colours come as a file; the old one goes when the new one is there, so that nothing flashes.
  const repaint = (page) => {
    const colours = 'link[href^="/assets/shop-"]', fresh = page.querySelector(colours), old = document.querySelector(colours);
    if (!fresh || !old || fresh.getAttribute("href") === old.getAttribute("href")) return;
    const link = old.cloneNode();
    link.href = fresh.getAttribute("href");
    link.addEventListener("load", () => old.remove());
    old.after(link);
  };

  // The page for these values; nothing if it could not be had.
  const drawn = async (body, signal) => {
    body.set("try", "look");
    const answer = await fetch(form.action, { method: "POST", body, signal, headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    repaint(page);
    return page;
  };

  const tell = () => {
    said.textContent = "";
    setTimeout(() => { said.textContent = form.dataset.updated; }, 50);
  };

  const draw = async () => {
    // What is typed during an upload is drawn after it.
    if (uploading) return;
    asking?.abort();
    asking = new AbortController();
    // Files go when they are chosen, not with each letter.
    const values = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    try {
      const page = await drawn(values, asking.signal);
      if (!page) return;
      takeOver(page);
      tell();
      document.documentElement.dataset.drawn = values.toString();
    } catch {
      // The next change asks again, and the button works without us.
    }
  };

  const soon = () => { clearTimeout(waiting); waiting = setTimeout(draw, 300); };

  // A chosen picture goes by itself, and its own place alone is drawn anew: what else stands open, and where the page stands, stays.
  const upload = async (field) => {
    const place = field.closest(".picture"), fault = place.querySelector(".fault");
    uploading += 1;
    asking?.abort();
    try {
      const page = await drawn(new FormData(form));
      const fresh = page?.getElementById(place.id);
      if (!fresh) throw new Error("no page");
      const had = place.contains(document.activeElement);
      place.replaceWith(document.adoptNode(fresh));
      if (had) document.getElementById(field.id)?.focus({ preventScroll: true });
      takeOver(page);
      tell();
    } catch {
      fault.textContent = form.dataset.failed;
      field.setAttribute("aria-invalid", "true");
      field.value = "";
    } finally {
      uploading -= 1;
      soon();
    }
  };

  form.addEventListener("input", (event) => {
    unsaved = true;
    if (event.target.type === "file") uploads = uploads.then(() => upload(event.target)); else soon();
  });
  document.getElementById("show")?.addEventListener("input", soon);
  document.getElementById("slug")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.getElementById("use-address").click();
  });

  // What stands open stays open on the next page; what was typed is not lost by leaving.
  form.addEventListener("submit", () => {
    sent = true;
    form.elements.open.value = [...form.querySelectorAll("details[id][open]")].map((fold) => fold.id).join(" ");
  });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => { if (unsaved && !sent) event.preventDefault(); });

  if (form.dataset.refused) form.querySelector('[aria-invalid="true"]')?.focus();
})();
