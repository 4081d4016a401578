/** Written by scripts/wire_types.py from explorer/wire.py and readers' settings; do not edit. */

export type What = "lens" | "ask" | "readers" | "sweep" | "sites" | "scales" | "layers" | "fit" | "target" | "steer" | "strength" | "train" | "noise" | "verify" | "continuation" | "answer" | "traces" | "second" | "patch";

export type Value = string | number | boolean | null | (string | number)[];

/** Settings by name; those of bundled readers are `KnownSettings`. */
export type Settings = Record<string, Value>;

/** All settings of bundled readers, controls and fits. */
export interface KnownSettings {
  prompt?: string | null;
  position?: number | string | null;
  noise?: number[] | null;
  noise_scale?: number;
  noise_seed?: number;
  layer?: number | null;
  mapping?: "identity" | "rescale" | "zero";
  norm?: number | null;
  injection?: "replace" | "add" | "add_norm_matched" | "interpolate";
  strength?: number | null;
  remedy?: "overwrite" | "mask" | null;
  window?: number;
  max_new_tokens?: number;
  stop?: string[];
  temperature?: number;
  contrast?: number;
  prompt_seed?: number;
  queries?: number[] | null;
  samples?: number;
  control_null?: boolean;
  control_random?: number;
  control_shuffled?: boolean;
  control_text?: boolean;
  control_prompt?: string;
  control_noise?: number;
  control_other_tokens?: number;
  seed?: number;
  fit_documents?: number;
  fit_subjects?: string;
  fit_layers?: number[] | null;
  fit_held_out?: number;
  fit_ridge?: number;
  fit_beta?: number;
  fit_length?: number;
  fit_ahead?: number;
  fit_steps?: number;
  fit_learning_rate?: number;
  fit_seed?: number;
}

/** A message from Python. */
export type FromPython = Queued | Progress | Partial | Result | Failed | Cancelled | Pong;

/** An answer that is compared with noise, run again one at a time, or wanted whole. */
export interface AgainArgs {
  /** Id of the answer, which may be a point of a curve or grid. */
  answer: string;
}

/** An answer's excess beside that of noise that answered for itself. */
export interface AgainstNoise {
  excess: number;
  /** Null with too few random vectors to tell. */
  read: boolean | null;
  verdict: string;
  samples: NoiseSample[];
}

/** An answer with its confidence, beside its controls. */
export interface Answer {
  id: string;
  question: string;
  text: string;
  tokens: string[];
  token_logprobs: number[];
  /** Null where the state, or what the model made of it, is NaN or infinite. */
  confidence: number | null;
  confidence_kind: string;
  /** Of a calibrated reader, how often answers of this confidence were correct. */
  calibrated_confidence?: number | null;
  /** The cases that this was fitted on. */
  calibrated_on?: string;
  excess: number | null;
  /** What is to be said of it; the sentence is in `Constants`. */
  verdict: "read" | "noise" | "controls" | "untested" | "few" | "alone" | "empty" | "not finite";
  /** Where noise was asked for. */
  noise?: AgainstNoise | null;
  options: Option[];
  option_mass: number | null;
  /** Of sampled answers, what they agree on. */
  agreement?: Record<string, unknown> | null;
  controls: Control[];
  flags: Flag[];
  /** Layer and position of every state that was read; empty for a vector. */
  sites: ([number, number])[];
  layer: number;
  /** Of several the last; null for a vector. */
  position: number | null;
  token: string;
  target_layer: number;
  reader: string;
  code: string;
  /** Not of the points of curves and grids. */
  target?: Target;
  /** The name of the vector that was read; `token` has the scale with it. */
  vector?: string;
  scale?: number;
  /** Model, fingerprint, seed and versions; not of the points of curves and grids. */
  provenance?: Record<string, unknown>;
  /** What running it again by itself came to, where that was asked for. */
  verified?: string;
  /** The question as it was sent; not of the points of curves and grids. */
  asked?: QuestionText;
  /** The settings that it was asked with, as `asked`, those of its source too. */
  settings?: Settings;
  /** Whether what only its card shows was left out: its tokens, and what its controls say. */
  brief?: boolean;
}

