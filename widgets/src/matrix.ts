import { h, vary } from "./dom";
import type { Popover } from "./popover";
import { columnWidth, inSight, reveal } from "./window";

export const ROW = 24;
export const HEAD = 38;
export const SIDE = 44;
/** Rows shown at once; more scroll. */
const ROWS = 18;
/** What is drawn where nothing has a size yet, and in tests. */
const FALLBACK = 760;

/** A row, counted from the lowest, and a column. */
export type Place = [row: number, column: number];

/** What a matrix shows: layers upward, columns to the right. */
export interface Content {
  label: string;
  corner: string;
  rows: number;
  columns: number;
  /** Widths of a column: below the least they scroll. */
  widths: [least: number, most: number];
  /** Names of the data attributes that hold a cell's row and column. */
  names: [row: string, column: string];
  head(column: number): HTMLElement[];
  headTitle(column: number): string;
  fill(cell: HTMLElement, row: number, column: number): void;
  /** Which row and which columns (the last with them) are marked at the sides. */
  marked(): [row: number, from: number, to: number] | null;
  choose(place: Place, extend: boolean): void;
  /** Enter was pressed. */
  enter?(place: Place): void;
  /** Shift and an arrow to the side were pressed; false where nothing is extended. */
  extend?(place: Place): void;
  hint(place: Place): HTMLElement[];
  /** These rows and columns (ends excluded) are in sight. */
  seen?(rowFrom: number, rowTo: number, from: number, to: number): void;
  sized?(width: number): void;
}

/** A grid of any size: only the cells in sight have elements, and one tab stop leads to them. */
export class Matrix {
  readonly scroller: HTMLElement;
  readonly canvas = h("div", { class: "ll-canvas" });
  width = 80;
  cursor: Place;
  private readonly heads = h("div", { class: "ll-heads", role: "row", "aria-rowindex": 1 });
  private readonly rows = new Map<number, HTMLElement>();
  private readonly cells = new Map<string, HTMLElement>();
  private readonly columns = new Map<number, HTMLElement>();
  private frame = 0;
  private placed = false;

