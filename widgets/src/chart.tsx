import type { JSX } from "preact";
import { height, lowMass } from "./best_of";
import { kinds, range } from "./controls";
import { answers } from "./finite";
import type { Answer, Constants, Control } from "./protocol";
import { SIDE } from "./virtual_grid";

const TOP = 10;
const HEIGHT = 112;
/** Height at which the columns' names begin, in pixels. */
export const BOTTOM = TOP + HEIGHT + 6;

/** A function of an answer that returns a number, such as its column. */
export type Column = (answer: Answer) => number;

export const y = (p: number): number => TOP + (1 - p) * HEIGHT;

/** Whether an answer exceeds neither its controls nor the noise that answered for itself, so that the activation has shown nothing. */
export function within(answer: Answer, option: string): boolean {
  if (option === "" && answer.noise?.read === false) return true;
  const noise = range(answer.controls, option);
  return noise !== null && height(answer, option) <= noise[1];
}

/** Runs of neighbouring columns: a curve has a gap at positions that were not asked. */
export function runs(points: Answer[], at: Column = ({ position }) => position ?? -1): Answer[][] {
  const sorted = [...points].sort((a, b) => at(a) - at(b));
  const found: Answer[][] = [];
  for (const point of sorted) {
    const run = found.at(-1);
    const last = run?.at(-1);
    if (run && last && at(last) === at(point) - 1) run.push(point);
    else found.push([point]);
  }
  return found;
}

interface ChartProps {
  points: Answer[];
  /** The column of an answer. */
  at: Column;
  /** The option whose probability is drawn; empty for each answer's confidence. */
  option: string;
  /** Width of a column, and of all columns, in pixels. */
  column: number;
  width: number;
  /** The column that is marked. */
  marked: number | undefined;
  constants: Constants;
}

/** Chart of confidence over the band or line of each kind of control, by column. */
export function Chart({ points, at, option, column, width, marked, constants }: ChartProps) {
  const x = (answer: Answer): number => centre(at(answer), column);
  const there = points.filter(answers);
  /** A line that is level across each column. */
  const steps = (run: Answer[], level: Column): string[] =>
    run.flatMap((answer) =>
      [-column / 2, column / 2].map((side) => `${x(answer) + side},${y(level(answer))}`),
    );
  /** The lowest or the highest of one kind of control. */
  const level =
    (kind: string, end: 0 | 1): Column =>
    (answer) =>
      range(of(answer, kind), option)?.[end] ?? 0;
  /** The band of the random controls: from 0 to their highest, darker from their lowest. */
  const band = (run: Answer[]): JSX.Element => {
    const between = (floor: Column): string =>
      [...steps(run, level("random", 1)), ...steps(run, floor).reverse()].join(" ");
    return (
      <g class="ll-bands">
        <polygon class="ll-band" points={between(() => 0)} />
        {run.some((answer) => of(answer, "random").length > 1) && (
          <polygon class="ll-band ll-between" points={between(level("random", 0))} />
        )}
      </g>
    );
  };
  const others = kinds(there.flatMap(({ controls }) => controls)).map(({ kind }) => kind);
  return (
    <svg class="ll-chart" width={width} height={BOTTOM} aria-hidden="true">
      {[0, 0.5, 1].map((p) => (
        <line class="ll-rule" key={p} x1={SIDE} x2={width} y1={y(p)} y2={y(p)} />
      ))}
      {marked !== undefined && (
        <line
          class="ll-guide"
          x1={centre(marked, column)}
          x2={centre(marked, column)}
          y1={TOP}
          y2={TOP + HEIGHT}
        />
      )}
      {[...new Set(["random", ...others])].flatMap((kind) =>
        // A control that is not finite is missing in its column alone, and leaves a gap: 0 would be a number.
        runs(
          there.filter((answer) => of(answer, kind).length > 0),
          at,
        ).map((run) =>
          kind === "random" ? (
            band(run)
          ) : (
            <polyline class={`ll-control ll-${kind}`} points={steps(run, level(kind, 1)).join(" ")} />
          ),
        ),
      )}
      {runs(there, at).map((run) => (
        <polyline
          class="ll-own"
          key={run[0]?.id}
          points={run.map((answer) => `${x(answer)},${y(height(answer, option))}`).join(" ")}
        />
      ))}
      {points
        .filter((answer) => !answers(answer))
        .map((answer) => (
          <path class="ll-cross" key={answer.id} d={`M${x(answer) - 4} ${y(0) - 8}l8 8m0 -8l-8 8`} />
        ))}
      {there.map((answer) => (
        <circle
          class={`ll-dot${lowMass(answer, constants) ? " ll-hollow" : ""}${within(answer, option) ? " ll-within" : ""}`}
          key={answer.id}
          data-position={at(answer)}
          cx={x(answer)}
          cy={y(height(answer, option))}
          r={4}
        />
      ))}
    </svg>
  );
}

/** The middle of a column, in pixels. */
function centre(at: number, column: number): number {
  return SIDE + (at + 0.5) * column;
}

function of(answer: Answer, kind: string): Control[] {
  return answer.controls.filter((control) => control.kind === kind);
}
