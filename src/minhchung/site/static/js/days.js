/* Days and periods as people type them: the server says back what it understood, under the field. A button opens the browser's
   own calendar; what is chosen there is written as day/month/year, whatever the language of the browser. */
if ("showPicker" in HTMLInputElement.prototype) document.documentElement.classList.add("has-calendar");

const PAUSE = 250;
const pending = new WeakMap();
const latest = new WeakMap();   // the newest question of each field: a slow answer to an older one says nothing any more

const asked = async (frame, input) => {
  const address = new URL(frame.dataset.day ?? frame.dataset.period, location.href);
  address.searchParams.set("v", input.value);
  if (frame.dataset.looks) address.searchParams.set("looks", frame.dataset.looks);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
};

/* `done`: the person left the field, so that an error may be said and the day written out in full */
const say = async (frame, input, done) => {
  const echo = document.getElementById(`${input.id}-echo`);
  const typed = input.value, question = {};
  latest.set(input, question);
  let found;
  try { found = await asked(frame, input); } catch { return; }   // no network: the answer comes with the form
  if (latest.get(input) !== question || input.value !== typed || !echo) return;
  const wrong = done && found.error ? found.error : "";
  echo.textContent = found.words ?? wrong;
  const refused = document.getElementById(`${input.id}-error`);   // of the value sent before, no longer the one in the field
  if (refused) refused.hidden = typed !== input.defaultValue;
  echo.classList.toggle("is-late", Boolean(wrong));
  const native = frame.querySelector(".day-native");
  if (native) native.value = found.value ?? "";
  if (done && found.typed) input.value = found.typed;
  frame.dispatchEvent(new CustomEvent("mc:understood", { bubbles: true, detail: found }));
};

const fieldOf = event => {
  const frame = event.target.closest?.("[data-day], [data-period]");
  const input = frame?.querySelector("input[type=text]");
  return input === event.target ? [frame, input] : [];
};

document.addEventListener("input", event => {
  const [frame, input] = fieldOf(event);
  if (!frame) return;
  clearTimeout(pending.get(input));
  pending.set(input, setTimeout(() => say(frame, input, false), PAUSE));
});
document.addEventListener("change", event => {
  const [frame, input] = fieldOf(event);
  if (frame) { clearTimeout(pending.get(input)); say(frame, input, true); return; }
  if (!event.target.matches?.(".day-native")) return;
  const place = event.target.closest("[data-day]");
  const text = place.querySelector("input[type=text]");
  text.value = event.target.value.split("-").reverse().join("/");
  text.dispatchEvent(new Event("change", { bubbles: true }));
  text.focus();
});

const openCalendar = place => {
  try { place.querySelector(".day-native").showPicker(); } catch { place.querySelector("input[type=text]").focus(); }
};
document.addEventListener("click", event => {
  const button = event.target.closest(".day-open");
  if (button) openCalendar(button.closest("[data-day]"));
});
document.addEventListener("keydown", event => {
  const [frame] = event.altKey && event.key === "ArrowDown" ? fieldOf(event) : [];
  if (!frame?.dataset.day) return;
  event.preventDefault();
  openCalendar(frame);
});