/** A question to a cell; to none where a vector given in code is asked. */
export interface AskArgs {
  /** The selected layers where they are several, lowest first; `layer` is the highest. */
  layers?: number[] | null;
  /** Start and stop of each span of positions where they are several, from left to right. */
  spans?: ([number, number])[] | null;
  question: QuestionText;
  /** The answers of a forced choice; empty for a free answer. */
  options?: string[];
  /** Those that differ from the reader's own. */
  settings?: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source?: Settings;
  layer: number | null;
  position: number | null;
  /** Where the last selected span begins; readers of so many sites read all for one answer. */
  start?: number | null;
  /** The end of the span: the position after `position`. */
  stop?: number | null;
}

/** What every question has. */
export interface Asking {
  question: QuestionText;
  /** The answers of a forced choice; empty for a free answer. */
  options?: string[];
  /** Those that differ from the reader's own. */
  settings?: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source?: Settings;
}

/** A query was cancelled. */
export interface Cancelled {
  kind: "cancelled";
  id: string;
}

/**
 * A second trace minus what it is compared with, at each cell; null where there is nothing to compare. The page's own
 * words are then what is compared with reads: its likeliest token, or the pinned one.
 */
export interface CellDifferences {
  /** How many tokens the model has. */
  vocab: number;
  /** The pinned token in visible form; empty for none. */
  pinned: string;
  /** The second trace's likeliest token, in `words`. */
  index: (number | null)[];
  /** Probability of the page's token in the second trace. */
  chance: (number | null)[];
  /** Difference in nats. */
  entropy: (number | null)[];
  /** Difference in nats. */
  surprisal: (number | null)[];
  /** Rank of the pinned token; empty without one. */
  before: (number | null)[];
  /** The same in the second trace. */
  after: (number | null)[];
  /** Total variation distance of the distributions. */
  distance: (number | null)[];
  /** Whether the states, and of two models the distributions, are equal but for rounding. */
  equal: boolean[];
}

/** What is measured at each cell of a page, in nats; null where there is nothing to read. */
export interface CellMeasures {
  /** How many tokens the model has. */
  vocab: number;
  /** Of the lens's distribution. */
  entropy: (number | null)[];
  /** Of the prompt's own next token; null at its end, where there is none. */
  surprisal: (number | null)[];
  /** The pinned token in visible form; empty for none. */
  pinned: string;
  /** Of the pinned token, from 1; empty without one. */
  rank: (number | null)[];
  /** Of the pinned token; empty without one. */
  chance: (number | null)[];
}

/** What can be compared with. */
export interface Comparable {
  traces: SessionTrace[];
  /** Names of the models of other open sessions. */
  models: string[];
}

/** The answers of several readers about one selection. */
export interface Comparison {
  id: string;
  /** Ids of the answers, which are in `history`. */
  answers: string[];
  /** How many pairs of them say the same after normalisation. */
  agreeing: number;
  pairs: number;
}

/** Numbers that Python and the view have to agree on. */
export interface Constants {
  /** Below this, an answer's options hold too little of the probability to mean much. */
  low_option_mass: number;
  /** The sentence of each verdict on an answer. */
  verdicts: Record<string, string>;
  /** How many layers a page of the lens has. */
  lens_page_layers: number;
  /** How many positions a page of the lens has. */
  lens_page_positions: number;
}

/** How the model goes on with the trace's own prompt. */
export interface Continuation {
  text: string;
  /** False where it was cut. */
  ended: boolean;
  code: string;
}

/** What one control answered. */
export interface Control {
  kind: string;
  text: string;
  confidence: number;
  support: number;
  /** The control's own scores in a forced choice. */
  options?: Option[];
}

