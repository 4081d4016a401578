import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import { byLayer, type Line } from "./line";
import type { Answer, Continuation, HeatMap, SiteMap, Steered } from "./protocol";
import type { Synced } from "./synced";

/** State that all views of an Explorer share, and that is not sent to Python. */
export class LocalState {
  /** The answer that is shown on the answer card. */
  readonly answer: Signal<Answer | null>;
  /** How often a question was wanted before there was one: its field takes the focus. */
  readonly wanted = signal(0);
  /** How many answers to questions of this page have come: the card is brought into sight. */
  readonly arrived = signal(0);
  /** Ids of the curve and the heat map that are shown; the latest if there is none of this id. */
  readonly curveId: Signal<string>;
  readonly heatMapId: Signal<string>;
  /** Id of the steering that is shown; the latest if there is none of this id. */
  readonly steeredId = signal("");
  readonly steered: ReadonlySignal<Steered | null>;
  /** The map of answers that the grid shows; null while it shows a lens. */
  readonly siteMap: ReadonlySignal<SiteMap | null>;
  /** What the grid shows: a lens by its name, empty for the logit lens, or the map of answers of this id. */
  readonly lensName = signal("");
  readonly siteMapId: Signal<string>;
  /** What colours the cells, by name; empty for the usual. */
  readonly measure = signal("");
  /** The tokens whose ranks the cells show, as they were typed. */
  readonly pins = signal<string[]>([]);
  /** Every how many layers have a row. */
  readonly stride = signal(1);
  /** How the model goes on with the prompt; null until it was asked. */
  readonly continuation = signal<Continuation | null>(null);
  /** Everything that can be drawn as a curve, and what is. */
  readonly lines: ReadonlySignal<Line[]>;
  readonly curve: ReadonlySignal<Line | null>;
  readonly heatMap: ReadonlySignal<HeatMap | null>;

  constructor({ answers, comparisons, curves, heatMaps, siteMaps, steered }: Synced) {
    const last = answers.peek().at(-1);
    // Of several readers the question's own is shown.
    const [own] = comparisons.peek().find((each) => last && each.answers.includes(last.id))?.answers ?? [];
    this.answer = signal(answers.peek().find(({ id }) => id === own) ?? last ?? null);
    this.curveId = signal(curves.peek().at(-1)?.id ?? "");
    this.heatMapId = signal(heatMaps.peek().at(-1)?.id ?? "");
    this.lines = computed(() => [...curves.value, ...siteMaps.value.flatMap(byLayer)]);
    this.curve = shown(this.lines, this.curveId);
    this.heatMap = shown(heatMaps, this.heatMapId);
    this.siteMapId = signal("");
    this.siteMap = computed(() => siteMaps.value.find(({ id }) => id === this.siteMapId.value) ?? null);
    this.steered = shown(steered, this.steeredId);
  }

  /** Let the grid show a map of answers. */
  showMap(id: string): void {
    this.siteMapId.value = id;
    if (this.lines.peek().some((line) => line.id === id)) this.curveId.value = id;
    this.measure.value = "";
  }

  /** Let the grid show a lens. */
  showLens(name: string): void {
    this.siteMapId.value = "";
    this.lensName.value = name;
    this.measure.value = "";
  }
}

function shown<T extends { id: string }>(
  all: ReadonlySignal<T[]>,
  id: Signal<string>,
): ReadonlySignal<T | null> {
  return computed(() => all.value.find((each) => each.id === id.value) ?? all.value.at(-1) ?? null);
}

/** A hint: the element that it belongs to, and its content. */
export interface Hint {
  anchor: Element;
  content: () => ComponentChild;
  /** Whether to place it above the anchor if there is room. */
  above?: boolean;
}

/** State of a single view. */
export class OneView {
  /** The latest hint, and whether it is visible. */
  readonly hint = signal<Hint | null>(null);
  readonly open = signal(false);
  /** The width of the lens's columns, which the curve under it shares, in pixels. */
  readonly columnWidth = signal(80);
  /** First and last position in sight, once the grid is there. */
  positions: [number, number] | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Show a hint beside an element. */
  show(hint: Hint): void {
    clearTimeout(this.timer);
    this.hint.value = hint;
    this.open.value = true;
  }

  /** Hide the hint after a delay, since the pointer may be moving to the next one. */
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
