/* The two panes of a notice: what is pointed at on one side is lit on the other. */
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const all = key => document.querySelectorAll(`[data-k="${CSS.escape(key)}"]`);
const light = (key, on) => all(key).forEach(node => node.classList.toggle("is-lit", on));

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, event => {
    const key = event.target.closest?.("[data-k]")?.dataset.k;
    document.querySelectorAll("[data-k].is-lit").forEach(node => { if (node.dataset.k !== key) node.classList.remove("is-lit"); });
    if (key) light(key, true);
  });
}

/* a passage in the document is pressed: its row comes into view; the row's field is reached: its passage does */
document.addEventListener("click", event => {
  const clause = event.target.closest("#giay .clause");
  if (!clause) return;
  const row = document.querySelector(`#ket-luan [data-k="${CSS.escape(clause.dataset.k)}"]`);
  row?.closest("details")?.setAttribute("open", "");
  row?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  row?.querySelector("input, textarea")?.focus({ preventScroll: true });
});
document.addEventListener("focusin", event => {
  const key = event.target.closest?.("#ket-luan [data-k]")?.dataset.k;
  const pane = document.getElementById("van-ban");
  if (!key || !pane || getComputedStyle(pane).overflowY !== "auto") return;
  document.querySelector(`#giay .clause[data-k="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
});
