import type { Answer, Series } from "./types";

/** All sweeps, or all grids of layers: which there are, and which one is on show. */
export class Collection<T extends Series> {
  shown: T | null;

  constructor(public all: T[]) {
    this.shown = all.at(-1) ?? null;
  }

  /** Take points that have just come; `start` makes the series if these are its first. */
  grow(id: string, points: Answer[], start: () => T): void {
    const known = this.all.find((each) => each.id === id) ?? start();
    const have = new Set(known.points.map((point) => point.id));
    this.add({ ...known, points: [...known.points, ...points.filter((point) => !have.has(point.id))] });
  }

  /** Take a series as it is now; a new one is shown. */
  add(series: T): void {
    const at = this.all.findIndex(({ id }) => id === series.id);
    this.all = at < 0 ? [...this.all, series] : this.all.with(at, series);
    if (at < 0 || this.shown?.id === series.id) this.shown = series;
  }

  /** Take Python's word, and keep what is still growing. */
  replace(told: T[], growing: (id: string) => boolean): void {
    const kept = this.all.filter(({ id }) => growing(id) && !told.some((each) => each.id === id));
    this.all = [...told, ...kept];
    this.shown = this.all.find(({ id }) => id === this.shown?.id) ?? this.all.at(-1) ?? null;
  }
}
