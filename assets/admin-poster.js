// Shows the choice at once, and the button that prints.
"use strict";
(() => {
  const form = document.getElementById("poster"), print = document.getElementById("print");
  form.addEventListener("change", () => form.requestSubmit());
  print.hidden = false;
  print.addEventListener("click", () => window.print());
})();
