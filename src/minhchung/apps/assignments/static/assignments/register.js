/* The register: a saved cell says so with a way back; "x" also ticks the row's box; F2 opens the cell of the row in hand;
   several lines pasted from a spreadsheet into an open cell fill it and the cells below. */
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
let pasting = null;   // while a block is pasted: the addresses that take each cell back

const settled = () => {
  document.querySelectorAll(".progress-cell .saved").forEach(mark => {
    if (pasting) pasting.push(mark.dataset.undo);
    else tell("mc:toast", { text: mark.dataset.saved, undo: mark.dataset.undo });
    mark.remove();
  });
  const open = document.querySelector(".cell-form input[autofocus]");
  if (open && !pasting && document.activeElement !== open) { open.focus(); open.select(); }
};
document.addEventListener("htmx:afterSettle", settled);

document.addEventListener("mc:chosen", () => {
  document.querySelectorAll("[data-row]").forEach(row => {
    const box = row.querySelector("input[name=dong]");
    if (box) box.checked = row.dataset.chosen !== undefined;
  });
});

/* a box ticked with the mouse chooses its row as "x" does, so that the next "x" does not clear it */
document.addEventListener("change", event => {
  const row = event.target.name === "dong" ? event.target.closest("[data-row]") : null;
  if (!row) return;
  if (event.target.checked) row.dataset.chosen = ""; else delete row.dataset.chosen;
  row.setAttribute("aria-selected", String(event.target.checked));
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && event.target.closest(".cell-form")) {
    event.preventDefault();
    event.target.closest(".cell-form").querySelector("[data-key=Escape]")?.click();
  }
  if (event.key !== "F2") return;
  const cell = document.querySelector("[data-row].is-at .cell-button");
  if (cell) { event.preventDefault(); cell.click(); }
});

const post = address => fetch(address, { method: "POST", headers: JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") });

const fill = async (cells, lines) => {
  pasting = [];
  let passed = 0;
  for (const [index, line] of lines.entries()) {
    const cell = cells[index];
    const place = cell?.querySelector("[data-cell]");
    if (!place) { passed += 1; continue; }
    const values = { progress: line.split("\t")[0].trim(), expected: place.dataset.value };
    await htmx.ajax("POST", place.dataset.cell, { target: cell, swap: "innerHTML", values });
    settled();
  }
  const undo = pasting;
  pasting = null;
  const left = passed ? ` ${passed} dòng không dán được vì ô chỉ để xem hoặc hết trang.` : "";
  const back = undo.length ? async () => { for (const address of undo) await post(address); location.reload(); } : undefined;
  tell("mc:toast", { text: `Đã dán ${undo.length} ô.${left}`, undo: back });
};

document.addEventListener("paste", event => {
  const input = event.target.closest?.(".cell-form input[name=progress]");
  const lines = (event.clipboardData?.getData("text") ?? "").replaceAll("\r", "").replace(/\n+$/, "").split("\n");
  if (!input || lines.length < 2) return;
  event.preventDefault();
  const cells = [...document.querySelectorAll(".progress-cell")];
  fill(cells.slice(cells.indexOf(input.closest(".progress-cell"))), lines);
});
