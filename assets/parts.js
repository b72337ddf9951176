// What parts do without asking the server: showing a password, and finding the first wrong field.
(() => {
  "use strict";

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-reveals]");
    if (!button) return;
    const field = document.getElementById(button.dataset.reveals);
    const isShown = field.type === "password";
    field.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
    field.focus({ preventScroll: true });
  });

  // The answer to a submit takes a moment; only the errors that it brings may move the focus.
  let submitted = null;
  document.addEventListener("submit", ({ target }) => (submitted = target), true);
  document.addEventListener("input", () => (submitted = null), true);

  new MutationObserver(() => {
    const wrong = submitted?.querySelector('[aria-invalid="true"]');
    if (!wrong) return;
    submitted = null;
    wrong.focus();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["aria-invalid"] });
})();
