/* Finds words in the book. Every passage is at hand, so that part of a word in any script is found and
   the sentence can be shown. Nothing is sent anywhere. */
(function () {
  "use strict";
  const LIMIT = 5;
  const ABBREVIATED = /(?:^|[\s(“])(?:\p{Lu}|ca?|cf|chs?|col|ed|eds|etc|ff?|figs?|fols?|gen|adm|lt|mr|mrs|dr|st|nos?|pp?|pt|ser|tr|trans|vols?)\.\s*$/iu;
  const input = document.getElementById("words-wanted");
  const count = document.getElementById("found-count");
  const box = document.getElementById("found");
  const root = document.querySelector(".book").dataset.root;
  const JOINED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
  let pages = [];

  octavo.found = function (data) {
    pages = data.map(([uri, label, passages]) => ({
      uri, label,
      passages: passages.map(([id, text, page]) => ({ id, text, page, folded: octavo.fold(text) })),
    }));
    input.value = new URLSearchParams(location.search).get("q") || "";
    find();
  };
  window.octavo = octavo;
  // The words of a long book are some time on their way.
  if (location.search) count.textContent = count.dataset.waiting;

  /* The words wanted: phrases in quotation marks, and words of their own. A word of letters is looked
     for where a word begins, one of a script without spaces anywhere. */
  function wanted(query) {
    const words = octavo.fold(query).match(/"[^"]+"|[^\s"]+/g) || [];
    return words
      .map((word) => word.replace(/^"|"$/g, "").replace(/^[.,;:!?()]+|[.,;:!?()]+$/g, "").replace(/\s+/g, " ").trim())
      .filter(Boolean)
      .map((word) => {
        const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        const first = Array.from(word)[0];
        const start = JOINED.test(first) || !/[\p{L}\p{N}]/u.test(first) ? "" : "(?<![\\p{L}\\p{N}])";
        const pattern = new RegExp(start + literal, "gu");
        // Most passages have not even the letters: that is told much sooner.
        pattern.isIn = (folded) => folded.includes(word) && folded.search(pattern) >= 0;
        return pattern;
      });
  }

  function find() {
    const words = wanted(input.value);
    const query = input.value.trim();
    try { history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname); }
    catch (refused) { /* The address stays as it was. */ }
    box.replaceChildren();
    count.textContent = "";
    if (!words.length || !pages.length) return;
    let places = 0;
    for (const page of pages) {
      const hits = page.passages.filter((passage) => words.every((word) => word.isIn(passage.folded)));
      places += hits.length;
      if (hits.length) box.append(section(page, hits, words));
    }
    const said = count.dataset;
    count.textContent = places ? (places === 1 ? said.one : said.many.replace("#", places)) : said.none;
  }

  function section(page, hits, words) {
    const part = element("section");
    const heading = part.appendChild(element("h2"));
    const link = heading.appendChild(element("a"));
    link.href = root + page.uri;
    link.textContent = page.label;
    part.append(list(page, hits.slice(0, LIMIT), words));
    const further = hits.slice(LIMIT);
    if (further.length) {
      const more = part.appendChild(element("details"));
      more.appendChild(element("summary")).textContent = count.dataset.more.replace("#", further.length);
      // Laid out when it is wanted: a common word stands in thousands of places.
      more.addEventListener("toggle", () => more.append(list(page, further, words)), { once: true });
    }
    return part;
  }

  function list(page, hits, words) {
    const items = element("ol");
    for (const hit of hits) {
      const item = items.appendChild(element("li"));
      const link = item.appendChild(element("a"));
      link.href = root + page.uri + (hit.id ? "#" + encodeURIComponent(hit.id) : "");
      link.append(...marked(sentences(hit.text, words), words));
      if (hit.page) item.appendChild(element("span", "printed")).textContent = ` ${count.dataset.page} ${hit.page}`;
    }
    return items;
  }

  /* The sentences of a passage that have one of the words. */
  function sentences(text, words) {
    const all = [];
    for (const piece of pieces(text)) {
      // No sentence ends behind an initial or a shortened word, and none begins small or with a figure.
      const goes = all.length && (ABBREVIATED.test(all.at(-1)) || /^[\p{Ll}\d]/u.test(piece));
      if (goes) all.push(all.pop() + piece);
      else all.push(piece);
    }
    const holding = all.filter((sentence) => {
      const folded = octavo.fold(sentence);
      return words.some((word) => word.isIn(folded));
    });
    return (holding.length ? holding : all).slice(0, 3).map((s) => s.trim()).join(" … ");
  }

  function pieces(text) {
    if (!window.Intl || !Intl.Segmenter) return text.match(/[^.!?]+[.!?]*\s*/g) || [text];
    const segmenter = new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" });
    return Array.from(segmenter.segment(text), (piece) => piece.segment);
  }

  /* A text with its hits marked; a folded letter knows the letter that it was. */
  function marked(text, words) {
    let folded = "";
    const origin = [];
    let at = 0;
    for (const letter of text.normalize("NFC")) {
      const plain = /\p{M}/u.test(letter) && /[a-z]$/.test(folded) ? "" : octavo.fold(letter);
      for (let i = 0; i < plain.length; i++) origin.push(at);
      folded += plain;
      at += letter.length;
    }
    origin.push(at);
    const source = text.normalize("NFC");
    const spans = words
      .flatMap((word) => Array.from(folded.matchAll(word), (m) => [origin[m.index], origin[m.index + m[0].length]]))
      .sort((a, b) => a[0] - b[0]);
    const out = [];
    let done = 0;
    for (const [start, end] of spans) {
      if (start < done) continue;
      out.push(source.slice(done, start));
      const mark = element("mark");
      mark.textContent = source.slice(start, end);
      out.push(mark);
      done = end;
    }
    return [...out, source.slice(done)];
  }

  function element(tag, name) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    return made;
  }

  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
  input.form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  if (!location.search) input.focus();
})();
