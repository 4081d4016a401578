import { h, share, vary } from "./dom";
import { type Popover, readingHint } from "./popover";
import type { Store } from "./store";
import type { Cell } from "./types";
import { columnWidth, inSight, reveal } from "./window";

export const ROW = 24;
export const HEAD = 38;
export const SIDE = 44;
/** Layers shown at once; more scroll. */
const ROWS = 18;
/** What is drawn where nothing has a size yet, and in tests. */
const FALLBACK = 760;

/** Tokens by layers, layer L on top. Only the cells in sight have elements, and one tab stop leads to them. */
export class Grid {
  readonly el: HTMLElement;
  readonly scroller: HTMLElement;
  width = 80;
  private readonly canvas = h("div", { class: "ll-canvas" });
  private readonly heads = h("div", { class: "ll-heads", role: "row", "aria-rowindex": 1 });
  private readonly note = h("div", { class: "ll-note", role: "status" });
  private readonly rows = new Map<number, HTMLElement>();
  private readonly cells = new Map<string, HTMLElement>();
  private readonly columns = new Map<number, HTMLElement>();
  private cursor: Cell;
  private frame = 0;
  private placed = false;

  constructor(
    private readonly store: Store,
    private readonly popover: Popover,
    private readonly onAsk: () => void,
    private readonly onLayout: (width: number) => void,
    signal: AbortSignal,
  ) {
    this.cursor = store.selection ?? [store.layers - 1, store.tokens.length - 1];
    this.heads.append(h("div", { class: "ll-corner", role: "columnheader" }, "layer"));
    this.canvas.append(this.heads);
    this.scroller = h("div", {
      class: "ll-scroll", role: "grid", "aria-label": "Lens: layers by tokens",
      "aria-rowcount": store.layers + 1, "aria-colcount": store.tokens.length + 1,
    }, this.canvas);
    this.scroller.style.maxHeight = `${HEAD + Math.min(store.layers, ROWS) * ROW + 14}px`;
    this.el = h("div", { class: "ll-grid" }, this.scroller, this.note);

    this.scroller.addEventListener("scroll", () => { this.popover.hide(); this.later(); }, { signal, passive: true });
    this.canvas.addEventListener("click", (event) => this.onClick(event), { signal });
    this.canvas.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["pointerover", "focusin"] as const) {
      this.canvas.addEventListener(name, (event) => this.hint(event.target), { signal });
    }
    for (const name of ["pointerout", "focusout"] as const) {
      this.canvas.addEventListener(name, () => this.popover.hide(), { signal });
    }
    store.on("selection", () => this.follow(), signal);
    store.on("lens", () => this.refresh(), signal);
    store.on("answers", () => this.refresh(), signal);
    store.on("kernel", () => this.refresh(), signal);
    if (typeof ResizeObserver !== "undefined") {
      const observer = new ResizeObserver(() => this.layout());
      observer.observe(this.scroller);
      signal.addEventListener("abort", () => observer.disconnect());
    }
    signal.addEventListener("abort", () => cancelAnimationFrame(this.frame));
    this.layout();
  }

  /** Size everything to the room there is. */
  private layout(): void {
    const { tokens, layers } = this.store;
    const width = columnWidth(this.scroller.clientWidth || FALLBACK, SIDE, tokens.length);
    const placed = this.placed;
    this.placed = this.scroller.clientWidth > 0;
    if (width === this.width && placed) return this.paint();
    const focused = this.canvas.contains(document.activeElement);
    this.width = width;
    this.canvas.style.width = `${SIDE + tokens.length * this.width}px`;
    this.canvas.style.height = `${HEAD + layers * ROW}px`;
    vary(this.el, "--w", `${this.width}px`);
    for (const map of [this.rows, this.cells, this.columns]) {
      for (const element of map.values()) element.remove();
      map.clear();
    }
    this.onLayout(this.width);
    if (this.store.selection) this.reveal(this.cursor);
    this.paint();
    if (focused) this.cells.get(this.cursor.join(":"))?.focus({ preventScroll: true });
  }

  private later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  /** Make the elements in sight, drop the others, and load what has not been read. */
  private paint(): void {
    const { tokens, layers } = this.store;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    const [from, to] = inSight(scrollLeft, (clientWidth || FALLBACK) - SIDE, this.width, tokens.length);
    const [top, bottom] = inSight(scrollTop, (clientHeight || ROWS * ROW + HEAD) - HEAD, ROW, layers);
    const wanted = new Set<string>();
    for (let position = from; position < to; position += 1) this.column(position);
    for (let row = top; row < bottom; row += 1) {
      const layer = layers - 1 - row;
      for (let position = from; position < to; position += 1) wanted.add(this.cell(layer, position));
    }
    // The tab stop stays, wherever the grid has been scrolled to.
    wanted.add(this.cell(...this.cursor));
    for (const [key, element] of this.cells) {
      if (wanted.has(key)) continue;
      element.remove();
      this.cells.delete(key);
    }
    for (const [position, element] of this.columns) {
      if (position >= from && position < to) continue;
      element.remove();
      this.columns.delete(position);
    }
    for (const [layer, element] of this.rows) {
      if (element.querySelector(".ll-cell")) continue;
      element.remove();
      this.rows.delete(layer);
    }
    this.refresh();
    this.store.look(layers - bottom, layers - top, from, to);
  }

  private column(position: number): void {
    if (this.columns.has(position)) return;
    const token = this.store.tokens[position] ?? "";
    const head = h("div", {
      class: "ll-head", role: "columnheader", "aria-colindex": position + 2, title: `${position}: ${token}`,
    }, h("small", {}, String(position)), h("span", { class: "ll-mono ll-cut" }, token));
    head.style.left = `${SIDE + position * this.width}px`;
    this.columns.set(position, head);
    this.heads.append(head);
  }

  private row(layer: number): HTMLElement {
    const known = this.rows.get(layer);
    if (known) return known;
    const y = this.store.layers - 1 - layer;
    const row = h("div", { class: "ll-row", role: "row", "aria-rowindex": y + 2 },
      h("div", { class: "ll-side", role: "rowheader" }, String(layer)));
    row.style.top = `${HEAD + y * ROW}px`;
    this.rows.set(layer, row);
    this.canvas.append(row);
    return row;
  }

  private cell(layer: number, position: number): string {
    const key = `${layer}:${position}`;
    if (this.cells.has(key)) return key;
    const cell = h("div", {
      class: "ll-cell ll-mono", role: "gridcell", tabindex: -1, "aria-colindex": position + 2,
      "data-layer": layer, "data-position": position,
    });
    cell.style.left = `${SIDE + position * this.width}px`;
    this.cells.set(key, cell);
    this.row(layer).append(cell);
    return key;
  }

  /** Bring the cells that exist up to date with the lens, the selection and the answers. */
  private refresh(): void {
    const { lens, tokens, selection, answers } = this.store;
    const special = new Set(this.store.model.get("special") ?? []);
    const answered = new Set(answers.map(({ layer, position }) => `${layer}:${position}`));
    for (const [key, cell] of this.cells) {
      const [layer = 0, position = 0] = key.split(":").map(Number);
      const reading = lens.at(layer, position);
      const top = reading?.tokens[0];
      const p = reading?.probs[0] ?? 0;
      if (cell.textContent !== (top ?? "")) cell.textContent = top ?? "";
      vary(cell, "--p", String(p));
      const read = reading ? `lens reads ${top}, probability ${share(p)}` : "not read yet";
      cell.setAttribute("aria-label", `Layer ${layer}, position ${position} ${tokens[position]}: ${read}`);
      const selected = selection?.[0] === layer && selection[1] === position;
      cell.setAttribute("aria-selected", String(selected));
      cell.tabIndex = this.cursor[0] === layer && this.cursor[1] === position ? 0 : -1;
      cell.classList.toggle("ll-empty", !reading);
      cell.classList.toggle("ll-dim", special.has(position));
      cell.classList.toggle("ll-answered", answered.has(key));
    }
    for (const [position, head] of this.columns) head.classList.toggle("ll-on", selection?.[1] === position);
    for (const [layer, row] of this.rows) row.classList.toggle("ll-on", selection?.[0] === layer);
    this.say();
  }

  private say(): void {
    const error = [...this.store.lens.failed.values()][0];
    this.note.replaceChildren();
    if (error === undefined) return;
    const again = h("button", { type: "button", class: "ll-link" }, "Try again");
    again.addEventListener("click", () => { this.store.retryLens(); this.paint(); });
    this.note.append(h("span", { class: "ll-error" }, `The lens could not be read: ${error} `), again);
  }

  /** Another view, or Python, moved the selection: the tab stop goes with it. */
  private follow(): void {
    if (this.store.selection) this.move(this.store.selection, this.el.contains(document.activeElement));
    else this.refresh();
  }

  private move(cell: Cell, focus: boolean): void {
    this.cursor = cell;
    this.reveal(cell);
    this.paint();
    // The scrolling is done already, and the page must not jump.
    if (focus) this.cells.get(cell.join(":"))?.focus({ preventScroll: true });
  }

  private reveal([layer, position]: Cell): void {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.scroller;
    if (clientWidth === 0) return;
    this.scroller.scrollLeft = reveal(scrollLeft, clientWidth - SIDE, this.width, position);
    this.scroller.scrollTop = reveal(scrollTop, clientHeight - HEAD, ROW, this.store.layers - 1 - layer);
  }

  private place(target: EventTarget | null): [HTMLElement, Cell] | undefined {
    const cell = target instanceof Element ? target.closest<HTMLElement>(".ll-cell") : null;
    if (!cell) return undefined;
    return [cell, [Number(cell.dataset["layer"]), Number(cell.dataset["position"])]];
  }

  private onClick(event: Event): void {
    const at = this.place(event.target);
    if (!at) return;
    at[0].focus({ preventScroll: true });
    this.store.select(...at[1]);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.store.tokens.length - 1;
    const [layer, position] = this.cursor;
    const places: Record<string, Cell> = {
      ArrowLeft: [layer, position - 1], ArrowRight: [layer, position + 1],
      ArrowUp: [layer + 1, position], ArrowDown: [layer - 1, position],
      Home: [layer, 0], End: [layer, last],
      PageUp: [layer + 6, position], PageDown: [layer - 6, position],
    };
    const place = places[event.key];
    if (place) {
      const top = this.store.layers - 1;
      this.move([Math.max(0, Math.min(top, place[0])), Math.max(0, Math.min(last, place[1]))], true);
    } else if (event.key === " " || event.key === "Enter") {
      this.store.select(layer, position);
      if (event.key === "Enter") this.onAsk();
    } else if (event.key === "Escape") {
      this.popover.hide();
    } else return;
    event.preventDefault();
  }

  private hint(target: EventTarget | null): void {
    const at = this.place(target);
    if (!at) return;
    const [layer, position] = at[1];
    const title = `Layer ${layer}, position ${position}`;
    this.popover.show(at[0],
      ...readingHint(title, this.store.tokens[position] ?? "", this.store.lens.at(layer, position)));
  }
}
