// Which rows of a long table are in view. Browsers cap the height of an element, so that of a very long table is capped and its
// scrollbar scaled; the first row shown is kept as a number of its own, so that keys and "go to row" are exact to the row.
export const ROW = 24;
export const CAP = 8_000_000;

export interface Window {
  total: number; // rows
  view: number; // pixels for rows
}

export const contentHeight = (w: Window) => Math.min(w.total * ROW, CAP);
export const isScaled = (w: Window) => w.total * ROW > CAP;

// The greatest first row: the last one is then wholly in view.
export const lastTop = (w: Window) => Math.max(0, w.total - w.view / ROW);

const travel = (w: Window) => Math.max(0, contentHeight(w) - w.view);

export function topOfScroll(w: Window, scroll: number): number {
  return travel(w) === 0 ? 0 : Math.min(1, Math.max(0, scroll / travel(w))) * lastTop(w);
}

export function scrollOfTop(w: Window, top: number): number {
  return lastTop(w) === 0 ? 0 : (Math.min(top, lastTop(w)) / lastTop(w)) * travel(w);
}

// A row asked for lies wholly in view, with the least movement.
export function topFor(w: Window, top: number, row: number): number {
  const fit = Math.max(1, Math.floor(w.view / ROW));
  if (row < top) return Math.min(row, lastTop(w));
  if (row + 1 > top + w.view / ROW) return Math.max(0, Math.min(row - fit + 1, lastTop(w)));
  return top;
}

export function visibleRows(w: Window, top: number): { first: number; count: number } {
  const first = Math.max(0, Math.min(Math.floor(top), w.total - 1));
  return { first, count: Math.max(0, Math.min(Math.ceil(w.view / ROW) + 1, w.total - first)) };
}

export function pagesOf(first: number, count: number, page: number): number[] {
  if (count <= 0) return [];
  const pages: number[] = [];
  for (let p = Math.floor(first / page); p <= Math.floor((first + count - 1) / page); p++) pages.push(p);
  return pages;
}

// The row that holds a depth, by halving: `at` tells the depth of a row. Null depths (NaN) end the search.
export async function rowOfDepth(total: number, wanted: number, at: (row: number) => Promise<number>): Promise<number | null> {
  let [low, high] = [0, total];
  while (low < high) {
    const mid = (low + high) >> 1;
    const depth = await at(mid);
    if (Number.isNaN(depth)) return null;
    if (depth < wanted) low = mid + 1;
    else high = mid;
  }
  if (low === 0 || low === total) return Math.min(low, total - 1);
  return wanted - (await at(low - 1)) < (await at(low)) - wanted ? low - 1 : low;
}
