/* What scrolls sideways is a stop of the Tab key, so that the arrow keys can scroll it; what fits the page is not. Its name is the table's. */
const FRAMES = ".ledger-wrap, .doc-scroll";
const mark = frame => {
  const scrolls = frame.scrollWidth > frame.clientWidth + 1;
  if (scrolls === frame.hasAttribute("tabindex")) return;
  if (!scrolls) return ["tabindex", "role", "aria-label"].forEach(name => frame.removeAttribute(name));
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", frame.querySelector("caption")?.textContent.trim() || "Bảng");
};
const look = () => document.querySelectorAll(FRAMES).forEach(mark);

look();
addEventListener("resize", look);
document.fonts.ready.then(look);
document.addEventListener("htmx:afterSettle", look);
document.addEventListener("toggle", look, true);
