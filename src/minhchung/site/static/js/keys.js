/* Keys of every page, and `data-key`: a visible button says which key presses it (data-key="Enter", "e", "Delete", "Control+z").
   Inside [data-keys-scope] the button of the current item (aria-current) wins. Single letters can be switched off by the person. */
const SWITCH = "minhchung.single-keys";
const dialog = document.getElementById("keys");

const singleKeys = () => {
  try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
};
const typing = node => node.closest?.("input, textarea, select, [contenteditable='true']") != null;
const isSingle = event => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
const inDialog = event => event.target.closest?.("dialog[open]") != null;

const combined = event => `${event.ctrlKey ? "Control+" : ""}${event.altKey ? "Alt+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
const usable = node => !node.disabled && node.getAttribute("aria-disabled") !== "true" && node.offsetParent !== null;

const buttonFor = pressed => {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(pressed)}"]`)].filter(usable);
  return all.find(node => node.closest("[data-keys-scope] [aria-current]")) ?? all[0];
};

let waiting = false;   // after `g`, for one second
const go = event => {
  const link = document.querySelector(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`);
  waiting = false;
  if (link) { event.preventDefault(); link.click(); }
};

const page = event => {
  if (waiting) { go(event); return true; }
  if (event.key === "g") { waiting = true; setTimeout(() => { waiting = false; }, 1000); return true; }
  if (event.key === "/") {
    const search = document.querySelector(".search input");
    if (search?.offsetParent) { event.preventDefault(); search.focus(); search.select(); }
    return true;
  }
  if (event.key === "?") { event.preventDefault(); dialog?.showModal(); return true; }
  return false;
};

const asGiven = field => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked === field.defaultChecked;
  if (!field.options) return field.type === "submit" || field.value === field.defaultValue;
  const given = [...field.options].findIndex(option => option.defaultSelected);
  return field.selectedIndex === Math.max(given, 0);
};
/* Esc in a field leaves it; nothing typed yet, it also presses the form's way out. Typed words are given up only by a second Esc. */
const leave = event => {
  const { form } = event.target;
  const button = event.key === "Escape" && form ? buttonFor("Escape") : null;
  if (!button || !form.contains(button)) return;
  event.preventDefault();
  event.target.blur();
  if ([...form.elements].filter(field => field.name).every(asGiven)) button.click();
};

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.isComposing || inDialog(event)) return;
  if (typing(event.target)) { leave(event); return; }
  if (isSingle(event)) {
    if (!singleKeys()) return;
    if (page(event)) return;
  }
  const button = buttonFor(combined(event));
  if (!button) return;
  /* Enter and Space already press whatever control has the focus */
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", event => {
  if (event.target.closest("[data-open-keys]")) dialog?.showModal();
  if (event.target.closest("[data-close-keys]") || event.target === dialog) dialog?.close();
});

document.querySelectorAll("[data-single-keys]").forEach(box => {
  box.checked = singleKeys();
  box.addEventListener("change", () => {
    try { localStorage.setItem(SWITCH, box.checked ? "on" : "off"); } catch { /* stays for this page */ }
  });
});
