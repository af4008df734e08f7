// The search over everything and the keys of lists: the browser opens and moves, so that no key waits for the server.
(() => {
  const writes = target => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=combobox]");
  const palette = () => document.getElementById("paleta");
  const options = () => [...palette().querySelectorAll("[role=option]")];
  const field = () => palette().querySelector("input");
  let wanted = false;
  let moved = false;

  const choose = option => {
    options().forEach((one, at) => {
      one.id = `paleta-${at}`;
      one.setAttribute("aria-selected", one === option);
    });
    if (!option) return field().removeAttribute("aria-activedescendant");
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const chosen = () => options().find(one => one.getAttribute("aria-selected") === "true");
  const arrived = () => palette().querySelector("[role=listbox]").dataset.para === field().value;
  const go = option => {
    palette().close();
    if (option.dataset.entera !== undefined) location.assign(option.href);
    else option.click();
  };

  const open = () => {
    const dialog = palette();
    if (!dialog || dialog.open || document.querySelector("dialog[open], .mud-dialog")) return;
    field().value = "";
    field().dispatchEvent(new Event("input", { bubbles: true }));
    dialog.showModal();
    field().focus();
    wanted = false;
    choose(options()[0]);
    if (dialog.dataset.mirada) return;
    dialog.dataset.mirada = "1";
    new MutationObserver(() => {
      if (!arrived()) return;
      choose((moved && chosen()) || options()[0]);
      if (wanted && chosen()) {
        wanted = false;
        go(chosen());
      }
    }).observe(dialog.querySelector("[role=listbox]"), { childList: true, subtree: true, attributes: true, attributeFilter: ["data-para"] });
  };

  addEventListener("input", event => { if (event.target.closest?.("#paleta")) moved = false; }, true);
  addEventListener("click", event => {
    if (event.target.closest?.("[data-paleta]")) open();
    if (event.target === palette() || event.target.id === "teclas") event.target.close();
    const option = event.target.closest?.("#paleta [role=option]");
    if (option && palette().open) {
      event.preventDefault();
      event.stopPropagation();
      go(option);
    }
  }, true);

  // The row one stands on; the first or last when none is.
  const step = by => {
    const rows = [...document.querySelectorAll("main .tabla tbody tr, main .fila-trabajo")].filter(row => row.querySelector("a, button, input"));
    if (rows.length === 0) return;
    const at = rows.findIndex(row => row.contains(document.activeElement));
    const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };

  addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return palette()?.open ? palette().close() : open();
    }
    if (palette()?.open) {
      const all = options();
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by && all.length) {
        event.preventDefault();
        moved = true;
        choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (!arrived()) wanted = true;
        else if (chosen()) go(chosen());
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || document.querySelector("dialog[open], .mud-dialog")) return;
    if (event.key === "/") {
      event.preventDefault();
      open();
    } else if (event.key === "?") {
      document.getElementById("teclas")?.showModal();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "X") {
      document.querySelector("main .tabla thead input[type=checkbox]")?.click();
    } else {
      const row = event.target.closest?.("main tr, main .fila-trabajo");
      if (!row) return;
      if (event.key === "x") row.querySelector("input[type=checkbox]")?.click();
      else if (event.key === "Enter" && event.target === row) row.querySelector("a:not([download]), button")?.click();
    }
  });
})();
