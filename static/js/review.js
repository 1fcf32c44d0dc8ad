// A review that is half written stays in this tab until it is sent, and the page holds its claim while somebody is there.
const THERE = 30 * 60 * 1000; // milliseconds since something was done here; as long as a claim
const VERDICTS = ["approved", "changes"];
let done = Date.now();

const form = () => document.querySelector("#judge form");
// Signing out removes it with the notes.
const keyOf = ({ elements }) => `note:${elements.whose.value}:review:${location.pathname}`;
const boxesOf = (form) => [...form.querySelectorAll("[name=checked]")];

function keep() {
  const mine = form();
  if (!mine?.elements.words) return;
  const checked = boxesOf(mine).filter((box) => box.checked).map((box) => box.value);
  const words = mine.elements.words.value;
  try {
    if (words || checked.length) sessionStorage.setItem(keyOf(mine), JSON.stringify({ words, checked }));
    else sessionStorage.removeItem(keyOf(mine));
  } catch { /* no room: the page itself has it still */ }
}

function bringBack() {
  const mine = form();
  if (!mine?.elements.words || mine.elements.words.value || boxesOf(mine).some((box) => box.checked)) return;
  const { words, checked } = JSON.parse(sessionStorage.getItem(keyOf(mine))) ?? {};
  if (words) mine.elements.words.value = words;
  for (const box of boxesOf(mine)) box.checked = Boolean(checked?.includes(box.value));
}

bringBack();
keep(); // what the server has sent back, too
for (const type of ["pointerdown", "keydown", "input"]) document.addEventListener(type, () => { done = Date.now(); });
document.addEventListener("input", keep);
document.addEventListener("htmx:afterSettle", keep); // a template was put in
document.addEventListener("submit", ({ target, submitter }) => {
  if (target === form() && VERDICTS.includes(submitter?.value)) sessionStorage.removeItem(keyOf(target));
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const away = document.hidden || Date.now() - done > THERE;
  if (event.detail.elt.id === "claim" && away) event.preventDefault();
});
