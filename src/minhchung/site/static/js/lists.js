/* Lists: ↓ ↑ move, Enter opens, x chooses, Ctrl+C copies for Zalo. A list is [data-list], its rows [data-row].
   The row in hand carries .is-at; a chosen row data-chosen and, in a table, aria-selected. */
const typing = node => node.closest?.("input, textarea, select, [contenteditable='true'], dialog[open]") != null;
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")].filter(row => row.offsetParent !== null);
const current = () => document.querySelector("[data-row].is-at");

const link = row => row.querySelector("a[href]");
const at = row => {
  current()?.classList.remove("is-at");
  row.classList.add("is-at");
  (link(row) ?? row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

const move = step => {
  const all = rows();
  if (!all.length) return false;
  const focused = document.activeElement?.closest("[data-row]");
  const index = all.indexOf(focused ?? current());
  at(all[index < 0 ? 0 : Math.min(Math.max(index + step, 0), all.length - 1)]);
  return true;
};

const choose = row => {
  const on = row.dataset.chosen === undefined;
  if (on) row.dataset.chosen = ""; else delete row.dataset.chosen;
  if (row.tagName === "TR") row.setAttribute("aria-selected", String(on));
  const count = document.querySelectorAll("[data-row][data-chosen]").length;
  document.dispatchEvent(new CustomEvent("mc:chosen", { detail: { count } }));
  document.dispatchEvent(new CustomEvent("mc:announce", { detail: { text: count ? `Đã chọn ${count} dòng` : "Không chọn dòng nào" } }));
};

const singleKeys = () => {
  try { return localStorage.getItem("minhchung.single-keys") !== "off"; } catch { return true; }
};

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || typing(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  /* the two-pane reader has its own arrows, on visible buttons */
  if (document.querySelector("[data-keys-scope]")) return;
  if (event.key === "ArrowDown" && move(1)) event.preventDefault();
  if (event.key === "ArrowUp" && move(-1)) event.preventDefault();
  const row = current();
  if (!row) return;
  if (event.key === "Enter" && !event.target.closest("a, button, summary")) link(row)?.click();
  if (event.key === "x" && singleKeys()) { event.preventDefault(); choose(row); }
});

document.addEventListener("focusin", event => {
  const row = event.target.closest("[data-row]");
  if (row && row !== current()) { current()?.classList.remove("is-at"); }
});
