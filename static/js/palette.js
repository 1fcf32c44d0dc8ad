// Ctrl-K, Cmd-K and / open search over the page. It is fetched when first asked for, and what is typed meanwhile is
// kept for it, out of reach of the page's own keys; whatever fails, the link leads to the page of search.
const search = document.querySelector("[data-palette]");
let typed = null; // while it is on its way

async function openPalette(event) {
  event.preventDefault();
  if (typed !== null) return;
  typed = "";
  addEventListener("keydown", keep, true);
  try {
    const { ready, show } = await import(search.dataset.script);
    const dialog = await ready(search);
    if (typed !== null) show(dialog, stop());
  } catch {
    if (typed !== null) leave();
  }
}

function stop() {
  const text = typed;
  typed = null;
  removeEventListener("keydown", keep, true);
  return text;
}

const leave = () => location.assign(`${search.href}?q=${encodeURIComponent(typed)}`);
const isChord = (event) => (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";

function keep(event) {
  event.stopImmediatePropagation();
  const { key } = event;
  const command = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
  if (command ? !isChord(event) : key.length > 2 && !["Backspace", "Enter", "Escape"].includes(key)) return;
  event.preventDefault();
  if (command) return;
  if (key === "Escape") stop();
  else if (key === "Enter") leave();
  else if (key === "Backspace") typed = typed.slice(0, -1);
  else if (typed || key !== "/") typed += key; // the slash that asks again is none
}

search?.addEventListener("click", (event) => {
  if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) openPalette(event);
});

if (search) document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !typing && localStorage.getItem("keys") !== "off";
  if (slash || isChord(event)) openPalette(event);
});
if (search) addEventListener("pagehide", stop); // so that the keys work when one comes back
