// Conveniences; every page works without them. NAMES (folded names of each country) stands above.
"use strict";
(function () {
  // The message to a foreign node goes on by itself.
  var form = document.querySelector("form[data-submit=now]");
  if (form) form.submit();

  // The page of a wallet on another device asks, as long as it is open, whether that has answered.
  var waiting = document.querySelector("form[data-state]");
  var presented = false;
  function look() {
    if (presented) return;
    fetch(waiting.dataset.state, { credentials: "same-origin", cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        if (presented) return;
        var done = waiting.querySelector("button[value=done]");
        if (answer.state === "answered" && done) waiting.requestSubmit(done);
        else if (answer.state === "waiting") look();
        // Not `reload`, which would post once more what brought this page.
        else location.replace(location.href);
      })
      .catch(function () { setTimeout(look, 5000); });
  }
  if (waiting) look();

  // A browser that finds wallets itself (Digital Credentials API) is asked by a button. What it is to
  // ask is there before the click, and signed anew before its five minutes are over.
  var asks = document.querySelector("section[data-requests]");
  function find_wallets() {
    var form = asks.querySelector("form");
    var says = asks.querySelector("[role=status]");
    var requests = [];
    function prepare() {
      fetch(asks.dataset.requests, { credentials: "same-origin", cache: "no-store" })
        .then(function (answer) { return answer.json(); })
        .then(function (answer) {
          // A browser may say which protocols it passes on; a yes proves nothing.
          requests = (answer.requests || []).filter(function (request) {
            var says = DigitalCredential.userAgentAllowsProtocol;
            return !says || says.call(DigitalCredential, request.protocol);
          });
          asks.hidden = !requests.length;
        })
        .catch(function () { asks.hidden = true; });
    }
    asks.querySelector("button").addEventListener("click", function () {
      says.textContent = "";
      navigator.credentials.get({ mediation: "required", digital: { requests: requests } })
        .then(function (got) {
          presented = true;
          form.elements.protocol.value = got.protocol;
          form.elements.data.value = typeof got.data === "string" ? got.data : JSON.stringify(got.data);
          form.submit();
        })
        // No wallet, or the person said no: link and code still stand there.
        .catch(function () { says.textContent = says.dataset.none; });
    });
    prepare();
    setInterval(prepare, 240000);
  }
  if (asks && window.DigitalCredential && navigator.credentials) find_wallets();

  // More time without leaving the page: nothing that was written or ticked is lost.
  var more = document.querySelector("form[data-time]");
  function given(answer) {
    var box = more.parentNode;
    document.getElementById("content").focus({ preventScroll: true });
    box.hidden = true;
    box.className = "time in-" + answer.minutes;
    if (!answer.more) {
      box.querySelector("p").textContent = box.dataset.last;
      box.removeAttribute("aria-labelledby");
      box.querySelector("h2").hidden = true;
      more.hidden = true;
    }
    // The wait begins anew when the box is shown anew.
    setTimeout(function () { box.hidden = false; }, 50);
  }
  if (more) more.addEventListener("submit", function (event) {
    event.preventDefault();
    fetch(more.action, { method: "POST", credentials: "same-origin", headers: { accept: "application/json" },
      body: new URLSearchParams() })
      .then(function (answer) { if (!answer.ok) throw answer; return answer.json(); })
      .then(given)
      .catch(function () { HTMLFormElement.prototype.submit.call(more); });
  });

  // The country list narrows while one writes. Without script the search button asks the server.
  var input = document.querySelector("input[data-filter]");
  if (!input) return;
  var items = Array.prototype.slice.call(document.querySelectorAll("li[data-code]"));
  var suggested = document.getElementById("suggested");
  var count = document.querySelector("[data-count]");
  var lang = document.documentElement.lang;
  var plural = new Intl.PluralRules(lang);
  var unknown = {};
  if (count) {
    count.dataset.unknown.split("\n").forEach(function (line) { unknown[line.slice(0, 2)] = line.slice(3); });
  }
  var BARE = { "\u00e6": "a", "\u00f8": "o", "\u0131": "i", "\u0111": "d", "\u00f0": "d", "\u0127": "h",
    "\u0142": "l", "\u014b": "n", "\u0167": "t", "\u00df": "ss", "\u00fe": "th", "\u03c2": "\u03c3", "\u2019": "'" };
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[^ -~]/g, function (c) { return BARE[c] || c; });
  }
  // Letters changed, added, left out or exchanged with their neighbour.
  function distance(one, other) {
    var before, last = [], row, i, j;
    for (j = 0; j <= other.length; j += 1) last.push(j);
    for (i = 0; i < one.length; i += 1) {
      row = [i + 1];
      for (j = 0; j < other.length; j += 1) {
        row.push(Math.min(last[j] + (one[i] === other[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1));
        if (i && j && one[i - 1] === other[j] && other[j - 1] === one[i]) {
          row[j + 1] = Math.min(row[j + 1], before[j - 1] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[other.length];
  }
  function by(hits) {
    return Object.keys(NAMES).filter(function (code) { return NAMES[code].some(hits); });
  }
  function meant(query) {
    var starts = by(function (name) {
      return name.indexOf(query) === 0 || [" ", "-", "("].some(function (mark) {
        return name.indexOf(mark + query) >= 0;
      });
    });
    if (starts.length) return starts;
    var inside = by(function (name) { return name.indexOf(query) >= 0; });
    if (inside.length || query.length < 4) return inside;
    return by(function (name) {
      return name.length > 3 && distance(name, query) <= (query.length < 8 ? 1 : 2);
    });
  }
  function filter() {
    var written = input.value.trim();
    var codes = meant(fold(written));
    var shown = 0;
    items.forEach(function (li) {
      var hit = !written || codes.indexOf(li.dataset.code) >= 0;
      li.hidden = !hit;
      if (hit) shown += 1;
    });
    if (suggested) suggested.hidden = Boolean(written);
    if (!count) return;
    if (shown) {
      count.textContent = (count.dataset[plural.select(shown)] || count.dataset.other).replace("{count}", shown);
    } else if (codes.length) {
      count.textContent = codes.slice(0, 4).map(function (code) { return unknown[code] || ""; }).join(" ");
    } else {
      count.textContent = count.dataset.none.replace("{query}", written);
    }
  }
  input.addEventListener("input", filter);
})();
