// "Test your scanner": what a counter scanner sent, in words. It is read as the scanner page reads it, and nothing leaves this page.
"use strict";
(() => {
const $ = id => document.getElementById(id);
const words = {};
for (const dd of $("words").children) words[dd.dataset.key] = dd.textContent;
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
const figures = new Intl.NumberFormat(document.documentElement.dataset.locale, { maximumFractionDigits: 1 });

// The keys of one scan, with the time of each. A longer pause begins another.
const PAUSE = 3000;
const SILENT = ["Shift", "CapsLock", "Control", "Alt", "AltGraph", "Meta"];
let keys = [], done = false;
addEventListener("keydown", event => {
  if (done || (keys.length && event.timeStamp - keys.at(-1).timeStamp > PAUSE)) keys = [];
  done = false;
  if (!SILENT.includes(event.key)) keys.push(event);
}, true);

function ending() {
  const last = keys.at(-1);
  if (last.key === "Enter" || last.key === "Tab") return last.key;
  return last.ctrlKey ? "Ctrl+" + last.code.slice(-1) : say("none");
}

function show(kind, code) {
  done = true;
  const signs = keys.filter(event => !event.ctrlKey && [...event.key].length <= 2).map(event => event.key).join("");
  $("tested").dataset.kind = kind;
  $("verdict").textContent = say(kind);
  $("layout").hidden = !code || scanKeys.clean(signs).endsWith(code);
  $("signs").hidden = !signs;
  $("signs").textContent = signs;
  $("came").hidden = !keys.length;
  if (!keys.length) return;
  const seconds = (keys.at(-1).timeStamp - keys[0].timeStamp) / 1000;
  const came = { count: figures.format([...signs].length), name: ending(), seconds: figures.format(seconds) };
  $("came").textContent = ["came", "ending", "time"].map(key => say(key, came)).join(" · ");
}

scanKeys.listen({
  field: $("code"),
  isBusy: () => false,
  take: code => show(code === $("sample").dataset.code ? "right" : "other", code),
  unknown: () => show("wrong", ""),
  refuse: () => {},
});
})();
