import type { Selection, Span, Synced } from "./synced";

/** A layer and a position. */
export type Site = [layer: number, position: number];

/** Layers and spans that are selected together. */
type Picked = Pick<Selection, "layers" | "spans">;

const NOTHING: Picked = { layers: [], spans: [] };

/** Selects cells of the grid by clicks and keys: one, from one to another, and further ones beside them. */
export class CellPicking {
  /** Where a drag, or a selection by shift, began; null for nowhere. */
  anchor: Site | null = null;
  /** What stays selected while a further selection is extended. */
  private kept: Picked = NOTHING;
  /** Whether the selection is being changed from here. */
  private picking = false;

  constructor(
    private readonly synced: Synced,
    /** The layers that have a row, lowest first. */
    private readonly rows: number[],
  ) {}

  /** Hear of a selection; returns whether it was made elsewhere. */
  hears({ layer, position, start }: Selection): boolean {
    if (this.picking) return false;
    this.kept = NOTHING;
    if (start === position) this.anchor = [layer, position];
    return true;
  }

  /** Select one cell, and nothing else. */
  choose(site: Site): void {
    this.begin(site);
    this.select([site[0]], [[site[1], site[1] + 1]]);
  }

  /** Select the layers and positions from where the last selection began, or from a cell, to a cell. */
  extend([layer, position]: Site, from: Site): void {
    const at = this.synced.selection.peek();
    this.anchor ??= at ? [at.layer, at.position] : from;
    const [first, origin] = this.anchor;
    const [low, high] = [Math.min(first, layer), Math.max(first, layer)];
    const between = this.rows.filter((row) => low <= row && row <= high);
    const span: Span = [Math.min(origin, position), Math.max(origin, position) + 1];
    this.select([...this.kept.layers, first, ...between], [...this.kept.spans, span]);
  }

  /** Add the layer and the position of a cell; of a selected one take away its layer, of one layer its position. */
  add(site: Site): void {
    const [layer, position] = site;
    const { layers, spans } = this.synced.selection.peek() ?? NOTHING;
    const taken = spans.some(([start, stop]) => start <= position && position < stop);
    if (!taken || !layers.includes(layer)) {
      this.begin(site, { layers, spans });
      this.select([...layers, layer], [...spans, [position, position + 1]]);
      return;
    }
    const others = layers.filter((each) => each !== layer);
    const left = spans.flatMap(([start, stop]): Span[] =>
      start <= position && position < stop
        ? [
            [start, position],
            [position + 1, stop],
          ]
        : [[start, stop]],
    );
    const parts = left.filter(([start, stop]) => start < stop);
    // The only cell stays.
    if (others.length === 0 && parts.length === 0) return;
    const kept = others.length > 0 ? { layers: others, spans } : { layers, spans: parts };
    this.begin(site, kept);
    this.select(kept.layers, kept.spans);
  }

  /** Select a span that was dragged over, beside all else if it is added. */
  drag(layer: number, span: Span, added: boolean): void {
    const { layers, spans } = (added && this.synced.selection.peek()) || NOTHING;
    this.kept = { layers, spans };
    this.select([...layers, layer], [...spans, span]);
  }

  /** Select one cell in place of several; returns whether there were several. */
  reduce(site: Site): boolean {
    const { layers, spans } = this.synced.selection.peek() ?? NOTHING;
    const several = layers.length > 1 || spans.length > 1 || spans.some(([start, stop]) => stop - start > 1);
    if (several) this.choose(site);
    return several;
  }

  private begin(site: Site, kept: Picked = NOTHING): void {
    this.anchor = site;
    this.kept = kept;
  }

  private select(layers: number[], spans: Span[]): void {
    this.picking = true;
    try {
      this.synced.selectAll(layers, spans);
    } finally {
      this.picking = false;
    }
  }
}
