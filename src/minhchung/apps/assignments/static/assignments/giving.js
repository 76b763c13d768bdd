/* Giving work: only the fields of the chosen kind of deadline (where the browser lacks :has()); a period chosen by kind, number
   and year is written into its text, which the server says back (days.js). */
const HAS = CSS.supports("selector(:has(*))");

const showKind = () => document.querySelectorAll("[data-deadline]").forEach(set => {
  const kind = set.querySelector("select").value;
  set.querySelectorAll("[data-when]").forEach(part => { part.hidden = !part.dataset.when.split(" ").includes(kind); });
});

const partsOf = frame => Object.fromEntries([...frame.querySelectorAll("[data-period-part]")].map(part => [part.dataset.periodPart, part]));

const showNumber = () => document.querySelectorAll("[data-period]").forEach(frame => {
  const { kind, number } = partsOf(frame);
  const chosen = kind.selectedOptions[0];
  number.hidden = Boolean(chosen?.value) && !("numbered" in chosen.dataset);
  if (number.hidden) number.value = "";
});

const show = () => { if (!HAS) showKind(); showNumber(); };

document.addEventListener("change", event => {
  if (event.target.closest("[data-deadline]")) show();
  const frame = event.target.matches("[data-period-part]") && event.target.closest("[data-period]");
  if (!frame) return;
  const { kind, number, year } = partsOf(frame);
  const chosen = kind.selectedOptions[0];
  if (!chosen.value || (!number.hidden && !number.value.trim())) return;
  const words = chosen.textContent.toLowerCase();
  const text = frame.querySelector("input[type=text]");
  text.value = [words, number.hidden ? "" : number.value.trim(), year.value.trim() || year.placeholder].filter(Boolean).join(" ");
  text.dispatchEvent(new Event("change", { bubbles: true }));
});

/* who types the period by hand means that, not what was chosen before */
document.addEventListener("input", event => {
  const frame = event.target.closest?.("[data-period]");
  if (!frame || event.target.matches("[data-period-part]")) return;
  Object.values(partsOf(frame)).forEach(part => { part.value = ""; });
  showNumber();
});

document.addEventListener("htmx:afterSettle", show);
show();
