/* Toasts and spoken notices. Any script or answer of the server raises them by an event on the document:
   mc:toast {text, undo?, instead?}   a fact and its remedy, ten seconds; `undo` is an address to post to, or a function;
                            `instead`: takes the place of the toast of the same name, so that quick work piles none up
   mc:announce {text}       said politely to a screen reader, for example a count after filtering
   mc:alert {text}          said at once */
const STAY = 10_000;
const area = document.getElementById("toasts");
const say = (id, text) => {
  const region = document.getElementById(id);
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
};

const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

const undoAt = async (address) => {
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": csrf(), "HX-Request": "true" } });
  if (answer.ok) location.reload();
  else document.dispatchEvent(new CustomEvent("mc:alert", { detail: { text: "Không hoàn tác được: bản ghi đã có thay đổi mới. Mở bản ghi để sửa lại." } }));
};

const leave = toast => {
  let timer = setTimeout(() => toast.remove(), STAY);
  toast.addEventListener("mouseenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("mouseleave", () => { timer = setTimeout(() => toast.remove(), STAY); });
};

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

const toast = ({ text, undo, instead }) => {
  if (instead) area?.querySelectorAll(`[data-toast="${CSS.escape(instead)}"]`).forEach(old => old.remove());
  const made = document.createElement("div");
  made.className = "toast-mc";
  made.setAttribute("role", "status");
  made.dataset.toast = instead ?? "";
  const words = document.createElement("span");
  words.textContent = text;
  made.append(words);
  if (undo) made.append(button("Hoàn tác", () => { made.remove(); typeof undo === "function" ? undo() : undoAt(undo); }));
  made.append(button("Đóng", () => made.remove()));
  area?.append(made);
  leave(made);
};

document.addEventListener("mc:toast", event => toast(event.detail));
document.addEventListener("mc:announce", event => say("announce", event.detail.text));
document.addEventListener("mc:alert", event => { say("alert", event.detail.text); });
document.addEventListener("click", event => event.target.closest("[data-toast-close]")?.closest("[data-toast]")?.remove());
area?.querySelectorAll("[data-toast]").forEach(leave);
