// Shares the invitation by the phone's own sheet, or copies it; without this script the link itself can be held and copied.
const button = document.getElementById("share"), link = document.getElementById("invite").href;
const copied = () => { document.getElementById("shared").textContent = button.dataset.copied; };
if (navigator.share || navigator.clipboard) button.hidden = false;
button.addEventListener("click", async () => {
  try {
    if (navigator.share) await navigator.share({ title: button.dataset.text, url: link });
    else { await navigator.clipboard.writeText(link); copied(); }
  } catch { /* closed without sharing: nothing to say */ }
});
