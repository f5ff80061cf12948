// The list of languages folds up as menus do: by Escape, and by a tap elsewhere. Without this script its own name does.
"use strict";
(() => {
const list = document.querySelector(".tongues");
const fold = () => { list.open = false; };
document.addEventListener("pointerdown", ({ target }) => list.contains(target) || fold());
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || !list.open) return;
  fold();
  list.querySelector("summary").focus();
});
})();
