// How a person likes a list: which columns, how close the rows, and searches by name. It stays in this browser, for each person apart.
(() => {
  const whose = () => document.querySelector("[data-persona]")?.dataset.persona ?? "";
  const key = list => `vista:${whose()}:${list}`;
  const read = list => ({ sin: [], busquedas: [], ...JSON.parse(localStorage.getItem(key(list)) ?? "{}") });
  const write = (list, view) => localStorage.setItem(key(list), JSON.stringify(view));
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // Rules, not marks on cells: they hold whatever is drawn later.
  const apply = (list, view) => {
    const id = `vista-${list}`;
    const style = document.getElementById(id) ?? document.head.appendChild(element("style", { id }));
    const hidden = view.sin.map(name => `[data-lista="${list}"] td[data-label="${CSS.escape(name)}"]`);
    const heads = [...document.querySelectorAll(`[data-lista="${list}"] thead th`)];
    for (const name of view.sin) {
      const at = heads.findIndex(head => nameOf(head) === name);
      if (at >= 0) hidden.push(`[data-lista="${list}"] thead th:nth-child(${at + 1})`);
    }
    style.textContent = (hidden.length ? `@media (min-width: 641px) { ${hidden.join(", ")} { display: none } }` : "")
      + (view.junto ? `@media (min-width: 641px) { [data-lista="${list}"] td { height: 28px; padding-block: 0; font-size: .8125rem } }` : "");
  };
  const nameOf = head => head.matches(".marca-col") || head.querySelector(":scope > .oculto") ? ""
    : [...(head.querySelector(".orden") ?? head).childNodes].find(part => part.nodeType === Node.TEXT_NODE && part.data.trim())?.data.trim() ?? "";

  const check = (text, checked, changed) => {
    const box = element("input", { type: "checkbox", checked });
    box.addEventListener("change", () => changed(box.checked));
    return element("label", { className: "opcion" }, box, text);
  };

  const draw = menu => {
    const list = menu.dataset.vista;
    const view = read(list);
    const change = changed => { Object.assign(view, changed); write(list, view); apply(list, view); };
    const columns = [...document.querySelectorAll(`[data-lista="${list}"] thead th`)].map(nameOf).filter(name => name.length > 0);
    const searches = element("ul", { className: "busquedas" }, ...view.busquedas.map(search => element("li", {},
      element("a", { href: search.a, textContent: search.nombre }),
      Object.assign(element("button", { type: "button", className: "como-enlace", textContent: "Quitar", ariaLabel: `Quitar la búsqueda ${search.nombre}` }), {
        onclick: () => { change({ busquedas: view.busquedas.filter(one => one !== search) }); draw(menu); },
      }))));
    const name = element("input", { type: "text", maxLength: 60, placeholder: "Nombre", ariaLabel: "Nombre de la búsqueda" });
    const keep = () => {
      const nombre = name.value.trim();
      if (nombre.length === 0) return name.focus();
      change({ busquedas: [...view.busquedas.filter(one => one.nombre !== nombre), { nombre, a: location.pathname + location.search }] });
      draw(menu);
      menu.querySelector(".busquedas li:last-child a").focus();
    };
    name.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); keep(); } });
    const parts = menu.querySelector(".vista-partes");
    parts.replaceChildren(
      element("strong", { textContent: "Búsquedas guardadas" }), searches,
      element("div", { className: "guardar" }, name, element("button", {
        type: "button", className: "boton chico secundario", textContent: "Guardar búsqueda", onclick: keep,
      })),
      element("strong", { textContent: "Columnas" }),
      ...columns.map(column => check(column, !view.sin.includes(column), shown =>
        change({ sin: shown ? view.sin.filter(one => one !== column) : [...view.sin, column] }))),
      element("strong", { textContent: "Renglones" }),
      check("Más juntos", view.junto === true, junto => change({ junto })));
  };

  addEventListener("toggle", event => { if (event.target.dataset?.vista && event.target.open) draw(event.target); }, true);
  addEventListener("click", event => {
    for (const menu of document.querySelectorAll("details[data-vista][open]"))
      if (!menu.contains(event.target) && event.target.isConnected) menu.open = false;
  });
  addEventListener("keydown", event => {
    const menu = event.key === "Escape" && event.target.closest?.("details[data-vista][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // A list that appears is shown as it was left.
  const seen = new WeakSet();
  new MutationObserver(() => {
    for (const table of document.querySelectorAll(".tabla[data-lista]")) {
      if (seen.has(table)) continue;
      seen.add(table);
      apply(table.dataset.lista, read(table.dataset.lista));
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
