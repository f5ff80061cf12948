// Takes the page's address along out of another app's browser. Without this script it is marked and copied by hand.
"use strict";
(() => {
const address = document.getElementById("address"), copy = document.getElementById("copy"), copied = document.getElementById("copied");
address.onfocus = () => address.select();
copy.hidden = false;
copy.onclick = async () => {
  address.select();
  try {
    await navigator.clipboard.writeText(address.value);
  } catch {
    // Over plain http, or in an app that keeps its clipboard shut.
    document.execCommand("copy");
  }
  copied.textContent = copied.dataset.words;
};
})();
