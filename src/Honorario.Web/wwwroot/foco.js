// Focus goes where it is sent, and is never lost with what held it.
(() => {
  const honorario = window.honorario ??= {};
  // What is sent it may be drawn a moment later than it is sent.
  const drawn = id => new Promise(there => {
    const now = document.getElementById(id);
    if (now) return there(now);
    const watch = new MutationObserver(() => {
      const element = document.getElementById(id);
      if (element) end(element);
    });
    const late = setTimeout(() => end(null), 3000);
    const end = element => {
      watch.disconnect();
      clearTimeout(late);
      there(element);
    };
    watch.observe(document.body, { childList: true, subtree: true });
  });
  honorario.foco = id => void drawn(id).then(element => {
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  });
  // A page's first field has the focus as soon as it is drawn, before a key can go elsewhere; who writes in another keeps it.
  new MutationObserver(changes => {
    const drawn = changes.flatMap(change => [...change.addedNodes]).filter(node => node.nodeType === Node.ELEMENT_NODE);
    const first = drawn.map(node => node.matches("[data-primero]") ? node : node.querySelector("[data-primero]")).find(Boolean);
    if (first && !document.activeElement?.matches("main :is(input, textarea, [role=combobox])")) first.focus();
  }).observe(document.body, { childList: true, subtree: true });
  // A form that a button opened takes the focus; when it closes, the button, which is drawn anew in its place, has it again.
  const nameOfButton = button => button.getAttribute("aria-label") ?? button.textContent.trim();
  let pressed;
  addEventListener("click", event => {
    const button = event.target.closest?.("button");
    if (button) pressed = { name: nameOfButton(button), home: button.closest("section, td, li, [role=tabpanel]") ?? button.closest("main") };
  }, true);
  honorario.primero = id => {
    const form = document.getElementById(id);
    const by = pressed;
    // Who was quicker and writes in it already is left where she is.
    if (!form?.contains(document.activeElement))
      form?.querySelector("input:not([type=hidden], .calendario), textarea, [role=combobox], button")?.focus();
    if (!form || !by?.home) return;
    const watch = new MutationObserver(() => {
      if (form.isConnected) return;
      const home = by.home.isConnected ? by.home : document.querySelector("main");
      const again = [...home?.querySelectorAll("button") ?? []].find(button => nameOfButton(button) === by.name);
      if (again && document.activeElement === document.body) again.focus();
      if (again || !document.contains(home)) watch.disconnect();
    });
    watch.observe(document.body, { childList: true, subtree: true });
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

  // What had it went off the page: the next row has it, or the heading above the place where it stood.
  const row = "tr, li";
  const headingAbove = place => [...document.querySelectorAll("main :is(h1, h2, h3)")]
    .filter(heading => heading === place || heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  let held;
  let homes = [];
  // Where the page itself had it, before a message at its edge took it.
  let page = [];
  addEventListener("focusin", event => {
    held = event.target;
    homes = [];
    for (let home = held.parentElement; home; home = home.parentElement) homes.push(home);
    if (held.closest("main")) page = [held, ...homes];
  }, true);
  // Who clicked beside it left it by herself; a message that fades has taken it along.
  addEventListener("focusout", event => setTimeout(() => {
    if (held !== event.target || !held.isConnected || document.activeElement !== document.body || !document.hasFocus()) return;
    if (held.checkVisibility({ visibilityProperty: true, opacityProperty: true })) held = undefined;
    else lose([], page);
  }), true);
  const from = (node, step, fits) => {
    while (node && !(node.matches && fits(node))) node = node[step];
    return node;
  };
  new MutationObserver(changes => {
    if (!held || held.isConnected) return;
    const gone = changes.find(change => [...change.removedNodes].some(node => node.contains(held)));
    const beside = fits => [from(gone?.nextSibling, "nextSibling", fits), from(gone?.previousSibling, "previousSibling", fits)];
    const ofPage = homes.some(home => home.matches("main"));
    lose(ofPage ? beside(node => node.matches(row)) : [], ofPage ? [...beside(() => true).reverse(), ...homes] : page);
  }).observe(document.body, { childList: true, subtree: true });
  const lose = (rows, places) => {
    held = undefined;
    setTimeout(() => {
      if (document.activeElement !== document.body || document.querySelector(".mud-dialog, dialog[open]")) return;
      const there = one => one?.isConnected;
      const place = places.find(there) ?? document.body;
      const next = rows.find(there) ?? (place === page[0] ? place : headingAbove(place));
      if (!next) return;
      if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }, 300);
  };
})();
