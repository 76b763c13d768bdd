/* htmx glue: a busy line on the part being swapped, focus kept, a failed request said beside its cause. */
const BUSY_AFTER = 300;
const timers = new WeakMap();

const target = event => event.detail.target ?? event.detail.elt;

document.addEventListener("htmx:beforeRequest", event => {
  const part = target(event);
  timers.set(part, setTimeout(() => {
    part.classList.add("is-busy");
    part.setAttribute("aria-busy", "true");
    if (!/^(TBODY|TR)$/.test(part.tagName)) {
      const line = document.createElement("span");
      line.className = "busy";
      part.prepend(line);
    }
  }, BUSY_AFTER));
});

document.addEventListener("htmx:afterRequest", event => {
  const part = target(event);
  clearTimeout(timers.get(part));
  part.classList.remove("is-busy");
  part.removeAttribute("aria-busy");
  part.querySelector(":scope > .busy")?.remove();
});

/* htmx keeps the focus of an element with an id. A row's button has none: it is found again by its row and its place there. */
let held = null;
document.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement;
  const row = at?.closest("[data-row-key]");
  if (!row || at.id) { held = null; return; }
  held = { key: row.dataset.rowKey, index: [...row.querySelectorAll("a, button, input, select, textarea, [tabindex]")].indexOf(at) };
});
document.addEventListener("htmx:afterSettle", () => {
  if (!held) return;
  const row = document.querySelector(`[data-row-key="${CSS.escape(held.key)}"]`);
  const places = row?.querySelectorAll("a, button, input, select, textarea, [tabindex]") ?? [];
  (places[held.index] ?? row)?.focus?.();
  held = null;
});

const REASONS = {
  0: ["Không nối được tới máy chủ.", "Kiểm tra dây mạng hoặc máy chủ, rồi làm lại; nội dung đang nhập vẫn còn trên trang."],
  400: ["Yêu cầu không đọc được.", "Tải lại trang rồi làm lại."],
  401: ["Phiên làm việc đã hết.", "Tải lại trang (F5) để đăng nhập; chữ đã gõ được giữ ở thẻ này và đưa lại sau khi đăng nhập."],
  403: ["Không có quyền làm việc này.", "Nhờ Thủ trưởng đơn vị hoặc người quản trị của phường."],
  404: ["Bản ghi không còn ở đây.", "Tải lại trang để xem danh sách mới."],
  413: ["Tệp quá lớn.", "Chia nhỏ hoặc nén tệp rồi gửi lại."],
};
const reason = status => REASONS[status] ?? ["Máy chủ gặp lỗi.", "Đã ghi vào nhật ký. Chờ một phút rồi làm lại; nếu vẫn lỗi, báo người quản trị."];

/* a part that asks again by itself: its failure is said once and goes when an answer comes; it neither moves the page nor repeats */
const asksByItself = place => /\bevery\b/.test(place?.getAttribute("hx-trigger") ?? "");
const notes = () => [...document.querySelectorAll("[data-request-note]")];

const note = (place, status) => {
  const [what, way] = reason(status);
  const alone = asksByItself(place);
  if (alone && notes().some(old => old.dataset.requestNote === String(status))) return;
  notes().forEach(old => old.remove());
  const made = document.createElement("div");
  made.className = "note";
  made.dataset.kind = "late";
  made.dataset.requestNote = status;
  made.setAttribute("role", "alert");
  const head = document.createElement("b");
  head.textContent = what;
  made.append(head, ` ${way}`);
  const cause = place?.closest("form, section, .rows, .ledger-wrap") ?? document.querySelector("main");
  if (cause?.tagName === "MAIN") document.querySelector(".notes")?.append(made);
  else cause?.before(made);
  if (!alone) made.scrollIntoView({ block: "nearest" });
};

document.addEventListener("htmx:afterRequest", event => {
  const asked = event.detail.requestConfig?.elt ?? event.detail.elt;   // once the part is swapped, htmx tells of it at its parent
  if (event.detail.successful && asksByItself(asked)) notes().forEach(old => old.remove());
});

document.addEventListener("htmx:responseError", event => note(event.detail.elt, event.detail.xhr.status));
document.addEventListener("htmx:sendError", event => note(event.detail.elt, 0));
document.addEventListener("htmx:timeout", event => note(event.detail.elt, 0));
