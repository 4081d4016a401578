/** What travels between Python and the browser; docs/protocol.md says what it means. */

import type { FieldGroup } from "./fields";

export type Cell = [layer: number, position: number];

export interface Page {
  layers: number[];
  start: number;
  stop: number;
  k: number;
  words: string[];
  index: number[];
  /** Null where there is nothing to read. */
  probs: (number | null)[];
}

export type Value = string | number | boolean | null | (string | number)[];

/** By name, flat; docs/protocol.md lists them. */
export type Settings = Record<string, Value>;

/** A way to ask: a preset, a method that takes a text, or a question of one's own. */
export interface Way {
  name: string;
  label: string;
  help: string;
  /** The heading under which it is offered; none for a question of one's own. */
  group: string;
  takes: "" | "question" | "prompt" | "corpus";
  /** An example of the text that it takes. */
  sample: string;
  /** The kind of entity that has this relation. */
  subject: string | null;
  /** What its reader accepts, with the reader's own values. */
  settings: Settings;
  /** By layer, how a fitted reader does on what its fit never saw. */
  held_out?: Record<string, string>;
  /** Whether there is no reader to ask before it has been fitted. */
  fit?: boolean;
}

export interface Question {
  preset?: string;
  text?: string;
}

/** What the question box holds. */
export interface Draft {
  preset: string;
  /** What was typed, by way to ask. */
  texts: Record<string, string>;
  options: string;
  /** What was set, whichever reader takes it. */
  settings: Settings;
  /** Whether the options panel is open. */
  open: boolean;
}

export interface Asking {
  question: Question;
  options: string[];
  /** Those that differ from the reader's own. */
  settings: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source: Settings;
}

/** A cell; none where a vector given in code is asked. */
export interface AskArgs extends Asking {
  layer: number | null;
  position: number | null;
}

export interface SweepArgs extends Asking {
  layer: number;
  start: number | null;
  stop: number | null;
}

/** The layer is the selected one. */
export interface FitArgs {
  layer: number | null;
  question: Question;
  settings: Settings;
}

export interface LayersArgs extends Asking {
  position: number;
}

/** A target prompt: where the vector is written. */
export interface Target {
  tokens: string[];
  /** Null for the position that is read. */
  slots: number[] | null;
  layer: number | null;
  movable: boolean;
  /** The vector that is read, where it is no cell's. */
  reads?: { name: string; layer: number };
}

export interface LensArgs {
  layers: number[];
  start: number;
  stop: number;
}

export interface Option {
  text: string;
  /** Null where there is no answer. */
  probability: number | null;
}

export interface Control {
  kind: string;
  text: string;
  confidence: number;
  support: number;
  /** The control's own scores in a forced choice. */
  options?: Option[];
}

export interface Flag {
  kind: string;
  message: string;
}

export interface Answer {
  id: string;
  question: string;
  text: string;
  tokens: string[];
  token_logprobs: number[];
  /** Null where there is no answer: the state, or what the model made of it, is NaN or infinite. */
  confidence: number | null;
  confidence_kind: string;
  /** Of a calibrated reader, how often answers of this confidence were correct. */
  calibrated_confidence?: number | null;
  excess: number | null;
  options: Option[];
  option_mass: number | null;
  controls: Control[];
  flags: Flag[];
  layer: number;
  position: number;
  token: string;
  target_layer: number;
  reader: string;
  code: string;
  /** Not of the points of curves and grids. */
  target?: Target;
  /** The name of the vector that was read, where it is no cell's; `token` has the scale with it. */
  vector?: string;
  scale?: number;
}

/** Answers to one question that belong together, and may still be coming. */
export interface Series {
  id: string;
  question: string;
  total: number;
  complete: boolean;
  points: Answer[];
  /** The target prompt of all points, as each was written into at its own target layer. */
  target?: Target;
}

export interface Curve extends Series {
  layer: number;
  /** The vector that was swept over its scales, where no positions were swept. */
  vector?: string | undefined;
}

/** Source layer by target layer. */
export interface HeatMap extends Series {
  position: number;
}

export interface State {
  /** Names this Explorer in the view kept in the notebook file. */
  key: string;
  title: string;
  tokens: string[];
  special: number[];
  n_layers: number;
  /** The last layer of the model that answers; the trace may be another's. */
  target_layers: number;
  pages: Page[];
  presets: Way[];
  /** How every setting is called and typed. */
  fields: FieldGroup[];
  /** What can be read in place of the selected cell. */
  source: FieldGroup & { settings: Settings };
  /** By position, the kind of entity that ends there. */
  kinds: (string | null)[];
  selection: Cell | null;
  /** Start and stop, excluded, of the positions selected together. */
  span: [start: number, stop: number] | null;
  draft: Partial<Draft>;
  history: Answer[];
  curves: Curve[];
  heat_maps: HeatMap[];
  /** True in an exported page: there is no kernel and never will be. */
  frozen?: boolean;
}

export type What = "lens" | "ask" | "sweep" | "scales" | "layers" | "fit" | "target";

export interface Outgoing {
  kind: string;
  id?: string;
  [key: string]: unknown;
}

/** A message from Python; every field beside `kind` depends on it. */
export interface Incoming {
  kind: string;
  id?: string;
  what?: What;
  args?: Record<string, unknown>;
  ahead?: number;
  done?: number;
  total?: number;
  state?: string;
  type?: string;
  message?: string;
  setting?: string | null;
  answers?: Answer[];
  target?: Target;
  value?: unknown;
  work?: Incoming[];
}

/** As much of an anywidget model as the Explorer uses. */
export interface Model {
  get<K extends keyof State>(key: K): State[K];
  on(name: string, fn: (...args: never[]) => void): void;
  off(name: string, fn: (...args: never[]) => void): void;
  send(content: unknown): void;
  widget_manager?: unknown;
}
