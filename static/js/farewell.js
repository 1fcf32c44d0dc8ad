// Whoever deletes their account leaves nothing of their notes in the browser. The page on which that is asked for says
// whose it is; the page after it, where nobody is signed in any more, tells the other tabs.
const me = document.querySelector(".me");
const whose = sessionStorage.getItem("leaving");
if (me) sessionStorage.setItem("leaving", me.dataset.whose);
else if (whose) {
  localStorage.setItem(`gone:${whose}`, "");
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(`note:${whose}:`)) storage.removeItem(key);
  }
  sessionStorage.removeItem("leaving");
}
