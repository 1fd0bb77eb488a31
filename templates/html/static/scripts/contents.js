/* Opens the contents over the page where there is no room beside it. Without this script they are the target
   of a link; with it the page below keeps its place, and the keyboard stays with what can be seen. */
(function () {
  "use strict";
  const contents = document.getElementById("book-contents");
  const opener = document.querySelector(".to-contents");
  if (!contents || !opener) return;
  const close = contents.querySelector(".close");
  const below = document.querySelectorAll(".skip, .book-header, .page-of-book");

  function show(open) {
    contents.classList.toggle("open", open);
    document.documentElement.classList.toggle("covered", open);
    for (const element of below) element.inert = open;
  }

  opener.addEventListener("click", (event) => {
    event.preventDefault();
    show(true);
    // The way back of a phone closes the contents and leaves the page.
    history.pushState({ octavo: "contents" }, "");
    const here = contents.querySelector("[aria-current]");
    (here || close).focus({ preventScroll: true });
    if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 3;
  });

  function leave() {
    if (!contents.classList.contains("open")) return;
    if (history.state && history.state.octavo === "contents") history.back();
    else shut();
  }

  function shut() {
    if (!contents.classList.contains("open")) return;
    show(false);
    opener.focus({ preventScroll: true });
  }

  close.addEventListener("click", (event) => {
    if (!contents.classList.contains("open")) return;
    event.preventDefault();
    leave();
  });
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a[href]:not(.close)")) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  window.addEventListener("popstate", shut);
  // A window made wide has the contents beside the text.
  window.matchMedia("(min-width: 70rem)").addEventListener("change", (wide) => wide.matches && show(false));
  window.addEventListener("pageshow", () => show(false));
})();