/** The positions of a layer, or the scales of a vector. */
export interface Curve {
  id: string;
  question: string;
  total: number;
  complete: boolean;
  points: Answer[];
  /** The target prompt of all points, each written at its own target layer. */
  target?: Target;
  layer: number;
  /** The vector that was swept over its scales. */
  vector?: string;
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
  /** Further ways to ask, asked about the same. */
  beside?: string[];
  /** Which panel is open under the question. */
  panel?: "" | "steer" | "train";
}

/** A query failed. */
export interface Failed {
  kind: "error";
  id: string;
  /** The exception's class. */
  type: string;
  message: string;
  /** Which setting it is about. */
  setting: string | null;
}

/** The settings under one heading. */
export interface FieldGroup {
  group: string;
  fields: PanelField[];
}

/** A reader to fit; the layer is the selected one. */
export interface FitArgs {
  layer: number | null;
  question: QuestionText;
  settings?: Settings;
  /** As of `ask`; no variant is fitted. */
  source?: Settings;
}

/** A warning about an answer. */
export interface Flag {
  kind: string;
  message: string;
}

/** Source layer by target layer. */
export interface HeatMap {
  id: string;
  question: string;
  total: number;
  complete: boolean;
  points: Answer[];
  /** The target prompt of all points, each written at its own target layer. */
  target?: Target;
  position: number;
}

/** A question to a position, read at every layer and written at every layer. */
export interface LayersArgs {
  question: QuestionText;
  /** The answers of a forced choice; empty for a free answer. */
  options?: string[];
  /** Those that differ from the reader's own. */
  settings?: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source?: Settings;
  position: number;
}

/** A page of the lens. */
export interface LensArgs {
  layers: number[];
  start: number;
  stop: number;
  /** Name of a fitted lens in `lenses`; empty for the logit lens. */
  lens?: string;
  /** Whether the measures of each cell are wanted too. */
  measures?: boolean;
  /** The token whose rank and probability are among them; empty for none. */
  pinned?: string;
  /** Id of a second trace; empty for the Explorer's own. */
  trace?: string;
  /** Whether the page is of that trace minus what it is compared with, at the sites of that. */
  difference?: boolean;
}

/** A lens that the grid can show. */
export interface LensChoice {
  /** As in `session.readers`; empty for the logit lens. */
  name: string;
  label: string;
}

/** A token that may come next, and its probability in both traces. */
export interface NextChange {
  token: string;
  /** Null where the other model has no such token. */
  before: number | null;
  after: number | null;
}

/** How many of one kind of noise exceed their controls as far as the answer. */
export interface NoiseSample {
  kind: string;
  reached: number;
  n: number;
  p_value: number;
}

/** One answer of a forced choice. */
export interface Option {
  text: string;
  /** Null where there is no answer. */
  probability: number | null;
  logprob?: number | null;
  length_normalised?: number | null;
}

/** A block of the lens; `probs` are null where there is nothing to read. */
export interface Page {
  layers: number[];
  start: number;
  stop: number;
  k: number;
  words: string[];
  index: number[];
  probs: (number | null)[];
  measures?: CellMeasures;
  difference?: CellDifferences;
  /**
   * Why the page is of the logit lens in the place of the lens that was asked for, in a sentence; empty where it is
   * not.
   */
  instead?: string;
}

/** How a setting is called, explained and typed. */
export interface PanelField {
  name: string;
  label: string;
  kind: "number" | "text" | "texts" | "yes" | "choice" | "positions";
  help: string;
  /** The value and label of each. */
  choices?: ([string | null, string])[];
  /** What an empty field means. */
  empty?: string;
  /** Shown only while another field has one of these values. */
  when?: [string, (string | null)[]];
  /** Shown only while this other field is given. */
  needs?: string;
}

/** Points of a sweep or a grid of layers, in the order in which they were found. */
export interface Partial {
  kind: "partial";
  id: string;
  answers: Answer[];
  target?: Target;
}

