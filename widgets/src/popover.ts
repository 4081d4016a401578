import { h, share, vary } from "./dom";
import { WHY } from "./finite";
import type { Reading } from "./lens";

/** One hint for the whole view, in the browser's top layer where it can, so that no scroll box cuts it off. */
export class Popover {
  readonly el = h("div", { class: "ll-popover", role: "tooltip", popover: "manual" });
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Show content beside an element, below it unless there is no room. */
  show(anchor: Element, ...content: Node[]): void {
    clearTimeout(this.timer);
    this.el.replaceChildren(...content);
    this.el.dataset["shown"] = "";
    // Hosts that cannot (and jsdom) leave it where it stands, positioned by the same coordinates.
    if (!this.open()) this.el.showPopover?.();
    const box = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.el;
    const left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, window.innerWidth - width - 8));
    const below = box.bottom + 6;
    const top = below + height > window.innerHeight - 8 ? Math.max(8, box.top - height - 6) : below;
    this.el.style.left = `${Math.round(left)}px`;
    this.el.style.top = `${Math.round(top)}px`;
  }

  hide(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      delete this.el.dataset["shown"];
      if (this.open()) this.el.hidePopover?.();
    }, 60);
  }

  private open(): boolean {
    try {
      return this.el.matches(":popover-open");
    } catch {
      return false;
    }
  }
}

/** What the lens reads at a cell: its likeliest tokens with bars. */
export function readingHint(title: string, token: string, reading: Reading | undefined): HTMLElement[] {
  const head = h("div", { class: "ll-pop-head" }, h("span", {}, title), h("b", { class: "ll-mono" }, token));
  if (!reading) return [head, h("div", { class: "ll-quiet" }, "The lens has not been read here yet.")];
  if (reading.probs[0] === null) return [head, h("div", { class: "ll-quiet" }, WHY)];
  const rows = reading.tokens.map((word, i) => {
    const p = reading.probs[i] ?? 0;
    return h("div", { class: "ll-pop-row" },
      h("span", { class: "ll-mono ll-cut" }, word),
      vary(h("span", { class: "ll-bar" }), "--p", String(p)),
      h("span", { class: "ll-num" }, share(p)));
  });
  return [head, ...rows];
}
