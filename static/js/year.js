// Makes a grid of the year's picture: each day can be pointed at, and walked to with the arrow keys; what became of it is
// said below, and by a screen reader. Without this file the picture has a label, and the days stand in a list.
const WEEK = 7;
const MOVES = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -WEEK, ArrowRight: WEEK, PageUp: -4 * WEEK, PageDown: 4 * WEEK };

function drawn(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// The words for each day, the first one first.
function saidOf({ from, days, words, weekdays, months }) {
  const [weekday, month] = [weekdays.split(" "), months.split(" ")]; // the browser would put them in another order
  const known = JSON.parse(words);
  return days.split(" ").map((word, number) => {
    const day = new Date(from);
    day.setUTCDate(day.getUTCDate() + number);
    return `${weekday[number % WEEK]} ${day.getUTCDate()} ${month[day.getUTCMonth()]} ${day.getUTCFullYear()}: ${known[word]}`;
  });
}

// One row for each day of the week, as it is drawn.
function rowsOf(svg, said, first, [left, top, step]) {
  for (let row = 0; row < Math.min(WEEK, said.length); row += 1) {
    const group = drawn("g", { role: "row" });
    for (let at = row; at < said.length; at += WEEK) {
      const [x, y] = [left + step * Math.floor(at / WEEK) - step / 2, top + step * row - step / 2];
      group.append(drawn("rect", { role: "gridcell", x, y, width: step, height: step, tabindex: -1, "aria-label": said[at], "data-number": first + at }));
    }
    svg.append(group);
  }
}

function build(year) {
  const said = saidOf(year.dataset);
  const place = year.dataset.place.split(" ").map(Number);
  const half = place[3] * WEEK;
  [...year.children].forEach((svg, number) => {
    svg.setAttribute("role", "grid");
    svg.firstElementChild.setAttribute("aria-hidden", "true");
    rowsOf(svg, said.slice(number * half, (number + 1) * half), number * half, place);
  });
  const cells = [...year.querySelectorAll("rect")].sort((one, other) => one.dataset.number - other.dataset.number);
  cells.at(-1).setAttribute("tabindex", 0);
  const line = year.nextElementSibling;
  line.hidden = false;
  const tell = ({ target }) => { if (target.matches("rect")) line.textContent = target.getAttribute("aria-label"); };
  year.addEventListener("pointerover", tell);
  year.addEventListener("focusin", tell);
  year.addEventListener("keydown", (event) => walk(event, cells));
}

// One cell of the year is reached by Tab; the others from there.
function walk(event, cells) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = cells.indexOf(event.target);
  const ends = { Home: 0, End: cells.length - 1 };
  const to = ends[event.key] ?? at + MOVES[event.key];
  if (at < 0 || Number.isNaN(to)) return;
  event.preventDefault();
  if (!cells[to]) return;
  cells[at].setAttribute("tabindex", -1);
  cells[to].setAttribute("tabindex", 0);
  cells[to].focus();
}

function watch() {
  const year = document.querySelector(".year:not(:has(rect))");
  if (year) build(year);
}
document.addEventListener("htmx:load", watch); // a press brings another year
watch();
