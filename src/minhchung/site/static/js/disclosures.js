/* "Vì sao?" and menus are native <details>. Here: one open at a time; Esc or a click elsewhere closes it and focus goes back;
   a card near the right edge opens to the left. Also: a proposal and its sentence (same data-k) light up together. */
const SELECTOR = "details.why, details.menu, details.spine-more";
const open = () => document.querySelectorAll("details.why[open], details.menu[open], details.spine-more[open]");

document.addEventListener("toggle", event => {
  const one = event.target;
  if (!one.matches?.(SELECTOR) || !one.open) return;
  open().forEach(other => { if (other !== one && !other.contains(one)) other.open = false; });
  const card = one.querySelector(".why-card");
  if (card && innerWidth > 760 && card.getBoundingClientRect().right > innerWidth - 8) card.classList.add("end");
}, true);

document.addEventListener("click", event => open().forEach(one => { if (!one.contains(event.target)) one.open = false; }));

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  open().forEach(one => {
    const inside = one.contains(document.activeElement);
    one.open = false;
    if (inside) one.querySelector("summary")?.focus();
  });
});

const light = on => event => {
  const part = event.target.closest?.("[data-k]");
  if (!part || part.contains(event.relatedTarget)) return;
  document.querySelectorAll(`[data-k="${CSS.escape(part.dataset.k)}"]`).forEach(same => same.classList.toggle("is-lit", on));
};
document.addEventListener("mouseover", light(true));
document.addEventListener("mouseout", light(false));
document.addEventListener("focusin", light(true));
document.addEventListener("focusout", light(false));

/* a button that prints, a button that shows the page to a projector: P opens, Esc leaves */
document.addEventListener("click", event => {
  if (event.target.closest("[data-print]")) print();
  if (event.target.closest("[data-project]")) document.body.classList.add("projector");
});
document.addEventListener("keydown", event => { if (event.key === "Escape") document.body.classList.remove("projector"); });