/** A state that is written into a trace's run. */
export interface PatchArgs {
  /** Where the state is read. */
  read: PatchSite;
  /** Where it is written. */
  write: PatchSite;
}

/** A cell of a trace. */
export interface PatchSite {
  /** Id of a second trace; empty for the Explorer's own. */
  trace: string;
  layer: number;
  position: number;
}

/** The kernel is there. */
export interface Pong {
  kind: "pong";
  id: string;
  work: WorkEntry[];
}

/** A query is at work. */
export interface Progress {
  kind: "progress";
  id: string;
  done: number;
  /** 0 where it is not known yet. */
  total: number;
  /** What is being done, such as with which loss. */
  says?: string;
}

/** Work to be done. */
export interface Query {
  kind?: "query";
  id: string;
  what: "lens" | "ask" | "readers" | "sweep" | "sites" | "scales" | "layers" | "fit" | "target" | "steer" | "strength" | "train" | "noise" | "verify" | "continuation" | "answer" | "traces" | "second" | "patch";
  args: Record<string, unknown>;
}

/** A way to ask, the text that it takes, or both; a text alone is a question in the user's own words. */
export interface QuestionText {
  preset?: string;
  text?: string;
}

/** Python has the query; `ahead` others stand before it. */
export interface Queued {
  kind: "queued";
  id: string;
  what: "lens" | "ask" | "readers" | "sweep" | "sites" | "scales" | "layers" | "fit" | "target" | "steer" | "strength" | "train" | "noise" | "verify" | "continuation" | "answer" | "traces" | "second" | "patch";
  args: Record<string, unknown>;
  ahead: number;
}

/** One selection that several readers are asked about; each question is as that of `ask`. */
export interface ReadersArgs {
  /** The selected layers where they are several, lowest first; `layer` is the highest. */
  layers?: number[] | null;
  /** Start and stop of each span of positions where they are several, from left to right. */
  spans?: ([number, number])[] | null;
  question: QuestionText;
  /** The answers of a forced choice; empty for a free answer. */
  options?: string[];
  /** Those that differ from the reader's own. */
  settings?: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source?: Settings;
  layer: number | null;
  position: number | null;
  /** Where the last selected span begins; readers of so many sites read all for one answer. */
  start?: number | null;
  /** The end of the span: the position after `position`. */
  stop?: number | null;
  /** What further readers are asked, each for itself. */
  beside: Asking[];
}

/** A query is done. */
export interface Result {
  kind: "result";
  id: string;
  value: unknown;
}

/** A chat message's role, and the positions of its content. */
export interface Role {
  role: string;
  start: number;
  /** The position after the content. */
  stop: number;
  /** Whether it is the beginning of a reply, which the model goes on with. */
  begun?: boolean;
}

/** A second trace to compare with: a prompt that is run, here or in another model, or a trace. */
export interface SecondArgs {
  /**
   * Text of the prompt, in a chat of what replaces its last user message and all after it; empty for a trace of the
   * session, and for the Explorer's own prompt in another model.
   */
  prompt?: string;
  /**
   * In a chat, what the assistant's reply begins with; empty where it is not begun. Without a prompt, the chat stays
   * as it is up to its last reply.
   */
  begins?: string | null;
  /** Key of the trace, as `traces` lists it. */
  key?: string;
  /**
   * Name of another open session's model that runs the prompt, as `traces` lists it; empty for the Explorer's own.
   */
  model?: string;
}

/** What the second grid shows. */
export interface SecondShown {
  /** Id of a second trace. */
  id: string;
  /** The trace itself, what it is compared with, or both subtracted. */
  side: "second" | "base" | "difference";
}

