/* Shows each note beside its call where the margin is wide enough. Without this script the notes
   are at the end of the chapter, where they also stay. */
(function () {
  "use strict";
  const GAP = 12;
  const RISE = 0.885;  // Of a note's first line above its top, in ems: half its leading and the letters.
  const text = document.querySelector(".page-of-book article");
  const calls = text ? Array.from(text.querySelectorAll('a[role="doc-noteref"]')) : [];
  if (!calls.length) return;

  const margin = document.createElement("div");
  margin.className = "sidenotes";
  // The notes themselves are at the end: a screen reader must not read them twice.
  margin.setAttribute("aria-hidden", "true");
  const pairs = [];
  const shown = new Set();
  for (const call of calls) {
    const note = document.getElementById(decodeURIComponent(call.hash.slice(1)));
    if (!note || shown.has(note)) continue;
    shown.add(note);
    const aside = document.createElement("div");
    aside.className = "sidenote";
    aside.innerHTML = note.innerHTML;
    for (const back of aside.querySelectorAll('[role="doc-backlink"], .printed-page')) back.remove();
    for (const element of aside.querySelectorAll("*")) {
      element.removeAttribute("id");
      element.removeAttribute("role");
    }
    for (const link of aside.querySelectorAll("a")) link.tabIndex = -1;
    const number = document.createElement("span");
    number.className = "sidenote-number";
    number.textContent = call.textContent.trim();
    (aside.querySelector("p") || aside).prepend(number, " ");
    margin.append(aside);
    call.octavoSidenote = aside;
    pairs.push([call, aside]);
  }
  text.append(margin);

  /* Where the line of a call stands: a mark without width, put behind it for a moment. */
  function baseline(call) {
    const mark = document.createElement("span");
    mark.style.display = "inline-block";
    call.after(mark);
    const at = mark.getBoundingClientRect().bottom;
    mark.remove();
    return at;
  }

  function place() {
    if (getComputedStyle(margin).display === "none") return;
    const top = text.getBoundingClientRect().top;
    let free = 0;
    for (const [call, aside] of pairs) {
      const wanted = baseline(call.parentElement) - top - RISE * parseFloat(getComputedStyle(aside).fontSize);
      const at = Math.max(wanted, free);
      aside.style.top = at + "px";
      free = at + aside.offsetHeight + GAP;
    }
  }

  place();
  window.addEventListener("load", place);
  window.addEventListener("resize", place);
  if (document.fonts) document.fonts.ready.then(place);
  if (window.ResizeObserver) new ResizeObserver(place).observe(text);
})();
