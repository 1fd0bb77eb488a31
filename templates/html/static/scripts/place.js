/* Remembers where the reader was, on this machine alone, and offers it on the title page. */
(function () {
  "use strict";
  const book = document.querySelector(".book");
  if (!book || !book.dataset.page) return;
  const key = `octavo:${book.dataset.book}`;
  const heading = document.querySelector(".opening h1");

  function offer() {
    const line = document.querySelector(".go-on");
    if (!line) return;
    let place = null;
    try { place = JSON.parse(localStorage.getItem(key)); } catch (refused) { return; }
    if (!place || typeof place.page !== "string" || typeof place.title !== "string") return;
    if (!/^[^:]*\.html$/.test(place.page) || place.page.startsWith("/")) return;
    const link = line.querySelector("a");
    link.href = book.dataset.root + place.page + (place.id ? "#" + encodeURIComponent(place.id) : "");
    link.querySelector("span").textContent = place.title;
    line.hidden = false;
  }

  function remember() {
    const top = (document.querySelector(".book-header") || book).offsetHeight || 0;
    const passages = Array.from(document.querySelectorAll("article p[id], article section[id] > h2"));
    const here = passages.find((passage) => passage.getBoundingClientRect().bottom > top) || passages.at(-1);
    const id = here ? here.id || here.parentElement.id : "";
    const at = window.scrollY > 200 ? id : "";
    const place = { page: book.dataset.page, id: at, title: heading.textContent.replace(/\s+/g, " ").trim() };
    try { localStorage.setItem(key, JSON.stringify(place)); } catch (refused) { /* Then nothing is kept. */ }
  }

  if (book.classList.contains("at-title")) {
    offer();
    window.addEventListener("pageshow", offer);
  } else if (heading) {
    document.addEventListener("visibilitychange", () => document.hidden && remember());
    window.addEventListener("pagehide", remember);
  }
})();
