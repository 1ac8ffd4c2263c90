// Three conveniences; every page works without them.
"use strict";
(function () {
  // The message to a foreign node goes on by itself.
  var form = document.querySelector("form[data-submit=now]");
  if (form) form.submit();

  // The page of a wallet on another device asks, as long as it is open, whether that has answered.
  var waiting = document.querySelector("form[data-state]");
  function look() {
    fetch(waiting.dataset.state, { credentials: "same-origin", cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        var done = waiting.querySelector("button[value=done]");
        if (answer.state === "answered" && done) waiting.requestSubmit(done);
        else if (answer.state === "waiting") look();
        // Not `reload`, which would post once more what brought this page.
        else location.replace(location.href);
      })
      .catch(function () { setTimeout(look, 5000); });
  }
  if (waiting) look();

  // The country list narrows while one writes. Without script the search button asks the server.
  var input = document.querySelector("input[data-filter]");
  if (!input) return;
  var items = Array.prototype.slice.call(document.querySelectorAll("li[data-names]"));
  var count = document.querySelector("[data-count]");
  var plural = new Intl.PluralRules(document.documentElement.lang);
  function fold(text) {
    return text.toLowerCase().replace(/[æä]/g, "a").replace(/[øö]/g, "o").replace(/ß/g, "ss")
      .normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function filter() {
    var query = fold(input.value.trim());
    var shown = 0;
    items.forEach(function (li) {
      var hit = li.dataset.names.indexOf(query) >= 0;
      li.hidden = !hit;
      if (hit) shown += 1;
    });
    if (!count) return;
    count.textContent = shown === 0
      ? count.dataset.none.replace("{query}", input.value.trim())
      : (count.dataset[plural.select(shown)] || count.dataset.other).replace("{count}", shown);
  }
  input.addEventListener("input", filter);
})();
