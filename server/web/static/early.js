/*
 * Holds what is pressed before the page's modules have run, and does it when they have: on a slow line or machine a
 * name typed and Enter would else be taken by the browser itself, which loads the page anew and forgets both.
 * Loaded before them and not deferred, therefore no module.
 */
(function () {
  "use strict";
  var held = null;

  function hold(event) {
    if (event.type === "click" && !event.target.closest("button[type=button]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = event;
  }

  function letGo() {
    document.removeEventListener("submit", hold, true);
    document.removeEventListener("click", hold, true);
    if (held === null) return;
    if (held.type === "click") held.target.closest("button").click();
    else held.target.requestSubmit(held.submitter);
  }

  document.addEventListener("submit", hold, true);
  document.addEventListener("click", hold, true);
  window.addEventListener("DOMContentLoaded", letGo); /* modules run before it */
})();
