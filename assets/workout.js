// A workout survives a basement without a signal: what is ticked or typed is kept in this browser
// first, under the set's own id, then sent by PUT until the club has it, however often that takes.
// So is a set that is added, and the workout's end, which goes after everything else.
// The page itself (fitness_app/training/components/workout_*.py) says what is what by attributes:
//   [data-workout="id"][data-seen="turn"]  the running workout; the turn up to which it is fresh
//   tr[data-set][data-line][data-done]     a set as the club has it; its [data-field] inputs
//   tr gets data-state (done, next, todo) and data-unsaved from here, for its class names
//   tbody[data-added]                      where rows stand that only this browser knows so far
//   form[data-finish]                      how the workout was; sending it ends the workout
// See docs/decisions/0012-sets-are-saved-by-put.md.
(() => {
  "use strict";

  const UNSAVED = "fitness.unsaved.";
  const REST = "fitness.rest.";
  const WAITS = [1, 2, 4, 8, 15, 30];
  const PATIENCE_MS = 10_000;
  const END = "status";

  const viewer = () => document.querySelector("[data-viewer]")?.dataset.viewer ?? "";
  const root = () => document.querySelector("[data-workout]:not([data-workout='0'])");
  const rows = () => [...document.querySelectorAll("[data-workout] tr[data-set]")];
  const rowsOfPage = () => rows().filter((row) => !row.closest("[data-added]"));
  const fields = (row) => [...row.querySelectorAll("[data-field]")];
  const read = (key) => JSON.parse(localStorage.getItem(key) ?? "null");

  // --- what is not saved yet: one entry for each set, so that two tabs can't overwrite each other

  const keyFor = (name) => `${UNSAVED}${viewer()}.${root().dataset.workout}.${name}`;
  const keyOf = (row) => keyFor(row.dataset.set);
  const isEnd = (key) => key.endsWith(`.${END}`);
  const mine = () =>
    Object.keys(localStorage).filter((key) => viewer() && key.startsWith(`${UNSAVED}${viewer()}.`));

  // What the club has confirmed, until the page shows it too.
  const confirmed = new Map();
  const known = (row) => read(keyOf(row)) ?? confirmed.get(row.dataset.set)?.entry ?? null;
  const isDone = (row) => known(row)?.body.is_done ?? row.dataset.done === "true";

  const keep = (row, is_done) => {
    const body = {
      exercise_id: row.dataset.line,
      set_type: row.dataset.kind,
      load_unit: row.dataset.unit,
      distance_unit: row.dataset.distance,
      is_done,
    };
    for (const field of fields(row)) body[field.dataset.field] = field.value.trim();
    if (is_done) body.done_at = new Date().toISOString();
    store(keyOf(row), { body, added: known(row)?.added });
  };
  const store = (key, entry) => {
    localStorage.setItem(key, JSON.stringify({ ...entry, at: Date.now() }));
    paint();
    send();
  };

  // --- sending: in order, one tab at a time where browsers can do that

  let isSending = false;
  let isWanted = false;
  let failures = 0;
  let timer = 0;

  const put = async (key, text) => {
    const [workout, set] = key.slice(`${UNSAVED}${viewer()}.`.length).split(".");
    const place = isEnd(key) ? END : `sets/${set}`;
    const answer = await fetch(`/api/v1/workouts/${workout}/${place}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(JSON.parse(text).body),
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return null;
    if (answer.status === 401 || answer.status === 429 || answer.status >= 500) throw answer;
    const { errors = {}, detail } = await answer.json().catch(() => ({}));
    const isGone = answer.status === 404 && !rowsOfPage().some((row) => row.dataset.set === set);
    const problem = Object.values(errors).flat().join(" ") || detail || "This was refused.";
    return { isGone, problem, wrong: Object.keys(errors) };
  };

  const sendAll = async () => {
    const waiting = mine().filter((key) => !read(key)?.problem);
    const at = (key) => (isEnd(key) ? Infinity : (read(key)?.at ?? 0));
    waiting.sort((one, other) => (at(one) < at(other) ? -1 : 1));
    let ended = "";
    for (const key of waiting) {
      const text = localStorage.getItem(key);
      if (text === null) continue; // another tab was faster
      const refused = (isEnd(key) && findHindrance(key)) || (await put(key, text));
      if (localStorage.getItem(key) !== text) continue; // changed meanwhile: it is sent again
      if (refused?.isGone) {
        localStorage.removeItem(key); // its workout was discarded, there is nothing to put right
      } else if (refused) {
        localStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), ...refused }));
      } else {
        if (isEnd(key)) ended = key.split(".").at(-2);
        else confirmed.set(key.split(".").at(-1), { entry: JSON.parse(text), turn: nextTurn() });
        localStorage.removeItem(key);
      }
    }
    return { count: waiting.length, ended };
  };
  // A set that was refused is put right first: after the end it would be found by nobody.
  const findHindrance = (end) => {
    const others = mine().filter((key) => key !== end && key.startsWith(end.slice(0, -END.length)));
    const problem = "A set could not be kept. Put it right below, then finish.";
    return others.length ? { problem, wrong: [] } : null;
  };

  const send = async () => {
    isWanted = true;
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    try {
      while (isWanted) {
        isWanted = false;
        const sent = navigator.locks
          ? await navigator.locks.request("fitness.unsaved", sendAll)
          : await sendAll();
        if (sent.ended) showSummary(sent.ended);
        else if (sent.count) refresh();
      }
      failures = 0;
    } catch (problem) {
      timer = setTimeout(send, WAITS[Math.min(failures++, WAITS.length - 1)] * 1000);
      if (problem.status === 401) refresh(); // the page says that the session is over
    }
    isSending = false;
    paint();
  };

  // --- asking the page to look again, by the one input that it listens to for that

  let turn = 0;
  const nextTurn = () => (turn = Math.max(turn + 1, Date.now()));
  const refresh = () => {
    const input = document.querySelector("[data-refresh]");
    if (!input) return;
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    value.set.call(input, String(nextTurn())); // React only hears the native setter
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const showSummary = (workout) => {
    localStorage.removeItem(`${REST}${viewer()}.${workout}`);
    if (root()?.dataset.workout === workout) document.querySelector("[data-summary]")?.click();
    // A page that opened once the club had the end already, or that isn't filled yet.
    else if (/^\/workout\/?$/.test(location.pathname)) location.assign(`/workouts/${workout}`);
  };
  const forget = () => {
    const seen = Number(root()?.dataset.seen ?? 0);
    for (const [set, { turn: saved }] of confirmed) if (saved < seen) confirmed.delete(set);
  };

  // --- drawing what the page can't know

  const setAttribute = (element, name, value) => {
    if (!element) return;
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const setText = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  const paintRow = (row, state, entry) => {
    const problem = entry?.problem ?? "";
    const unsaved = entry && !problem && localStorage.getItem(keyOf(row)) !== null;
    setAttribute(row, "data-state", state);
    setAttribute(row, "data-unsaved", unsaved ? "true" : null);
    const tick = row.querySelector("[data-tick]");
    const done = state === "done";
    setAttribute(tick, "aria-pressed", String(done));
    const said = done ? (unsaved ? "done, not saved yet" : "done") : "mark done";
    setAttribute(tick, "aria-label", `${row.dataset.name}: ${said}`);
    for (const field of fields(row)) {
      const value = entry?.body[field.dataset.field] ?? field.defaultValue;
      const isBusy = field === document.activeElement || changed.has(field);
      if (!isBusy && field.value !== value) field.value = value;
      const isWrong = entry?.wrong?.includes(field.dataset.field) || "missing" in field.dataset;
      setAttribute(field, "aria-invalid", isWrong ? "true" : null);
    }
    const note = row.nextElementSibling?.matches("[data-problem]") ? row.nextElementSibling : null;
    if (note) {
      note.hidden = !problem;
      setText(note.querySelector("[data-problem-text]"), problem);
    }
  };

  const paint = () => {
    const page = root();
    if (!page) return;
    forget();
    paintAdded(page);
    const all = rows();
    const done = all.filter(isDone);
    const open = all.filter((row) => !isDone(row));
    open.sort((one, other) => one.dataset.order - other.dataset.order);
    for (const row of all)
      paintRow(row, isDone(row) ? "done" : row === open[0] ? "next" : "todo", known(row));
    page.querySelectorAll("[data-mark]").forEach((mark, n) =>
      setAttribute(mark, "data-on", n < done.length ? "true" : null),
    );
    setAttribute(page.querySelector("[data-progress]"), "aria-valuenow", String(done.length));
    paintEnd(page);
    paintUnsaved(all);
    const cut = page.querySelector("[data-cut-notice]");
    if (cut) cut.hidden = !isCut();
    paintRest(open[0], done.length);
  };

  const isCut = () => failures > 0 || !navigator.onLine;
  const paintUnsaved = (all) => {
    const count = all.filter((row) => row.dataset.unsaved).length;
    const isSaidAbove = document.querySelector("[data-finish-notice]:not([hidden])");
    const isShown = count > 0 && isCut() && !isSaidAbove;
    for (const notice of document.querySelectorAll("[data-unsaved-notice]")) {
      notice.hidden = !isShown;
      const words = `${count} ${count === 1 ? "set" : "sets"} not saved yet.`;
      if (isShown) setText(notice.querySelector("strong"), words);
    }
  };

  // --- sets that were added here: rows like the last one of their exercise, until the page has them

  const addSet = (button) => {
    const last = lastRowOf(button.dataset.addSet);
    const body = {
      exercise_id: button.dataset.addSet,
      set_type: last?.dataset.kind ?? "working",
      load_unit: button.dataset.unit,
      distance_unit: button.dataset.distance,
      is_done: false,
    };
    store(keyFor(newKey()), { body, added: Date.now() });
  };
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [0, 8, 12, 16, 20].map((from, n, all) => digits.slice(from, all[n + 1])).join("-");
  };
  const lastRowOf = (line) => rows().findLast((row) => row.dataset.line === line);

  const paintAdded = (page) => {
    const owned = new Map(rowsOfPage().map((row) => [row.dataset.set, row]));
    const wanted = new Map();
    for (const [set, { entry }] of confirmed) if (entry.added) wanted.set(set, entry);
    for (const key of mine().filter((key) => key.startsWith(keyFor("")))) {
      const entry = read(key);
      if (entry?.added) wanted.set(key.split(".").at(-1), entry);
    }
    for (const row of page.querySelectorAll("[data-added] tr[data-set]")) {
      const { set } = row.dataset;
      if (owned.has(set)) handOver(row, owned.get(set));
      if (owned.has(set) || !wanted.has(set)) removeRow(row);
      else wanted.delete(set);
    }
    const missing = [...wanted].filter(([set]) => !owned.has(set));
    missing.sort(([, one], [, other]) => one.added - other.added);
    for (const [set, entry] of missing) drawAdded(page, set, entry);
  };
  const drawAdded = (page, set, entry) => {
    const place = page.querySelector(`[data-added="${entry.body.exercise_id}"]`);
    const last = lastRowOf(entry.body.exercise_id);
    if (!place || !last) return;
    const row = last.cloneNode(true);
    const numbered = (text) => text.replace(/\d+(?=\D*$)/, (number) => Number(number) + 1);
    const name = numbered(last.dataset.name);
    Object.assign(row.dataset, { set, name, coming: numbered(last.dataset.coming), done: "false" });
    row.dataset.order = Number(last.dataset.order) + 0.01;
    row.cells[1].textContent = "";
    const mark = row.querySelector("[data-set-mark]");
    mark.textContent = numbered(mark.textContent);
    mark.setAttribute("aria-label", `${name}: remove it`);
    fields(row).forEach((field, n) => {
      const value = /rpe|rir/.test(field.dataset.field) ? "" : fields(last)[n].value;
      field.defaultValue = field.value = value;
      field.setAttribute("aria-label", numbered(field.getAttribute("aria-label")));
    });
    place.append(row);
    const note = last.nextElementSibling;
    if (note?.matches("[data-problem]")) place.append(note.cloneNode(true));
  };
  const handOver = (from, to) => {
    fields(from).forEach((field, n) => {
      const other = fields(to)[n];
      if (changed.delete(field)) {
        changed.add(other);
        other.value = field.value;
      }
      if (field === document.activeElement) other.focus();
    });
  };
  const removeRow = (row) => {
    if (row.nextElementSibling?.matches("[data-problem]")) row.nextElementSibling.remove();
    row.remove();
  };
  const dropAdded = (row) => {
    confirmed.delete(row.dataset.set);
    localStorage.removeItem(keyOf(row));
    row.closest("[data-added]").replaceChildren(); // those below it count anew
    paint();
  };

  // --- the end of the workout: a wish that waits for the sets before it, and for a connection

  const finish = (form) => {
    const body = { ...Object.fromEntries(new FormData(form)), status: "finished" };
    localStorage.removeItem(restKey());
    store(keyFor(END), { body: { ...body, ended_at: new Date().toISOString() } });
  };
  const paintEnd = (page) => {
    const form = page.querySelector("[data-finish]");
    if (!form) return;
    const wish = read(keyFor(END));
    const waits = Boolean(wish) && !wish.problem;
    const dialog = form.closest("dialog");
    if (waits && isCut() && dialog.open) {
      dialog.close();
      scrollTo({ top: 0 });
    }
    setAttribute(form.querySelector("[type=submit]"), "aria-busy", waits ? "true" : null);
    const note = form.querySelector("[data-finish-problem]");
    note.hidden = !wish?.problem;
    setText(note.querySelector("span"), wish?.problem ?? "");
    const notice = page.querySelector("[data-finish-notice]");
    notice.hidden = !wish || dialog.open || (waits && !isCut());
    const words = waits ? notice.dataset : { waits: "Not finished yet.", how: wish?.problem ?? "" };
    setText(notice.querySelector("strong"), words.waits);
    setText(notice.querySelector("strong ~ span"), words.how);
  };

  // --- rest: the instant at which it ends is kept, so that a reload doesn't stop it

  const restKey = () => `${REST}${viewer()}.${root().dataset.workout}`;
  const clock = (seconds) =>
    `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const beginRest = (seconds) => {
    const until = Date.now() + seconds * 1000;
    localStorage.setItem(restKey(), JSON.stringify({ until, total: seconds, told: false }));
    paint();
  };
  const changeRest = (seconds) => {
    const rest = read(restKey());
    if (!rest) return;
    const left = Math.max(0, (rest.until - Date.now()) / 1000) + seconds;
    if (left <= 0) localStorage.removeItem(restKey());
    else beginRestOf(left, Math.max(rest.total + Math.max(0, seconds), left));
    paint();
  };
  const beginRestOf = (left, total) =>
    localStorage.setItem(
      restKey(),
      JSON.stringify({ until: Date.now() + left * 1000, total, told: false }),
    );

  const paintRest = (next, done) => {
    const bar = document.querySelector("[data-rest-bar]");
    if (!bar) return;
    const rest = read(restKey());
    const left = rest ? Math.ceil((rest.until - Date.now()) / 1000) : 0;
    setAttribute(bar, "data-resting", left > 0 ? "true" : null);
    if (rest && left > 0) {
      const shown = bar.querySelector("[data-rest-left]");
      setText(shown, clock(left));
      const minutes = Math.floor(left / 60);
      setAttribute(shown, "aria-label", `Rest left: ${minutes} minutes ${left % 60} seconds`);
      bar.querySelector("[data-rest-fill]").style.width =
        `${Math.round((1 - left / rest.total) * 100)}%`;
    } else if (rest) {
      localStorage.removeItem(restKey());
      setText(bar.querySelector("[data-rest-said]"), "Rest is over.");
      navigator.vibrate?.(200);
    }
    const values = next ? fields(next).filter((field) => !/rpe|rir/.test(field.dataset.field)) : [];
    const said = values.map((field) => field.value || "–").join(" × ");
    const unit = next && values.length && values[0].dataset.field === "load" ? next.dataset.unit : "";
    const amount = unit ? said.replace(" × ", ` ${unit} × `) : said;
    setText(bar.querySelector("[data-next-word]"), next ? "Next:" : "");
    setText(
      bar.querySelector("[data-next-name]"),
      next ? next.dataset.coming : done ? "All sets are done." : "Add an exercise to begin.",
    );
    setText(bar.querySelector("[data-next-amount]"), next && said ? ` · ${amount}` : "");
    bar.querySelector("[data-rest-begin]").hidden = !next || !done || left > 0;
  };

  const paintElapsed = () => {
    const shown = document.querySelector("[data-elapsed-since]");
    if (!shown?.dataset.elapsedSince) return;
    const seconds = Math.max(0, (Date.now() - Date.parse(shown.dataset.elapsedSince)) / 1000);
    const hours = Math.floor(seconds / 3600);
    const text = clock(seconds % 3600);
    setText(shown, hours ? `${hours}:${text.padStart(5, "0")}` : text);
  };

  // --- what people do

  const changed = new Set(); // typed in, and not left yet
  const PRESSED = `[data-tick], [data-retry], [data-rest-by], [data-rest-begin], [data-add-set],
    [data-added] [data-set-mark], [data-finishes], [data-go-on]`;

  const toggle = (row) => {
    if (isDone(row)) return keep(row, false);
    const empty = fields(row).find((field) => "required" in field.dataset && !field.value.trim());
    if (empty) {
      empty.dataset.missing = "true";
      empty.focus();
      return paint();
    }
    fields(row).forEach((field) => changed.delete(field));
    const tick = row.querySelector("[data-tick]");
    tick.classList.add("tick");
    tick.addEventListener("animationend", () => tick.classList.remove("tick"), { once: true });
    keep(row, true);
    if (!document.querySelector("[data-rest-bar]")) return; // the past is put right without rest
    const seconds = Number(row.dataset.rest);
    if (seconds > 0) beginRest(seconds);
    else localStorage.removeItem(restKey());
    paint();
  };

  // Digits fill a time from the right, as on an oven: phones' number pads have no colon.
  const asTime = (text) => {
    const digits = text.replace(/\D/g, "").replace(/^0+/, "").slice(-6);
    if (digits.length < 3) return digits;
    const parts = [digits.slice(0, -4), digits.slice(-4, -2), digits.slice(-2)].filter(Boolean);
    return parts.join(":");
  };

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !root()) return;
    const button = target.closest(PRESSED);
    if (!button) return;
    if ("addSet" in button.dataset) addSet(button);
    if ("setMark" in button.dataset) dropAdded(button.closest("tr"));
    if ("finishes" in button.dataset) root().querySelector("dialog:has([data-finish])").showModal();
    if ("goOn" in button.dataset) localStorage.removeItem(keyFor(END));
    if ("tick" in button.dataset) toggle(button.closest("tr"));
    if ("retry" in button.dataset) send();
    if ("restBegin" in button.dataset) beginRest(Number(root().dataset.restUsual) || 120);
    if ("restBy" in button.dataset) changeRest(Number(button.dataset.restBy));
    paintSoon();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-finish]")) return;
    event.preventDefault();
    if (root()) finish(event.target);
  });
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset.field) return;
    if (target.dataset.field === "duration") target.value = asTime(target.value);
    delete target.dataset.missing;
    changed.add(target);
  });
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset.field) return;
    changed.delete(target);
    const row = target.closest("tr");
    keep(row, isDone(row));
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !(field instanceof HTMLInputElement) || !field.dataset.field) return;
    event.preventDefault();
    const row = field.closest("tr");
    if (isDone(row)) field.blur();
    else toggle(row);
  });

  // --- when to look again

  let isPainting = false;
  const paintSoon = () => {
    if (isPainting) return;
    isPainting = true;
    queueMicrotask(() => {
      isPainting = false;
      paint();
      paintElapsed();
    });
  };

  addEventListener("online", send);
  addEventListener("offline", paintSoon);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  addEventListener("storage", ({ key, newValue }) => {
    if (!key || !root()) return;
    if (key.startsWith(UNSAVED) && newValue === null) refresh(); // another tab has saved it
    if (key.startsWith(UNSAVED) || key.startsWith(REST)) paintSoon();
  });

  const begin = () => {
    new MutationObserver(paintSoon).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: [
        ...["data-workout", "data-seen", "data-done", "data-order", "data-viewer"],
        ...["data-coming", "data-unit", "value"],
      ],
    });
    setInterval(() => root() && (paint(), paintElapsed()), 1000);
    paintSoon();
    // Whatever page is opened next sends what the last one could not: assets/app.js brings this there.
    const waiting = setInterval(() => {
      if (!document.querySelector('[data-hydrated="true"]')) return;
      clearInterval(waiting);
      if (mine().length) send();
    }, 250);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
