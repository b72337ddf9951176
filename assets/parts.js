// What parts do without asking the server: showing a password, opening and closing dialogs,
// going through a list by arrow keys, and finding the first wrong field.
(() => {
  "use strict";

  const reveal = (button) => {
    const field = document.getElementById(button.dataset.reveals);
    const isShown = field.type === "password";
    field.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
    field.focus({ preventScroll: true });
  };
  // React puts a field's type back whenever it draws the field anew.
  const keepRevealed = (field) => {
    const isShown = document.querySelector(`[data-reveals="${field.id}"][aria-pressed="true"]`);
    if (isShown && field.type === "password") field.type = "text";
  };

  // A dialog follows its data-open; a click beside it counts as Escape, also where browsers
  // don't know `closedby` yet.
  const follow = (dialog) => {
    if (dialog.dataset.open === "true" && !dialog.open) dialog.showModal();
    if (dialog.dataset.open === "false" && dialog.open) dialog.close();
  };
  const dismiss = (dialog) => {
    if (dialog.dispatchEvent(new Event("cancel", { cancelable: true }))) dialog.close();
  };

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const button = target.closest("[data-reveals], [data-opens], [data-closes]");
    if (button?.dataset.reveals) reveal(button);
    if (button && "opens" in button.dataset) button.parentElement.querySelector("dialog").showModal();
    if (button && "closes" in button.dataset) button.closest("dialog")?.close();
    const pressed = target.closest("[data-moves] [data-act]");
    if (pressed) keepPlace(pressed);
    if (target.matches("dialog.dialog-box[open]") && !("closedBy" in target)) dismiss(target);
  });

  // Inside [data-arrows] the arrow keys go from the search through the choices, and Enter from the
  // search to the first of them; it doesn't choose, as what is shown may be of fewer letters.
  document.addEventListener("keydown", (event) => {
    const box = event.target instanceof Element ? event.target.closest("[data-arrows]") : null;
    if (!box || event.isComposing) return;
    const search = box.querySelector("input[type=search]");
    const choices = [...box.querySelectorAll("li > button")];
    const here = choices.indexOf(event.target);
    const isIn = here >= 0 || event.target === search;
    let next = null;
    if (event.key === "ArrowDown" && isIn) next = choices[here + 1];
    else if (event.key === "ArrowUp" && here >= 0) next = choices[here - 1] ?? search;
    else if (event.key === "Enter" && event.target === search) next = choices[0];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // The answer to a submit takes a moment, and what was found on leaving a field may come before it;
  // the focus goes to the first wrong field each time, until the person does something else.
  let submitted = null;
  document.addEventListener("submit", ({ target }) => (submitted = target), true);
  for (const act of ["input", "keydown", "pointerdown"])
    document.addEventListener(act, () => (submitted = null), true);
  const findError = () => submitted?.querySelector('[aria-invalid="true"]')?.focus();

  // Rows that can be moved: Alt and an arrow presses the row's own button. Whatever is pressed in
  // such a row, the focus goes with it once the page is drawn anew; if it went, to the one before.
  const rowOf = (node) => (node instanceof Element ? node.closest("[data-moves]") : null);
  const actOf = (row, act) =>
    [...row.querySelectorAll(`[data-act="${act}"]`)].find((it) => rowOf(it) === row);
  let acted = null;
  const keepPlace = (button) => {
    const rows = [...document.querySelectorAll("[data-moves]")];
    const row = rowOf(button);
    const before = rows[rows.indexOf(row) - 1]?.dataset.moves;
    acted = { row: row.dataset.moves, act: button.dataset.act, before, until: Date.now() + 3000 };
  };
  const refocus = () => {
    if (!acted || Date.now() > acted.until) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    const find = (name) => name && document.querySelector(`[data-moves="${name}"]`);
    const row = find(acted.row) ?? find(acted.before);
    const button = row && (actOf(row, acted.act) ?? row.querySelector("input, [data-act]"));
    button?.focus({ preventScroll: false });
  };
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const row = event.target.matches("input, select, textarea") ? null : rowOf(event.target);
    const button = row && actOf(row, event.key === "ArrowUp" ? "up" : "down");
    if (!button) return;
    event.preventDefault();
    button.focus();
    button.click();
  });

  const dialogs = (node) =>
    node instanceof Element
      ? [node, ...node.querySelectorAll("dialog")].filter((it) => it.matches("dialog[data-open]"))
      : [];
  new MutationObserver((changes) => {
    for (const { type, attributeName, target, addedNodes } of changes) {
      if (type === "childList") {
        addedNodes.forEach((node) => dialogs(node).forEach(follow));
        refocus();
      } else if (attributeName === "data-open") follow(target);
      else if (attributeName === "type") keepRevealed(target);
      else findError();
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["aria-invalid", "data-open", "type"],
  });
  dialogs(document.documentElement).forEach(follow);
})();
