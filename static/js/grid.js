// A grid is one stop for the Tab key; arrows go from cell to cell. Without this file it is a plain table.
const PAGE = 10; // rows that Page Up and Page Down go

const here = (grid) => grid.querySelector('[tabindex="0"]') ?? grid.rows[0]?.cells[0];

// What takes the focus for a cell: its link, where it has one.
const stop = (cell) => cell.querySelector("a") ?? cell;
const cellOf = (element) => element.closest("td, th");

function enhance(grid) {
  if (!grid || grid.getAttribute("role") === "grid") return;
  grid.setAttribute("role", "grid");
  for (const link of grid.querySelectorAll("a")) link.tabIndex = -1;
  stop(grid.rows[0].cells[0]).tabIndex = 0;
  grid.closest(".grid-region").removeAttribute("tabindex");
}

function go(grid, row, column) {
  const rows = grid.rows;
  const to = rows[Math.min(Math.max(row, 0), rows.length - 1)];
  const cell = to.cells[Math.min(Math.max(column, 0), to.cells.length - 1)];
  here(grid).tabIndex = -1;
  const target = stop(cell);
  target.tabIndex = 0;
  target.focus({ preventScroll: true });
  reveal(grid, cell);
}

// What is sticky hides what lies under it, so a cell is scrolled out from there.
function reveal(grid, cell) {
  const region = grid.closest(".grid-region");
  const head = grid.tHead.getBoundingClientRect();
  const names = grid.rows[0].cells[0].getBoundingClientRect();
  const frame = region.getBoundingClientRect();
  const box = cell.getBoundingClientRect();
  if (!cell.closest("thead")) {
    if (box.top < head.bottom) region.scrollTop -= head.bottom - box.top;
    else if (box.bottom > frame.bottom) region.scrollTop += box.bottom - frame.bottom + 2;
  }
  if (cell.cellIndex > 0) {
    if (box.left < names.right) region.scrollLeft -= names.right - box.left;
    else if (box.right > frame.right) region.scrollLeft += box.right - frame.right + 2;
  } else region.scrollLeft = 0;
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const MOVES = {
  ArrowUp: (row, column) => [row - 1, column],
  ArrowDown: (row, column) => [row + 1, column],
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowRight: (row, column) => [row, column + 1],
  PageUp: (row, column) => [row - PAGE, column],
  PageDown: (row, column) => [row + PAGE, column],
  Home: (row, column, whole) => [whole ? 0 : row, 0],
  End: (row, column, whole) => [whole ? Infinity : row, Infinity],
};

document.addEventListener("keydown", (event) => {
  const grid = event.target.closest?.("table.grid");
  const move = MOVES[event.key];
  if (!grid || !move || event.altKey || event.metaKey || event.shiftKey) return;
  const cell = cellOf(event.target);
  event.preventDefault();
  go(grid, ...move(cell.parentElement.rowIndex, cell.cellIndex, event.ctrlKey));
});

// A cell that is pressed is where the arrows go on from.
document.addEventListener("click", (event) => {
  const cell = event.target.closest?.("table.grid td");
  if (cell) go(cell.closest("table"), cell.parentElement.rowIndex, cell.cellIndex);
});

// A row of ways that is wider than the screen shows the one that was taken.
for (const current of document.querySelectorAll(":is(.stations, .lines) [aria-current]")) {
  const row = current.parentElement;
  const [frame, box] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
  row.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
}

const all = () => document.querySelectorAll("table.grid").forEach(enhance);
document.addEventListener("htmx:afterSettle", all);
all();
