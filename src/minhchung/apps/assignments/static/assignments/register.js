/* The register: a saved cell says so with a way back; choosing a row with "x" also ticks its box; F2 opens the cell of the row in hand. */
document.addEventListener("htmx:afterSettle", () => {
  document.querySelectorAll(".progress-cell .saved").forEach(mark => {
    document.dispatchEvent(new CustomEvent("mc:toast", { detail: { text: mark.dataset.saved, undo: mark.dataset.undo } }));
    mark.remove();
  });
  const open = document.querySelector(".cell-form input[autofocus]");
  if (open && document.activeElement !== open) { open.focus(); open.select(); }
});

document.addEventListener("mc:chosen", () => {
  document.querySelectorAll("[data-row]").forEach(row => {
    const box = row.querySelector("input[name=dong]");
    if (box) box.checked = row.dataset.chosen !== undefined;
  });
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
