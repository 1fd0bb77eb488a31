// The filter over the table of citations; without it the table shows every row.
(function () {
  "use strict";
  var form = document.querySelector(".filter");
  var rows = Array.prototype.slice.call(document.querySelectorAll(".citations tbody tr"));
  if (!form || !rows.length) { return; }
  var plain = function (text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  var texts = rows.map(function (row) { return plain(row.textContent); });
  var apply = function () {
    var words = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
    var edition = form.elements.edition.value;
    var state = form.elements.state.value;
    var verified = form.elements.verified ? form.elements.verified.value : "";
    var shown = 0;
    rows.forEach(function (row, i) {
      var states = edition ? [row.getAttribute("data-" + edition)] : Object.values(row.dataset);
      var is = words.every(function (word) { return texts[i].includes(word); }) && (!state || states.includes(state))
        && (!verified || row.dataset.verified === verified);
      row.hidden = !is;
      shown += is ? 1 : 0;
    });
    form.elements.count.value = shown + " of " + rows.length;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  apply();
})();
