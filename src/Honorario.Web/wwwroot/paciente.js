// The patients' pages work without this. With it, what is typed stays in this tab until there is an invoice, and Back never asks to send a form again.
(() => {
  const page = document.querySelector("main[data-aqui]");
  if (!page) return;
  const { aqui: here, borrador: name, respuesta: answers, listo: done } = page.dataset;
  const key = `borrador:${name}`;
  const forget = () => sessionStorage.removeItem(key);
  // What answers a form can't be loaded again without sending it: the page itself takes its place in the history.
  if (answers !== undefined) history.replaceState(null, "", here);
  if (done !== undefined) forget();
  const form = page.querySelector("form[data-borrador]");
  if (!form) return;
  const fields = [...form.elements].filter(field => field.name && field.type !== "hidden" && field.type !== "file");
  const keep = () => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map(field => [field.name, field.value]))));
  form.addEventListener("input", keep);
  if (answers !== undefined) {
    if (done === undefined) keep();
    return;
  }
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
  const changed = fields.filter(field => kept[field.name] !== undefined && kept[field.name] !== field.value);
  for (const field of changed) field.value = kept[field.name];
  if (changed.length === 0) return;
  const told = page.querySelector("[data-recuperado]");
  told.hidden = false;
  told.querySelector("button").addEventListener("click", () => { forget(); location.reload(); });
})();
