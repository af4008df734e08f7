// Small services for the page that Blazor has no word for.
Object.assign(window.honorario ??= {}, {
  submit: id => document.getElementById(id).requestSubmit(),
});

// When the server comes back without this page's circuit (it was restarted), open the page anew by itself.
(() => {
  const dialog = document.getElementById("components-reconnect-modal");
  if (!dialog) return;
  let waiting = false;
  const reopenWhenAlive = async () => {
    if (waiting) return;
    waiting = true;
    for (;;) {
      try {
        if ((await fetch("/salud", { cache: "no-store" })).ok) break;
      } catch { /* still down */ }
      await new Promise(next => setTimeout(next, 1500));
    }
    location.reload();
  };
  dialog.addEventListener("components-reconnect-state-changed", event => {
    const state = event.detail.state;
    if (state === "hide") dialog.close();
    else if (!dialog.open) dialog.showModal();
    dialog.dataset.state = state;
    if (state === "failed" || state === "rejected") reopenWhenAlive();
  });
})();

document.addEventListener("click", event => {
  if (event.target.closest("[data-imprimir]")) print();
});

// The next step of a page's head: goes to the part that does it and presses the button that opens it.
document.addEventListener("click", event => {
  const step = event.target.closest("[data-paso]");
  const part = step && document.getElementById(step.dataset.paso);
  if (!part) return;
  event.preventDefault();
  event.stopPropagation();
  const home = part.closest("section") ?? part;
  home.scrollIntoView({ block: "start" });
  home.querySelector("button[data-abre]")?.click();
}, true);

// A page's next step: what its head says, or its one filled button; null where there are several, or somebody is asked.
const nextStep = () => {
  if (document.querySelector("dialog[open], .mud-dialog")) return null;
  const filled = [...document.querySelectorAll("main .mud-button-filled-primary:not(:disabled)")].filter(button => button.checkVisibility());
  return document.querySelector("main a.boton[data-paso]") ?? (filled.length === 1 ? filled[0] : null);
};

// A letter alone opens what carries it (data-tecla), the page's own before the header's, unless somebody writes or is asked. Ctrl+Enter sends the form
// one is in (registro; the others in kit.js); outside of forms it does the page's next step.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form.registro");
    if (!form) {
      if (!event.repeat && !event.target.form) nextStep()?.click();
      return;
    }

    event.preventDefault();
    document.activeElement.blur();
    setTimeout(() => form.requestSubmit(), 50);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
  if (document.querySelector("dialog[open], .mud-dialog")) return;
  [...document.querySelectorAll(`[data-tecla="${CSS.escape(event.key.toLowerCase())}"]`)].at(-1)?.click();
});

// Whoever works on a page keeps the session; a page that lies open does not.
(() => {
  const every = 60_000;
  let told = Date.now();
  for (const work of ["pointerdown", "keydown"]) {
    document.addEventListener(work, () => {
      if (Date.now() - told < every) return;
      told = Date.now();
      fetch("/api/sesion/en-uso", { method: "POST" }).catch(() => { });
    }, { passive: true });
  }
})();

// What a narrow column cuts off is read by pointing at it.
document.addEventListener("pointerover", event => {
  const cell = event.target.closest?.(".tabla td");
  if (cell && !cell.title && cell.scrollWidth > cell.clientWidth) cell.title = cell.innerText;
}, { passive: true });
