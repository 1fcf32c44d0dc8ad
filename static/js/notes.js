// A note saves itself while it is typed. What has not reached the server is kept in this browser, one copy for
// each tab, and comes back when the topic is opened again. All of it works without this file, by the button.
const PAUSE = 800; // milliseconds after the last key
const RETRY = 5000;
const ALIVE = 15000; // a copy that is older belongs to a tab that is gone

const tab = (sessionStorage.tab ??= `${Date.now()}${Math.random()}`);
let timer;
let sending = null; // the save that is on its way

const noteForm = () => document.getElementById("note-form");
const prefixOf = (form) => `note:${form.elements.whose.value}:${form.dataset.topic}:`;
const keyOf = (form) => prefixOf(form) + tab;

function keep(form) {
  const copy = { text: form.elements.text.value, version: form.elements.version.value, at: Date.now() };
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
  const { text, save: button } = form.elements;
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
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body, headers, keepalive: text.length < 15000 });
  } catch {
    return again(form);
  }
  if (response.ok && !response.headers.has("HX-Redirect")) {
    const copy = JSON.parse(localStorage.getItem(keyOf(form)));
    if (copy?.text === text) localStorage.removeItem(keyOf(form));
    if (!form.isConnected) return;
    place(await response.text());
    if (form.elements.text.value === text) bringBack(form);
    else if (keep(form)) later(form, PAUSE);
  } else if (response.status === 422) {
    if (form.isConnected) place(await response.text());
  } else if (response.status >= 500 || response.status === 429) again(form);
  else if (form.isConnected) say(form, form.dataset.gone);
}

function again(form) {
  if (!form.isConnected) return;
  if (keep(form)) say(form, form.dataset.offline);
  later(form, RETRY);
}

// The answer's elements take the places of those with the same id, but where nothing is different: somebody may be
// pressing a button there.
function place(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  for (const element of [...answer.content.children]) {
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

// What a tab that is gone, or this one before it was loaded again, has not saved.
function bringBack(form) {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(form)))) {
    const copy = JSON.parse(localStorage.getItem(key));
    if (key !== keyOf(form) && Date.now() - copy.at < ALIVE) continue;
    localStorage.removeItem(key);
    if (copy.text === form.elements.text.value) continue;
    form.elements.text.value = copy.text;
    form.elements.version.value = copy.version;
    form.closest("details").open = true;
    if (keep(form)) say(form, form.dataset.restored);
    return later(form, 0);
  }
}

function watch() {
  const form = noteForm();
  if (!form || "watched" in form.dataset) return;
  form.dataset.watched = "";
  if (form.dataset.problem) keep(form);
  else bringBack(form);
}

document.addEventListener("input", ({ target }) => {
  if (target.id !== "note-text") return;
  if (keep(target.form)) later(target.form, PAUSE);
});
addEventListener("online", () => { if (timer) save(noteForm()); });
document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(noteForm()); });

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
document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr } }) => {
  if (elt.id === "note-form" && xhr.status === 200 && !/data-problem="[a-z]/.test(xhr.responseText)) {
    localStorage.removeItem(keyOf(elt));
  }
});
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.id === "panel" && timer) save(noteForm()); // before another topic takes the place
});
// What is open in a section stays open when the section comes again.
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  for (const { id } of target.querySelectorAll("details[id][open]")) {
    fragment.getElementById(id)?.setAttribute("open", "");
  }
});
document.addEventListener("htmx:load", watch);
watch();
