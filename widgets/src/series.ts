import type { Signal } from "@preact/signals";
import type { Answer, Series } from "./protocol";

/** Store a series; true if it is new. */
export function add<T extends Series>(all: Signal<T[]>, series: T): boolean {
  const at = all.peek().findIndex(({ id }) => id === series.id);
  all.value = at < 0 ? [...all.peek(), series] : all.peek().with(at, series);
  return at < 0;
}

/** Add new points to a series, which `start` makes if they are its first; true if it is new. */
export function grow<T extends Series>(
  all: Signal<T[]>,
  id: string,
  points: Answer[],
  start: () => T,
): boolean {
  const known = all.peek().find((each) => each.id === id) ?? start();
  const have = new Set(known.points.map((point) => point.id));
  return add(all, { ...known, points: [...known.points, ...points.filter((point) => !have.has(point.id))] });
}
