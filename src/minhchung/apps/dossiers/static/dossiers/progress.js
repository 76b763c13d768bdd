/* A form whose sending takes long shows how far it is: data-progress is asked now and then for the rows done, data-rows is how many there
   are. The page itself waits for the answer of the form. */
const number = new Intl.NumberFormat("vi-VN");
const left = seconds => seconds < 90 ? `còn khoảng ${Math.max(1, Math.round(seconds))} giây` : `còn khoảng ${Math.round(seconds / 60)} phút`;

document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.dataset.progress || event.defaultPrevented) return;
  const place = form.querySelector(".long-work");
  const [bar, words] = place.children;
  const rows = Number(form.dataset.rows);
  const begun = performance.now();
  bar.removeAttribute("value");
  words.textContent = "Đang đọc tệp…";
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
  form.querySelectorAll("button").forEach(button => { button.disabled = true; });
  const ask = async () => {
    const answer = await fetch(form.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const done = (await answer.json()).rows;
    const seconds = (performance.now() - begun) / 1000;
    if (done > 0 && done < rows) {
      bar.value = 100 * done / rows;
      words.textContent = `${number.format(done)} trên ${number.format(rows)} dòng, ${number.format(Math.round(done / seconds))} dòng/giây, ${left((rows - done) * seconds / done)}.`;
    } else if (done >= rows) {
      bar.removeAttribute("value");
      words.textContent = "Đã đọc hết, đang ghép với các lần nhập trước…";
    }
  };
  setInterval(() => ask().catch(() => {}), 700);   // a question without an answer is asked again; the page goes when the form is answered
});

addEventListener("pageshow", event => {
  if (!event.persisted) return;
  document.querySelectorAll("[data-progress]").forEach(form => {
    form.querySelector(".long-work").hidden = true;
    form.querySelectorAll("button").forEach(button => { button.disabled = false; });
  });
});
