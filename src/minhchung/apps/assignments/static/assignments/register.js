/* The register. Its cells of progress work as in a spreadsheet: a cell opens at once (its form lies beside it as a template),
   Enter saves and goes down, Tab and Shift+Tab save and go to the next or the previous cell, Esc leaves, Ctrl+D takes the value
   from the cell above, several lines from a spreadsheet fill the column downwards after a look at old and new. Moving never
   waits for saving: values are sent one after the other, and an answer touches only its own cell.
   Also: "x" ticks the row's box, and long titles open. */
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const CELL = ".progress-cell";
const NOTHING = "Chưa báo cáo";

const shown = new WeakMap();    // what a cell held before it was opened or previewed
const sending = new Map();      // cells on their way to the server, each with its promise
const saved = [];               // addresses that take a saving back, newest last
let queue = Promise.resolve();
let walking = false;            // Tab goes from cell to cell only once a cell was opened or reached by an arrow

const cellOf = node => node?.closest?.(CELL);
const button = cell => cell?.querySelector(":scope > .cell-button");
const input = cell => cell?.querySelector(".cell-form input[name=progress]");
const all = () => [...document.querySelectorAll(CELL)].filter(cell => cell.offsetParent !== null);
const next = (cell, step) => {
  const cells = all();
  let index = cells.indexOf(cell) + step;
  while (cells[index] && !button(cells[index]) && !input(cells[index])) index += step;
  return index < 0 ? undefined : cells[index];
};

const stand = cell => {
  const row = cell.closest("[data-row]");
  document.querySelectorAll("[data-row].is-at").forEach(old => { if (old !== row) old.classList.remove("is-at"); });
  row?.classList.add("is-at");
  walking = true;
  const place = input(cell) ?? button(cell);
  place?.focus({ preventScroll: true });
  if (place === input(cell)) place?.select();
  cell.scrollIntoView({ block: "nearest" });
};

/* opening and leaving */
const leave = cell => {
  const before = shown.get(cell), place = cell.querySelector("[data-cell]");
  shown.delete(cell);
  if (before) cell.replaceChildren(...before);
  else if (place) return htmx.ajax("GET", place.dataset.cell, { source: cell, target: cell, swap: "innerHTML" });
  return undefined;
};
const open = async (cell, value) => {
  await sending.get(cell);      // opened again while its last value is on the way: the answer comes first
  /* as in a spreadsheet the cell left behind is saved; a refused one stays open: only a person writes over another's value */
  document.querySelectorAll(`${CELL} .cell-form`).forEach(form => { if (cellOf(form) !== cell && !form.querySelector("[aria-invalid]")) commit(cellOf(form)); });
  const form = cell.querySelector(":scope > template")?.content.cloneNode(true);
  if (form && button(cell)) {
    shown.set(cell, [...cell.childNodes]);
    cell.replaceChildren(form);
  }
  if (value !== undefined && input(cell)) input(cell).value = value;
  stand(cell);
};

