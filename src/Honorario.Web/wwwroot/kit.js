// What the kit of fields needs from the browser: nothing is sent twice, what is typed is never written over, drafts are kept.
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
    const begun = setTimeout(() => announce("Trabajando…"), 500);
    const timer = setTimeout(() => {
      element.dataset.tarda = "";
      if (words) announce(words);
    }, slow);
    const watch = new MutationObserver(() => {
      if (element.dataset.vez === turn) return;
      clearTimeout(begun);
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
    if (event.persisted) {
      document.querySelectorAll("[data-enviando]").forEach(element => {
        sent.delete(element);
        delete element.dataset.enviando;
        delete element.dataset.tarda;
      });
    }
  });

  honorario.orden = ids => ids.map(id => document.getElementById(id)).filter(field => field)
    .sort((one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1).map(field => field.id);
  honorario.calendario = id => {
    const field = document.getElementById(id);
    try { field.showPicker(); } catch { field.focus(); }
  };
  // What a person wrote and nobody was told yet: arrows pressed fast one after another must not tell again what stood there before the first.
  const unsaid = new WeakSet();
  const say = field => unsaid.has(field) && field.dispatchEvent(new Event("change", { bubbles: true }));
  addEventListener("input", event => { unsaid.add(event.target); hold(event.target); }, true);
  addEventListener("change", event => unsaid.delete(event.target), true);

  // Nor may a value that arrives late, as a proposed number or an echo of fewer letters, take its place: from the first key until the server has
  // heard what was typed (honorario.oido, sent before anything that it draws from it), it writes nothing there. Of a field that tells each key
  // (data-seguido) it must have heard all that stands there.
  const late = new WeakMap();
  const tellsEachKey = field => field.dataset.seguido !== undefined;
  const isOurs = field => field.dataset?.campo !== undefined || (field.dataset && tellsEachKey(field));
  // A proposal that comes into the field where a person is about to type is marked, as by Tab: what she types takes its place.
  const untouched = new WeakSet();
  const guard = field => {
    if (Object.hasOwn(field, "value")) return;
    const value = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
    const write = text => {
      if (field.dataset.escrito !== undefined) {
        late.set(field, text);
        return;
      }
      value.set.call(field, text);
      if (untouched.has(field) && document.activeElement === field) field.select();
    };
    Object.defineProperty(field, "value", { get: () => value.get.call(field), set: write });
  };
  addEventListener("focusin", event => {
    if (!isOurs(event.target) || event.target.value === undefined) return;
    untouched.add(event.target);
    guard(event.target);
  }, true);
  const hold = field => {
    untouched.delete(field);
    if (!isOurs(field)) return;
    field.dataset.escrito = "";
    guard(field);
  };
  const release = field => {
    delete field.dataset.escrito;
    late.delete(field);
  };
  honorario.oido = (id, typed) => {
    const field = document.getElementById(id);
    if (field && (typed === null || field.value === typed)) release(field);
  };
  // Who typed and took it back, or wrote what stood there already, tells nothing: what came meanwhile is shown.
  const give = field => {
    const text = late.get(field);
    release(field);
    if (text !== undefined) field.value = text;
  };
  // What was chosen of a list is shown, whatever had been typed.
  honorario.elegido = id => {
    const field = document.getElementById(id);
    if (field) give(field);
  };
  addEventListener("focusout", event => {
    const field = event.target;
    if (field.dataset?.escrito === undefined) return;
    if (unsaid.has(field) && !tellsEachKey(field)) give(field);
    else setTimeout(() => field.dataset.escrito === undefined || document.activeElement === field || give(field), slow);
  }, true);

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
    // Enter in an open list of suggestions chooses one, and sends nothing.
    if (event.key === "Enter" && !event.ctrlKey && event.target.matches?.("[role=combobox][aria-expanded=true]")) event.preventDefault();
    // Ctrl+Enter sends the form; those that are left while they search (registro) in app.js.
    if (event.ctrlKey && event.key === "Enter" && event.target.form?.matches("[data-vez]:not(.registro)")) {
      say(event.target);
      event.target.form.requestSubmit();
    }
  }, true);

  // Drafts: what is typed into a form with data-borrador stays in this tab until it is saved or the session ends.
  const key = name => `borrador:${name}`;
  const read = name => JSON.parse(sessionStorage.getItem(key(name)) ?? "null");
  const put = (name, label, text) => sessionStorage.setItem(key(name), JSON.stringify({ ...read(name), [label]: text }));
  // A field's name is its label; with its place among those of the same label after the first.
  const nameOf = field => {
    const label = field.dataset.campo;
    const place = [...field.form.querySelectorAll("[data-campo]")].filter(other => other.dataset.campo === label).indexOf(field);
    return place > 0 ? `${label} ${place + 1}` : label;
  };
  const remove = name => sessionStorage.removeItem(key(name));
  // The names of the fields that were written in since the form was drawn: a draft that is asked for late has nothing to say of them.
  const written = new WeakMap();
  honorario.borrador = {
    lee: (name, id) => {
      const here = written.get(document.getElementById(id));
      const kept = Object.entries(read(name) ?? {}).filter(([field]) => !here?.has(field));
      return kept.length > 0 ? Object.fromEntries(kept) : null;
    },
    pon: put,
    quita: remove,
    descarta: name => { remove(name); location.reload(); },
    rehaz: id => {
      const form = document.getElementById(id);
      if (!form || !read(form.dataset.borrador)) return false;
      remove(form.dataset.borrador);
      form.querySelectorAll("[data-campo]").forEach(field => put(form.dataset.borrador, nameOf(field), field.value));
      return true;
    },
  };
  addEventListener("input", event => {
    const form = event.target.form;
    const name = form?.dataset.borrador;
    if (!name || !event.target.dataset.campo) return;
    const field = nameOf(event.target);
    put(name, field, event.target.value);
    written.set(form, (written.get(form) ?? new Set()).add(field));
  }, true);
  // Who leaves a form by its own way out wants nothing of it back.
  addEventListener("click", event => {
    const name = event.target.closest?.("[data-descarta]")?.closest("form")?.dataset.borrador;
    if (name) remove(name);
  }, true);
  addEventListener("submit", event => { if (event.target.id === "salir") sessionStorage.clear(); }, true);
  // Esc leaves what a button opened, while nothing is written in it.
  addEventListener("keydown", event => {
    const form = event.key === "Escape" && event.target.closest?.("form[data-abierta]");
    if (form && !read(form.dataset.borrador) && !document.querySelector(".mud-popover-open, .mud-dialog"))
      form.querySelector("[data-descarta]")?.click();
  }, true);

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
