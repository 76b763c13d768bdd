/* Upload areas: many files by drag, by the file dialog, or a picture pasted with Ctrl+V. With data-drop-action the form is sent at once;
   otherwise the files wait in the input, listed, until the form is sent. */
const size = bytes => bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1).replace(".", ",")} MB`;

const lineOf = text => Object.assign(document.createElement("li"), { textContent: text });

/* many files keep their place: how many and how large first, the names in a list that scrolls */
const list = (area, input) => {
  const place = area.querySelector(".drop-files");
  const files = [...input.files];
  const long = files.length > 6;
  const whole = `${files.length} tệp, tất cả ${size(files.reduce((sum, file) => sum + file.size, 0))}`;
  place.replaceChildren(...(long ? [lineOf(whole)] : []), ...files.map(file => lineOf(`${file.name} · ${size(file.size)}`)));
  place.classList.toggle("is-long", long);
  if (long) place.tabIndex = 0; else place.removeAttribute("tabindex");
};

const add = (area, files) => {
  const input = area.querySelector("input[type=file]");
  const all = new DataTransfer();
  if (input.multiple) [...input.files].forEach(file => all.items.add(file));
  [...files].slice(0, input.multiple ? files.length : 1).forEach(file => all.items.add(file));
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const pasted = item => {
  const file = item.getAsFile();
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return file && new File([file], file.name === "image.png" ? `anh-dan-${stamp}.png` : file.name, { type: file.type });
};

document.addEventListener("change", event => {
  const area = event.target.closest?.("[data-drop]");
  if (!area || event.target.type !== "file") return;
  list(area, event.target);
  if ("dropAction" in area.dataset && event.target.files.length) event.target.form?.requestSubmit();
});

["dragenter", "dragover"].forEach(name => document.addEventListener(name, event => {
  const area = event.target.closest?.("[data-drop]");
  if (!area || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  area.classList.add("is-over");
}));
["dragleave", "drop"].forEach(name => document.addEventListener(name, event => {
  const area = event.target.closest?.("[data-drop]");
  if (!area || area.contains(event.relatedTarget)) return;
  area.classList.remove("is-over");
}));
document.addEventListener("drop", event => {
  const area = event.target.closest?.("[data-drop]");
  if (!area || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  add(area, event.dataTransfer.files);
});

document.addEventListener("paste", event => {
  const areas = document.querySelectorAll("[data-drop]");
  const area = event.target.closest?.("[data-drop]") ?? (areas.length === 1 ? areas[0] : null);
  const files = [...(event.clipboardData?.items ?? [])].filter(item => item.kind === "file").map(pasted).filter(Boolean);
  if (!area || !files.length) return;
  event.preventDefault();
  add(area, files);
});
