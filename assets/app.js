// What only the browser can do: take the session's cookie and give it up, tell the other tabs,
// keep what is being typed, count down, send a file. Pages ask for it by attributes:
//   form[data-draft="name"]      what is typed there survives a reload and an ended session
//   [data-secret]                but not this field; passwords and codes never
//   [data-until="instant"]       shows how long it is until then, and nothing afterwards
//   [data-enable-after="instant"] can be pressed from then on
//   [data-rereads]               is pressed when what it reads may have changed elsewhere
//   input[type=hidden][name=time_zone]  gets the browser's zone when its form is sent
(() => {
  "use strict";

  const DRAFTS = "fitness.draft.";
  const SAID = "fitness.said";
  const UNREACHED = "We couldn't reach the club. Check your connection and try again.";

  // A mail's link carries its token behind the '#'. It goes from the address before anything else
  // reads that: Reflex would send it to the server with each event.
  const hash = location.hash.slice(1);
  const isSecret = /(^|&)token=/.test(hash);
  if (isSecret) history.replaceState(history.state, "", location.pathname + location.search);

  // --- the session

  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("fitness") : null;

  const ask = async (method, path, body) => {
    try {
      const answer = await fetch(path, { method, ...body });
      if (answer.ok) return "";
      const said = await answer.json().catch(() => ({}));
      const fields = Object.values(said.fields ?? said.errors ?? {}).flat();
      return fields[0] ?? said.detail ?? UNREACHED;
    } catch {
      return UNREACHED;
    }
  };

  const redeem = async (ticket, next) => {
    const body = JSON.stringify({ ticket });
    const headers = { "content-type": "application/json" };
    const problem = await ask("POST", "/session", { headers, body });
    if (problem) return say(problem);
    startAnew((key) => key.startsWith(`${DRAFTS}.`));
    tabs?.postMessage("signed-in");
    location.assign(next);
  };

  const leave = async () => {
    const problem = await ask("DELETE", "/session");
    if (problem) return say(problem);
    startAnew((key) => key.startsWith(DRAFTS));
    forgetWorkout();
    tabs?.postMessage("signed-out");
    sayNext("You are signed out.");
    location.assign("/");
  };

  // The tab's token belongs to who used it; a guest's drafts are done with, too.
  const startAnew = (isDone) => {
    sessionStorage.removeItem("token");
    stopKeeping = true;
    Object.keys(sessionStorage).filter(isDone).forEach((key) => sessionStorage.removeItem(key));
  };

  // What assets/workout.js keeps of a workout, for who signs out means to leave nothing behind.
  const keptOfWorkouts = () =>
    Object.keys(localStorage).filter((key) => /^fitness\.(unsaved|rest)\./.test(key));
  const forgetWorkout = () => keptOfWorkouts().forEach((key) => localStorage.removeItem(key));

  // A page that shows a workout brings that script along; any other one only to send what is left.
  const sender = document.currentScript.dataset.sender;

  // What the club has chosen; pages say it (ui/club.py).
  globalThis.club = document.currentScript.dataset;
  const sendWorkout = () => {
    if (document.hidden || !keptOfWorkouts().some((key) => key.includes(".unsaved."))) return;
    if (document.querySelector(`script[src="${sender}"]`)) return;
    const script = Object.assign(document.createElement("script"), { async: true, src: sender });
    script.onerror = () => script.remove(); // the next attempt brings it
    document.head.append(script);
  };
  document.addEventListener("DOMContentLoaded", sendWorkout);
  document.addEventListener("visibilitychange", sendWorkout);
  addEventListener("online", sendWorkout);

  tabs?.addEventListener("message", ({ data }) => {
    if (data === "cart") return reread();
    if (data === "signed-out") {
      startAnew((key) => key.startsWith(DRAFTS));
      sayNext("You have been signed out, in another tab.");
    } else {
      keepAll();
    }
    location.reload();
  });

  // --- the cart, which other tabs and devices change too

  const reread = () => document.querySelector("[data-rereads]")?.click();
  const tellTabs = (what) => tabs?.postMessage(what);
  document.addEventListener("visibilitychange", () => document.hidden || reread());

  // --- a word that outlives the page

  const sayNext = (text) => sessionStorage.setItem(SAID, text);

  const say = (text) => {
    const word = document.createElement("div");
    word.setAttribute("role", "status");
    word.textContent = text;
    Object.assign(word.style, {
      position: "fixed",
      inset: "auto 1rem 1.5rem",
      zIndex: 60,
      margin: "0 auto",
      width: "fit-content",
      maxWidth: "30rem",
      padding: ".75rem 1.25rem",
      borderRadius: "var(--radius-field)",
      background: "var(--color-neutral)",
      color: "var(--color-neutral-content)",
      boxShadow: "var(--lift-lg)",
    });
    document.body.append(word);
    setTimeout(() => word.remove(), 10_000);
  };

  // --- drafts

  const SENT_SECONDS = 4;
  const seen = new WeakSet();
  const sent = new Map();
  let stopKeeping = false;

  const viewer = () => document.querySelector("[data-viewer]")?.dataset.viewer ?? "";
  const keyOf = (form) => `${DRAFTS}${viewer()}.${form.dataset.draft}`;
  const isKept = (field) =>
    field.name &&
    !/^(password|hidden|file|submit|button|reset)$/.test(field.type) &&
    !/password|one-time-code/.test(field.autocomplete) &&
    !field.closest("[data-secret]");
  const kept = (form) => [...form.elements].filter(isKept);
  const isBox = (field) => field.type === "checkbox" || field.type === "radio";

  const keep = (form) => {
    if (stopKeeping || !seen.has(form)) return;
    const typed = kept(form).map((field) =>
      isBox(field) ? [field.name, field.value, field.checked] : [field.name, field.value],
    );
    sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
  };

  const changed = new Set();
  let keeping = 0;
  const keepAll = () => {
    for (const form of changed) {
      if (!seen.has(form)) continue;
      keep(form);
      changed.delete(form);
    }
  };

  const noteChange = ({ target }) => {
    const form = target.form?.closest?.("[data-draft]");
    if (!form) return;
    clearTimeout(sent.get(form.dataset.draft)?.timer);
    sent.delete(form.dataset.draft);
    changed.add(form);
    clearTimeout(keeping);
    keeping = setTimeout(keepAll, 250);
  };
  document.addEventListener("input", noteChange, true);
  document.addEventListener("change", noteChange, true);
  addEventListener("pagehide", keepAll);

  // React keeps its own idea of a field's value: only the native setter and an event reach it.
  const set = (field, value) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const restore = (form) => {
    seen.add(form);
    if (changed.has(form)) return keepAll(); // somebody was faster than the page
    if (sent.has(form.dataset.draft)) return;
    const draft = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "[]");
    for (const field of kept(form)) {
      const found = draft.find(
        ([name, value]) => name === field.name && (!isBox(field) || value === field.value),
      );
      if (!found) continue;
      if (isBox(field) && field.checked !== found[2]) field.click();
      if (!isBox(field) && field.value !== found[1]) set(field, found[1]);
    }
  };

  // Another person's drafts don't wait for their return in this tab.
  const dropOthers = () => {
    const mine = `${DRAFTS}${viewer()}.`;
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(DRAFTS) && !key.startsWith(mine) && viewer())
      .forEach((key) => sessionStorage.removeItem(key));
  };

  // What was sent is done with, unless an error or the end of the session comes back.
  const failed = (form) =>
    form.querySelector('[aria-invalid="true"], [role="alert"]') ||
    document.querySelector('dialog[data-open="true"]');
  const isAnswered = (form) =>
    !form.isConnected || document.querySelector('[data-sonner-toast][data-type="success"]');
  const noteSent = (form) => {
    const name = form.dataset.draft;
    keep(form);
    changed.delete(form);
    const key = keyOf(form);
    const settle = () => {
      sent.delete(name);
      if (!failed(form)) sessionStorage.removeItem(key);
    };
    sent.set(name, { form, settle, timer: setTimeout(settle, SENT_SECONDS * 1000) });
  };
  addEventListener("pagehide", () =>
    [...sent.values()].filter(({ form }) => isAnswered(form)).forEach(({ settle }) => settle()),
  );

  document.addEventListener(
    "submit",
    ({ target }) => {
      const zone = target.querySelector('input[type="hidden"][name="time_zone"]');
      if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
      if (target.dataset.draft) noteSent(target);
    },
    true,
  );

  // --- counting down, by the club's clock rather than this device's

  let ahead = null;
  const learnTime = async () => {
    ahead = 0;
    const asked = Date.now();
    const answer = await fetch("/ping", { method: "HEAD", cache: "no-store" }).catch(() => null);
    const date = Date.parse(answer?.headers.get("date") ?? "");
    // The header has whole seconds: only a clock that is really wrong is put right.
    if (Math.abs(date - asked) > 3000) ahead = date - asked;
  };
  const secondsUntil = (instant) =>
    instant ? Math.ceil((Date.parse(instant) - Date.now() - ahead) / 1000) : 0;

  const tick = () => {
    const waits = document.querySelectorAll("[data-until]");
    const buttons = document.querySelectorAll("[data-enable-after]");
    if (ahead === null && waits.length + buttons.length) learnTime();
    for (const wait of waits) {
      const left = Math.max(0, secondsUntil(wait.dataset.until));
      const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      const shown = left ? clock : "";
      if (wait.textContent !== shown) wait.textContent = shown;
    }
    for (const button of buttons) button.disabled = secondsUntil(button.dataset.enableAfter) > 0;
  };

  // --- what comes and goes while one moves about

  const isFilled = () => document.querySelector('[data-hydrated="true"]') !== null;
  const look = () => {
    tick();
    if (!isFilled()) return;
    dropOthers();
    document.querySelectorAll("form[data-draft]").forEach((form) => seen.has(form) || restore(form));
  };

  let isLooking = false;
  const lookSoon = () => {
    if (isLooking) return;
    isLooking = true;
    requestAnimationFrame(() => {
      isLooking = false;
      look();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    const said = sessionStorage.getItem(SAID);
    sessionStorage.removeItem(SAID);
    if (said) say(said);
    new MutationObserver(lookSoon).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["data-hydrated", "data-viewer", "data-until", "data-enable-after"],
    });
    setInterval(tick, 1000);
    lookSoon();
  });

  // --- sending a file

  const upload = (fieldId, path) => {
    const file = document.getElementById(fieldId)?.files?.[0];
    if (!file) return "Choose a file first.";
    const body = new FormData();
    body.append("picture", file);
    return ask("POST", path, { body });
  };

  // The file itself is the body, so that it is written to disk as it arrives.
  const bring = (fieldId, path, most) => {
    const field = document.getElementById(fieldId);
    const file = field?.files?.[0];
    if (!file) return "Choose a file first.";
    field.value = "";  // the same file can be chosen again
    if (file.size > most) {
      const [has, may] = [file.size, most].map((bytes) => Math.round(bytes / 1e6));
      return `That file has ${has} MB; at most ${may} MB are taken. Export a shorter span of time.`;
    }
    const headers = { "content-type": "application/octet-stream" };
    return ask("POST", `${path}?file_name=${encodeURIComponent(file.name.slice(0, 200))}`, {
      headers,
      body: file,
    });
  };

  window.fitness = Object.freeze({
    fragment: isSecret ? hash : "",
    bring,
    leave,
    redeem,
    say,
    tellTabs,
    upload,
  });
})();