/** A trace to compare with another one: of a second prompt, of another model, or of a patched run. */
export interface SecondTrace {
  id: string;
  /** Id of the trace that it is compared with; empty for the Explorer's own. */
  base: string;
  label: string;
  tokens: string[];
  quiet: number[];
  /** Its chat messages; none for a text. */
  roles: Role[];
  /**
   * For each of its positions, the partner in the Explorer's own prompt; of a model that cuts the text otherwise, the
   * first token that covers one of its characters.
   */
  own: (number | null)[];
  /** For each position of the trace that it is compared with, its own partner. */
  partners: (number | null)[];
  /** Layer and position of each patch; none for a prompt. */
  patches: ([number, number])[];
  /** What may come after each prompt's last token. */
  next: NextChange[];
  /** Total variation distance of what may come next; null where it is not finite, and of two vocabularies. */
  distance: number | null;
  /** Python that makes both traces again. */
  code: string;
  /** Name of the other session's model that ran it; empty for the Explorer's own. */
  model?: string;
  /** L of the model that ran it; null for that of the Explorer's own. */
  n_layers?: number;
  /** Its content key. */
  key?: string;
  /** The choice of the source's field of this name that reads its cells; empty for none. */
  variant?: string;
  /** Why another model's cells are not asked about here; empty where they are. */
  not_asked?: string;
  /** Why there is no difference of both; empty where there is one. */
  not_subtracted?: string;
  /** Whether both models have the same tokens. */
  one_vocabulary?: boolean;
}

/** A trace of the session, which can be compared with. */
export interface SessionTrace {
  key: string;
  label: string;
}

/** Source layers by positions. */
export interface SiteMap {
  id: string;
  question: string;
  total: number;
  complete: boolean;
  points: Answer[];
  /** The target prompt of all points, each written at its own target layer. */
  target?: Target;
  /** What was asked for; missing where a user's own reader was, whose name may stand for another one. */
  asked?: SitesArgs;
}

/** A question to positions of several layers; Python asks those in sight first, coarse before fine. */
export interface SitesArgs {
  question: QuestionText;
  /** The answers of a forced choice; empty for a free answer. */
  options?: string[];
  /** Those that differ from the reader's own. */
  settings?: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source?: Settings;
  /** Null for all that the reader reads alone. */
  layers: number[] | null;
  start: number | null;
  stop: number | null;
  /** What is in sight: first and last layer, first and last position. */
  near?: number[] | null;
}

/** What can be read in place of the selected cell. */
export interface SourceFields {
  group: string;
  fields: PanelField[];
  settings: Settings;
}

/** A question to a decoder about a chat, and how the model is steered to another answer. */
export interface SteerArgs {
  /** The selected layers where they are several, lowest first; `layer` is the highest. */
  layers?: number[] | null;
  /** Start and stop of each span of positions where they are several, from left to right. */
  spans?: ([number, number])[] | null;
  question: QuestionText;
  /** The answers of a forced choice; empty for a free answer. */
  options?: string[];
  /** Those that differ from the reader's own. */
  settings?: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source?: Settings;
  layer: number | null;
  position: number | null;
  /** Where the last selected span begins; readers of so many sites read all for one answer. */
  start?: number | null;
  /** The end of the span: the position after `position`. */
  stop?: number | null;
  /** Settings of the panel that differ from its own. */
  steer?: Settings;
}

/** What was learnt to steer with, and the replies so far. */
export interface Steered {
  id: string;
  label: string;
  decoder: string;
  question: string;
  wish: string;
  learn: "vectors" | "lora" | "slot";
  layers: number[];
  /** Layer and position of every state that was read. */
  sites: ([number, number])[];
  steps: number;
  /** Fewer than the steps where it was cancelled. */
  done: number;
  /** After how many steps the loss was least. */
  kept: number;
  cancelled: boolean;
  /** The loss before, and the least. */
  losses: number[];
  before: SteeredReply;
  /** By strength, lowest first. */
  after: SteeredReply[];
  /** The system prompt with the slot that is steered. */
  prompt?: string;
  /** How many candidates for the slot were tried. */
  tried?: number;
  /** How many of them diverged and were left out, if some did. */
  diverged?: number;
  /** Share of the vector's own replies that the decoder answered as wished, if it is known. */
  convinced?: number;
  /** Of how many replies `convinced` is the share. */
  judged?: number;
  /** With the system prompt, and nothing added. */
  empty?: SteeredReply;
  /** With a random vector of the same norm in the slot, by strength. */
  random?: SteeredReply[];
}

