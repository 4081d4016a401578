import { batch } from "@preact/signals";
import type { Answer, Steered, SteeredReply } from "./protocol";
import type { Store } from "./store";

/** Steering in the Steer panel: begun with the question box's decoder and the selection, moved by the slider. */
export class Steering {
  constructor(private readonly store: Store) {}

  /** The strength of the slider. */
  get strength(): number {
    const value = Number(this.store.draft.value("steer_strength"));
    return Number.isFinite(value) ? value : 1;
  }

  /** Whether an answer is a decoder's, so that the model can be steered to another. */
  possible({ asked }: Answer): boolean {
    const { synced } = this.store;
    const entry = synced.entries.value.find(({ name }) => name === asked?.preset);
    return synced.steer !== undefined && !synced.frozen && entry?.steers === true;
  }

  /** Open the panel with an answer's question, and what the answer was about selected. */
  open(answer: Answer): void {
    const { draft } = this.store;
    batch(() => {
      this.store.show(answer);
      this.store.edit(() => {
        draft.change({ preset: answer.asked?.preset ?? "", panel: "steer" });
        draft.text = answer.asked?.text ?? draft.text;
      });
    });
  }

  /** Other answers that can be wished with a click: the options of the question, without the one that was given. */
  get others(): string[] {
    const { draft, view } = this.store;
    const answer = view.answer.value;
    const given = answer?.text.trim();
    const scored =
      answer?.asked?.text === draft.text.trim() ? answer.options.map(({ text }) => text.trim()) : [];
    return [...new Set([...draft.asking().options, ...scored])].filter((each) => each !== given).slice(0, 8);
  }

  /** Learn; what is missing Python says. */
  begin(): void {
    const { draft, requests } = this.store;
    requests.begin("steer", { ...this.store.selected(), ...draft.asking(), steer: draft.steer });
  }

  /** Show what was learnt at the slider's strength, which is asked for if it is not known yet. */
  moved(): void {
    const { requests, view } = this.store;
    const steered = view.steered.peek();
    if (!steered || this.at(steered)) return;
    const asked = [...requests.work.peek().values()].some(
      ({ what, args, state }) =>
        what === "strength" &&
        state !== "failed" &&
        args.steering === steered.id &&
        args.strength === this.strength,
    );
    if (!asked) requests.begin("strength", { steering: steered.id, strength: this.strength });
  }

  /** What the steered model says at the slider's strength; undefined until it was asked. */
  at({ after }: Steered): SteeredReply | undefined {
    return after.find(({ strength }) => strength === this.strength);
  }

  /** What the model says with a random vector in the slot instead, at the same strength. */
  noiseAt({ random }: Steered): SteeredReply | undefined {
    return random?.find(({ strength }) => strength === this.strength);
  }

  /** Take up what Python found. */
  done(steered: Steered): void {
    const { synced, view } = this.store;
    const known = synced.steered.peek();
    batch(() => {
      synced.steered.value = known.some(({ id }) => id === steered.id)
        ? known.map((each) => (each.id === steered.id ? steered : each))
        : [...known, steered];
      view.steeredId.value = steered.id;
    });
  }
}
