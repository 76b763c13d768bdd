/* Runs before the first paint, therefore an ordinary script in the head: light or dark as the person last chose. */
(() => {
  const root = document.documentElement;
  const KEY = "minhchung.theme";
  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }   // storage can be forbidden by the ward's browser policy
  };
  const wanted = () => remembered() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const show = theme => { root.dataset.bsTheme = theme; };
  show(wanted());
  document.addEventListener("click", event => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    show(theme);
    try { localStorage.setItem(KEY, theme); } catch { /* the choice then lasts for this page only */ }
  });
  addEventListener("beforeprint", () => show("light"));
  addEventListener("afterprint", () => show(wanted()));
  addEventListener("storage", event => { if (event.key === KEY) show(wanted()); });
})();
