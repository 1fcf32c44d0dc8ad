// Keys, focus and the passing word of undo on a roadmap's pages. All of it works without this file.
const keys = { d: "done", l: "learning", s: "skipped", t: "todo" };
const UNDO_SECONDS = 10;
let fading;

const names = () => [...document.querySelectorAll(".stop > div > .name[href]")];
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

// The stop that a key is about: the one in focus, else the one whose topic is open.
function current() {
  const focused = document.activeElement?.closest?.(".stop[id]");
  if (focused) return focused.querySelector(".name[href]") && focused;
  const open = document.getElementById("topic");
  return open ? document.getElementById(`stop-${open.dataset.slug}`) : null;
}

function move(step) {
  const all = names();
  const stop = current();
  const at = stop ? all.indexOf(stop.querySelector(".name")) : -1;
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  const details = next.closest("details");
  if (details) details.open = true;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function set(state) {
  const stop = current();
  const button = document.getElementById("key");
  if (!stop || !button) return;
  button.value = `${stop.id.slice("stop-".length)}:${state}`;
  button.click();
}

// Whoever speaks to the browser, or slips, can do without (WCAG 2.1.4); Escape stays.
const keysAreOff = () => localStorage.getItem("keys") === "off";

function offerKeys() {
  const button = document.getElementById("keys-switch");
  if (!button) return;
  button.textContent = keysAreOff() ? button.dataset.on : button.dataset.off;
  button.hidden = false;
}

document.addEventListener("click", ({ target }) => {
  if (!target.closest("#keys-switch")) return;
  localStorage.setItem("keys", keysAreOff() ? "on" : "off");
  offerKeys();
});
document.addEventListener("htmx:afterSettle", offerKeys);
offerKeys();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "Escape") document.querySelector("#topic .close")?.click();
  else if (keysAreOff()) return;
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "u") takeBack();
  else if (Object.hasOwn(keys, event.key)) set(keys[event.key]);
});

// An opened topic takes the focus; a closed one gives it back to its stop.
let opened = null;
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "panel") return;
  const title = document.getElementById("topic-title");
  if (title) {
    opened = title.closest("article").dataset.slug;
    title.focus({ preventScroll: false });
    if (matchMedia("(max-width: 63.99rem)").matches) scrollTo(0, 0);
  } else if (opened) {
    const name = document.getElementById(`name-${opened}`);
    const details = name?.closest("details");
    if (details) details.open = true;
    name?.focus();
    opened = null;
  }
  for (const stop of document.querySelectorAll(".stop[aria-current]")) stop.removeAttribute("aria-current");
  if (title && opened) document.getElementById(`stop-${opened}`)?.setAttribute("aria-current", "true");
});

// The word of undo stays for ten seconds, longer while it is read or in focus; of many topics until the next word.
document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
  if (target.id !== "undo") return;
  clearTimeout(fading);
  if (!target.querySelector("[data-stays]")) fading = setTimeout(fade, UNDO_SECONDS * 1000);
});

// Each mark can be taken back for these ten seconds, the newest first: under the word of an undo stands the way back of
// the mark before. Keys pressed while one is on its way wait for it.
const marked = []; // what can be taken back, the newest last: its press, its button, until when
let waiting = 0;

function takeBack() {
  const button = document.getElementById("undo-button");
  if (button?.hasAttribute("aria-busy")) waiting += 1;
  else button?.click();
}

function offerTheOneBefore(undone) {
  const at = marked.findIndex(({ back }) => back === undone);
  if (at >= 0) marked.splice(at);
  const before = marked.at(-1);
  const left = before ? before.until - Date.now() : 0;
  undoable = left > 0 ? before.press : undefined;
  if (left <= 0) return marked.splice(0);
  document.getElementById("undo").append(before.back);
  clearTimeout(fading);
  fading = setTimeout(fade, left);
}

function fade() {
  const undo = document.getElementById("undo");
  if (!undo) return;
  if (undo.matches(":hover, :focus-within")) fading = setTimeout(fade, 1000);
  else undo.replaceChildren();
}

// It came with the page: from a form, or from another page, for what was left of it then.
const along = document.querySelector("#undo [data-left]");
const came = along ? Number(along.dataset.left) : UNDO_SECONDS * 1000;
if (along || document.querySelector("#undo form")) fading = setTimeout(fade, came);
if (along?.nextElementSibling?.id === "undo-button") marked.push({ back: along.nextElementSibling, until: Date.now() + came });

