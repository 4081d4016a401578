import { type Signal, signal } from "@preact/signals";
import { elementScroll, observeElementOffset, Virtualizer } from "@tanstack/virtual-core";

export const ROW = 24;
export const HEAD = 38;
/** Height of the line of bands over the heads. */
export const BAND = 16;
export const SIDE = 44;
/** Largest number of rows shown at once; more rows scroll. */
export const ROWS = 18;
/** Size in pixels that is assumed before the grid has one, as in tests. */
const FALLBACK = 760;

/** A row, counted from the lowest, and a column. */
export type Place = [row: number, column: number];

/** The width of a column: an equal share of the grid's width, or the least width, at which it scrolls. */
export function columnWidth(view: number, side: number, count: number, least = 68, most = 168): number {
  const shared = (view - side) / Math.max(1, count);
  // Rounded down, since a fraction of a pixel too much would show a scroll bar.
  return Math.floor(Math.max(least, Math.min(most, shared)) * 10) / 10;
}

type Axis = Virtualizer<HTMLElement, HTMLElement>;

/** One axis of a grid: its items in view, with some more on either side. */
export function axis(
  count: number,
  size: () => number,
  more: Partial<ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0]> = {},
): Axis {
  return new Virtualizer<HTMLElement, HTMLElement>({
    count,
    estimateSize: size,
    overscan: 3,
    getScrollElement: () => null,
    observeElementRect: () => undefined,
    observeElementOffset,
    scrollToFn: elementScroll,
    ...more,
  });
}

/** State of a grid of any size: scroll position, cells in view, and the cell with the tab stop. */
export class VirtualGrid {
  readonly cursor: Signal<Place>;
  readonly width = signal(80);
  /** Number of changes of the cells in view. */
  readonly version = signal(0);
  readonly rows: Axis;
  readonly columns: Axis;
  /** Whether the cell with the tab stop is to be focused once it is rendered. */
  wantsFocus = false;
  private scroller: HTMLElement | null = null;
  private readonly resized = new Set<() => void>();
  private readonly scrolled = new Set<() => void>();
  private placed = false;
  private hidden = true;

  constructor(
    readonly rowCount: number,
    readonly columnCount: number,
    private readonly widths: [least: number, most: number],
    cursor: Place,
    private readonly marked: () => boolean,
    /** Height of the line of bands over the heads; 0 for none. */
    readonly band = 0,
  ) {
    this.cursor = signal(cursor);
    this.width.value = this.fitting();
    this.rows = this.axis(rowCount, () => ROW, false);
    this.columns = this.axis(columnCount, () => this.width.peek(), true);
  }

  /** Height of the heads of all columns. */
  get head(): number {
    return HEAD + this.band;
  }

  private axis(count: number, size: () => number, horizontal: boolean): Axis {
    // Cells under the headings are not in view.
    const rect = (): { width: number; height: number } => ({
      width: (this.scroller?.clientWidth || FALLBACK) - SIDE,
      height: (this.scroller?.clientHeight || ROWS * ROW + this.head) - this.head,
    });
    return axis(count, size, {
      horizontal,
      initialRect: rect(),
      getScrollElement: () => this.scroller,
      observeElementRect: (_, tell) => {
        const resized = (): void => tell(rect());
        this.resized.add(resized);
        resized();
        return () => this.resized.delete(resized);
      },
      observeElementOffset: (instance, tell) => {
        const end = observeElementOffset(instance, tell);
        const scrolled = (): void => {
          const at = this.scroller?.[horizontal ? "scrollLeft" : "scrollTop"] ?? 0;
          if (at !== instance.scrollOffset) tell(at, false);
        };
        this.scrolled.add(scrolled);
        return () => {
          this.scrolled.delete(scrolled);
          end?.();
        };
      },
      onChange: () => {
        this.version.value = this.version.peek() + 1;
      },
    });
  }

  /** Observe a scrolling element. Returns a function that stops it. */
  attach(scroller: HTMLElement): () => void {
    this.scroller = scroller;
    const ends = [this.rows, this.columns].map((each) => {
      each._willUpdate();
      return each._didMount();
    });
    this.layout();
    if (typeof ResizeObserver !== "undefined") {
      const observer = new ResizeObserver(() => this.layout());
      observer.observe(scroller);
      ends.push(() => observer.disconnect());
    }
    return () => {
      for (const end of ends) end();
      this.scroller = null;
    };
  }

