// What the kit of fields needs from the browser: nothing is sent twice, drafts are kept, focus goes where it is sent.
(() => {
  const honorario = window.honorario ??= {};
  const sent = new WeakMap();
  const slow = 10000;
  let said;

  const announce = text => {
    said ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "oculto", role: "status" }));
    said.textContent = text;
  };

  // A form or a button with data-vez is sent once a turn: the turn changes when its answer is on the screen.
  const once = (element, event) => {
    const turn = element.dataset.vez;
    if (sent.get(element) === turn) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent.set(element, turn);
    element.dataset.enviando = "";
    const words = (element.matches("form") ? element.querySelector(".espera") : element.nextElementSibling)?.textContent;
    const timer = setTimeout(() => {
      element.dataset.tarda = "";
      if (words) announce(words);
    }, slow);
    const watch = new MutationObserver(() => {
      if (element.dataset.vez === turn) return;
      clearTimeout(timer);
      watch.disconnect();
      delete element.dataset.enviando;
      delete element.dataset.tarda;
    });
    watch.observe(element, { attributes: true, attributeFilter: ["data-vez"] });
  };
  addEventListener("submit", event => {
    if (event.target.dataset?.vez !== undefined) once(event.target, event);
  }, true);
  addEventListener("click", event => {
    const button = event.target.closest?.("button[data-vez]");
    if (button) once(button, event);
  }, true);
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", event => {
    if (event.persisted) document.querySelectorAll("[data-enviando]").forEach(element => { sent.delete(element); delete element.dataset.enviando; delete element.dataset.tarda; });
  });

  honorario.foco = id => {
    const element = document.getElementById(id);
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };
  honorario.primero = id => document.getElementById(id)?.querySelector("input:not([type=hidden], .calendario), textarea, [role=combobox], button")?.focus();
  honorario.calendario = id => {
    const field = document.getElementById(id);
    try { field.showPicker(); } catch { field.focus(); }
  };
  addEventListener("click", event => {
    const link = event.target.closest?.("[data-ir]");
    if (!link || !document.getElementById(link.dataset.ir)) return;
    event.preventDefault();
    event.stopPropagation();
    const field = document.getElementById(link.dataset.ir);
    field.focus();
    field.scrollIntoView({ block: "center" });
  }, true);

  // What a person wrote and nobody was told yet: arrows pressed fast one after another must not tell again what stood there before the first.
  const unsaid = new WeakSet();
  const say = field => unsaid.has(field) && field.dispatchEvent(new Event("change", { bubbles: true }));
  addEventListener("input", event => unsaid.add(event.target), true);
  addEventListener("change", event => unsaid.delete(event.target), true);

  // Arrows walk along tabs; in a date, they move the day and not the caret.
  addEventListener("keydown", event => {
    const tab = event.target.closest?.("[role=tablist] [role=tab]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (tab && step) {
      const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
      tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length].focus();
      event.preventDefault();
    }
    if (/^(Arrow(Up|Down)|Page(Up|Down))$/.test(event.key) && event.target.closest?.(".campo")?.querySelector(".calendario")) {
      say(event.target);
      event.preventDefault();
    }
    if (event.ctrlKey && event.key === "Enter" && event.target.form?.dataset.vez !== undefined) {
      say(event.target);
      event.target.form.requestSubmit();
    }
  }, true);

  // Drafts: what is typed into a form with data-borrador stays in this tab until it is saved or the session ends.
  const key = name => `borrador:${name}`;
  const read = name => JSON.parse(sessionStorage.getItem(key(name)) ?? "null");
  const put = (name, label, text) => sessionStorage.setItem(key(name), JSON.stringify({ ...read(name), [label]: text }));
  honorario.borrador = { lee: read, pon: put, quita: name => sessionStorage.removeItem(key(name)), descarta: name => { sessionStorage.removeItem(key(name)); location.reload(); } };
  addEventListener("input", event => {
    const name = event.target.form?.dataset.borrador;
    if (name && event.target.dataset.campo) put(name, event.target.dataset.campo, event.target.value);
  }, true);
  addEventListener("submit", event => { if (event.target.id === "salir") sessionStorage.clear(); }, true);

  // The theme that the person chose, or the system's; the cookie tells the server, which draws MudBlazor's part.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = localStorage.getItem("tema") ?? (dark.matches ? "dark" : "light");
    document.documentElement.dataset.theme = chosen;
    document.cookie = `tema=${chosen}; path=/; max-age=31536000; samesite=lax`;
    return chosen;
  };
  honorario.tema = chosen => {
    if (chosen) localStorage.setItem("tema", chosen);
    return apply();
  };
  dark.addEventListener("change", apply);
  const drawn = document.documentElement.dataset.theme;
  if (apply() !== drawn && document.getElementById("arranque") && document.cookie.includes("tema=")) location.reload();
})();
