import { h, share, vary } from "./dom";
import { NOT_FINITE } from "./finite";
import { Matrix, type Place } from "./matrix";
import { type Popover, readingHint } from "./popover";
import type { Store } from "./store";

/** The lens: tokens by layers, layer L on top. A click selects a cell, a drag the tokens along it. */
export class Grid {
  readonly el: HTMLElement;
  readonly matrix: Matrix;
  private readonly note = h("div", { class: "ll-note", role: "status" });
  /** Where a drag, or a selection by shift and arrows, began. */
  private anchor: Place | null = null;
  /** A drag under way: nothing is selected until the button is let go. */
  private dragged: { row: number; from: number; to: number } | null = null;

  constructor(
    private readonly store: Store,
    popover: Popover,
    onAsk: () => void,
    onLayout: (width: number) => void,
    signal: AbortSignal,
  ) {
    const { tokens, layers } = store;
    this.matrix = new Matrix({
      label: "Lens: layers by tokens", corner: "layer", rows: layers, columns: tokens.length, widths: [68, 168],
      names: ["layer", "position"],
      head: (position) => [h("small", {}, String(position)), h("span", { class: "ll-mono ll-cut" }, tokens[position] ?? "")],
      headTitle: (position) => `${position}: ${tokens[position] ?? ""}`,
      fill: (cell, layer, position) => this.fill(cell, layer, position),
      marked: () => this.marked(),
      choose: (place, extend) => { if (extend) this.extend(place); else this.choose(place); },
      enter: onAsk,
      extend: (place) => this.extend(place),
      hint: ([layer, position]) =>
        readingHint(`Layer ${layer}, position ${position}`, tokens[position] ?? "", store.lens.at(layer, position)),
      seen: (...range) => store.look(...range),
      sized: onLayout,
    }, popover, store.selection ?? [layers - 1, tokens.length - 1], signal);
    this.el = h("div", { class: "ll-grid" }, this.matrix.scroller, this.note);
    this.listen(signal);
    store.on("selection", () => this.follow(), signal);
    for (const topic of ["lens", "answers", "kernel"] as const) store.on(topic, () => this.refresh(), signal);
    this.matrix.layout();
    this.say();
  }

  private listen(signal: AbortSignal): void {
    const { canvas } = this.matrix;
    canvas.addEventListener("pointerdown", (event) => {
      // A finger scrolls.
      if (event.button !== 0 || event.pointerType === "touch" || event.shiftKey) return;
      this.anchor = this.matrix.place(event.target) ?? null;
    }, { signal });
    canvas.addEventListener("pointerover", (event) => {
      const at = this.matrix.place(event.target);
      if (!this.anchor || !at || (event.buttons & 1) === 0) return;
      const [row, column] = this.anchor;
      if (!this.dragged && at[1] === column) return;
      this.dragged = { row, from: Math.min(column, at[1]), to: Math.max(column, at[1]) };
      this.matrix.refresh();
    }, { signal });
    // On the document: the button may be let go anywhere.
    document.addEventListener("pointerup", () => {
      const drag = this.dragged;
      this.dragged = null;
      if (drag) this.store.select(drag.row, drag.to, drag.from);
    }, { signal });
  }

  private marked(): [number, number, number] | null {
    const { selection, start } = this.store;
    if (this.dragged) return [this.dragged.row, this.dragged.from, this.dragged.to];
    return selection && [selection[0], start, selection[1]];
  }

  private choose([layer, position]: Place): void {
    this.anchor = [layer, position];
    this.store.select(layer, position);
  }

  /** Select from where the last selection began. */
  private extend([layer, position]: Place): void {
    const [, from] = (this.anchor ??= this.store.selection ?? [layer, position]);
    this.store.select(layer, Math.max(from, position), Math.min(from, position));
  }

  private fill(cell: HTMLElement, layer: number, position: number): void {
    const { lens, tokens, answers } = this.store;
    const reading = lens.at(layer, position);
    const empty = reading?.probs[0] === null;
    const top = empty ? NOT_FINITE : reading?.tokens[0];
    const p = reading?.probs[0] ?? 0;
    if (cell.textContent !== (top ?? "")) cell.textContent = top ?? "";
    vary(cell, "--p", String(p));
    const read = empty ? NOT_FINITE : reading ? `lens reads ${top}, probability ${share(p)}` : "not read yet";
    cell.setAttribute("aria-label", `Layer ${layer}, position ${position} ${tokens[position]}: ${read}`);
    const [row, from, to] = this.marked() ?? [-1, 0, -1];
    const selected = row === layer && from <= position && position <= to;
    cell.setAttribute("aria-selected", String(selected));
    cell.classList.toggle("ll-among", selected && from < to);
    cell.classList.toggle("ll-first", selected && position === from);
    cell.classList.toggle("ll-last", selected && position === to);
    cell.classList.toggle("ll-empty", !reading);
    cell.classList.toggle("ll-not-finite", empty);
    cell.classList.toggle("ll-dim", (this.store.model.get("special") ?? []).includes(position));
    cell.classList.toggle("ll-answered", answers.some((each) =>
      each.layer === layer && each.position === position && !each.vector));
  }

  private refresh(): void {
    this.matrix.refresh();
    this.say();
  }

  private say(): void {
    const error = [...this.store.lens.failed.values()][0];
    this.note.replaceChildren();
    if (error === undefined) return;
    const again = h("button", { type: "button", class: "ll-link" }, "Try again");
    again.addEventListener("click", () => { this.store.retryLens(); this.matrix.paint(); });
    this.note.append(h("span", { class: "ll-error" }, `The lens could not be read: ${error} `), again);
  }

  /** Another view, or Python, moved the selection: the tab stop goes with it, unless it stands in it already. */
  private follow(): void {
    const { selection, start } = this.store;
    if (!selection) return this.refresh();
    const [row, column] = this.matrix.cursor;
    if (start === selection[1]) this.anchor = selection;
    if (row === selection[0] && column >= start && column <= selection[1]) return this.refresh();
    this.matrix.move(selection, this.el.contains(document.activeElement));
  }
}
