/* Left and right arrow turn the page, wherever they have nothing else to do. */
(function () {
  "use strict";
  const busy = "input, textarea, select, summary, pre, [contenteditable], [tabindex='0'], [role='dialog']";

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    if (event.target instanceof Element && event.target.closest(busy)) return;
    // A page enlarged beyond the window is moved by the arrows first.
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) return;
    const forward = (event.key === "ArrowRight") === (getComputedStyle(document.body).direction !== "rtl");
    const link = document.querySelector(`.turn-page a[rel="${forward ? "next" : "prev"}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();
