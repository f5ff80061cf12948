// Copy buttons: `<button data-copy="words" data-copied="Copied" hidden>`, or `data-copy-from="id"` of what holds the words. They show
// themselves only where copying works, and say when it is done, to eyes and to screen readers.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  const voice = document.createElement("p");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  const ready = (root) => root.querySelectorAll("[data-copy][hidden], [data-copy-from][hidden]").forEach((button) => { button.hidden = false; });
  const words = (button) => button.dataset.copy ?? document.getElementById(button.dataset.copyFrom)?.textContent.trim() ?? "";
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-from]");
    if (!button) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(words(button));
    } catch {
      return;
    }
    const before = button.dataset.label ??= button.textContent;
    button.textContent = button.dataset.copied;
    voice.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; voice.textContent = ""; }, 2500);
  });
  ready(document);
})();
