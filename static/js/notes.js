// A note saves itself while it is typed. What has not reached the server is kept in this browser, one copy for each
// page that is open, and comes back when the topic is opened again. All of it works without this file, by the button.
const PAUSE = 800; // milliseconds after the last key
const RETRY = 5000;
const ALIVE = 15000; // where browsers don't tell which pages are open: an older copy belongs to one that is gone

const here = `${Date.now()}${Math.random()}`;
let timer;
let sending = null; // the save that is on its way
let underway; // what it says
let typedSince; // a press of save that could not be done
let leaving = false; // what is kept from then on is for any page
let letGo; // of the lock by which other pages know that this one is open

const noteForm = () => document.getElementById("note-form");
const prefixOf = (form) => `note:${form.elements.whose.value}:${form.dataset.topic}:`;
const keyOf = (form) => prefixOf(form) + here;
// The version that the text was typed over. A conflict shows a newer one, which only a press there saves over.
const baseOf = (form) => form.dataset.base || form.elements.version.value;
const read = (storage, key) => JSON.parse(storage.getItem(key));
const goneKey = (form) => `gone:${form.elements.whose.value}`; // told by farewell.js
const isGone = (form) => localStorage.getItem(goneKey(form)) !== null;
const isSignedOut = (form) => localStorage.getItem(goneKey(form)) === "farewell";
const sayGone = (form) => say(form, isSignedOut(form) ? form.dataset.left : form.dataset.deleted);

function hold() {
  navigator.locks?.request(here, () => new Promise((resolve) => { letGo = resolve; }));
}
hold();

// The pages that are open, or nothing where the browser doesn't tell.
async function openPages() {
  const locks = await navigator.locks?.query();
  return locks && new Set(locks.held.map(({ name }) => name));
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function keep(form) {
  if (isGone(form)) {
    sayGone(form);
    return false;
  }
  const text = form.elements.text.value;
  const typed = Date.now();
  const what = { address: form.action, title: document.getElementById("topic-title")?.textContent };
  const copy = { ...what, text, version: baseOf(form), typed, at: leaving ? 0 : typed, sent: underway };
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(copy));
    return true;
  } catch {
    say(form, form.dataset.full);
    return false;
  }
}

function say(form, words) {
  const line = form.querySelector("#note-state p");
  line.className = "wrong";
  line.setAttribute("role", "alert");
  line.textContent = words;
}

function later(form, wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait, form);
}

function save(form) {
  clearTimeout(timer);
  timer = null;
  if (!form.isConnected || form.dataset.problem === "changed") return;
  const { text } = form.elements;
  const over = [...text.value].length - form.dataset.longest;
  if (over > 0) {
    if (keep(form)) say(form, form.dataset.long.replace("{n}", over));
  } else if (sending) later(form, PAUSE);
  else sending = send(form, text.value).finally(() => { sending = null; });
}

async function send(form, text) {
  const body = new FormData(form);
  body.set("save", "note");
  const headers = { "HX-Request": "true", "X-Autosave": "1" };
  if (isGone(form)) return sayGone(form);
  underway = text;
  keep(form);
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body, headers, keepalive: text.length < 15000 });
  } catch {
    return again(form);
  } finally {
    underway = undefined;
  }
  if (response.ok && !response.headers.has("HX-Redirect")) {
    const answer = parsed(await response.text());
    const version = answer.querySelector("[name=version]")?.value;
    if (!version) return again(form); // it came from somewhere between here and the server
    if (read(localStorage, keyOf(form))?.text === text) localStorage.removeItem(keyOf(form));
    remember(form, text, version);
    if (!form.isConnected) return;
    place(answer);
    if (form.elements.text.value !== text) typed(form);
  } else if (response.status === 422) {
    const answer = parsed(await response.text());
    if (!form.isConnected) return;
    if (form.elements.text.value !== text) answer.querySelector("#note-text").value = form.elements.text.value;
    place(answer);
  } else if (response.status >= 500 || response.status === 429) again(form);
  else if (form.isConnected) isGone(form) ? sayGone(form) : say(form, form.dataset.gone);
}

function again(form) {
  if (!form.isConnected) return;
  if (keep(form)) say(form, form.dataset.offline);
  later(form, RETRY);
}

// The answer's elements take the places of those with the same id, but where nothing is different: somebody may be
// pressing a button there.
function place(answer) {
  for (const element of [...answer.children]) {
    const old = document.getElementById(element.id);
    if (old?.isEqualNode(element)) continue;
    const field = old?.contains(document.activeElement) ? document.activeElement : null;
    const [start, end] = [field?.selectionStart, field?.selectionEnd];
    old?.replaceWith(element);
    htmx.process(element);
    const same = field?.id && document.getElementById(field.id);
    if (!same || same === field) continue;
    same.focus();
    if (start !== undefined) same.setSelectionRange(start, end);
  }
  watch();
}

// A page that the server made before it had saved something may arrive after the save's own answer: it was reloaded, or
// gone back to, while that was on its way. From this it learns what it does not show yet.
function remember(form, text, version) {
  if (isGone(form)) return;
  try {
    sessionStorage.setItem(prefixOf(form), JSON.stringify({ text, version }));
  } catch {} // no room: then it shows what was there before, and a save over that is noticed
}

