// The chosen file stays on the page: its beginning is sent to be looked at, again with each choice, and the whole of it once.
"use strict";
(() => {
  document.documentElement.classList.add("has-script");
  const form = document.getElementById("import"), job = document.getElementById("job");
  const takeOver = (page, id) => {
    const fresh = page.getElementById(id), old = document.getElementById(id);
    if (fresh && old) old.replaceWith(document.adoptNode(fresh));
    return fresh;
  };
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  if (form) {
    const file = document.getElementById("file"), said = document.getElementById("said"), look = document.getElementById("look");
    const drop = file.closest(".drop"), head = Number(form.dataset.head);
    let waiting = 0, asking = null;

    const show = async () => {
      const chosen = file.files[0];
      if (!chosen) return;
      asking?.abort();
      asking = new AbortController();
      const values = new FormData(form);
      values.set("file", chosen.slice(0, head), chosen.name);
      if (chosen.size > head) values.set("part", "1");
      const seen = document.getElementById("seen"), held = document.activeElement?.id;
      seen.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(form.action, { method: "POST", body: values, signal: asking.signal, headers: { accept: "text/html" } });
        if (answer.redirected) { location.reload(); return; }
        const page = await read(answer);
        if (!page.getElementById("seen")) { form.dataset.failed = answer.status; look.hidden = false; return; }
        takeOver(page, "seen");
        look.hidden = true;
        if (held) document.getElementById(held)?.focus({ preventScroll: true });
        said.textContent = "";
        setTimeout(() => { said.textContent = form.dataset.updated; }, 50);
      } catch {
        // The next choice asks again, and the button works without us.
        look.hidden = false;
      } finally {
        document.getElementById("seen").removeAttribute("aria-busy");
      }
    };

    // An answer on its way knows nothing of this choice and must not take its place.
    const soon = (wait) => { clearTimeout(waiting); asking?.abort(); waiting = setTimeout(show, wait); };
    form.addEventListener("change", (event) => soon(event.target === file ? 0 : 150));
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, () => drop.classList.add("over"));
    for (const kind of ["dragleave", "drop", "dragend"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    // A browser that came back to the page may still hold the file.
    if (file.files.length) soon(0);
  }

  if (job) {
    const ask = async () => {
      try {
        const answer = await fetch(location.href, { headers: { accept: "text/html" } });
        if (answer.ok && !answer.redirected) takeOver(await read(answer), "job");
      } catch {
        // Asked again below.
      }
      if (document.querySelector("#job[data-running]")) setTimeout(ask, 1000);
      else document.getElementById("said").textContent = document.querySelector("#job h2").textContent;
    };
    if (job.hasAttribute("data-running")) setTimeout(ask, 500);
  }
})();
