/* Forms: show what is typed in a password field; focus the first wrong field; a form is sent once. */
document.addEventListener("click", event => {
  const button = event.target.closest("[data-reveal]");
  const input = button && document.getElementById(button.dataset.reveal);
  if (!input) return;
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  button.lastChild.textContent = shown ? "Hiện" : "Ẩn";
});

document.querySelector("form:not([data-keep-focus]) [aria-invalid='true']")?.focus();
/* what the page begins with may lie under a bar at its foot, or out of sight on a phone */
document.querySelector("main form [autofocus]")?.scrollIntoView({ block: "center" });

const sent = new WeakSet();
document.addEventListener("submit", event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (sent.has(form)) { event.preventDefault(); return; }
  sent.add(form);
});
/* back from the browser's cache: the form may be sent again */
addEventListener("pageshow", event => { if (event.persisted) document.querySelectorAll("form").forEach(form => sent.delete(form)); });
