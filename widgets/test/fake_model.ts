import type { Answer, Constants, FieldGroup, MenuEntry, Model, Outgoing, Page, State } from "../src/protocol";
import fields from "./fields.json";
import source from "./source.json";
import steer from "./steer.json";

/** What tests do to a model: be Python. */
export interface FakeModel extends Model {
  sent: Outgoing[];
  /** While set, sending throws, as it does when the kernel is gone. */
  dead: boolean;
  receive(message: Record<string, unknown>): void;
  change<K extends keyof State>(key: K, value: State[K]): void;
  emit(name: string): void;
  last(kind: string): Outgoing;
}

const CONTROLS = {
  samples: 0,
  seed: 0,
  control_null: true,
  control_random: 1,
  control_shuffled: false,
  control_prompt: "",
};

/** What a Patchscope lets one set. */
export const PATCHSCOPE = {
  layer: null,
  position: "x",
  mapping: "identity",
  norm: null,
  injection: "replace",
  strength: null,
  remedy: null,
  contrast: 0,
  window: 1,
  noise: null,
  noise_scale: 3,
  noise_seed: 0,
  max_new_tokens: 8,
  stop: [",", "\n"],
  temperature: 0,
  ...CONTROLS,
  control_text: false,
};

/** The numbers that Python sends. */
export const CONSTANTS: Constants = {
  low_option_mass: 0.5,
  verdicts: {
    read: "Read.",
    noise: "Not told from noise.",
    controls: "Not read: a control supports it as much.",
    untested: "Not compared with noise.",
    few: "Too few random vectors.",
    alone: "No control was run.",
    empty: "No answer: it ended.",
    "not finite": "No answer: not finite.",
  },
  lens_page_layers: 16,
  lens_page_positions: 32,
};

/** The fields as Python sends them. */
export const FIELDS = fields as FieldGroup[];

/** What can be read in place of a cell, as Python sends it where no vectors were given. */
export const SOURCE = source as State["source"];

/** The same with models to choose from beside the Explorer's own. */
export const withModels = (...models: [string, string][]): State["source"] => ({
  ...SOURCE,
  fields: SOURCE.fields.map((field) =>
    field.name === "variant" ? { ...field, choices: [...(field.choices ?? []), ...models] } : field,
  ),
});

/** The Steer panel's form, as Python sends it. */
export const STEER = steer as State["source"];

/** One way to ask of each sort. */
export const WAYS: MenuEntry[] = [
  {
    name: "",
    label: "Your own question",
    help: "x is where the activation goes.",
    group: "",
    takes: "question",
    sample: "The capital of x is",
    subject: null,
    settings: PATCHSCOPE,
  },
  {
    name: "description",
    label: "Entity description",
    help: "What is this entity?",
    group: "Presets",
    takes: "",
    sample: "",
    subject: null,
    settings: PATCHSCOPE,
  },
  {
    name: "selfie",
    label: "SelfIE",
    help: "Summarise.",
    group: "Presets",
    takes: "",
    sample: "",
    subject: null,
    settings: { ...PATCHSCOPE, layer: 1 },
  },
  {
    name: "logit_lens",
    label: "Logit lens",
    help: "Read.",
    group: "Presets",
    takes: "",
    sample: "",
    subject: null,
    settings: CONTROLS,
  },
  {
    name: "ceo",
    label: "CEO",
    help: "Who?",
    group: "Relations",
    takes: "",
    sample: "",
    subject: "company",
    settings: PATCHSCOPE,
  },
  {
    name: "capital",
    label: "Capital",
    help: "Which city?",
    group: "Relations",
    takes: "",
    sample: "",
    subject: "country",
    settings: PATCHSCOPE,
  },
  {
    name: "activation_patching",
    label: "Activation patching",
    help: "Another prompt.",
    group: "Two prompts",
    takes: "prompt",
    sample: "The capital of Japan is",
    subject: null,
    settings: { ...PATCHSCOPE, position: null },
  },
];

