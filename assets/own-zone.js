// The browser knows the shop's time zone better than a guess by language does.
"use strict";
for (const field of document.querySelectorAll("[data-own-zone]")) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own && field.value === field.defaultValue && !field.hasAttribute("aria-invalid")) field.value = own;
}
