/* The two-pane reader: after each press the clause in hand and its sentence are brought into view, and keys keep working there. */
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

const intoView = (node, block) => node?.scrollIntoView({ block, behavior: still ? "auto" : "smooth" });

/* side by side each pane scrolls by itself; under each other (a phone) only the list is followed, the page stays where it is read */
const sideBySide = () => {
  const pane = document.getElementById("van-ban");
  return pane && pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY === "auto";
};

const follow = first => {
  const current = document.querySelector("#y-chi-dao [aria-current]");
  if (!current || (first && !sideBySide())) return;
  intoView(current, "nearest");
  if (sideBySide()) intoView(document.querySelector(`#giay .clause[data-k="${CSS.escape(current.dataset.k ?? "")}"]`), "center");
};

document.addEventListener("htmx:afterSettle", event => {
  if (event.detail.target?.id !== "y-chi-dao" && event.target.id !== "y-chi-dao") return;
  follow(false);
  const form = "#y-dang-xem form";
  const first = document.querySelector(`${form} [aria-invalid="true"]`) ?? document.querySelector(`${form} .form-control:not([type=hidden])`);
  if (document.querySelector("#y-dang-xem .draft-form")) first?.focus();
  else document.activeElement?.blur?.();
  const said = document.querySelector("#y-chi-dao .reader-bar b");
  document.dispatchEvent(new CustomEvent("mc:announce", { detail: { text: said?.textContent ?? "" } }));
});

/* a clause in the document is pressed: its proposal comes into hand */
document.addEventListener("click", event => {
  const clause = event.target.closest("#giay .clause");
  if (!clause) return;
  document.querySelector(`#y-chi-dao .proposal[data-k="${CSS.escape(clause.dataset.k)}"] a.what`)?.click();
});

follow(true);
