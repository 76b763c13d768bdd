/* The row editor: cells copied from a sheet are pasted over several rows. The block goes to the server as the text of the cell it was
   pasted in, with a press that spreads it; without script a block pasted into a cell is spread when the form is saved. */
document.addEventListener("paste", event => {
  const cell = event.target.closest?.(".edit-row [data-col]"), table = cell?.closest("[data-spreads]");
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n/g, "\n").replace(/\n+$/, "") ?? "";
  if (!table || !(text.includes("\t") || (table.dataset.spreads === "lines" && text.includes("\n")))) return;
  event.preventDefault();
  const whole = document.createElement("textarea"), press = document.createElement("button");
  whole.name = cell.name;
  whole.value = text;
  press.name = "do";
  press.value = `trai:${table.dataset.table}:${cell.name.split(".")[1]}`;
  [whole, press].forEach(each => { each.hidden = true; table.append(each); });
  cell.disabled = true;
  cell.form.requestSubmit(press);
});
