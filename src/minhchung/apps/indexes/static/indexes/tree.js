// Folds the fields of the tree: without script all of it stands open.
document.addEventListener("click", event => {
  const toggle = event.target.closest(".tree .toggle");
  if (!toggle) return;
  const open = toggle.getAttribute("aria-expanded") !== "true";
  fold(toggle, open);
});

document.querySelector("[data-fold-all]")?.addEventListener("click", event => {
  const toggles = [...document.querySelectorAll(".tree .toggle")];
  const open = toggles.some(each => each.getAttribute("aria-expanded") !== "true");
  toggles.forEach(each => fold(each, open));
  event.currentTarget.textContent = open ? "Thu gọn" : "Mở hết";
});

function fold(toggle, open) {
  toggle.setAttribute("aria-expanded", String(open));
  for (let row = toggle.closest("tr").nextElementSibling; row && !row.classList.contains("lv1"); row = row.nextElementSibling)
    row.hidden = !open;
}
