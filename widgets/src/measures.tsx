import { type ComponentChildren, Fragment } from "preact";
import { CalibratedConfidence } from "./calibrated";
import { type Kind, kinds, noiseName, range } from "./controls";
import { silent } from "./finite";
import { share, signed } from "./format";
import { isolated, printable } from "./isolated";
import type { AgainstNoise, Answer } from "./protocol";
import { TokenText } from "./token_text";

/** Bars of the answer's confidence, its controls and its options, on one scale. */
export function Measures({ answer }: { answer: Answer }) {
  const { confidence, excess } = answer;
  if (confidence === null || silent(answer)) return <div class="ll-scale" />;
  return (
    <div class="ll-scale">
      <Measure kind="own" label="Confidence" value={confidence}>
        {answer.confidence_kind}
      </Measure>
      <CalibratedConfidence answer={answer} />
      {kinds(answer.controls).map((kind) => (
        <ControlLine key={kind.kind} {...kind} brief={answer.brief === true} />
      ))}
      {excess !== null && (
        <div class="ll-measure ll-excess">
          <span class="ll-label">Excess</span>
          <span />
          <span class="ll-num">{signed(excess)}</span>
          <span class="ll-quiet ll-cut">confidence minus the largest support</span>
        </div>
      )}
      {answer.noise && <NoiseLine noise={answer.noise} />}
      <Options answer={answer} />
    </div>
  );
}

/** Whether the answer is told from noise that answered for itself, and how much of it comes as far. */
function NoiseLine({ noise }: { noise: AgainstNoise }) {
  const random = noise.samples.find(({ kind }) => kind === "random");
  const counts = noise.samples.map(({ kind, reached, n }) => `${reached} of ${noiseName(kind, n)}`);
  const title =
    "How many exceed their own controls as far as the answer does its, " +
    "where each answers the question for itself.\n" +
    noise.samples.map(({ kind, n, p_value }) => `${noiseName(kind, n)}: p = ${share(p_value)}`).join("\n");
  return (
    <div class="ll-measure" title={title}>
      <span class="ll-label">Against noise</span>
      <span />
      <span class="ll-num">{random && `${random.reached}/${random.n}`}</span>
      <span class="ll-quiet ll-cut">{`${counts.join(", ")} come as far`}</span>
    </div>
  );
}

interface MeasureProps {
  kind: "own" | "control" | "option";
  label: string;
  value: number;
  /** The lowest of several controls, of which `value` is the highest. */
  low?: number | undefined;
  title?: string | undefined;
  children?: ComponentChildren;
}

function Measure({ kind, label, value, low, title, children }: MeasureProps) {
  const several = low !== undefined;
  return (
    <div class={`ll-measure ll-${kind}`} title={title}>
      <span
        class={kind === "option" ? "ll-label ll-mono ll-cut" : "ll-label"}
        dir={kind === "option" ? "auto" : undefined}
        title={kind === "option" ? label : undefined}
      >
        {label}
      </span>
      <span
        class={several ? "ll-bar ll-spread" : "ll-bar"}
        role="img"
        aria-label={several ? `${label} ${share(low)} to ${share(value)}` : `${label} ${share(value)}`}
        style={{ "--p": String(value), ...(several && { "--low": String(low) }) }}
      />
      <span class="ll-num">{share(value)}</span>
      <span class="ll-quiet ll-cut">{children}</span>
    </div>
  );
}

function ControlLine({ name, controls, brief }: Kind & { brief: boolean }) {
  const [low, high] = range(controls) ?? [0, 0];
  const several = controls.length > 1;
  const texts = [...new Set(controls.map(({ text }) => printable(text.trim())))];
  const title =
    `How much ${several ? "they support" : "it supports"} this answer in the activation's place: ` +
    `${controls.map(({ support }) => share(support)).join(", ")}.\n` +
    controls
      .map(
        ({ text, confidence }) =>
          `${brief ? "" : `“${isolated(printable(text))}” `}with confidence ${share(confidence)}`,
      )
      .join("\n");
  return (
    <Measure kind="control" label={name} value={high} low={several ? low : undefined} title={title}>
      {several ? `support ${share(low)} to ${share(high)}` : "support"}
      {!brief && (
        <>
          {several ? "; themselves say " : "; itself says "}
          {texts.map((text, i) => (
            <Fragment key={text}>
              {i > 0 && ", "}
              {text === "" ? (
                "nothing"
              ) : (
                <span class="ll-mono" dir="auto">
                  <TokenText text={text} />
                </span>
              )}
            </Fragment>
          ))}
        </>
      )}
    </Measure>
  );
}

/** The options of a forced choice, the likeliest first, on the same scale as the confidence. */
function Options({ answer: { options, option_mass } }: { answer: Answer }) {
  if (options.length === 0) return null;
  const sorted = options
    .map(({ text, probability }) => ({ text, p: probability ?? 0 }))
    .sort((one, other) => other.p - one.p);
  return (
    <>
      <p class="ll-quiet ll-caption">
        Among the answers given{option_mass === null ? "" : `, whose option mass is ${share(option_mass)}`}
      </p>
      {sorted.map(({ text, p }) => (
        <Measure key={text} kind="option" label={text} value={p} />
      ))}
    </>
  );
}
