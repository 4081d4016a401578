import type { Asking, Draft, Question, Settings, Value, Way } from "./types";

const NOTHING: Way = { name: "", label: "", help: "", group: "", takes: "question", sample: "", subject: null, settings: {} };

/** Equal as JSON: settings are plain values and short lists. */
const same = (one: Value | undefined, other: Value | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What the question box holds: one for all views of an Explorer. */
export class DraftBox {
  readonly state: Draft;

  /** `sources` are the usual values of what is about the source: they stay whichever way is chosen. */
  constructor(public ways: Way[], kept: Partial<Draft> = {}, private readonly sources: Settings = {}) {
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
    const { takes } = this.way;
    // Whether a model has a corpus of its own is Python's to say.
    return takes === "" || takes === "corpus" || this.text.trim() !== "";
  }

  private get own(): Settings {
    return { ...this.way.settings, ...this.sources };
  }

  has(name: string): boolean {
    return name in this.own;
  }

  /** Whether a setting is about the source. */
  isSource(name: string): boolean {
    return name in this.sources;
  }

  /** What is read in place of the selected cell: a difference, or a vector by its key; null for none. */
  get vector(): string | null {
    return this.value("vector") as string | null;
  }

  /** A setting as it would be asked now. */
  value(name: string): Value {
    const { settings } = this.state;
    return (name in settings ? settings[name] : this.own[name]) ?? null;
  }

  /** Change a setting; `undefined` goes back to the reader's own. */
  set(name: string, value: Value | undefined): void {
    const { [name]: _, ...others } = this.state.settings;
    this.state.settings = value === undefined || same(value, this.own[name]) ? others : { ...others, [name]: value };
  }

  /** What was set that this reader takes, and that differs from its own. */
  changed(): Settings {
    return Object.fromEntries(Object.entries(this.state.settings)
      .filter(([name, value]) => this.has(name) && !same(value, this.own[name])));
  }

  /** Go back to the reader's own settings. */
  reset(): void {
    this.state.settings = this.part(this.state.settings, true);
  }

  private part(settings: Settings, ofSource: boolean): Settings {
    return Object.fromEntries(Object.entries(settings).filter(([name]) => this.isSource(name) === ofSource));
  }

  asking(): Asking {
    return {
      question: this.question(),
      options: this.state.options.split(",").map((option) => option.trim()).filter(Boolean),
      settings: this.part(this.changed(), false),
      source: this.vector ? this.part(this.changed(), true) : {},
    };
  }

  private question(): Question {
    const { name, takes } = this.way;
    if (name === "") return { text: this.text.trim() };
    return takes === "" ? { preset: name } : { preset: name, text: this.text.trim() };
  }
}