/** What the model says to a chat, and what the decoder reads then, at one strength. */
export interface SteeredReply {
  /** Null for the model as it is. */
  strength: number | null;
  text: string;
  /** False for a reply that was cut. */
  ended: boolean;
  /** The decoder's answer about the same tokens. */
  answer: string;
  confidence: number;
  code: string;
}

/** Another strength of what was learnt. */
export interface StrengthArgs {
  /** Id of the query that steered. */
  steering: string;
  strength: number;
}

/** A question to the positions of a layer, all of them where no start is given. */
export interface SweepArgs {
  question: QuestionText;
  /** The answers of a forced choice; empty for a free answer. */
  options?: string[];
  /** Those that differ from the reader's own. */
  settings?: Settings;
  /** What is read in place of the selected cell; empty for that cell. */
  source?: Settings;
  layer: number;
  /** Layers that are read together at each position, lowest first; `layer` is the highest. */
  layers?: number[] | null;
  start?: number;
  stop?: number;
  /** First and last position in sight; Python asks those first, coarse before fine. */
  near?: [number, number] | null;
}

/** A target prompt: where the activation is written. */
export interface Target {
  tokens: string[];
  /** Null for the position that is read. */
  slots: number[] | null;
  layer: number | null;
  movable: boolean;
  /** The positions that are read for the answer; several of a span. */
  positions?: number[];
  /** The layers at which those are read; none before a cell is selected. */
  layers?: number[];
  reads?: VectorRead;
}

/** A decoder to train. */
export interface TrainArgs {
  /** Settings of the panel that differ from its own. */
  train?: Settings;
}

/** The form of the Train panel. */
export interface TrainFields {
  group: string;
  fields: PanelField[];
  settings: Settings;
  /** Names of the recipes that ship with the model. */
  recipes: string[];
}

/** A decoder's training: done, or cancelled with its checkpoint kept. */
export interface Trained {
  id: string;
  name: string;
  recipe: string;
  /** The directory on the kernel's machine. */
  out: string;
  /** The way to ask the decoder; null where it was cancelled. */
  preset: string | null;
  cancelled: boolean;
  /** How far it was when it was cancelled. */
  said: string;
  /** How many rows it was trained on, and validated on. */
  rows: number[];
  /** The decoder's, then those of its controls. */
  runs: TrainedRun[];
  code: string;
}

/** How the training of a decoder, or of a control, went. */
export interface TrainedRun {
  kind: string;
  steps: number;
  loss: number;
  /** Loss and accuracy on the validation rows. */
  validation: [number, number] | null;
  /** Examples per second. */
  speed: number | null;
}

/** The vector that is read, where it is no cell's. */
export interface VectorRead {
  name: string;
  layer: number;
}

/** A way to ask: a preset, a method that takes a text, or a question in the user's own words. */
export interface Way {
  name: string;
  label: string;
  help: string;
  /** The heading under which it is offered; empty for a question of one's own. */
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
  /** Whether it is a trained decoder, whose answers a model can be steered to. */
  steers?: boolean;
}

/** A query that is queued or running. */
export interface WorkEntry {
  id: string;
  what: "lens" | "ask" | "readers" | "sweep" | "sites" | "scales" | "layers" | "fit" | "target" | "steer" | "strength" | "train" | "noise" | "verify" | "continuation" | "answer" | "traces" | "second" | "patch";
  args: Record<string, unknown>;
  state: "queued" | "running";
  done: number;
  /** 0 where it is not known yet. */
  total: number;
}
