// Draws the card while its owner types: asks the same page for the values tried, and takes over the parts that live.
"use strict";
(() => {
  const form = document.getElementById("look"), said = document.getElementById("said");
  let waiting = 0, asking = null;

  const takeOver = (page) => {
    for (const part of document.querySelectorAll("[data-live][id]")) {
      const fresh = page.getElementById(part.id);
      if (fresh && fresh.outerHTML !== part.outerHTML) part.replaceWith(document.adoptNode(fresh));
    }
    for (const field of form.querySelectorAll("[aria-describedby]")) {
      const wrong = field.getAttribute("aria-describedby").split(" ").some((id) => id.endsWith("-fault") && document.getElementById(id)?.textContent);
      if (wrong) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    }
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

  const draw = async () => {
    asking?.abort();
    asking = new AbortController();
    // Files go with the button that tries them, not with each letter.
    const values = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    values.set("try", "look");
    try {
      const answer = await fetch(form.action, { method: "POST", body: values, signal: asking.signal, headers: { accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      repaint(page);
      takeOver(page);
      said.textContent = "";
      setTimeout(() => { said.textContent = form.dataset.updated; }, 50);
      document.documentElement.dataset.drawn = values.toString();
    } catch {
      // The next change asks again, and the button works without us.
    }
  };

  const soon = () => { clearTimeout(waiting); waiting = setTimeout(draw, 300); };
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") form.requestSubmit(form.querySelector('button[value="look"]')); else soon();
  });
  document.getElementById("show")?.addEventListener("input", soon);
})();
