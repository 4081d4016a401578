import type { LensArgs, Page } from "./types";

export interface Reading {
  tokens: string[];
  /** Null where there is nothing to read. */
  probs: (number | null)[];
}

/** A page is this many layers by this many positions: small enough to come at once, large enough to be few. */
export const PAGE_LAYERS = 16;
export const PAGE_POSITIONS = 32;

/** The part of the lens that has come, and which pages are under way. */
export class Lens {
  private readonly readings = new Map<number, Reading>();
  private readonly asked = new Map<string, string>();
  readonly failed = new Map<string, string>();

  constructor(private readonly layers: number, private readonly positions: number) {}

  at(layer: number, position: number): Reading | undefined {
    return this.readings.get(layer * this.positions + position);
  }

  add(page: Page): void {
    let cell = 0;
    for (const layer of page.layers) {
      for (let position = page.start; position < page.stop; position += 1) {
        const from = cell * page.k;
        this.readings.set(layer * this.positions + position, {
          tokens: page.index.slice(from, from + page.k).map((i) => page.words[i] ?? ""),
          probs: page.probs.slice(from, from + page.k),
        });
        cell += 1;
      }
    }
  }

  /** The pages that cover these ranges (ends excluded) and are neither here, nor under way, nor failed. */
  missing(layerFrom: number, layerTo: number, from: number, to: number): Map<string, LensArgs> {
    const pages = new Map<string, LensArgs>();
    for (let a = Math.floor(layerFrom / PAGE_LAYERS) * PAGE_LAYERS; a < layerTo; a += PAGE_LAYERS) {
      for (let b = Math.floor(from / PAGE_POSITIONS) * PAGE_POSITIONS; b < to; b += PAGE_POSITIONS) {
        const key = `${a}:${b}`;
        if (this.asked.has(key) || this.failed.has(key)) continue;
        const layers = [];
        for (let layer = a; layer < Math.min(a + PAGE_LAYERS, this.layers); layer += 1) layers.push(layer);
        const stop = Math.min(b + PAGE_POSITIONS, this.positions);
        if (this.covered(layers, b, stop)) continue;
        pages.set(key, { layers, start: b, stop });
      }
    }
    return pages;
  }

  /** Pages under way that lie outside these ranges: nobody looks at them any more. */
  strayed(layerFrom: number, layerTo: number, from: number, to: number): string[] {
    return [...this.asked].filter(([key]) => {
      const [a = 0, b = 0] = key.split(":").map(Number);
      return a >= layerTo || a + PAGE_LAYERS <= layerFrom || b >= to || b + PAGE_POSITIONS <= from;
    }).map(([, id]) => id);
  }

  began(key: string, id: string): void {
    this.asked.set(key, id);
  }

  ended(id: string, error?: string): void {
    for (const [key, asked] of this.asked) {
      if (asked !== id) continue;
      this.asked.delete(key);
      if (error !== undefined) this.failed.set(key, error);
    }
  }

  private covered(layers: number[], start: number, stop: number): boolean {
    return layers.every((layer) => {
      for (let position = start; position < stop; position += 1) if (!this.at(layer, position)) return false;
      return true;
    });
  }
}
