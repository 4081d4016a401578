import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Asking, Draft as DraftState, Field, MenuEntry, Question, Settings, Value } from "./protocol";

const NOTHING: MenuEntry = {
  name: "",
  label: "",
  help: "",
  group: "",
  takes: "question",
  sample: "",
  subject: null,
  settings: {},
};

/** Equal as JSON: settings are plain values and short lists. */
const same = (one: Value | undefined, other: Value | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The content of the question box, shared by all views of an Explorer. */
export class Draft {
  readonly state: Signal<DraftState>;

  /** The other forms' default settings, which are kept when another entry is chosen. */
  constructor(
    private readonly entries: ReadonlySignal<MenuEntry[]>,
    kept: Partial<DraftState> = {},
    /** Those of the source, which change as sessions are opened and adapters loaded. */
    private readonly sourceSettings: ReadonlySignal<Settings> = signal({}),
    private readonly steering: Settings = {},
    private readonly training: Settings = {},
  ) {
    this.state = signal({
      preset: "",
      texts: {},
      options: "",
      settings: {},
      open: false,
      panel: "",
      beside: [],
      ...kept,
    });
  }

  change(fields: Partial<DraftState>): void {
    this.state.value = { ...this.state.peek(), ...fields };
  }

  get entry(): MenuEntry {
    const entries = this.entries.value;
    return entries.find(({ name }) => name === this.state.value.preset) ?? entries[0] ?? NOTHING;
  }

  get text(): string {
    return this.state.value.texts[this.entry.name] ?? "";
  }

  set text(text: string) {
    this.change({ texts: { ...this.state.peek().texts, [this.entry.name]: text } });
  }

  /** Whether there is something to ask. */
  get ready(): boolean {
    const { takes } = this.entry;
    // Python decides whether an empty path is allowed, as it is for bundled models.
    return takes === "" || takes === "corpus" || this.text.trim() !== "";
  }

  private get sources(): Settings {
    return this.sourceSettings.value;
  }

  private get own(): Settings {
    return { ...this.entry.settings, ...this.sources, ...this.steering, ...this.training };
  }

  has(name: string): boolean {
    return name in this.own;
  }

  /** Whether a setting is about the source. */
  isSource(name: string): boolean {
    return name in this.sources;
  }

  /** Whether a setting is about steering. */
  isSteering(name: string): boolean {
    return name in this.steering;
  }

  /** Whether a setting is about training. */
  isTraining(name: string): boolean {
    return name in this.training;
  }

  /** Whether a field applies to what other fields are set to. */
  applies({ when, needs }: Field): boolean {
    if (when !== undefined && !(when[1] as unknown[]).includes(this.value(when[0]))) return false;
    return needs === undefined || this.value(needs) !== null;
  }

  /** The source in place of the selected cell: a difference, or a vector's key; null for the cell. */
  get vector(): string | null {
    return this.value("vector") as string | null;
  }

  /** The current value of a setting. */
  value(name: string): Value {
    const { settings } = this.state.value;
    const value = (name in settings ? settings[name] : this.own[name]) ?? null;
    // Samples are drawn, at 1 where nothing else is set: the field shows what is run.
    if (name === "temperature" && value === 0 && Number(this.value("samples")) > 0) return 1;
    return value;
  }

  /** Change a setting; `undefined` resets it to the reader's value. */
  set(name: string, value: Value | undefined): void {
    const { [name]: _, ...others } = this.state.peek().settings;
    const own = value === undefined || same(value, this.own[name]);
    this.change({ settings: own ? others : { ...others, [name]: value } });
  }

  /** The settings that the user changed and that the chosen reader has. */
  changed(): Settings {
    return this.differing(this.own);
  }

  /** The settings of the Steer panel that the user changed. */
  get steer(): Settings {
    return this.differing(this.steering);
  }

  /** The settings of the Train panel that the user changed. */
  get train(): Settings {
    return this.differing(this.training);
  }

  private differing(own: Settings): Settings {
    return Object.fromEntries(
      Object.entries(this.state.value.settings).filter(
        ([name, value]) => name in own && !same(value, own[name] ?? null),
      ),
    );
  }

  /** Ways to ask that can be asked beside this one: with the same text, with none, or with a text of their own. */
  get comparable(): MenuEntry[] {
    const { entry } = this;
    if (entry.fit || entry.takes === "corpus") return [];
    return this.entries.value.filter(
      (other) => other.name !== entry.name && !other.fit && ["", "question"].includes(other.takes),
    );
  }

  /** Whether a way to ask takes a text other than the chosen one's: a decoder's question has no x in it. */
  asksOtherwise({ takes, group }: MenuEntry): boolean {
    return takes !== "" && (takes !== this.entry.takes || group !== this.entry.group);
  }

  /** The text that a way to ask is asked with. */
  textOf(entry: MenuEntry): string {
    return this.asksOtherwise(entry) ? (this.state.value.texts[entry.name] ?? "") : this.text;
  }

  /** Set the text of a way to ask that takes one of its own. */
  setTextOf({ name }: MenuEntry, text: string): void {
    this.change({ texts: { ...this.state.peek().texts, [name]: text } });
  }

  /** The ways to ask that are asked beside the chosen one. */
  get beside(): MenuEntry[] {
    const { beside = [] } = this.state.value;
    return this.comparable.filter(({ name }) => beside.includes(name));
  }

  /** Ask a way beside the chosen one, or no longer. */
  compare(name: string, on: boolean): void {
    const others = (this.state.peek().beside ?? []).filter((other) => other !== name);
    this.change({ beside: on ? [...others, name] : others });
  }

  /** Put a question that was asked into the box again, with the settings that differed then. */
  restore({ preset = "", text = "" }: Question, options: { text: string }[], settings: Settings): void {
    const entry = this.entries.peek().find(({ name }) => name === preset);
    if (!entry) return;
    const now = this.state.peek();
    const others = Object.entries(now.settings).filter(
      ([name]) => !(name in entry.settings) && !this.isSource(name),
    );
    this.change({
      preset,
      texts: text ? { ...now.texts, [preset]: text } : now.texts,
      options: options.map((option) => option.text).join(", "),
      settings: { ...Object.fromEntries(others), ...settings },
    });
  }

  /** Reset all settings to the reader's values. */
  reset(): void {
    const { settings } = this.state.peek();
    const kept = Object.entries(settings).filter(
      ([name]) => this.isSource(name) || this.isSteering(name) || this.isTraining(name),
    );
    this.change({ settings: Object.fromEntries(kept) });
  }

  asking(): Asking {
    return this.askingOf(this.entry);
  }

  /** The question as another way to ask is asked it, with the same text and settings as far as it has them. */
  askingOf(entry: MenuEntry): Asking {
    return {
      question: this.question(entry),
      options: this.state.value.options
        .split(",")
        .map((option) => option.trim())
        .filter(Boolean),
      settings: this.differing(entry.settings),
      source: this.vector || this.value("variant") ? this.differing(this.sources) : {},
    };
  }

  private question(entry: MenuEntry): Question {
    const { name, takes } = entry;
    const text = this.textOf(entry).trim();
    if (name === "") return { text };
    return takes === "" ? { preset: name } : { preset: name, text };
  }
}