// A visitor's days are those of the browser's zone.
document.cookie = `time_zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}; path=/; max-age=31536000; samesite=lax`;

// What is pressed while another mark is on its way waits in htmx's queue, which forgets the button: it may be
// swapped, or pressed again for another topic, before its turn comes. So each press keeps what it said, and its
// button is busy until it is answered; that shows when it takes a while.
const presses = new WeakMap();
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.name) return;
  if (button.id === "undo-button" && button.hasAttribute("aria-busy")) { // once is enough
    event.preventDefault();
    return event.stopImmediatePropagation();
  }
  const shown = button.id === "key" ? current().querySelector(".tick") : button;
  shown.setAttribute("aria-busy", "true");
  presses.set(event, { name: button.name, value: button.value, shown });
}, true);
document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters, triggeringEvent } }) => {
  const press = presses.get(triggeringEvent);
  if (!press) return;
  for (const { type, name } of elt.elements) if (type === "submit") delete parameters[name];
  parameters[press.name] = press.value;
});
let undoable; // the press that the word of undo would take back
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, successful, xhr } }) => {
  const press = presses.get(requestConfig.triggeringEvent);
  if (!press) return;
  const { shown } = press;
  shown.removeAttribute("aria-busy");
  const lost = !inSight(document.activeElement) || document.activeElement === document.body;
  if (shown.id === "undo-button") {
    if (lost && undoable) buttonOf(undoable)?.focus();
    const undone = successful && !xhr.getResponseHeader("HX-Refresh");
    if (undone) offerTheOneBefore(shown);
    if (!undone || !waiting) return void (waiting = 0);
    waiting -= 1;
    return takeBack();
  }
  if (xhr.responseText.includes('id="undo-button"')) {
    undoable = press;
    const back = document.querySelector("#undo > #undo-button");
    if (back) marked.push({ press, back, until: Date.now() + UNDO_SECONDS * 1000 });
  }
  if (lost) ([...shown.closest(".inside, .phase-path")?.querySelectorAll(".tick") ?? []].at(-1) ?? placeOf(shown))?.focus({ preventScroll: true });
});

// A button that is gone with its press leaves the focus to what was undone, or to the last of the topics it marked;
// in a section of one's own to what is wrong in it, else to its heading; beside a state to the one that it is in.
const inSight = (element) => element?.getClientRects().length > 0;

function placeOf(shown) {
  const section = document.getElementById(shown.closest(".own, [id^=switch-]")?.id);
  return section?.querySelector("[aria-invalid=true]") ?? section?.querySelector("h2[tabindex], summary, [aria-pressed=true]");
}

function buttonOf({ name, value, shown }) {
  const same = [...document.getElementsByName(name)].filter((button) => button.value === value && inSight(button));
  return same.find(({ id }) => id === shown.id) ?? same[0] ?? document.getElementById(shown.id);
}

// What is typed into a note before notes.js is here, which looks after it from then on.
document.addEventListener("input", ({ target }) => {
  const { id, form, value: text } = target;
  if (id !== "note-text" || "watched" in form.dataset) return;
  target.autocomplete = "off"; // a page that is reloaded has another version
  const { version, whose } = form.elements;
  const what = { address: form.action, title: document.getElementById("topic-title").textContent };
  const copy = { ...what, text, version: form.dataset.base || version.value, typed: Date.now(), at: 0 };
  try {
    localStorage.setItem(`note:${whose.value}:${form.dataset.topic}:early${performance.timeOrigin}`, JSON.stringify(copy));
  } catch {} // no room
});

// Paper shows every phase.
const shut = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".phase > details:not([open])")) {
    details.open = true;
    shut.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of shut.splice(0)) details.open = false;
});

// A mark that could not be sent is said, never dropped in silence; a page that could not be fetched is gone to.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail: { xhr, pathInfo, requestConfig } }) => {
    if (requestConfig.verb === "get") return location.assign(pathInfo.requestPath);
    const undo = document.getElementById("undo");
    const plain = xhr?.getResponseHeader("Content-Type")?.startsWith("text/plain");
    clearTimeout(fading);
    if ([403, 409].includes(xhr?.status)) undo.innerHTML = xhr.responseText; // with ways to go on
    else undo.textContent = plain ? xhr.responseText : undo.dataset.failed;
  });
}

// What is asked for says whose page it is for, as each form does; pages without one only look.
document.addEventListener("htmx:configRequest", ({ detail: { headers } }) => {
  const whose = document.querySelector("[name=whose]");
  if (whose) headers["X-Whose"] = whose.value;
});
