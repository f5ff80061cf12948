// What a counter scanner types. It sends keys, not letters: the browser turns them into letters of the computer's layout, which
// may be Persian or French, so each key is kept twice, as the letter it gave and as the sign at its place on a US keyboard,
// and what has a code's form is the code. Slow or fast, with pauses or none: no constant tells a scanner from a person.
"use strict";
const scanKeys = (() => {
// How long no key comes before a code counts as ended where the scanner sends no ending, or the rest as forgotten.
const QUIET = 1500;
// Carriage return and line feed are one ending.
const SAME_ENDING = 400;

const NO_SIGN = /[^\p{L}\p{N}]|\u0640/gu;
const latin = digit => String.fromCharCode((digit.charCodeAt(0) - (digit < "\u06f0" ? 0x660 : 0x6f0)) + 48);

// The signs of a code as we write them, as the server cleans them too: letters and digits, without a scanner's own mark before.
function clean(text) {
  const code = text.normalize("NFKC").replace(/^[^\p{L}\p{N}\]]+/u, "").replace(/^\][a-z][a-z0-9](\\\d{6})?/i, "");
  return code.replace(NO_SIGN, "").replace(/[\u0660-\u0669\u06f0-\u06f9]/g, latin).replace(/[ıİ]/g, "I").toUpperCase();
}

// The code at the end of a text: a barcode's, or a short one by its check character. Empty where there is none.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
function barcode(text) {
  const found = /SW1[0-9A-V]{52}$/.exec(clean(text));
  return found ? found[0] : "";
}
function whole(text) {
  const signs = clean(text), places = [...signs].map(sign => SIGNS.indexOf(sign));
  if (signs.length !== 8 || places.includes(-1)) return barcode(text);
  const check = places.pop(), sum = places.reduce((sum, place, i) => sum + (i + 2) * place, 0);
  return sum % 31 === check ? signs : "";
}

// The number beneath a product's bars (GTIN), by its check digit.
function isProduct(signs) {
  if (!/^(?:\d{8}|\d{12,14})$/.test(signs)) return false;
  return [...signs].reverse().reduce((sum, digit, i) => sum + digit * (i % 2 ? 3 : 1), 0) % 10 === 0;
}

// What was typed to find somebody: an e-mail address or a telephone number, in any script's digits. Only the owner may look for them.
const isContact = (text, signs) => text.includes("@") || (/^\d{7,15}$/.test(signs) && /^[+\d\p{Nd}\s().\/-]+$/u.test(text));

// What a text is that names no card of this shop, as far as its form says. Nothing else tells: the server answers alike for
// every code that is none of the shop's, whoever's it is.
function nature(text = "", byHand = false) {
  const address = /^(?:https?:\/\/|www\.)([^/?#]*)(\/[jc]\/)?/i.exec(text.trim()), signs = clean(text);
  if (address) {
    const [, host, page] = address.map(part => (part || "").toLowerCase());
    return host === location.host && page ? { "/j/": "poster", "/c/": "link" }[page] : "web";
  }
  if (signs.startsWith("SW1")) return barcode(text) ? "shop" : "part";
  if (whole(text)) return "unknown";
  if (isProduct(signs)) return "product";
  if (!byHand) return "other";
  if (!signs) return "sign";
  if (isContact(text, signs)) return "contact";
  return signs.length < 8 ? "short" : signs.length > 8 ? "long" : "sign";
}

// The letter that a key gave: one sign, or the two of a ligature's key. The names of other keys are longer and Latin.
const letter = ({ key }) => key.length === 1 || /[^\x00-\x7f]/.test(key) ? key : "";
const PLACES = { BracketLeft: "[", BracketRight: "]", Minus: "-", Space: " " };
function place(event) {
  const found = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code);
  return found ? found[1] : PLACES[event.code] || letter(event);
}

function isEnding(event) {
  if (event.key === "Enter" || event.key === "Tab") return !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  return event.ctrlKey && !event.altKey && !event.metaKey && ["KeyJ", "KeyM"].includes(event.code);
}

// Reads all keys of the page. `take` gets each code; `unknown` gets what came and is none; `isBusy` says
// whether the page waits for a decision or an answer, and then the ending of a scan presses no button; `isAsking`, whether a code may
// be taken all the same; `isNumber`, whether an amount may be typed, which is no code.
function listen({ field, isBusy, isAsking = () => false, isNumber = () => false, take, unknown, refuse }) {
  let typed = "", placed = "", timer = 0, ended = -SAME_ENDING, alt = "";
  const inField = () => document.activeElement === field;
  const forget = () => { typed = placed = ""; clearTimeout(timer); };
  const found = read => (inField() && read(field.value)) || read(typed) || read(placed);
  // Digits before a short code are an amount that was typed just before it.
  function behind(text) {
    const signs = clean(text), code = signs.slice(-8);
    return isNumber() && /^\d+$/.test(signs.slice(0, -8)) && /[A-Z]/.test(code) ? whole(code) : "";
  }
  // Under another layout only the places may say what came.
  const told = () => nature(typed) === "other" ? placed : typed;

  function give(code) {
    forget();
    if (isBusy() && !isAsking()) return refuse();
    field.value = "";
    take(code);
  }

  function quiet() {
    const code = found(barcode), many = placed.length >= 20, came = told();
    if (code) return give(code);
    if (inField() && field.value) return;
    forget();
    if (many && !isBusy()) unknown(came);
  }

  function add(sign, at) {
    typed += sign;
    placed += at;
    clearTimeout(timer);
    timer = setTimeout(quiet, QUIET);
  }

  // Enter and its like: a code is taken, and what was typed into nothing is told. A lone Enter or Tab stays a key of the page.
  function end(event) {
    const code = found(whole) || found(behind), stray = clean(placed).length, again = event.timeStamp - ended < SAME_ENDING;
    const none = !stray && again;
    if (none || code || (stray && isBusy())) event.preventDefault();
    if (code || stray) ended = event.timeStamp;
    if (none) return;
    if (code) { event.stopPropagation(); return give(code); }
    if (isNumber() && /^\d{1,10}$/.test(clean(placed)) && !isProduct(clean(placed))) return forget();
    const silent = stray < 4 || inField() || (event.key === "Tab" && stray < 20), came = told();
    forget();
    if (silent || isBusy()) return;
    event.preventDefault();
    unknown(came);
  }

  // What was sent with the field's own button is no scan that goes on.
  if (field && field.form) field.form.addEventListener("submit", forget);
  document.addEventListener("keydown", event => {
    if (isEnding(event)) return end(event);
    if (event.key === "Backspace") { typed = typed.slice(0, -1); placed = placed.slice(0, -1); return; }
    // Windows' way of typing any sign: its number on the keypad, with Alt held.
    const digit = event.altKey && /^Numpad(\d)$/.exec(event.code);
    if (digit) { alt += digit[1]; return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const sign = letter(event), at = place(event);
    if (sign || at) add(sign, at);
  }, true);

  document.addEventListener("keyup", event => {
    if (event.key !== "Alt" || !alt) return;
    const sign = String.fromCharCode(Number(alt) % 256);
    alt = "";
    add(sign, sign);
  }, true);
}

return { clean, whole, nature, listen };
})();