/** A model with the same contract as the kernel-backed one, and no kernel. */
export function fakeModel(state: Partial<State> = {}): FakeModel {
  const full: State = {
    key: "abc",
    title: "fake",
    tokens: ["<bos>", "·France", "·is"],
    quiet: [0],
    roles: [],
    begun: null,
    split_characters: [],
    n_layers: 2,
    constants: CONSTANTS,
    target_layers: state.n_layers ?? 2,
    pages: [],
    selection: null,
    span: null,
    layers: [],
    spans: [],
    draft: {},
    presets: WAYS,
    fields: FIELDS,
    source: SOURCE,
    steer: STEER,
    steered: [],
    train: {},
    trained: [],
    entity_types: [null, "country", null],
    tip: "",
    history: [],
    curves: [],
    heat_maps: [],
    site_maps: [],
    lenses: [{ name: "", label: "Logit lens" }],
    comparisons: [],
    seconds: [],
    ...state,
  };
  const listeners = new Map<string, Set<(...args: never[]) => void>>();
  const emit = (name: string, ...args: unknown[]): void => {
    for (const fn of [...(listeners.get(name) ?? [])]) (fn as (...given: unknown[]) => void)(...args);
  };
  const model: FakeModel = {
    sent: [],
    dead: false,
    get: (key) => full[key],
    on: (name, fn) => {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(fn));
    },
    off: (name, fn) => {
      listeners.get(name)?.delete(fn);
    },
    send(content) {
      if (model.dead) throw new Error("Cannot send");
      model.sent.push(content as Outgoing);
    },
    receive: (message) => emit("msg:custom", message, []),
    change(key, value) {
      full[key] = value;
      emit(`change:${key}`);
    },
    emit: (name) => emit(name),
    last(kind) {
      const found = model.sent.filter((message) => message.kind === kind).at(-1);
      if (!found) throw new Error(`no ${kind} was sent`);
      return found;
    },
  };
  return model;
}

/** A page whose cell at (layer, position) reads `L<layer>P<position>`. */
export function page(layers: number[], start: number, stop: number, k = 2): Page {
  const words: string[] = [];
  const index: number[] = [];
  const probs: number[] = [];
  for (const layer of layers) {
    for (let position = start; position < stop; position += 1) {
      for (let i = 0; i < k; i += 1) {
        words.push(i === 0 ? `L${layer}P${position}` : `other${i}`);
        index.push(words.length - 1);
        probs.push(i === 0 ? 0.75 : 0.1);
      }
    }
  }
  return { layers, start, stop, k, words, index, probs };
}

/** An answer; only what a test is about needs to be given. */
export function answer(fields: Partial<Answer> = {}): Answer {
  return {
    id: "a1",
    question: "The capital of x is",
    text: " Paris",
    sites: fields.vector === undefined ? [[fields.layer ?? 1, fields.position ?? 1]] : [],
    tokens: ["·Paris"],
    token_logprobs: [Math.log(0.8)],
    confidence: 0.8,
    confidence_kind: "mean token probability",
    excess: 0.5,
    verdict: "untested",
    options: [],
    option_mass: null,
    controls: [
      { kind: "null", text: " the", confidence: 0.4, support: 0.1 },
      { kind: "random", text: " a", confidence: 0.2, support: 0.3 },
    ],
    flags: [],
    layer: 1,
    position: 1,
    token: "·France",
    target_layer: 1,
    reader: "Patchscope(...)",
    code: "session.ask(...)",
    ...fields,
  };
}

/** Trained decoders, as Python sends them. */
export const DECODERS: MenuEntry[] = ["oracle", "other"].map((label) => ({
  name: `own:${label}`,
  label,
  help: `${label}: activation oracle, reads layers 1, 2.`,
  group: "Decoders",
  takes: "question",
  sample: "What is it about?",
  subject: null,
  settings: { max_new_tokens: 20, temperature: 0, stop: [], any_layer: false, ...CONTROLS },
  steers: true,
}));
