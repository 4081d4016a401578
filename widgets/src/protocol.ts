/** What travels between Python and the browser: Python's own types, and what only this side names. */

import type {
  Answer,
  Curve,
  Draft,
  FieldGroup,
  HeatMap,
  Page,
  PanelField,
  QuestionText,
  Settings,
  SourceFields,
  Target,
  Way,
  What,
} from "./wire";

export type {
  Answer,
  AskArgs,
  Control,
  Curve,
  Draft,
  FieldGroup,
  FitArgs,
  Flag,
  HeatMap,
  LayersArgs,
  LensArgs,
  Option,
  Page,
  Settings,
  SweepArgs,
  Target,
  Value,
  What,
} from "./wire";

export type Field = PanelField;
export type Question = QuestionText;
export type MenuEntry = Way;

export type Cell = [layer: number, position: number];

/** Numbers that Python's side of the Explorer uses too, by the names that they have there. */
export interface Constants {
  /** Below this option mass, an answer's options hold too little of the probability to mean much. */
  low_option_mass: number;
  /** How many layers and positions a page of the lens has. */
  lens_page_layers: number;
  lens_page_positions: number;
}

export interface Asking {
  question: Question;
  options: string[];
  /** Those that differ from the reader's own. */
  settings: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source: Settings;
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

/** The traits. */
export interface State {
  /** Names this Explorer in the view kept in the notebook file. */
  key: string;
  title: string;
  tokens: string[];
  special: number[];
  n_layers: number;
  constants: Constants;
  /** The last layer of the model that answers; the trace may be another's. */
  target_layers: number;
  pages: Page[];
  presets: MenuEntry[];
  /** How every setting is called and typed. */
  fields: FieldGroup[];
  /** What can be read in place of the selected cell. */
  source: SourceFields;
  /** By position, the kind of entity that ends there. */
  entity_types: (string | null)[];
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
