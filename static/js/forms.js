// Small comforts of forms; each works without, too.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

// On the way in the browser tells its time zone.
for (const field of document.querySelectorAll("[data-zone]")) field.value = here;

// A password can be looked at.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    field.focus();
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

// The clock follows the zone that is typed.
for (const clock of document.querySelectorAll("[data-clock]")) {
  const field = document.getElementById(clock.dataset.clock);
  const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // the day before the month
  const show = () => {
    try {
      const at = { timeZone: field.value.trim() };
      const time = new Intl.DateTimeFormat(language, { ...at, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      const day = new Intl.DateTimeFormat(language, { ...at, weekday: "long", day: "numeric", month: "long" });
      clock.querySelector("[data-time]").textContent = time.format();
      clock.querySelector("[data-day]").textContent = day.format();
      clock.hidden = false;
    } catch {
      clock.hidden = true; // half a name is no zone yet
    }
  };
  field.addEventListener("input", show);
  setInterval(show, 20000);
  show();
}

// A browser elsewhere is only a suggestion.
for (const offer of document.querySelectorAll("[data-suggestion]")) {
  const field = document.getElementById(offer.dataset.suggestion);
  const show = () => { offer.hidden = !here || field.value.trim() === here; };
  offer.querySelector("[data-name]").textContent = here;
  offer.querySelector("button").addEventListener("click", () => {
    field.value = here;
    field.dispatchEvent(new Event("input"));
    field.focus();
  });
  field.addEventListener("input", show);
  show();
}

// What is there to be copied, is; and what is there to be printed.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Keys are offered where the browser knows them; one that fails is told beside it.
for (const offer of document.querySelectorAll("[data-passkey]")) offer.hidden = !window.PublicKeyCredential;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const words of document.querySelectorAll("[data-key-failed]")) words.hidden = false;
});