/* saving */
const wait = (cell, value) => {
  const form = cell.querySelector(".cell-form, .cell-button");
  const made = document.createElement("button");
  made.type = "button";
  made.className = "cell-button is-saving";
  made.id = (input(cell) ?? form).id.replace("tien-do-", "o-");
  made.dataset.cell = form.dataset.cell;
  made.dataset.value = value;
  made.textContent = value || NOTHING;
  cell.replaceChildren(made);
};
const send = async (cell, address, value, expected, quiet) => {
  const values = { progress: value, expected };
  try { await htmx.ajax("POST", address, { source: cell, target: cell, swap: "innerHTML", values }); } catch { /* said by parts.js; the value stays, below */ }
  const mark = cell.querySelector(".saved");
  if (mark) {
    saved.push({ address: mark.dataset.undo, cell });
    if (!quiet) tell("mc:toast", { text: mark.dataset.saved, undo: takeBack, instead: "cell" });
    mark.remove();
    return true;
  }
  if (!cell.querySelector(".is-saving")) shown.delete(cell);     // refused: the server's open cell says why
  else {                                                         // no answer, or a fault: what was typed stands open again
    const back = shown.get(cell), form = back.find(node => node.nodeName === "TEMPLATE");
    cell.replaceChildren(...(form ? [form.content.cloneNode(true)] : back));
    input(cell).value = value;
  }
  if (input(cell)) tell("mc:alert", { text: `Chưa lưu được ${cell.dataset.name ?? "tiến độ"}. Xem lý do trong ô.` });
  if (input(cell) && (document.activeElement === document.body || cell.contains(document.activeElement))) stand(cell);
  return false;
};
const save = (cell, address, value, expected, quiet = false) => {
  if (!shown.has(cell)) shown.set(cell, [...cell.childNodes]);
  wait(cell, value);
  const done = queue.then(() => send(cell, address, value, expected, quiet)).finally(() => {
    sending.delete(cell);
    if (!cell.querySelector(".cell-form")) shown.delete(cell);
  });
  queue = done.catch(() => false);
  sending.set(cell, done);
  return done;
};
const commit = cell => {
  const form = cell.querySelector(".cell-form");
  if (!form) return;
  const value = input(cell).value.trim();
  if (value === form.dataset.value) leave(cell);
  else save(cell, form.dataset.cell, value, form.dataset.value);
};
const commitAndGo = (cell, step) => {
  const there = step ? next(cell, step) : undefined;
  commit(cell);
  stand(there ?? cell);
};

/* one cell from the one above */
const above = cell => { const cells = all(); return cells[cells.indexOf(cell) - 1]?.querySelector("[data-value]")?.dataset.value ?? ""; };
const fillFromAbove = cell => {
  const value = above(cell), here = button(cell);
  if (!value) tell("mc:announce", { text: "Ô phía trên trống nên không chép." });
  else if (input(cell)) input(cell).value = value;
  else if (here && !sending.has(cell) && here.dataset.value !== value) {
    shown.set(cell, [...cell.childNodes]);
    save(cell, here.dataset.cell, value, here.dataset.value);
    stand(cell);
  }
};

/* a block from a spreadsheet: a look at old and new first */
const firstColumn = text => {
  const rows = [];
  let row = "", quoted = false, column = 0;
  const source = text.replaceAll("\r\n", "\n").replace(/\n+$/, "");
  for (let index = 0; index < source.length; index += 1) {
    const sign = source[index];
    const starts = sign === '"' && !quoted && (index === 0 || "\t\n".includes(source[index - 1])) && source.indexOf('"', index + 1) > 0;
    if (starts) quoted = true;
    else if (quoted && sign === '"' && source[index + 1] === '"') { if (!column) row += '"'; index += 1; }
    else if (quoted && sign === '"') quoted = false;
    else if (!quoted && sign === "\t") column += 1;
    else if (!quoted && sign === "\n") { rows.push(row); row = ""; column = 0; }
    else if (!column) row += sign;
  }
  rows.push(row);
  return rows.map(line => line.replace(/\s+/g, " ").trim());
};
const LIMIT = 300;
const plan = (start, lines) => {
  const cells = all();
  const from = cells.indexOf(start);
  const found = { change: [], same: 0, blank: 0, kept: [], over: Math.max(0, lines.length - (cells.length - from)) };
  lines.slice(0, cells.length - from).forEach((value, index) => {
    const cell = cells[from + index], here = button(cell), name = cell.dataset.name ?? "ô này";
    if (!value) found.blank += 1;
    else if (!here || sending.has(cell)) found.kept.push(`${name} (${cell.querySelector("[data-why]")?.dataset.why || "đang ghi"})`);
    else if (value.length > LIMIT) found.kept.push(`${name} (dài ${value.length} chữ cái, ô chỉ nhận ${LIMIT})`);
    else if (here.dataset.value === value) found.same += 1;
    else found.change.push({ cell, value });
  });
  return found;
};
const inWords = found => [
  `${found.change.length} ô sẽ đổi, xem ô cũ và ô mới trong cột Tiến độ. Chưa có gì được lưu.`,
  found.same ? `${found.same} ô đã ghi như vậy.` : "",
  found.blank ? `${found.blank} dòng trống: giữ nguyên ô.` : "",
  found.kept.length ? `Không dán được vào ${found.kept.join("; ")}.` : "",
  found.over ? `${found.over} dòng thừa vì hết trang.` : "",
].filter(Boolean).join(" ");
const line = (name, text) => { const made = document.createElement("span"); made.className = name; made.textContent = text; return made; };
const act = (text, name, press) => { const made = document.createElement("button"); made.type = "button"; made.className = name; made.textContent = text; made.addEventListener("click", press); return made; };

