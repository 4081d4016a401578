import { signal } from "@preact/signals";
import { freshQuery } from "./fresh";
import { type Link, SAYS } from "./link";
import { unpackPage } from "./packed";
import type { Constants, LensArgs, Page } from "./protocol";

export interface Reading {
  tokens: string[];
  /** Null where the activation or the logits are not finite. */
  probs: (number | null)[];
  measures?: Measured;
  difference?: Differed;
}

/** What differs at one cell; null where there is nothing to compare. */
export interface Differed {
  /** The second trace's likeliest token, and the probability there of the reading's own. */
  top: string | null;
  chance: number | null;
  entropy: number | null;
  surprisal: number | null;
  /** Rank of the pinned token in both; null without one. */
  before: number | null;
  after: number | null;
  distance: number | null;
  equal: boolean;
}

/** What is measured at one cell; null where there is nothing to read. */
export interface Measured {
  entropy: number | null;
  surprisal: number | null;
  /** Of the pinned token; null without one. */
  rank: number | null;
  chance: number | null;
}

/** The pages of the lens that have been received, requested or have failed. */
export class LensPages {
  /** By the number of their block: pages stand where they are looked up, and cells are made when one looks. */
  private readonly blocks = new Map<number, Page>();
  private readonly asked = new Map<string, string>();
  private readonly failed = new Map<string, string>();
  /** Of each page that is being read, by its query, the part that has been. */
  private readonly parts = new Map<string, number>();
  /** Pages that came since something was waited for, and when the first of them began. */
  private came = 0;
  private since = 0;
  /** Counts reports of progress, of which no cell changes. */
  private readonly reports = signal(0);
  /** Pages that came; a lens may leave out layers of them. */
  private readonly done = new Set<string>();
  /** Number of tokens of the model, and the pinned token in visible form, once a page with measures has come. */
  vocab = 0;
  pinned = "";
  /** Number of pages received; components that read it are rendered again when it changes. */
  private readonly version = signal(0);
  private readonly high: number;
  private readonly wide: number;

  constructor(
    private readonly layers: number,
    private readonly positions: number,
    { lens_page_layers, lens_page_positions }: Constants,
    /** What is asked for beside the page: a fitted lens, measures. */
    private readonly more: Partial<LensArgs> = {},
  ) {
    this.high = lens_page_layers;
    this.wide = lens_page_positions;
  }

  at(layer: number, position: number): Reading | undefined {
    this.version.value;
    const [page, cell] = this.found(layer, position);
    if (!page) return undefined;
    const { k, measures, difference } = page;
    return {
      tokens: page.index.slice(cell * k, (cell + 1) * k).map((i) => page.words[i] ?? ""),
      probs: page.probs.slice(cell * k, (cell + 1) * k),
      ...(measures && {
        measures: {
          entropy: measures.entropy[cell] ?? null,
          surprisal: measures.surprisal[cell] ?? null,
          rank: measures.rank[cell] ?? null,
          chance: measures.chance[cell] ?? null,
        },
      }),
      ...(difference && {
        difference: {
          top: page.words[difference.index[cell] ?? -1] ?? null,
          chance: difference.chance[cell] ?? null,
          entropy: difference.entropy[cell] ?? null,
          surprisal: difference.surprisal[cell] ?? null,
          before: difference.before[cell] ?? null,
          after: difference.after[cell] ?? null,
          distance: difference.distance[cell] ?? null,
          equal: difference.equal[cell] ?? false,
        },
      }),
    };
  }

  /** The probability of a cell's likeliest token; null where there is nothing to read, undefined if not read yet. */
  chance(layer: number, position: number): number | null | undefined {
    const [page, cell] = this.found(layer, position);
    return page?.probs[cell * page.k];
  }

  /** The page of a cell, and the cell's number in it. */
  private found(layer: number, position: number): [page: Page | undefined, cell: number] {
    const page = this.blocks.get(this.block(layer, position));
    const row = page?.layers.indexOf(layer) ?? -1;
    if (!page || row < 0 || position < page.start || position >= page.stop) return [undefined, 0];
    return [page, row * (page.stop - page.start) + position - page.start];
  }

  private block(layer: number, position: number): number {
    return Math.floor(layer / this.high) * this.positions + Math.floor(position / this.wide);
  }

  /** How often something has come or been asked for. */
  get changes(): number {
    return this.version.value;
  }

  /** Whether nothing has come. */
  get empty(): boolean {
    this.version.value;
    return this.blocks.size === 0;
  }

  /** Whether a page of every block has come. */
  get whole(): boolean {
    this.version.value;
    return this.blocks.size >= Math.ceil(this.layers / this.high) * Math.ceil(this.positions / this.wide);
  }

  /** The number of cells that have been read. */
  get read(): number {
    this.version.value;
    let count = 0;
    for (const { layers, start, stop } of this.blocks.values()) count += layers.length * (stop - start);
    return count;
  }

  /** Whether pages that were requested have not come yet. */
  get waiting(): boolean {
    this.version.value;
    return this.asked.size > 0;
  }

