/* Shows a note, a source or a term without leaving the line: on hover and focus as a hint that the
   link is described by, on tap, click and Enter as a box with links of its own. Without this script
   they are plain links, and with a key held down they stay so. */
(function () {
  "use strict";
  const KINDS = '[role="doc-noteref"], [role="doc-biblioref"], [role="doc-glossref"]';
  const article = document.querySelector(".page-of-book article");
  const links = article ? Array.from(article.querySelectorAll(KINDS)) : [];
  if (!links.length) return;
  const book = document.querySelector(".book");
  const root = book.dataset.root;
  let entries = null;
  let link = null;
  let timer = 0;
  let dismissed = null;

  const box = document.createElement("div");
  box.className = "popover";
  box.id = "popover";
  box.hidden = true;
  document.body.append(box);

  /* What the other pages explain: one script, asked for when first it is needed. */
  window.octavo = window.octavo || {};
  function load() {
    if (entries) return entries;
    entries = new Promise((resolve) => {
      window.octavo.shown = resolve;
      const script = document.createElement("script");
      script.src = `${root}_static/shown.js`;
      script.addEventListener("error", () => resolve({}));
      document.head.append(script);
    });
    return entries;
  }

  function clean(markup) {
    for (const back of markup.querySelectorAll('[role="doc-backlink"], .headerlink, .Z3988')) back.remove();
    for (const element of markup.querySelectorAll("[id], [role]")) {
      element.removeAttribute("id");
      element.removeAttribute("role");
    }
    return markup;
  }

  async function content(of) {
    const url = new URL(of.href);
    const holder = document.createElement("div");
    const here = new URL(location.href);
    if (url.pathname === here.pathname) {
      const target = document.getElementById(decodeURIComponent(url.hash.slice(1)));
      if (target) holder.innerHTML = target.innerHTML;
    } else {
      const base = new URL(root, here).pathname;
      const known = await load();
      holder.innerHTML = known[decodeURIComponent(url.pathname.slice(base.length)) + url.hash] || "";
    }
    return holder.textContent.trim() ? clean(holder) : null;
  }

  function place(at) {
    const line = at.getClientRects()[0] || at.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    box.style.maxWidth = `${Math.min(26 * 16, width - 24)}px`;
    box.style.left = "0";
    box.style.top = "0";
    const left = Math.max(12, Math.min(line.left, width - box.offsetWidth - 12));
    const below = line.bottom + 6;
    const fits = below + box.offsetHeight < window.innerHeight || line.top < box.offsetHeight + 60;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${(fits ? below : line.top - box.offsetHeight - 6) + window.scrollY}px`;
  }

  /* The note beside the text, where it can be seen already. */
  function beside(of) {
    const note = of.octavoSidenote;
    if (!note || !note.offsetParent) return null;
    const edge = note.getBoundingClientRect();
    return edge.bottom > 0 && edge.top < window.innerHeight ? note : null;
  }

  async function hint(of) {
    if (link === of || box.getAttribute("role") === "dialog") return;
    hide();
    const note = beside(of);
    if (note) {
      link = of;
      note.classList.add("called");
      return;
    }
    link = of;
    const found = await content(of);
    if (!found || link !== of) return;
    box.setAttribute("role", "tooltip");
    box.removeAttribute("aria-label");
    box.replaceChildren(...found.childNodes);
    // What a hint shows is read as a description; its links are for the pointer, and the box for the keys.
    for (const inner of box.querySelectorAll("a")) inner.tabIndex = -1;
    box.hidden = false;
    of.setAttribute("aria-describedby", box.id);
    place(of);
  }

  /* What a box is called aloud: of a note its number under the heading of the notes. */
  function name(of) {
    const heading = of.getAttribute("role") === "doc-noteref" && document.getElementById("chapter-notes");
    const words = heading ? heading.firstChild.textContent.trim() + " " : "";
    return words + of.textContent.trim();
  }

  async function open(of) {
    hide();
    link = of;
    const found = await content(of);
    if (!found) {
      location.href = of.href;
      return;
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "×";
    close.setAttribute("aria-label", document.querySelector(".book-contents .close").textContent.trim());
    close.addEventListener("click", () => hide(true));
    const whole = document.createElement("a");
    whole.className = "whole";
    whole.href = of.getAttribute("href");
    whole.textContent = "→";
    whole.setAttribute("aria-label", name(of));
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", name(of));
    box.tabIndex = -1;
    box.replaceChildren(close, ...found.childNodes);
    const end = box.lastElementChild;
    (end.tagName === "P" ? end : box).append(" ", whole);
    for (const inner of box.querySelectorAll("a")) inner.addEventListener("click", () => hide());
    box.hidden = false;
    place(of);
    box.focus({ preventScroll: true });
  }

  function hide(back) {
    clearTimeout(timer);
    const of = link;
    link = null;
    box.removeAttribute("role");
    if (of) {
      of.removeAttribute("aria-describedby");
      if (of.octavoSidenote) of.octavoSidenote.classList.remove("called");
      // The reader has just sent it away: the link shows it again when it is come to anew.
      dismissed = back ? of : null;
      if (back) of.focus();
    }
    box.hidden = true;
    box.replaceChildren();
  }

  function soon(work, wait) {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  }
  const isOpen = () => box.getAttribute("role") === "dialog";

  for (const each of links) {
    each.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && soon(() => hint(each), 250));
    each.addEventListener("pointerleave", () => isOpen() || soon(() => hide(), 300));
    each.addEventListener("focus", () => {
      const again = dismissed === each;
      dismissed = null;
      if (!again && each.matches(":focus-visible")) soon(() => hint(each), 0);
    });
    each.addEventListener("blur", () => isOpen() || soon(() => hide(), 100));
    each.addEventListener("click", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(each);
    });
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => isOpen() || soon(() => hide(), 300));
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && !box.contains(event.target)) hide();
  });
  box.addEventListener("focusout", (event) => {
    if (isOpen() && event.relatedTarget && !box.contains(event.relatedTarget)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && link) {
      event.preventDefault();
      hide(isOpen());
    }
  });
  // The box stands at the end of the page, its reader does not: beyond its ends the keyboard goes on at the link.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || !isOpen()) return;
    const stops = Array.from(box.querySelectorAll("a[href], button"));
    const at = document.activeElement;
    if (event.shiftKey ? at === stops[0] || at === box : at === stops.at(-1)) {
      event.preventDefault();
      hide(true);
    }
  });
  window.addEventListener("resize", () => link && !box.hidden && place(link));
})();
