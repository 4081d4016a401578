import type { Asking, Draft, Question, Settings, Value, Way } from "./types";

const NOTHING: Way = { name: "", label: "", help: "", group: "", takes: "question", sample: "", subject: null, settings: {} };

/** Equal as JSON: settings are plain values and short lists. */
const same = (one: Value | undefined, other: Value | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What the question box holds: one for all views of an Explorer. */
export class DraftBox {
  readonly state: Draft;

  constructor(readonly ways: Way[], kept: Partial<Draft> = {}) {
    this.state = { preset: "", texts: {}, options: "", settings: {}, open: false, ...kept };
  }

  get way(): Way {
    return this.ways.find(({ name }) => name === this.state.preset) ?? this.ways[0] ?? NOTHING;
  }

  get text(): string {
    return this.state.texts[this.way.name] ?? "";
  }

  set text(text: string) {
    this.state.texts = { ...this.state.texts, [this.way.name]: text };
  }

  /** Whether there is something to ask. */
  get ready(): boolean {
    return this.way.takes === "" || this.text.trim() !== "";
  }

  has(name: string): boolean {
    return name in this.way.settings;
  }

  /** A setting as it would be asked now. */
  value(name: string): Value {
    const { settings } = this.state;
    return (name in settings ? settings[name] : this.way.settings[name]) ?? null;
  }

  /** Change a setting; `undefined` goes back to the reader's own. */
  set(name: string, value: Value | undefined): void {
    const { [name]: _, ...others } = this.state.settings;
    this.state.settings = value === undefined || same(value, this.way.settings[name]) ? others : { ...others, [name]: value };
  }

  /** What was set that this reader takes, and that differs from its own. */
  changed(): Settings {
    return Object.fromEntries(Object.entries(this.state.settings)
      .filter(([name, value]) => this.has(name) && !same(value, this.way.settings[name])));
  }

  /** Go back to the reader's own settings. */
  reset(): void {
    this.state.settings = {};
  }

  asking(): Asking {
    return {
      question: this.question(),
      options: this.state.options.split(",").map((option) => option.trim()).filter(Boolean),
      settings: this.changed(),
    };
  }

  private question(): Question {
    const { name, takes } = this.way;
    if (name === "") return { text: this.text.trim() };
    return takes === "" ? { preset: name } : { preset: name, text: this.text.trim() };
  }
}
