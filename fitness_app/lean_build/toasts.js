// Toasts' library under its own names, fetched when the first toast is to be shown.
import { createElement, useEffect, useState } from "react";

// Screen readers say what is added to a place they know: it has to be there a moment before.
const KNOWN_AFTER_MS = 100;

let isWanted;
const wanted = new Promise((resolve) => (isWanted = resolve));
let isThere;
const there = new Promise((resolve) => (isThere = resolve));

export const Toaster = (props) => {
  const [Real, become] = useState(null);
  useEffect(() => void wanted.then((library) => become(() => library.Toaster)), []);
  useEffect(() => {
    if (Real) setTimeout(isThere, KNOWN_AFTER_MS);
  }, [Real]);
  return Real && createElement(Real, props);
};

const later = (pick) => async (message, options) => {
  try {
    const library = await import("sonner");
    isWanted(library);
    await there;
    return pick(library.toast)(message, options);
  } catch {
    // Not to be had, as after an update of the club's server: the word itself still counts.
    window.fitness.say(message || options?.title);
  }
};

const KINDS = ["success", "info", "warning", "error", "loading", "dismiss"];

export const toast = Object.assign(
  later((real) => real),
  Object.fromEntries(KINDS.map((kind) => [kind, later((real) => real[kind])])),
);
