import { type Signal, signal } from "@preact/signals";
import { elementScroll, observeElementOffset, Virtualizer } from "@tanstack/virtual-core";

export const ROW = 24;
export const HEAD = 38;
export const SIDE = 44;
/** Rows shown at once; more scroll. */
export const ROWS = 18;
/** What is drawn where nothing has a size yet, and in tests. */
const FALLBACK = 760;

/** A row, counted from the lowest, and a column. */
export type Place = [row: number, column: number];

/** Columns share the width there is; below the least they scroll instead. */
export function columnWidth(view: number, side: number, count: number, least = 68, most = 168): number {
  const shared = (view - side) / Math.max(1, count);
  // Rounded down: a hair too much would bring a scroll bar.
  return Math.floor(Math.max(least, Math.min(most, shared)) * 10) / 10;
}

type Axis = Virtualizer<HTMLElement, HTMLElement>;

/** One direction of a grid: which of its items are in sight, some more on either side. */
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

/** Where a grid of any size is scrolled to, which of its cells are in sight, and where its one tab stop is. */
export class VirtualGrid {
  readonly cursor: Signal<Place>;
  readonly width = signal(80);
  /** Counts what changed of the cells in sight. */
  readonly version = signal(0);
  readonly rows: Axis;
  readonly columns: Axis;
  /** Set where the cell with the tab stop takes the focus as soon as it is there. */
  wantsFocus = false;
  private scroller: HTMLElement | null = null;
  private readonly resized = new Set<() => void>();
  private placed = false;

  constructor(
    readonly rowCount: number,
    readonly columnCount: number,
    private readonly widths: [least: number, most: number],
    cursor: Place,
    private readonly marked: () => boolean,
  ) {
    this.cursor = signal(cursor);
    this.width.value = this.fitting();
    this.rows = this.axis(rowCount, () => ROW, false);
    this.columns = this.axis(columnCount, () => this.width.peek(), true);
  }

  private axis(count: number, size: () => number, horizontal: boolean): Axis {
    // What the headings cover is not in sight.
    const rect = (): { width: number; height: number } => ({
      width: (this.scroller?.clientWidth || FALLBACK) - SIDE,
      height: (this.scroller?.clientHeight || ROWS * ROW + HEAD) - HEAD,
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
      onChange: () => {
        this.version.value = this.version.peek() + 1;
      },
    });
  }

  /** Follow an element that scrolls. Returns what ends it. */
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

  private fitting(): number {
    return columnWidth(this.scroller?.clientWidth || FALLBACK, SIDE, this.columnCount, ...this.widths);
  }

  /** Size everything to the room there is. */
  private layout(): void {
    const first = !this.placed && (this.scroller?.clientWidth ?? 0) > 0;
    const width = this.fitting();
    const changed = width !== this.width.peek();
    if (changed) {
      this.width.value = width;
      this.columns.measure();
    }
    for (const resized of this.resized) resized();
    if (!first && !changed) return;
    this.placed ||= first;
    if (this.marked()) this.reveal(this.cursor.peek());
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

  /** Put the tab stop on a cell, within the grid, and bring it into view. */
  move([row, column]: Place, focus: boolean): void {
    const inside = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));
    this.wantsFocus ||= focus;
    this.cursor.value = [inside(row, this.rowCount), inside(column, this.columnCount)];
    this.reveal(this.cursor.peek());
  }

  private reveal([row, column]: Place): void {
    if (!this.scroller?.clientWidth) return;
    this.rows.scrollToIndex(this.rowCount - 1 - row);
    this.columns.scrollToIndex(column);
  }
}

/** Where a key leads from a cell. */
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
