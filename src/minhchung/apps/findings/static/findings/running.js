/* "Rà soát lại" takes some seconds: the form asks meanwhile how many checks ran (data-steps) and says so; the page waits for its answer. */
const say = (place, { done, whole, code, title }) => {
  const [bar, words] = place.children;
  if (!whole) return;
  bar.value = 100 * done / whole;
  words.textContent = `${done} trên ${whole} quy tắc, đang xem ${code} ${title ?? ""}`.trim();
};

document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.dataset.steps || event.defaultPrevented) return;
  const place = document.getElementById(form.dataset.place);
  place.hidden = false;
  form.querySelectorAll("button").forEach(button => { button.disabled = true; });
  const ask = async () => {
    const answer = await fetch(form.dataset.steps, { headers: { Accept: "application/json" } });
    if (answer.ok) say(place, await answer.json());
  };
  setInterval(() => ask().catch(() => {}), 500);   // a question without an answer is asked again; the page goes when the form is answered
});

addEventListener("pageshow", event => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-steps]").forEach(form => {
    document.getElementById(form.dataset.place).hidden = true;
    form.querySelectorAll("button").forEach(button => { button.disabled = false; });
  });
});
