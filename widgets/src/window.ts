/** Which items of a long row are in sight: `[from, to)`, some more on either side, never out of range. */
export function inSight(scroll: number, view: number, size: number, count: number, more = 3): [number, number] {
  const from = Math.floor(scroll / size) - more;
  const to = Math.ceil((scroll + view) / size) + more;
  return [Math.max(0, Math.min(count, from)), Math.max(0, Math.min(count, to))];
}

/** The scroll offset that brings an item into view, moving as little as possible. */
export function reveal(scroll: number, view: number, size: number, item: number): number {
  if (item * size < scroll) return item * size;
  if ((item + 1) * size > scroll + view) return (item + 1) * size - view;
  return scroll;
}

/** Columns share the width there is; below the least they scroll instead. */
export function columnWidth(view: number, side: number, count: number, least = 68, most = 168): number {
  const shared = (view - side) / Math.max(1, count);
  // Rounded down: a hair too much would bring a scroll bar.
  return Math.floor(Math.max(least, Math.min(most, shared)) * 10) / 10;
}
