/** Types of the messages and traits: those generated from Python's models, and those of the browser's side. */

import type { Packed, PackedSeries } from "./packed";
import type {
  Answer,
  AskArgs,
  Comparison,
  Constants,
  Curve,
  Draft,
  FieldGroup,
  HeatMap,
  LensChoice,
  Page,
  PanelField,
  QuestionText,
  Role,
  SecondShown,
  SecondTrace,
  Settings,
  SiteMap,
  SourceFields,
  Steered,
  Target,
  Trained,
  TrainFields,
  Way,
} from "./wire";

export type {
  AgainArgs,
  AgainstNoise,
  Answer,
  AskArgs,
  Cancelled,
  CellMeasures,
  Comparable,
  Comparison,
  Constants,
  Continuation,
  Control,
  Curve,
  Draft,
  Failed,
  FieldGroup,
  FitArgs,
  Flag,
  FromPython,
  HeatMap,
  LayersArgs,
  LensArgs,
  LensChoice,
  Option,
  Page,
  Partial as PartialAnswers,
  PatchArgs,
  PatchSite,
  ReadersArgs,
  Result,
  Role,
  SecondArgs,
  SecondShown,
  SecondTrace,
  SessionTrace,
  Settings,
  SiteMap,
  SitesArgs,
  SourceFields,
  SteerArgs,
  Steered,
  SteeredReply,
  StrengthArgs,
  SweepArgs,
  Target,
  TrainArgs,
  Trained,
  TrainedRun,
  TrainFields,
  Value,
  What,
  WorkEntry,
} from "./wire";

export type Field = PanelField;
export type Question = QuestionText;
export type MenuEntry = Way;

/** What is selected, as a query names it; all but layer and position only where that is several of them. */
export type Selected = Pick<AskArgs, "layer" | "position" | "start" | "stop" | "layers" | "spans">;

export interface Asking {
  question: Question;
  options: string[];
  /** The settings that the user changed. */
  settings: Settings;
  /** Settings of the source in place of the selected cell; empty for the cell. */
  source: Settings;
}

/** The answers of one sweep, which may be incomplete. */
export interface Series {
  id: string;
  question: string;
  total: number;
  complete: boolean;
  points: Answer[];
  /** The target prompt of all points, as each was written into at its own target layer. */
  target?: Target;
}

export interface SplitCharacter {
  text: string;
  first: number;
  last: number;
}

/** The traits of the Explorer. */
export interface State {
  /** Id of this Explorer in its snapshot in the notebook file. */
  key: string;
  title: string;
  tokens: string[];
  /** Positions that are shown dimmed. */
  quiet: number[];
  /** Role of each chat message, with the positions of its content. */
  roles: Role[];
  /** In a chat, what the assistant's reply begins with, empty if it is not begun; null for a text. */
  begun: string | null;
  /** Characters whose bytes lie in several tokens, with the positions of the first and the last of them. */
  split_characters: SplitCharacter[];
  n_layers: number;
  constants: Constants;
  /** Number of blocks of the model that answers, which may differ from the trace's model. */
  target_layers: number;
  pages: Page[];
  presets: MenuEntry[];
  /** Name, help and type of every setting. */
  fields: FieldGroup[];
  /** Form of the sources that can take the place of the selected cell. */
  source: SourceFields;
  /** Form of the Steer panel; {} where the model cannot be steered. */
  steer: SourceFields | Record<string, never>;
  /** What was learnt to steer with, newest last. */
  steered: Steered[];
  /** Form of the Train panel; {} where nothing can be trained. */
  train: TrainFields | Record<string, never>;
  /** Trainings of decoders, newest last. */
  trained: Trained[];
  /** The type of the entity that ends at each position. */
  entity_types: (string | null)[];
  /** A line that is shown until it is closed, with commands between backticks. */
  tip: string;
  selection: [layer: number, position: number] | null;
  /** Start and (excluded) stop of the selected positions. */
  span: [start: number, stop: number] | null;
  /** All selected layers and spans. */
  layers: number[];
  spans: [start: number, stop: number][];
  draft: Partial<Draft>;
  history: Packed<Answer>;
  curves: PackedSeries<Curve>[];
  heat_maps: PackedSeries<HeatMap>[];
  /** Sweeps over layers and positions, newest last. */
  site_maps: PackedSeries<SiteMap>[];
  /** The lenses that the grid can show, the logit lens first. */
  lenses: LensChoice[];
  comparisons: Comparison[];
  /** What the trace was compared with, newest last. */
  seconds: SecondTrace[];
  /** Which of them the second grid shows, and which side; {} for the newest. */
  second_shown?: Partial<SecondShown>;
  /** The cells of the latest of them, for pages without a kernel. */
  second_pages?: SecondPages[];
  /** True in a page that `save_html` wrote, which has no kernel. */
  frozen?: boolean;
}

/** The pages of a second trace's lens, and of its difference from what it is compared with. */
export interface SecondPages {
  id: string;
  pages: Page[];
}

export interface Outgoing {
  kind: string;
  id?: string;
  [key: string]: unknown;
}

/** The part of an anywidget model that the Explorer uses. */
export interface Model {
  get<K extends keyof State>(key: K): State[K];
  on(name: string, fn: (...args: never[]) => void): void;
  off(name: string, fn: (...args: never[]) => void): void;
  send(content: unknown): void;
  widget_manager?: unknown;
}
