/* Light, dark, or as the system: one button, remembered on this machine alone. */
(function () {
  "use strict";
  document.documentElement.classList.remove("no-js");
  const button = document.querySelector("button.colours");
  if (!button) return;
  const after = { auto: "light", light: "dark", dark: "auto" };

  function show() {
    const now = document.body.dataset.theme || "auto";
    button.setAttribute("aria-label", button.dataset[now]);
    button.title = button.dataset[now];
  }

  button.addEventListener("click", () => {
    const next = after[document.body.dataset.theme] || "light";
    document.body.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch (refused) { /* It lasts as long as the page. */ }
    show();
  });
  show();
  button.hidden = false;
})();
