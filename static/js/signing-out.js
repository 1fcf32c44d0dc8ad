// Signing out removes from this browser what was not saved of notes: who has such goes to the page that says so first.
const notice = document.getElementById("unsaved"); // on that page alone
const { whose } = document.querySelector(".me")?.dataset ?? {};
const signOut = document.querySelector("#menu form")?.action;

function unsaved() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`note:${whose}:`));
  return keys.map((key) => JSON.parse(localStorage.getItem(key))).filter(({ text }) => text !== undefined);
}

function show(copies) {
  const topics = new Map(copies.filter(({ title }) => title).map(({ address, title }) => [address, title]));
  const items = [...topics].map(([address, title]) => {
    const [item, link] = ["li", "a"].map((name) => document.createElement(name));
    link.href = new URL(address, location).pathname;
    link.textContent = title;
    item.append(link);
    return item;
  });
  notice.querySelector("ul").replaceChildren(...items);
  notice.hidden = copies.length === 0;
}

if (notice) {
  show(unsaved());
  addEventListener("storage", () => show(unsaved()));
  addEventListener("pageshow", () => show(unsaved()));
}

document.addEventListener("submit", (event) => {
  if (notice || event.target.action !== signOut || !unsaved().length) return;
  event.preventDefault();
  location.assign(signOut);
});
