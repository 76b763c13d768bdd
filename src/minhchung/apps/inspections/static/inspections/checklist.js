/* The checklist: 1–6 choose the result of the line in hand, ↓ ↑ go to another line; a result that needs no note is saved at once. */
const typing = node => node.closest?.("input, textarea, [contenteditable='true']") != null;
const lines = () => [...document.querySelectorAll("[data-checklist] tr[data-line]")].filter(row => row.querySelector("form[data-result]"));
const inHand = () => document.activeElement?.closest("tr[data-line]");

const go = row => {
  document.querySelector("tr[data-line].is-at")?.classList.remove("is-at");
  row.classList.add("is-at");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

const move = step => {
  const all = lines();
  if (!all.length) return;
  const at = all.indexOf(inHand() ?? document.querySelector("tr[data-line].is-at"));
  go(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
};

/* "phù hợp" and taking back need no words; anything else waits for what was seen */
const settle = form => {
  const needs = !["", "ok"].includes(form.result.value) && !form.note.value.trim();
  if (needs) form.note.focus(); else form.requestSubmit();
};

const singleKeys = () => {
  try { return localStorage.getItem("minhchung.single-keys") !== "off"; } catch { return true; }
};

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (event.target.matches?.("select") && event.key.startsWith("Arrow")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); return; }
  const form = inHand()?.querySelector("form[data-result]");
  const place = Number(event.key);
  if (!form || !singleKeys() || !(place >= 1 && place < form.result.options.length)) return;
  event.preventDefault();
  form.result.selectedIndex = place;
  settle(form);
});

document.addEventListener("change", event => {
  const form = event.target.closest("form[data-result]");
  if (form && event.target === form.result) settle(form);
});

/* after a line is saved the hand is on its row again, and the count is said */
document.addEventListener("htmx:afterSettle", event => {
  const row = event.detail.target?.closest?.("tr[data-line]");
  if (!row) return;
  const error = row.querySelector(".field-error");
  if (error) row.querySelector("textarea")?.focus(); else go(row);
  document.dispatchEvent(new CustomEvent("mc:announce", { detail: { text: error?.textContent ?? document.getElementById("da-xem")?.textContent ?? "" } }));
});