  constructor(
    private readonly content: Content,
    private readonly popover: Popover,
    cursor: Place,
    signal: AbortSignal,
  ) {
    this.cursor = cursor;
    this.heads.append(h("div", { class: "ll-corner", role: "columnheader" }, content.corner));
    this.canvas.append(this.heads);
    this.scroller = h("div", {
      class: "ll-scroll", role: "grid", "aria-label": content.label,
      "aria-rowcount": content.rows + 1, "aria-colcount": content.columns + 1,
    }, this.canvas);
    this.scroller.style.maxHeight = `${HEAD + Math.min(content.rows, ROWS) * ROW + 14}px`;
    this.scroller.addEventListener("scroll", () => { this.popover.hide(); this.later(); }, { signal, passive: true });
    this.canvas.addEventListener("click", (event) => this.onClick(event), { signal });
    this.canvas.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["pointerover", "focusin"] as const) {
      this.canvas.addEventListener(name, (event) => this.hint(event.target), { signal });
    }
    for (const name of ["pointerout", "focusout"] as const) {
      this.canvas.addEventListener(name, () => this.popover.hide(), { signal });
    }
    if (typeof ResizeObserver !== "undefined") {
      const observer = new ResizeObserver(() => this.layout());
      observer.observe(this.scroller);
      signal.addEventListener("abort", () => observer.disconnect());
    }
    signal.addEventListener("abort", () => cancelAnimationFrame(this.frame));
  }

  /** Size everything to the room there is. */
  layout(): void {
    const { rows, columns, widths, sized } = this.content;
    const width = columnWidth(this.scroller.clientWidth || FALLBACK, SIDE, columns, ...widths);
    const placed = this.placed;
    this.placed = this.scroller.clientWidth > 0;
    if (width === this.width && placed) return this.paint();
    const focused = this.canvas.contains(document.activeElement);
    this.width = width;
    this.canvas.style.width = `${SIDE + columns * this.width}px`;
    this.canvas.style.height = `${HEAD + rows * ROW}px`;
    vary(this.scroller, "--w", `${this.width}px`);
    for (const map of [this.rows, this.cells, this.columns]) {
      for (const element of map.values()) element.remove();
      map.clear();
    }
    sized?.(this.width);
    if (this.content.marked()) this.reveal(this.cursor);
    this.paint();
    if (!focused) return;
    this.focus();
    this.popover.hide(); // nobody came to the cell: it was made anew
  }

  private later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  /** Make the elements in sight and drop the others. */
  paint(): void {
    const { rows, columns } = this.content;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    const [from, to] = inSight(scrollLeft, (clientWidth || FALLBACK) - SIDE, this.width, columns);
    const [top, bottom] = inSight(scrollTop, (clientHeight || ROWS * ROW + HEAD) - HEAD, ROW, rows);
    const wanted = new Set<string>();
    for (let column = from; column < to; column += 1) this.column(column);
    for (let y = top; y < bottom; y += 1) {
      for (let column = from; column < to; column += 1) wanted.add(this.cell(rows - 1 - y, column));
    }
    // The tab stop stays, wherever the grid has been scrolled to.
    wanted.add(this.cell(...this.cursor));
    for (const [key, element] of this.cells) {
      if (wanted.has(key)) continue;
      element.remove();
      this.cells.delete(key);
    }
    for (const [column, element] of this.columns) {
      if (column >= from && column < to) continue;
      element.remove();
      this.columns.delete(column);
    }
    for (const [row, element] of this.rows) {
      if (element.querySelector(".ll-cell")) continue;
      element.remove();
      this.rows.delete(row);
    }
    this.refresh();
    this.content.seen?.(rows - bottom, rows - top, from, to);
  }

  private column(column: number): void {
    if (this.columns.has(column)) return;
    const head = h("div", {
      class: "ll-head", role: "columnheader", "aria-colindex": column + 2, title: this.content.headTitle(column),
    }, ...this.content.head(column));
    head.style.left = `${SIDE + column * this.width}px`;
    this.columns.set(column, head);
    this.heads.append(head);
  }

  private row(row: number): HTMLElement {
    const known = this.rows.get(row);
    if (known) return known;
    const y = this.content.rows - 1 - row;
    const element = h("div", { class: "ll-row", role: "row", "aria-rowindex": y + 2 },
      h("div", { class: "ll-side", role: "rowheader" }, String(row)));
    element.style.top = `${HEAD + y * ROW}px`;
    this.rows.set(row, element);
    this.canvas.append(element);
    return element;
  }

  private cell(row: number, column: number): string {
    const key = `${row}:${column}`;
    if (this.cells.has(key)) return key;
    const cell = h("div", {
      class: "ll-cell ll-mono", role: "gridcell", tabindex: -1, "aria-colindex": column + 2,
      [`data-${this.content.names[0]}`]: row, [`data-${this.content.names[1]}`]: column,
    });
    cell.style.left = `${SIDE + column * this.width}px`;
    this.cells.set(key, cell);
    this.row(row).append(cell);
    return key;
  }

  /** Bring the cells that exist up to date. */
  refresh(): void {
    for (const [key, cell] of this.cells) {
      const [row = 0, column = 0] = key.split(":").map(Number);
      this.content.fill(cell, row, column);
      cell.tabIndex = this.cursor[0] === row && this.cursor[1] === column ? 0 : -1;
    }
    const [row, from, to] = this.content.marked() ?? [-1, 0, -1];
    for (const [column, head] of this.columns) head.classList.toggle("ll-on", column >= from && column <= to);
    for (const [at, side] of this.rows) side.classList.toggle("ll-on", at === row);
  }

  /** Put the tab stop on a cell and bring it into view. */
  move(place: Place, focus: boolean): void {
    this.cursor = place;
    this.reveal(place);
    this.paint();
    if (focus) this.focus();
  }

  /** Which cell an event hit. */
  place(target: EventTarget | null): Place | undefined {
    const cell = target instanceof Element ? target.closest<HTMLElement>(".ll-cell") : null;
    const [row, column] = this.content.names;
    return cell ? [Number(cell.dataset[row]), Number(cell.dataset[column])] : undefined;
  }

  private focus(): void {
    // The scrolling is done already, and the page must not jump.
    this.cells.get(this.cursor.join(":"))?.focus({ preventScroll: true });
  }

  private reveal([row, column]: Place): void {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.scroller;
    if (clientWidth === 0) return;
    this.scroller.scrollLeft = reveal(scrollLeft, clientWidth - SIDE, this.width, column);
    this.scroller.scrollTop = reveal(scrollTop, clientHeight - HEAD, ROW, this.content.rows - 1 - row);
  }

  private onClick(event: MouseEvent): void {
    const at = this.place(event.target);
    if (!at) return;
    this.move(at, true);
    this.content.choose(at, event.shiftKey);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [last, top] = [this.content.columns - 1, this.content.rows - 1];
    const [row, column] = this.cursor;
    const places: Record<string, Place> = {
      ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      ArrowUp: [row + 1, column], ArrowDown: [row - 1, column],
      Home: [row, 0], End: [row, last],
      PageUp: [row + 6, column], PageDown: [row - 6, column],
    };
    const place = places[event.key];
    if (place) {
      this.move([Math.max(0, Math.min(top, place[0])), Math.max(0, Math.min(last, place[1]))], true);
      if (event.shiftKey && place[0] === row) this.content.extend?.(this.cursor);
    } else if (event.key === " " || event.key === "Enter") {
      this.content.choose(this.cursor, false);
      if (event.key === "Enter") this.content.enter?.(this.cursor);
    } else if (event.key === "Escape") {
      this.popover.hide();
    } else return;
    event.preventDefault();
  }

  private hint(target: EventTarget | null): void {
    const at = this.place(target);
    const content = at ? this.content.hint(at) : [];
    const cell = at && this.cells.get(at.join(":"));
    if (cell && content.length > 0) this.popover.show(cell, ...content);
  }
}