  /** Take the scroller as it is: an element that a host takes out of the page and puts back tells no scrolling. */
  settle(): void {
    this.restore();
    for (const scrolled of this.scrolled) scrolled();
  }

  /** Scroll to where it was: an element that was out of the page has forgotten how far it was scrolled. */
  restore(): void {
    if (!this.scroller || this.scroller.scrollLeft > 0 || this.scroller.scrollTop > 0) return;
    this.scroller.scrollLeft = this.columns.scrollOffset ?? 0;
    this.scroller.scrollTop = this.rows.scrollOffset ?? 0;
  }

  private fitting(): number {
    return columnWidth(this.scroller?.clientWidth || FALLBACK, SIDE, this.columnCount, ...this.widths);
  }

  /** Fit the cells to the grid's size. */
  private layout(): void {
    const shown = (this.scroller?.clientWidth ?? 0) > 0;
    const first = !this.placed && shown;
    if (shown && this.hidden) this.restore();
    this.hidden = !shown;
    const width = this.fitting();
    const changed = width !== this.width.peek();
    if (changed) {
      this.width.value = width;
      this.columns.measure();
    }
    for (const resized of this.resized) resized();
    if (!first && !changed) return;
    this.placed ||= first;
    if (this.marked()) this.reveal(this.cursor.peek(), first);
  }

  /** The rows in sight and the columns in sight, ends excluded; rows counted from the lowest. */
  seen(): [rowFrom: number, rowTo: number, from: number, to: number] {
    const [rows, columns] = [this.rows.getVirtualItems(), this.columns.getVirtualItems()];
    const [top, bottom] = [rows[0]?.index ?? 0, (rows.at(-1)?.index ?? -1) + 1];
    return [
      this.rowCount - bottom,
      this.rowCount - top,
      columns[0]?.index ?? 0,
      (columns.at(-1)?.index ?? -1) + 1,
    ];
  }

  /** The part in sight, as shares of the grid's width and height. */
  sight(): { left: number; width: number; top: number; height: number } {
    const part = (axis: Axis, size: "width" | "height"): [number, number] => {
      const all = axis.getTotalSize() || 1;
      const seen = Math.min(1, (axis.scrollRect?.[size] ?? all) / all);
      return [Math.min((axis.scrollOffset ?? 0) / all, 1 - seen), seen];
    };
    const [[left, width], [top, height]] = [part(this.columns, "width"), part(this.rows, "height")];
    return { left, width, top, height };
  }

  /** Put the tab stop on a cell, within the grid, and bring it into view. */
  move([row, column]: Place, focus: boolean): void {
    const inside = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));
    this.wantsFocus ||= focus;
    this.cursor.value = [inside(row, this.rowCount), inside(column, this.columnCount)];
    this.reveal(this.cursor.peek());
  }

  private reveal([row, column]: Place, first = false): void {
    if (!this.scroller?.clientWidth) return;
    this.rows.scrollToIndex(this.rowCount - 1 - row);
    // What is shown at first stands among its neighbours; later the grid moves as little as it can.
    const far = first && (column + 1) * this.width.peek() > this.scroller.clientWidth - SIDE;
    this.columns.scrollToIndex(column, { align: far ? "center" : "auto" });
  }
}

/** The cell to which a key moves the tab stop. */
export const MOVES: Record<string, (at: Place, grid: VirtualGrid) => Place> = {
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowRight: ([row, column]) => [row, column + 1],
  ArrowUp: ([row, column]) => [row + 1, column],
  ArrowDown: ([row, column]) => [row - 1, column],
  Home: ([row]) => [row, 0],
  End: ([row], { columnCount }) => [row, columnCount - 1],
  PageUp: ([row, column]) => [row + 6, column],
  PageDown: ([row, column]) => [row - 6, column],
};

/** The cell to which a key moves the tab stop while Control or Command is held. */
export const CORNERS: typeof MOVES = {
  Home: (_, { rowCount }) => [rowCount - 1, 0],
  End: (_, { columnCount }) => [0, columnCount - 1],
};
