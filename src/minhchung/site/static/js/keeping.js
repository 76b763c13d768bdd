/* What was typed in a form is not lost when the session ends, nor when an error page answers. It waits in this tab's own memory
   (sessionStorage) and is offered when its page opens again after sign-in, to the same person only.
   Never kept: passwords, files, hidden values, a form marked data-unkept. Forgotten: on success, on sign-out, with the tab.
     sent   the form just sent, until the next page shows what became of it
     lost   sent forms that came to nothing */
const SENT = "minhchung.sent", LOST = "minhchung.lost", LONGEST = 20_000;
const person = document.body.dataset.person ?? "";   // none on the pages outside the frame: sign-in, errors
const read = key => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
const write = (key, value) => { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* forbidden or full: then as without */ } };
const forget = key => { try { sessionStorage.removeItem(key); } catch { /* nothing was written */ } };
const same = (one, other) => one.page === other.page && one.action === other.action;
const lost = () => read(LOST) ?? [];
const drop = record => write(LOST, lost().filter(each => !same(each, record)));
const here = () => location.pathname + location.search;

/* a shown password is a text field: its name for the browser, or the button that shows it, tells it apart */
const secret = field => field.type === "password" || /password|one-time-code/.test(field.autocomplete) || document.querySelector(`[data-reveal="${CSS.escape(field.id)}"]`);
const UNKEPT = new Set(["hidden", "file", "submit", "button", "image", "reset", "password", "fieldset", "output"]);
const kept = field => field.name && !field.disabled && !UNKEPT.has(field.type) && !secret(field) && (field.value ?? "").length <= LONGEST;
const ticked = field => field.type === "checkbox" || field.type === "radio";
const written = field => !ticked(field) && field.tagName !== "SELECT" && field.value.trim() && field.value !== field.defaultValue;
const addressOf = form => new URL(form.getAttribute("hx-post") ?? form.getAttribute("action") ?? "", location.href).pathname;
const labelOf = field => (field.labels?.[0]?.textContent ?? field.getAttribute("aria-label") ?? "").replace(/\s+/g, " ").trim();
const recordOf = form => {
  const fields = [...form.elements].filter(kept);
  if (form.hasAttribute("data-unkept") || !fields.some(written)) return null;
  const values = fields.map(field => ({ name: field.name, value: field.value, on: ticked(field) ? field.checked : undefined, label: written(field) ? labelOf(field) || field.name : "" }));
  return { person, page: here(), action: addressOf(form), values };
};

const lose = record => write(LOST, [...lost().filter(each => !same(each, record)), record]);

/* sending */
document.addEventListener("submit", event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (/\/logout\/$/.test(addressOf(form))) { forget(SENT); forget(LOST); return; }
  if (!person) return;
  const record = recordOf(form);
  if (record) write(SENT, record); else forget(SENT);
});
document.addEventListener("htmx:responseError", event => {
  const form = event.detail.elt?.closest("form") ?? event.detail.elt?.querySelector?.("form");
  const record = [401, 403].includes(event.detail.xhr.status) && form ? recordOf(form) : null;
  if (record) lose(record);
});
document.addEventListener("htmx:afterRequest", event => {
  const form = event.detail.successful && event.detail.elt?.closest("form");
  if (form) drop({ page: here(), action: addressOf(form) });
});

/* giving back */
const put = (form, record) => {
  const left = [...record.values];
  [...form.elements].filter(kept).forEach(field => {
    const at = left.findIndex(each => each.name === field.name && (!ticked(field) || each.value === field.value));
    if (at < 0) return;
    const [each] = left.splice(at, 1);
    if (ticked(field)) field.checked = each.on; else field.value = each.value;
    ["input", "change"].forEach(kind => field.dispatchEvent(new Event(kind, { bubbles: true })));
  });
  [...form.elements].find(written)?.focus();
};
const make = (tag, values, ...inside) => { const made = Object.assign(document.createElement(tag), values); made.append(...inside); return made; };
const offer = record => {
  const names = record.values.map(each => each.name);
  const form = [...document.forms].find(each => addressOf(each) === record.action && names.every(name => each.elements.namedItem(name)));
  const note = make("div", { className: "note kept" });
  note.dataset.kind = "warn";
  note.setAttribute("role", "status");
  const leave = () => { drop(record); note.remove(); };
  const away = make("button", { type: "button", className: "btn btn-sm btn-quiet", textContent: "Bỏ nội dung này" });
  away.addEventListener("click", leave);
  note.append(make("b", { textContent: "Nội dung vừa gõ ở trang này chưa được lưu." }), " ");
  if (form) {
    const back = make("button", { type: "button", className: "btn btn-sm btn-primary", textContent: "Lấy lại nội dung đã gõ" });
    back.addEventListener("click", () => { note.remove(); put(form, record); });
    note.append("Tệp đã chọn thì chọn lại. ", make("div", { className: "row-x" }, back, away));
  } else {
    const lines = record.values.filter(each => each.label).map(each => make("p", { className: "kept-text" }, make("span", { className: "meta", textContent: `${each.label}: ` }), each.value));
    note.append("Mở lại ô đang gõ rồi chép từ đây:", ...lines, make("div", { className: "row-x" }, away));
  }
  document.querySelector(".notes")?.append(note);
};

/* what became of the form just sent: a page of the frame is its answer, unless one came back to it past an error */
const sent = read(SENT);
const ways = performance.getEntriesByType("navigation")[0]?.type;
forget(SENT);
if (sent && (!person || ways === "back_forward" || ways === "reload")) lose(sent);
else if (sent) drop(sent);
if (person) {
  write(LOST, lost().filter(each => each.person === person));
  lost().filter(each => each.page === here()).forEach(offer);
} else if (lost().length) document.querySelectorAll("[data-kept]").forEach(each => { each.hidden = false; });
