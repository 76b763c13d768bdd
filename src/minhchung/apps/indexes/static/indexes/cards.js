// One card at a time: the arrow keys go on and back, Enter opens the leaf. Without script all cards stand one under the other.
const cards = [...document.querySelectorAll("[data-card]")];
let at = 0;

function show(next) {
  at = Math.min(Math.max(next, 0), cards.length - 1);
  cards.forEach((card, place) => { card.hidden = place !== at; });
  document.querySelector("[data-at]").textContent = `${at + 1}/${cards.length}`;
}

if (cards.length) {
  show(0);
  document.querySelector("[data-steps]").hidden = false;
  document.querySelector("[data-back]").addEventListener("click", () => show(at - 1));
  document.querySelector("[data-on]").addEventListener("click", () => show(at + 1));
  document.addEventListener("keydown", event => {
    if (event.target.matches("input, textarea, select, a, button")) return;
    if (event.key === "ArrowRight" || event.key === " ") { event.preventDefault(); show(at + 1); }
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "Enter") cards[at].querySelector("a").click();
  });
}
