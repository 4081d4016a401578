import { LensPages } from "./lens_pages";
import type { Constants, LensArgs, Page } from "./protocol";

/** The pages of every lens that the grid has shown, with and without measures. */
export class Lenses {
  /** The logit lens without measures, some of whose pages come with the view. */
  readonly plain: LensPages;
  private readonly others = new Map<string, LensPages>();

  constructor(
    private readonly layers: number,
    private readonly positions: number,
    private readonly constants: Constants,
    /** What every page is asked for with, such as another trace. */
    private readonly base: Partial<LensArgs> = {},
  ) {
    this.plain = new LensPages(layers, positions, constants, base);
  }

  /** The pages of a lens, with the measures of each cell, of which rank and chance are a pinned token's. */
  of(lens: string, measures: boolean, pinned: string): LensPages {
    if (!lens && !measures) return this.plain;
    const more: Partial<LensArgs> = {
      ...this.base,
      ...(lens && { lens }),
      ...(measures && { measures }),
      ...(measures && pinned && { pinned }),
    };
    const key = JSON.stringify(more);
    const known = this.others.get(key) ?? new LensPages(this.layers, this.positions, this.constants, more);
    this.others.set(key, known);
    return known;
  }

  /** A request for a page has come so far. */
  progress(id: string, done: number, total: number): void {
    for (const pages of [this.plain, ...this.others.values()]) pages.progress(id, done, total);
  }

  /** A request for a page has ended. */
  ended(id: string, error?: string, page?: Page): void {
    for (const pages of [this.plain, ...this.others.values()]) pages.ended(id, error, page);
  }
}
