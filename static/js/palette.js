// Ctrl-K, Cmd-K and / open search over the page. It is fetched when first asked for; whatever fails, the link leads
// to the page of search.
const search = document.querySelector("[data-palette]");

async function openPalette(event) {
  event.preventDefault();
  try {
    await (await import(search.dataset.script)).open(search);
  } catch {
    location.assign(search.href);
  }
}

search?.addEventListener("click", (event) => {
  if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) openPalette(event);
});

if (search) document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing) return;
  const chord = event.ctrlKey || event.metaKey;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !chord && !typing && localStorage.getItem("keys") !== "off";
  if (slash || (chord && !event.shiftKey && event.key.toLowerCase() === "k")) openPalette(event);
});
