import { useSignal } from "@preact/signals";
import type { TargetedEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { height } from "./best_of";
import { BOTTOM, Chart, y } from "./chart";
import { useShared } from "./context";
import { controlRows } from "./controls";
import { answers, finite, NOT_FINITE, said, silent, WHY } from "./finite";
import { share } from "./format";
import type { Columns, Line } from "./line";
import { Pair } from "./popover";
import type { Answer } from "./protocol";
import { origin } from "./sites";
import { TokenText } from "./token_text";
import { SIDE } from "./virtual_grid";

interface PlaneProps {
  curve: Line;
  columns: Columns;
  option: string;
  /** The width of a column, in pixels. */
  column: number;
}

/** A curve's plot area, whose columns are reached by the arrow keys. */
export function Plane({ curve, columns, option, column }: PlaneProps) {
  const { store, view } = useShared();
  const el = useRef<HTMLDivElement>(null);
  const cursor = useSignal(-1);
  const wantsFocus = useRef(false);
  const { at, heads, unit } = columns;
  const points = new Map(curve.points.map((point) => [at(point), point]));
  const stop = points.has(cursor.value) ? cursor.value : curve.points[0] ? at(curve.points[0]) : -1;
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    el.current?.querySelector<HTMLElement>(".ll-tick[tabindex='0']")?.focus();
  });
  // The position that is selected, or the scale that is on the card.
  const selection = store.synced.selection.value;
  const shown = curve.points.find(({ id }) => id === store.view.answer.value?.id);
  const marked =
    unit === "positions"
      ? selection?.position
      : unit === "layers" && selection
        ? columns.values.indexOf(selection.layer)
        : shown && at(shown);
  const here =
    unit === "scales" ||
    (unit === "layers" ? selection?.position === curve.position : selection?.layer === curve.layer);
  const width = SIDE + heads.length * column;

  const point = (target: EventTarget | null): [Element, Answer] | undefined => {
    const tick = target instanceof Element ? target.closest<HTMLElement>(".ll-tick") : null;
    const answer = tick && points.get(Number(tick.dataset["position"]));
    return answer ? [tick, answer] : undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const places = [...points.keys()].sort((a, b) => a - b);
    const now = places.indexOf(stop);
    const moves: Record<string, number> = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      Home: 0,
      End: places.length - 1,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    cursor.value = places[Math.max(0, Math.min(places.length - 1, move))] ?? stop;
  };
  const hint = ({ target }: TargetedEvent): void => {
    const found = point(target);
    if (found)
      view.show({ anchor: found[0], content: () => <PointHint answer={found[1]} option={option} /> });
  };
  return (
    <div
      class="ll-plane"
      role="presentation"
      ref={el}
      style={{ width: `${width}px` }}
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        const found = point(target);
        if (!found) return;
        cursor.value = at(found[1]);
        store.show(found[1]);
      }}
      onPointerOver={hint}
      onFocusIn={hint}
      onPointerOut={() => view.hide()}
      onFocusOut={() => view.hide()}
    >
      <Chart
        points={curve.points}
        at={at}
        option={option}
        column={column}
        width={width}
        marked={marked === undefined || marked < 0 ? undefined : marked}
        constants={store.synced.constants}
      />
      <div class="ll-axis" aria-hidden="true">
        {[1, 0.5, 0].map((p) => (
          <span key={p} style={{ top: `${y(p)}px` }}>
            {p}
          </span>
        ))}
      </div>
      {heads.map((head, i) => (
        <Tick
          key={i}
          head={head}
          column={i}
          answer={points.get(i)}
          stop={i === stop}
          on={here && i === marked}
          width={column}
        />
      ))}
    </div>
  );
}

interface TickProps {
  head: string;
  column: number;
  answer: Answer | undefined;
  stop: boolean;
  on: boolean;
  width: number;
}

function Tick({ head, column, answer, stop, on, width }: TickProps) {
  const { tokens } = useShared().store.synced;
  return (
    <button
      type="button"
      class={on ? "ll-tick ll-on" : "ll-tick"}
      data-position={column}
      disabled={!answer}
      tabIndex={stop ? 0 : -1}
      aria-label={answer ? says(answer, tokens) : `Position ${column} ${head}`}
      style={{ left: `${SIDE + column * width}px`, width: `${width}px`, paddingTop: `${BOTTOM}px` }}
    >
      <span class="ll-mono ll-cut" dir="auto">
        <TokenText text={head} />
      </span>
      <span class="ll-mono ll-cut ll-said" dir="auto">
        {answer && <TokenText text={said(answer)} />}
      </span>
    </button>
  );
}

function PointHint({ answer, option }: { answer: Answer; option: string }) {
  const { tokens } = useShared().store.synced;
  const [where, name] = origin(answer, tokens);
  const found = finite(answer);
  return (
    <>
      <div class="ll-pop-head">
        <span>{where}</span>
        <b class="ll-mono" dir="auto">
          <TokenText text={name} />
        </b>
      </div>
      <div class="ll-mono ll-pop-text" dir="auto">
        <TokenText text={said(answer)} />
      </div>
      {!found && <div class="ll-quiet">{WHY}</div>}
      {found && !silent(answer) && (
        <Pair name={option || "confidence"} value={share(height(answer, option))} />
      )}
      {typeof answer.calibrated_confidence === "number" && option === "" && (
        <Pair name="calibrated" value={share(answer.calibrated_confidence)} />
      )}
      {controlRows(answer, option).map(([control, value]) => (
        <Pair key={control} name={control} value={value} />
      ))}
      {answer.option_mass !== null && <Pair name="option mass" value={share(answer.option_mass)} />}
    </>
  );
}

function says(answer: Answer, tokens: string[]): string {
  const where = origin(answer, tokens).join(" ");
  if (answer.confidence === null) return `${where}: ${NOT_FINITE}`;
  const controls = controlRows(answer, "").map(([name, value]) => `, ${name} ${value}`);
  if (!answers(answer)) return `${where}: ${said(answer)}`;
  return `${where}: ${answer.text}, confidence ${share(answer.confidence)}${controls.join("")}`;
}
