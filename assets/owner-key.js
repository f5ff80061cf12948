// Keeps a key as a file or on paper. Without this script it is copied by hand, and printed by the browser's own menu.
"use strict";
(() => {
  const save = document.getElementById("save"), print = document.getElementById("print");
  save.hidden = print.hidden = false;
  print.addEventListener("click", () => window.print());
  save.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([document.getElementById("file").textContent], { type: "text/plain" }));
    link.download = save.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
})();
