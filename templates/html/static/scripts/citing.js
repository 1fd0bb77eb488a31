/* Copies a citation; without this script it is selected by hand. */
(function () {
  "use strict";
  for (const button of document.querySelectorAll(".citable > button.copy")) {
    const words = button.textContent;
    const source = button.parentElement.querySelector("pre, .citation-text");
    // Where the clipboard is closed, as it may be to a page from a folder, the words are selected.
    button.addEventListener("click", async () => {
      getSelection().selectAllChildren(source);
      try {
        await navigator.clipboard.writeText(source.textContent);
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = words; }, 2000);
      } catch (closed) {
        source.focus();
      }
    });
    button.hidden = false;
  }
})();
