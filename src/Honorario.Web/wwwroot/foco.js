// Focus goes where it is sent, and is never lost with what held it.
(() => {
  const honorario = window.honorario ??= {};
  honorario.foco = id => {
    const element = document.getElementById(id);
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };
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
      const again = [...by.home.querySelectorAll("button")].find(button => nameOfButton(button) === by.name);
      if (again && document.activeElement === document.body) again.focus();
      if (again || !by.home.isConnected) watch.disconnect();
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

  // What had it went off the page: the next row has it, or the heading of the part that it stood in.
  const row = "tr, li";
  const heading = "h1, h2, h3";
  let held;
  let homes = [];
  addEventListener("focusin", event => {
    held = event.target;
    homes = [];
    for (let home = held.parentElement; home; home = home.parentElement) homes.push(home);
  }, true);
  // Who clicked beside it left it by herself.
  addEventListener("focusout", event => setTimeout(() => {
    if (held === event.target && held.isConnected && document.activeElement === document.body && document.hasFocus()) held = undefined;
  }), true);
  const rowFrom = (node, step) => {
    while (node && !node.matches?.(row)) node = node[step];
    return node;
  };
  new MutationObserver(changes => {
    if (!held || held.isConnected) return;
    const gone = changes.find(change => [...change.removedNodes].some(node => node.contains(held)));
    const beside = [rowFrom(gone?.nextSibling, "nextSibling"), rowFrom(gone?.previousSibling, "previousSibling")];
    held = undefined;
    setTimeout(() => {
      if (document.activeElement !== document.body || document.querySelector(".mud-dialog, dialog[open]")) return;
      const next = beside.find(one => one?.isConnected) ?? homes.find(home => home.isConnected && home.querySelector(heading))?.querySelector(heading);
      if (!next) return;
      if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
      next.focus({ preventScroll: true });
    }, 300);
  }).observe(document.body, { childList: true, subtree: true });
})();
