// The palette: a combobox over a list of links (WAI-ARIA's pattern), loaded by palette.js when first asked for.
const PAUSE = 90; // milliseconds without a keystroke before the server is asked

let making; // the palette, or the promise of it
let waiting;
let request;

export async function ready(link) {
  return await (making ??= make(link).catch((error) => { making = null; throw error; }));
}

// In one go, so that no key is lost: what was `typed` meanwhile is looked for, else the last words are there again.
export function show(dialog, typed) {
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  const input = dialog.querySelector("input");
  if (!typed) return input.select();
  input.value = typed;
  input.dispatchEvent(new Event("input"));
}

async function make({ dataset }) {
  const [html] = await Promise.all([ask(dataset.palette), style(dataset.style)]);
  const page = new DOMParser().parseFromString(html, "text/html");
  const dialog = document.body.appendChild(document.adoptNode(page.querySelector("dialog")));
  const input = dialog.querySelector("input");
  input.addEventListener("input", () => {
    request?.abort();
    clearTimeout(waiting);
    dialog.dataset.late = ""; // what is listed answers another question
    waiting = setTimeout(() => list(dialog, `${dataset.palette}?q=${encodeURIComponent(input.value)}`), PAUSE);
  });
  dialog.addEventListener("keydown", (event) => press(event, dialog));
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest(".close")) dialog.close();
  });
  addEventListener("pagehide", () => dialog.close()); // so that it isn't open when one comes back
  activate(dialog, options(dialog)[0]);
  return dialog;
}

async function ask(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  return response.text();
}

function style(address) {
  if (document.querySelector(`link[href="${address}"]`)) return null;
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  document.head.append(sheet);
  return new Promise((loaded, failed) => Object.assign(sheet, { onload: loaded, onerror: failed }));
}

async function list(dialog, address) {
  const found = dialog.querySelector(".found");
  request = new AbortController();
  try {
    const html = await ask(address, request.signal);
    found.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    delete dialog.dataset.late;
  } catch (error) {
    if (error.name === "AbortError") return;
    found.textContent = found.dataset.failed; // Enter still leads to the page
  }
  activate(dialog, options(dialog)[0]);
  dialog.querySelector("[role=status]").textContent =
    found.querySelector("[data-said]")?.dataset.said ?? found.textContent;
}

const options = (dialog) => [...dialog.querySelectorAll("[role=option]")];
const active = (dialog) => dialog.querySelector("[role=option][aria-selected=true]");

function activate(dialog, option) {
  const input = dialog.querySelector("input");
  active(dialog)?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-expanded", String(Boolean(option)));
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function press(event, dialog) {
  event.stopPropagation(); // the page's own keys sleep
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const all = options(dialog);
    const at = all.indexOf(active(dialog));
    activate(dialog, all.at((at + step) % all.length));
  } else if (event.key === "Enter" && event.target.matches("input")) {
    const option = active(dialog);
    if (!option || "late" in dialog.dataset) return; // the form leads to the page of search
    option.click();
  } else if (event.key === "Escape" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k")) {
    dialog.close(); // at once: a browser's Escape would empty the field first
  } else return;
  event.preventDefault();
}
