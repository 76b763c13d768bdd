/* Copy for Zalo: short text, no citizen data (the server writes it). Sources, in this order:
   data-copy-text, data-copy-target (id), the chosen rows' data-copy-line, all rows' data-copy-line of the same section. */
const lines = place => {
  const chosen = [...document.querySelectorAll("[data-row][data-chosen][data-copy-line]")];
  const found = chosen.length ? chosen : [...(place ?? document).querySelectorAll("[data-copy-line]")];
  return found.map((row, index) => `${index + 1}. ${row.dataset.copyLine}`).join("\n");
};

const textOf = button => {
  if (button.dataset.copyText) return button.dataset.copyText;
  const target = button.dataset.copyTarget && document.getElementById(button.dataset.copyTarget);
  if (target) return (target.value ?? target.textContent).trim();
  return lines(button.closest("section"));
};

/* navigator.clipboard exists only over https or on this very machine; wards open the site by plain http in the office */
const place = text => {
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "visually-hidden";
  document.body.append(box);
  const back = document.activeElement;
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  back?.focus();
  return done;
};

const copy = async text => {
  if (!text) return false;
  if (!navigator.clipboard) return place(text);
  try { await navigator.clipboard.writeText(text); return true; } catch { return place(text); }
};

const nothing = () => document.dispatchEvent(new CustomEvent("mc:toast", { detail: { text: "Không có dòng nào để sao chép.", instead: "copy" } }));
const tell = (done, text) => document.dispatchEvent(new CustomEvent(done ? "mc:toast" : "mc:alert", { detail: {
  text: done ? `Đã sao chép ${text.split("\n").length} dòng. Mở Zalo và bấm Ctrl+V.` : "Trình duyệt không cho sao chép. Bôi đen đoạn chữ rồi bấm Ctrl+C.",
} }));

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = textOf(button);
  if (text) tell(await copy(text), text);
  else nothing();
});

document.addEventListener("keydown", async event => {
  if (event.defaultPrevented || !event.ctrlKey || event.key.toLowerCase() !== "c" || event.shiftKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable='true']")) return;
  if (String(getSelection())) return;                      // words are marked: the browser copies them as ever
  const inHand = document.querySelector("[data-row].is-at[data-copy-line]");
  const text = document.querySelector("[data-row][data-chosen][data-copy-line]") ? lines() : inHand?.dataset.copyLine;
  if (!text) return;
  event.preventDefault();
  tell(await copy(text), text);
});
