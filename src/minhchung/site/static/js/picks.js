/* "Chọn tất cả": one tick over all ticks of a name in the same form, and how many are ticked. */
const bars = () => [...document.querySelectorAll("[data-pick-all]")];
const ticks = bar => [...bar.closest("form").elements].filter(each => each.type === "checkbox" && each.name === bar.dataset.pickAll);

const tell = bar => {
  const all = ticks(bar), on = all.filter(each => each.checked).length, over = bar.querySelector("input");
  bar.hidden = all.length < 2;
  over.checked = on > 0 && on === all.length;
  over.indeterminate = on > 0 && on < all.length;
  bar.querySelector("output").textContent = on ? `đã chọn ${on}/${all.length} ${bar.dataset.noun}` : `chưa chọn ${bar.dataset.noun} nào`;
};
const look = () => bars().forEach(tell);

document.addEventListener("change", event => {
  const bar = event.target.closest("[data-pick-all]");
  if (bar) ticks(bar).forEach(each => { each.checked = event.target.checked; });
  look();
});
document.addEventListener("htmx:afterSettle", look);
addEventListener("pageshow", look);
look();