let previewed = null;
const dropPreview = () => {
  if (!previewed) return;
  const { bar, change, start } = previewed;
  previewed = null;
  bar.remove();
  change.forEach(({ cell }) => { cell.classList.remove("is-changed"); leave(cell); });
  stand(start);
};
const keepPreview = async () => {
  const { bar, change } = previewed;
  previewed = null;
  bar.remove();
  const undone = saved.length;
  const waiting = change.map(({ cell, value, address, expected }) => {
    cell.classList.remove("is-changed");
    cell.replaceChildren(...shown.get(cell));
    return save(cell, address, value, expected, true);
  });
  stand(change[change.length - 1].cell);
  const kept = (await Promise.all(waiting)).filter(Boolean).length;
  const left = change.length - kept;
  const back = saved.slice(undone).map(one => one.address);
  const undo = async () => { for (const address of back) await post(address); location.reload(); };
  tell("mc:toast", { text: `Đã dán ${kept} ô.${left ? ` ${left} ô chưa lưu được, lý do ghi trong ô.` : ""}`, undo: kept ? undo : undefined, instead: "cell" });
};
const preview = (start, lines) => {
  if (previewed) dropPreview();
  const found = plan(start, lines);
  const bar = document.createElement("div");
  bar.className = "paste-bar";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Dán vào cột Tiến độ");
  bar.append(line("", `Dán ${lines.length} dòng: ${inWords(found)}`));
  if (found.change.length) bar.append(act(`Lưu ${found.change.length} ô`, "btn btn-sm btn-primary", keepPreview));
  bar.append(act("Thôi, không dán", "btn btn-sm btn-quiet", dropPreview));
  found.change.forEach(one => {
    const here = button(one.cell);
    one.address = here.dataset.cell;
    one.expected = here.dataset.value;
    shown.set(one.cell, [...one.cell.childNodes]);
    one.cell.classList.add("is-changed");
    one.cell.replaceChildren(line("diff-old", one.expected || "(trống)"), line("diff-new", one.value));
  });
  previewed = { bar, start, change: found.change };
  (start.closest(".ledger-wrap") ?? start).after(bar);
  tell("mc:announce", { text: bar.firstChild.textContent });
  bar.querySelector("button").focus();
};

