import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import type { Answer, Curve, HeatMap, Series } from "./protocol";
import type { Synced } from "./synced";

/** What is on screen in all views of an Explorer alike, and that Python knows nothing of. */
export class ViewState {
  /** The answer on the card. */
  readonly answer: Signal<Answer | null>;
  /** Which sweep and which grid of layers are shown, by id; the latest where that one is gone. */
  readonly curveId: Signal<string>;
  readonly heatMapId: Signal<string>;
  readonly curve: ReadonlySignal<Curve | null>;
  readonly heatMap: ReadonlySignal<HeatMap | null>;

  constructor({ answers, curves, heatMaps }: Synced) {
    this.answer = signal(answers.peek().at(-1) ?? null);
    this.curveId = signal(curves.peek().at(-1)?.id ?? "");
    this.heatMapId = signal(heatMaps.peek().at(-1)?.id ?? "");
    this.curve = shown(curves, this.curveId);
    this.heatMap = shown(heatMaps, this.heatMapId);
  }
}

function shown<T extends Series>(all: Signal<T[]>, id: Signal<string>): ReadonlySignal<T | null> {
  return computed(() => all.value.find((each) => each.id === id.value) ?? all.value.at(-1) ?? null);
}

/** What a hint stands beside, and what it says. */
export interface Hint {
  anchor: Element;
  content: () => ComponentChild;
  /** Above the anchor rather than below it, where there is room. */
  above?: boolean;
}

/** What belongs to one view alone. */
export class OneView {
  /** The hint that was shown last, and whether it still is. */
  readonly hint = signal<Hint | null>(null);
  readonly open = signal(false);
  /** The width of the lens's columns, which the curve under it shares, in pixels. */
  readonly columnWidth = signal(80);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Show a hint beside an element. */
  show(hint: Hint): void {
    clearTimeout(this.timer);
    this.hint.value = hint;
    this.open.value = true;
  }

  /** Take the hint away, soon: the pointer may be on its way to the next one. */
  hide(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.open.value = false;
    }, 60);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
