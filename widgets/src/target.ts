import { h } from "./dom";
import type { Store } from "./store";
import type { Cell, Target } from "./types";

/** So many tokens stand on either side of the cell or slot; the others are left out. */
const AROUND = 14;

/** Tokens in a line, some of them marked, those far from the marks left out. */
function line(tokens: string[], marked: number[], chip: (token: string, position: number) => HTMLElement): HTMLElement {
  const [first = 0, last = 0] = [Math.min(...marked, tokens.length - 1), Math.max(...marked, 0)];
  const [from, to] = [Math.max(0, first - AROUND), Math.min(tokens.length, last + AROUND + 1)];
  const gap = (count: number): HTMLElement | null =>
    (count > 0 ? h("span", { class: "ll-quiet", title: `${count} more tokens` }, "…") : null);
  return h("span", { class: "ll-tokens" }, gap(from),
    ...tokens.slice(from, to).map((token, i) => chip(token, from + i)), gap(tokens.length - to));
}

function row(name: string, tokens: HTMLElement, where: string): HTMLElement {
  return h("div", { class: "ll-flow-row" }, h("span", { class: "ll-label" }, name),
    h("span", { class: "ll-quiet ll-at" }, where), tokens);
}

function plain(marked: number[], kind: string): (token: string, position: number) => HTMLElement {
  return (token, position) => h("span", {
    class: `ll-token ll-mono${marked.includes(position) ? ` ll-${kind}` : ""}`, title: `position ${position}`,
  }, token);
}

/** The token that is read; of a vector its name. */
const read = (tokens: string[], [layer, position]: Cell, name?: string): HTMLElement =>
  row("Reads", name === undefined ? line(tokens, [position], plain([position], "source"))
    : h("span", { class: "ll-token ll-mono ll-source" }, name), `layer ${layer}`);

/** Both prompts, one above the other: the cell that is read, and the slots that it is written into. */
export function flow(tokens: string[], cell: Cell, target: Target, name?: string): HTMLElement {
  const slots = target.slots ?? [cell[1]];
  return h("div", { class: "ll-flow" }, read(tokens, cell, name),
    row("Writes", line(target.tokens, slots, plain(slots, "slot")), into(target)));
}

function into({ layer }: Target): string {
  return layer === null ? "" : `layer ${layer}`;
}

/** The prompts of what would be asked now; where the slot can be moved, a click on a token moves it there. */
export class TargetView {
  readonly el = h("div", { class: "ll-flow" });

  constructor(private readonly store: Store, signal: AbortSignal) {
    this.el.addEventListener("click", (event) => this.onClick(event), { signal });
    this.el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const topic of ["preview", "selection", "draft"] as const) store.on(topic, () => this.draw(), signal);
    this.draw();
  }

  private draw(): void {
    const { selection, tokens, preview: { target } } = this.store;
    this.el.hidden = target === null || target.tokens.length === 0;
    if (!target || this.el.hidden) return;
    const focused = this.el.contains(document.activeElement);
    const slots = target.slots ?? (selection ? [selection[1]] : []);
    const written = line(target.tokens, slots,
      target.movable ? (token, position) => this.choice(token, position, slots) : plain(slots, "slot"));
    if (target.movable) {
      written.setAttribute("role", "radiogroup");
      written.setAttribute("aria-label", "Slot: the token that takes the vector");
      written.title = "Click the token that takes the vector";
    }
    const { reads } = target;
    const source = reads ? read(tokens, [reads.layer, 0], reads.name) : selection ? read(tokens, selection) : "";
    this.el.replaceChildren(source, row("Writes", written, into(target)));
    if (focused) this.el.querySelector<HTMLElement>("[aria-checked='true']")?.focus({ preventScroll: true });
  }

  private choice(token: string, position: number, slots: number[]): HTMLElement {
    const here = slots.includes(position);
    return h("button", {
      type: "button", class: `ll-token ll-mono${here ? " ll-slot" : ""}`, role: "radio", "aria-checked": String(here),
      "data-slot": position, tabindex: here || (slots.length === 0 && position === 0) ? 0 : -1, title: `position ${position}`,
    }, token);
  }

  private onClick(event: Event): void {
    const at = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-slot]") : null;
    if (at) this.put(Number(at.dataset["slot"]));
  }

  private onKey(event: KeyboardEvent): void {
    const at = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-slot]") : null;
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!at || move === undefined) return;
    event.preventDefault();
    this.put(Math.max(0, Math.min((this.store.preview.target?.tokens.length ?? 1) - 1, Number(at.dataset["slot"]) + move)));
  }

  private put(position: number): void {
    const { target } = this.store.preview;
    if (!target) return;
    // Drawn at once; Python's word on it follows.
    target.slots = [position];
    this.store.edit((draft) => draft.set("position", position));
  }
}
