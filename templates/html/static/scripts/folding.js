/* What counts as the same letter: marks over Latin letters, capitals and kinds of signs do not differ. */
var octavo = window.octavo || {};
octavo.fold = (function () {
  "use strict";
  const same = {
    "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ı": "i", "ʻ": "'", "ʼ": "'", "‘": "'",
    "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
    "ё": "е", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "", "\u2060": "", "\u200b": "",
  };

  return function (text) {
    return text
      .toLowerCase()
      .normalize("NFD")
      // Latin letters alone: in Japanese and in Russian the mark makes another letter.
      .replace(/([a-z])\p{M}+/gu, "$1")
      .normalize("NFC")
      .replace(/[^ -~]/gu, (letter) => same[letter] ?? letter);
  };
})();
