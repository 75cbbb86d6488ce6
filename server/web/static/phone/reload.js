/* For browsers too old for the page's modules: reload, as the page does without any script. Plain ES5. */
setTimeout(function () {
  if (document.documentElement.getAttribute("data-script") !== "on") location.reload();
}, 20000);
