import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Draft as DraftState } from "./protocol";
import type { Side } from "./seconds";
import type { Store } from "./store";
import type { Selection } from "./synced";

/** Changes of one kind that follow each other so fast, in milliseconds, are taken back together. */
const TOGETHER = 700;
/** Most steps that can be taken back. */
const MOST = 100;

/** What can be taken back: what is selected, the question, and what the grid shows. */
interface Step {
  selection: Selection | null;
  /** The cell of another model's grid that was chosen, with what the second grid showed. */
  below: { id: string; side: Side; layer: number; position: number } | null;
  question: Omit<DraftState, "open" | "panel">;
  lens: string;
  map: string;
  measure: string;
  pins: string[];
  stride: number;
}

/** The steps behind and ahead of what is selected, asked and shown, the same in all views of a page. */
export class Undo {
  private readonly past = signal<Step[]>([]);
  private readonly future = signal<Step[]>([]);
  private now: Step;
  /** What the last step changed, and when. */
  private last = "";
  private at = 0;
  /** The id of the answer on the card at each step. */
  private readonly answers = new WeakMap<Step, string | undefined>();
  /** That on the card before a change that puts another there. */
  private card: { id: string | undefined } | undefined;

  constructor(private readonly store: Store) {
    this.now = this.read();
  }

  get back(): ReadonlySignal<Step[]> {
    return this.past;
  }

  get ahead(): ReadonlySignal<Step[]> {
    return this.future;
  }

  /** Note steps as they are made; returns how to stop. */
  watch(): () => void {
    return effect(() => this.note(this.read()));
  }

  /** Make a change that may put another answer on the card; the one before stays with the step before. */
  leave(change: () => void): void {
    const outer = this.card;
    this.card ??= { id: this.store.view.answer.peek()?.id };
    try {
      batch(change);
    } finally {
      this.card = outer;
    }
  }

  undo(): void {
    this.go(this.past, this.future);
  }

  redo(): void {
    this.go(this.future, this.past);
  }

  private read(): Step {
    const { draft, seconds, synced, view } = this.store;
    const other = seconds.otherCell.value;
    const { open: _, panel: __, ...question } = draft.state.value;
    return {
      selection: synced.selection.value,
      below: other && {
        id: seconds.shownId.value,
        side: seconds.side.value,
        layer: other.layer,
        position: other.position,
      },
      question,
      lens: view.lensName.value,
      map: view.siteMapId.value,
      measure: view.measure.value,
      pins: view.pins.value,
      stride: view.stride.value,
    };
  }

  private note(step: Step): void {
    const changed = differing(this.now, step).join();
    if (changed === "") return;
    const fast = changed === this.last && Date.now() - this.at < TOGETHER && changed !== "selection";
    // The first selection has nothing to go back to.
    if (!fast && !(changed === "selection" && !this.now.selection)) {
      this.answers.set(this.now, (this.card ?? { id: this.store.view.answer.peek()?.id }).id);
      this.past.value = [...this.past.peek(), this.now].slice(-MOST);
    }
    this.future.value = [];
    [this.now, this.last, this.at] = [step, changed, Date.now()];
  }

  private go(from: typeof this.past, to: typeof this.past): void {
    const step = from.peek().at(-1);
    if (!step) return;
    const { draft, synced, view } = this.store;
    this.answers.set(this.now, view.answer.peek()?.id);
    batch(() => {
      from.value = from.peek().slice(0, -1);
      to.value = [...to.peek(), this.now];
      // As it will be read: what is restored is no step of its own. A cell once selected stays so.
      this.now = { ...step, selection: step.selection ?? synced.selection.peek() };
      this.last = "";
      if (step.selection) synced.selectAll(step.selection.layers, step.selection.spans);
      if (step.below) {
        const { id, side, layer, position } = step.below;
        this.store.seconds.look(id, side);
        this.store.chooseBelow(layer, position);
      } else this.store.seconds.chosen.value = null;
      this.store.edit(() => draft.change(step.question));
      view.lensName.value = step.lens;
      view.siteMapId.value = step.map;
      view.measure.value = step.measure;
      view.pins.value = step.pins;
      view.stride.value = step.stride;
      const answer = synced.answers.peek().find(({ id }) => id === this.answers.get(step));
      if (answer) view.answer.value = answer;
    });
  }
}

/** The parts of two steps that differ. */
function differing(one: Step, other: Step): string[] {
  const names = Object.keys(one) as (keyof Step)[];
  return names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

/** Whether keys pressed here change a text, which has an undo of its own. */
export function writes(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest("textarea, [contenteditable], input");
  return (
    field !== null && !["checkbox", "radio", "range", "button"].includes(field.getAttribute("type") ?? "")
  );
}
