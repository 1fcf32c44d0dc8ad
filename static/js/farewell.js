// Whoever signs out or deletes their account leaves nothing of their notes in the browser. The pages on which that is
// asked for say whose it is; the page after it, where nobody is signed in any more, tells the other tabs.
const me = document.querySelector(".me");
const whose = sessionStorage.getItem("leaving");
const farewell = document.querySelector("[data-farewell]");
if (me) sessionStorage.setItem("leaving", me.dataset.whose);
else if (whose && farewell) {
  localStorage.setItem(`gone:${whose}`, farewell.dataset.farewell);
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(`note:${whose}:`)) storage.removeItem(key);
  }
  sessionStorage.removeItem("leaving");
}