  /** The part of what is waited for that has been read, and for how many seconds that took. */
  get pace(): { read: number; seconds: number } {
    this.reports.value;
    let read = this.came;
    for (const part of this.parts.values()) read += part;
    return {
      read: read / Math.max(1, this.came + this.asked.size),
      seconds: (Date.now() - this.since) / 1000,
    };
  }

  /** A query has come so far. */
  progress(id: string, done: number, total: number): void {
    if (![...this.asked.values()].includes(id)) return;
    // It has begun: the time that the first of them waited in the queue says nothing of the pace.
    if (total === 0 && this.came === 0 && this.parts.size === 0) this.since = Date.now();
    if (total === 0) return;
    this.parts.set(id, done / total);
    this.reports.value += 1;
  }

  /** The error of a page that failed; undefined if none has. */
  get error(): string | undefined {
    this.version.value;
    return [...this.failed.values()][0];
  }

  /** Why the pages are of the logit lens in the place of the lens that was asked for; empty where they are not. */
  get instead(): string {
    this.version.value;
    for (const { instead } of this.blocks.values()) if (instead) return instead;
    return "";
  }

  /** Add pages that came with the view; those whose numbers a notebook file did not keep are asked for again. */
  addAll(pages: Page[]): void {
    for (const sent of pages) {
      const page = unpackPage(sent);
      if (page) this.add(page);
    }
  }

  add(page: Page): void {
    const known = page.measures ?? page.difference;
    if (known) [this.vocab, this.pinned] = [known.vocab, known.pinned];
    const [lowest] = page.layers;
    if (lowest !== undefined) this.blocks.set(this.block(lowest, page.start), page);
    this.changed();
  }

  /** Request the pages in view (ends excluded), and cancel those that have left it, unless they are kept. */
  look(link: Link, layerFrom: number, layerTo: number, from: number, to: number, keep = false): void {
    for (const id of keep ? [] : this.strayed(layerFrom, layerTo, from, to)) {
      // Given up at once: a page that comes back into view before its cancellation is heard of is requested anew.
      this.ended(id);
      link.send({ kind: "cancel", id });
    }
    const asking = [...this.missing(layerFrom, layerTo, from, to)].map(([key, args]) => {
      const id = freshQuery();
      this.began(key, id);
      return { id, args };
    });
    if (asking.length > 0) this.changed();
    for (const { id, args } of asking) {
      if (!link.send({ kind: "query", id, what: "lens", args }, true)) this.ended(id, SAYS.gone);
    }
  }

  /** Allow failed pages to be requested again. */
  retry(): void {
    this.failed.clear();
    this.changed();
  }

  /** The pages in these ranges (ends excluded) that were neither received nor requested, and did not fail. */
  missing(layerFrom: number, layerTo: number, from: number, to: number): Map<string, LensArgs> {
    const pages = new Map<string, LensArgs>();
    // From the top, where people look first.
    const lowest = Math.floor(layerFrom / this.high) * this.high;
    for (let a = Math.floor((layerTo - 1) / this.high) * this.high; a >= lowest; a -= this.high) {
      for (let b = Math.floor(from / this.wide) * this.wide; b < to; b += this.wide) {
        const key = `${a}:${b}`;
        if (this.asked.has(key) || this.failed.has(key) || this.done.has(key)) continue;
        const layers = [];
        for (let layer = a; layer < Math.min(a + this.high, this.layers); layer += 1) layers.push(layer);
        const stop = Math.min(b + this.wide, this.positions);
        if (this.covered(layers, b, stop)) continue;
        pages.set(key, { layers, start: b, stop, ...this.more });
      }
    }
    return pages;
  }

  /** Requested pages outside these ranges, which have left the view. */
  strayed(layerFrom: number, layerTo: number, from: number, to: number): string[] {
    return [...this.asked]
      .filter(([key]) => {
        const [a = 0, b = 0] = key.split(":").map(Number);
        return a >= layerTo || a + this.high <= layerFrom || b >= to || b + this.wide <= from;
      })
      .map(([, id]) => id);
  }

  began(key: string, id: string): void {
    if (this.asked.size === 0) [this.came, this.since] = [0, Date.now()];
    this.asked.set(key, id);
  }

  /** A request has ended: with an error, with a page, or cancelled. */
  ended(id: string, error?: string, page?: Page): void {
    for (const [key, asked] of this.asked) {
      if (asked !== id) continue;
      this.asked.delete(key);
      this.parts.delete(id);
      if (page) this.came += 1;
      if (error !== undefined) this.failed.set(key, error);
      if (page) {
        this.done.add(key);
        this.add(page);
      }
      this.changed();
    }
  }

  private covered(layers: number[], start: number, stop: number): boolean {
    const page = this.blocks.get(this.block(layers[0] ?? 0, start));
    return !!page && page.start <= start && page.stop >= stop && layers.every((k) => page.layers.includes(k));
  }

  private changed(): void {
    this.version.value = this.version.peek() + 1;
  }
}