function catchUp(form) {
  const saved = read(sessionStorage, prefixOf(form));
  sessionStorage.removeItem(prefixOf(form));
  const { text, version } = form.elements;
  if (!saved || saved.version <= Number(version.value)) return false;
  text.value = saved.text;
  version.value = saved.version;
  return true;
}

// What a page that is gone has not saved, or this one before another topic took the place: the newest of it, unless
// somebody types here by now. What else there is, and is not in it, waits until the topic is opened again.
async function bringBack(form) {
  const { text, version } = form.elements;
  const shown = text.value;
  const open = await openPages();
  if (!form.isConnected || text.value !== shown) return;
  const isFree = ({ page, at }) => page === here || (open ? !open.has(page) : Date.now() - at >= ALIVE);
  const [newest, ...others] = copiesOf(form).filter(isFree);
  if (!newest) return;
  localStorage.removeItem(newest.key);
  for (const { key, text: older } of others) if (newest.text.includes(older)) localStorage.removeItem(key);
  if (newest.text === shown) return;
  text.value = newest.text;
  if (newest.sent !== shown) version.value = newest.version; // else that was saved, and its answer lost
  form.closest("details").open = true;
  if (keep(form)) say(form, form.dataset.restored);
  later(form, 0);
}

// The newest first.
function copiesOf(form) {
  const prefix = prefixOf(form);
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  const copies = keys.map((key) => ({ key, page: key.slice(prefix.length), ...read(localStorage, key) }));
  return copies.filter(({ text }) => text !== undefined).sort((one, other) => (other.typed ?? 0) - (one.typed ?? 0));
}

function watch() {
  const form = noteForm();
  if (!form || "watched" in form.dataset) return;
  form.dataset.watched = "";
  if (isSignedOut(form)) localStorage.removeItem(goneKey(form)); // and in again: the server has just made this form
  const { text } = form.elements;
  text.autocomplete = "off"; // else the browser brings an older text back, over a newer version
  const isTyped = text.value !== text.defaultValue; // before this file was here; path.js has kept it
  if (isTyped) localStorage.removeItem(`${prefixOf(form)}early${performance.timeOrigin}`);
  if (form.dataset.problem) return keep(form);
  if (isTyped) return typed(form);
  const isBehind = catchUp(form);
  bringBack(form).then(() => {
    if (isBehind && form.isConnected && !timer) later(form, 0); // the answer brings what else is new
  });
}

function typed(form) {
  if (keep(form)) later(form, PAUSE);
}

document.addEventListener("input", ({ target }) => {
  if (target.id === "note-text") typed(target.form);
});
addEventListener("online", () => { if (timer) save(noteForm()); });
document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(noteForm()); });

// A page that closes leaves its copies to whichever opens the topic next.
addEventListener("pagehide", () => {
  leaving = true;
  letGo?.();
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith("note:") && key.endsWith(`:${here}`))) {
    localStorage.setItem(key, JSON.stringify({ ...read(localStorage, key), at: 0 }));
  }
});
addEventListener("pageshow", ({ persisted }) => {
  leaving = false;
  if (persisted) hold();
});

// Another tab has signed out or deleted the account: what was typed here stays in this page alone.
addEventListener("storage", ({ key, newValue }) => {
  if (!key?.startsWith("gone:") || newValue === null) return;
  for (const storage of [localStorage, sessionStorage]) {
    for (const name of Object.keys(storage)) if (name.startsWith(`${key.replace("gone", "note")}:`)) storage.removeItem(name);
  }
  const form = noteForm();
  if (form && key === goneKey(form)) sayGone(form);
});

// A press waits for the save that is on its way, lest it seems to come from another tab.
document.addEventListener("submit", (event) => {
  if (event.target.id !== "note-form") return;
  clearTimeout(timer);
  timer = null;
  if (!sending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  sending.then(() => noteForm()?.requestSubmit(event.submitter.isConnected ? event.submitter : undefined));
}, true);
document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr, requestConfig: { parameters } } }) => {
  if (elt.id !== "note-form" || xhr.status !== 200) return;
  const saved = parsed(xhr.responseText).getElementById("note-form");
  if (saved?.dataset.problem && elt.elements.text.value !== parameters.text) typedSince = elt.elements.text.value;
  if (!saved || saved.dataset.problem) return;
  const { text, version } = saved.elements;
  remember(elt, text.value, version.value);
  localStorage.removeItem(keyOf(elt));
  if (parameters.save !== "note" || elt.elements.text.value === parameters.text) return;
  elt.elements.version.value = version.value; // somebody has typed on
  elt.dataset.base = "";
  keep(elt);
});
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.id === "panel" && timer) save(noteForm()); // before another topic takes the place
});
// What is open in a section stays open when the section comes again, and what was typed while it came is not lost.
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  const field = fragment.querySelector("#note-text");
  if (field && typedSince !== undefined) {
    field.value = typedSince;
    typedSince = undefined;
  }
  for (const { id } of target.querySelectorAll("details[id][open]")) {
    fragment.getElementById(id)?.setAttribute("open", "");
  }
});
document.addEventListener("htmx:load", watch);
watch();
