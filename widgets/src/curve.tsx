import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { lowMass } from "./best_of";
import { within } from "./chart";
import { useShared } from "./context";
import { kinds, named } from "./controls";
import { Plane } from "./curve_plane";
import { answers, finite, NO_ANSWER, NOT_FINITE, silent } from "./finite";
import { isolated } from "./isolated";
import { type Key, Legend, Pick } from "./legend";
import { columnsOf, type Line } from "./line";
import type { Constants, Curve } from "./protocol";

/** Width of a column that holds a layer, in pixels. */
const NARROW = 54;

/** Confidence across positions over its control band, column for column under the grid; or across a vector's scales. */
export function CurveStrip({ scroller }: { scroller: RefObject<HTMLDivElement | null> }) {
  const { store, view } = useShared();
  const { constants, tokens, layers } = store.synced;
  const curve = store.view.curve.value;
  const chosen = useSignal("");
  const options = curve?.points[0]?.options.map(({ text }) => text) ?? [];
  const option = options.includes(chosen.value) ? chosen.value : "";
  const columns = columnsOf(curve, tokens, layers);
  const { heads, unit } = columns;
  return (
    <section class="ll-curve" aria-label={`Confidence across ${unit}`} hidden={!curve}>
      <header>
        {curve && (
          <span class="ll-title">
            {`${readBy(curve)}: `}
            <span class="ll-mono" dir="auto">
              {curve.question}
            </span>
            {!curve.complete && !store.requests.pending(curve.id) && curve.points.length > 0 && (
              <span class="ll-quiet">{` ${curve.points.length} of ${curve.total || heads.length} ${unit}`}</span>
            )}
          </span>
        )}
        <Pick
          label="Sweep"
          least={2}
          value={curve?.id ?? ""}
          options={store.view.lines.value.map((each) => [
            each.id,
            `${readBy(each)}: ${isolated(each.question)}${store.requests.pending(each.id) ? "" : some(each)}`,
          ])}
          choose={(id) => {
            store.view.curveId.value = id;
          }}
        />
        <Pick
          label="What is drawn"
          least={2}
          value={option}
          options={["", ...options].map((text) => [text, text || "each its own answer"])}
          choose={(text) => {
            chosen.value = text;
          }}
        />
        {curve && <Legend keys={legend(curve, option, constants)} />}
      </header>
      <div class={unit === "positions" ? "ll-strip" : "ll-strip ll-free"} ref={scroller}>
        {curve && (
          <Plane
            curve={curve}
            columns={columns}
            option={option}
            column={unit === "layers" ? NARROW : view.columnWidth.value}
          />
        )}
      </div>
    </section>
  );
}

function legend({ points }: Curve, option: string, constants: Constants): (Key | false)[] {
  const controls = kinds(points.find(finite)?.controls ?? []);
  return [
    { sign: "own", text: option === "" ? "confidence" : "probability" },
    ...controls.map(({ kind, controls: some }) => ({
      sign: kind,
      text: named(kind, some.length).toLowerCase(),
    })),
    points.some((answer) => answers(answer) && within(answer, option)) && {
      sign: "within",
      text: "a control supports it as much",
    },
    points.some((answer) => lowMass(answer, constants)) && { sign: "hollow", text: "low option mass" },
    !points.every(answers) && {
      sign: "cross",
      text: points.some(silent) ? NO_ANSWER : `${NOT_FINITE}: ${NO_ANSWER}`,
    },
  ];
}

/** How much of a sweep there is, where it was stopped: the one that went on from it is called the same. */
function some({ complete, points, total }: Line): string {
  return complete || points.length === 0 ? "" : ` (${points.length} of ${total || points.length})`;
}

/** The source of a curve in words: its layer, its position, or its vector. */
function readBy({ layer, vector, position }: Line): string {
  if (position !== undefined) return `Position ${position} at every layer`;
  return `Layer ${layer}${vector ? `, ${isolated(vector)}` : ""}`;
}
