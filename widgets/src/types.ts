/** What travels between Python and the browser; docs/protocol.md says what it means. */

export type Cell = [layer: number, position: number];

export interface Page {
  layers: number[];
  start: number;
  stop: number;
  k: number;
  words: string[];
  index: number[];
  probs: number[];
}

export interface Preset {
  name: string;
  label: string;
  help: string;
}

export type Question = { preset: string } | { text: string };

export interface AskArgs {
  layer: number;
  position: number;
  question: Question;
  options: string[];
  target_layer: number | null;
}

export type SweepArgs = Omit<AskArgs, "position">;

export interface LensArgs {
  layers: number[];
  start: number;
  stop: number;
}

export interface Option {
  text: string;
  probability: number;
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
  confidence: number;
  confidence_kind: string;
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
}

export interface Curve {
  id: string;
  layer: number;
  question: string;
  total: number;
  complete: boolean;
  points: Answer[];
}

export interface State {
  /** Names this Explorer in the view kept in the notebook file. */
  key: string;
  title: string;
  tokens: string[];
  special: number[];
  n_layers: number;
  pages: Page[];
  presets: Preset[];
  selection: Cell | null;
  history: Answer[];
  curves: Curve[];
  /** True in an exported page: there is no kernel and never will be. */
  frozen?: boolean;
}

export type What = "lens" | "ask" | "sweep";

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
  answers?: Answer[];
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