/* taking back */
const post = address => fetch(address, { method: "POST", headers: { ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}"), "HX-Request": "true" } });
const takeBack = async () => {
  await queue;
  const last = saved.pop();
  if (!last) return;
  const answer = await post(last.address);
  if (!answer.ok) { tell("mc:toast", { text: "Không hoàn tác được: ô đã có thay đổi mới, hoặc đã quá 10 phút.", instead: "cell" }); return; }
  await leave(last.cell);
  tell("mc:toast", { text: `Đã hoàn tác ${last.cell.dataset.name ?? "tiến độ"}.`, instead: "cell" });
  stand(last.cell);
};

/* keys; before those of every page, which also know the arrows */
const inForm = {
  Enter: cell => commitAndGo(cell, 1),
  ArrowDown: cell => commitAndGo(cell, 1),
  ArrowUp: cell => commitAndGo(cell, -1),
  Escape: cell => { Promise.resolve(leave(cell)).then(() => stand(cell)); },
};
const onButton = {
  ArrowDown: cell => { const there = next(cell, 1); if (there) stand(there); return Boolean(there); },
  ArrowUp: cell => { const there = next(cell, -1); if (there) stand(there); return Boolean(there); },
  ArrowLeft: cell => { walking = false; cell.closest("[data-row]")?.querySelector(".what a")?.focus(); },
  Escape: cell => { walking = false; cell.closest("[data-row]")?.querySelector(".what a")?.focus(); },
  F2: cell => { open(cell); },
};
const tab = (event, cell) => {
  const there = next(cell, event.shiftKey ? -1 : 1);
  if (!walking || (!there && !input(cell))) return false;
  if (input(cell)) commit(cell);
  stand(there ?? cell);
  return Boolean(there);        // at the end of the column Tab goes on as on any page, from the cell
};
const fromRow = event => {
  const row = event.target.closest("[data-row]") ?? document.querySelector("[data-row].is-at");
  const cell = row?.querySelector(CELL);
  if (!button(cell) || event.target.closest("input, textarea, select, summary, dialog")) return false;
  if (event.key === "F2") { open(cell); return true; }
  if (event.key === "ArrowRight") { stand(cell); return true; }
  return false;
};
const pressed = event => {
  const cell = cellOf(event.target);
  const control = event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey;
  if (control && event.key.toLowerCase() === "d" && cell && (button(cell) || input(cell))) { fillFromAbove(cell); return true; }
  if (control && event.key.toLowerCase() === "z" && saved.length && !event.target.closest("input, textarea")) { takeBack(); return true; }
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === "Escape" && previewed) { dropPreview(); return true; }
  if (!cell || !(button(cell) || input(cell))) return fromRow(event);
  if (event.key === "Tab") return tab(event, cell);
  if (event.shiftKey) return false;
  const keys = event.target === input(cell) ? inForm : event.target === button(cell) ? onButton : { Escape: inForm.Escape };
  return keys[event.key] ? keys[event.key](cell) !== false : false;
};
document.addEventListener("keydown", event => {
  if (event.isComposing || event.defaultPrevented) return;
  if (pressed(event)) { event.preventDefault(); event.stopPropagation(); }
}, true);

document.addEventListener("click", event => {
  const cell = cellOf(event.target);
  if (event.target.closest(".cell-button")) open(cell);
  if (event.target.closest("[data-cell-leave]")) Promise.resolve(leave(cell)).then(() => stand(cell));
  const more = event.target.closest("[data-more]");
  if (!more) return;
  const whole = more.getAttribute("aria-expanded") !== "true";
  more.setAttribute("aria-expanded", String(whole));
  more.textContent = whole ? "Thu gọn" : "Xem hết";
  more.previousElementSibling.classList.toggle("is-whole", whole);
});
document.addEventListener("submit", event => {
  const cell = event.target.matches(".cell-form") ? cellOf(event.target) : null;
  if (!cell) return;
  event.preventDefault();
  commitAndGo(cell, 0);
}, true);
document.addEventListener("focusin", event => { if (!cellOf(event.target)) walking = false; });
document.addEventListener("paste", event => {
  const cell = cellOf(event.target) ?? cellOf(document.activeElement);
  if (!cell || !(button(cell) || input(cell)) || !cell.closest("[data-list]")) return;
  const lines = firstColumn(event.clipboardData?.getData("text") ?? "");
  if (lines.length < 2 && input(cell)) return;
  event.preventDefault();
  if (lines.length < 2) { if (lines[0]) open(cell, lines[0]); return; }
  if (input(cell)) leave(cell);
  preview(cell, lines);
});
/* what is still on its way is not lost by leaving the page without a word */
addEventListener("beforeunload", event => { if (sending.size) event.preventDefault(); });

/* rows and their boxes: "x" ticks, a box ticked with the mouse chooses its row as "x" does */
document.addEventListener("mc:chosen", () => {
  document.querySelectorAll("[data-row]").forEach(row => {
    const box = row.querySelector("input[name=dong]");
    if (box) box.checked = row.dataset.chosen !== undefined;
  });
});
document.addEventListener("change", event => {
  const row = event.target.name === "dong" ? event.target.closest("[data-row]") : null;
  if (!row) return;
  if (event.target.checked) row.dataset.chosen = ""; else delete row.dataset.chosen;
  row.setAttribute("aria-selected", String(event.target.checked));
});

/* a title that fits needs no button */
document.querySelectorAll("[data-more]").forEach(more => {
  const title = more.previousElementSibling;
  more.hidden = title.scrollHeight <= title.clientHeight + 1;
});
