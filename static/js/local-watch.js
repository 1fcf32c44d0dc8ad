// Local mode only: the page follows the content files while they are edited.
const { localWatch: address, style, title, close } = document.currentScript.dataset;
const EVERY = 700; // milliseconds between two questions
const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
let version = null;
let told = "";

const editing = () => document.activeElement?.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

async function look() {
  if (document.hidden) return;
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const now = await response.json();
  show(now.errors);
  version ??= now.version;
  if (now.version !== version && !editing()) location.reload(); // the browser keeps the scroll position
}

function show(errors) {
  const lines = errors.join("\n");
  if (lines === told) return;
  told = lines;
  document.querySelector(".local-errors")?.remove();
  if (errors.length) document.body.append(banner(errors));
}

function banner(errors) {
  if (!sheet.isConnected) document.head.append(sheet);
  const box = document.createElement("section");
  box.className = "local-errors";
  box.setAttribute("role", "alert");
  const heading = document.createElement("h2");
  heading.textContent = title;
  const list = document.createElement("ol");
  for (const error of errors) list.append(Object.assign(document.createElement("li"), { textContent: error }));
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: close });
  button.addEventListener("click", () => box.remove());
  box.append(heading, list, button);
  return box;
}

async function follow() {
  try { await look(); } catch { /* the server is being started again */ }
  setTimeout(follow, EVERY);
}

document.addEventListener("visibilitychange", () => look().catch(() => {}));
follow();
