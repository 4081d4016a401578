import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { type Best, best, compared, doubt, lowMass, value } from "./best_of";
import { useShared } from "./context";
import { finite, NOT_FINITE, said } from "./finite";
import { share, signed } from "./format";
import { isolated } from "./isolated";
import { CellHint, look } from "./layer_cell";
import { type Key, Legend, Pick } from "./legend";
import { Matrix } from "./matrix";
import type { Answer, Constants, HeatMap } from "./protocol";
import { TokenText } from "./token_text";
import { VirtualGrid } from "./virtual_grid";

/** Heat map of one position: source layer (upward) by target layer (to the right). */
export function LayerGrid() {
  const shown = useShared().store.view.heatMap.value;
  return (
    <section class="ll-layers" aria-label="Layer read by layer written" hidden={!shown}>
      {shown && <Shown map={shown} />}
    </section>
  );
}

function Shown({ map }: { map: HeatMap }) {
  const { store } = useShared();
  const { heatMaps, layers, targetLayers, tokens, constants } = store.synced;
  const chosen = useSignal("");
  const scroller = useRef<HTMLDivElement>(null);
  const first = map.points.find(finite) ?? map.points[0];
  const options = first?.options.map(({ text }) => text) ?? [];
  const option = options.includes(chosen.value) ? chosen.value : "";
  const usual = first?.excess === null ? "confidence" : "excess";
  const over = compared(map.points);
  const found = best(map.points, option, constants);
  const points = new Map(map.points.map((point) => [`${point.layer}:${point.target_layer}`, point]));
  const at = (source: number, target: number): Answer | undefined => points.get(`${source}:${target}`);
  /** The answer on the answer card, if it belongs to this heat map. */
  const card = store.view.answer.value;
  const here = card && at(card.layer, card.target_layer)?.id === card.id ? card : null;
  const inGrid = useRef(false);
  inGrid.current = here !== null;
  const grid = useMemo(
    () => new VirtualGrid(layers, targetLayers, [46, 168], [0, 0], () => inGrid.current),
    [],
  );
  const total = layers * targetLayers;
  return (
    <>
      <header>
        <span class="ll-title">
          {`Position ${map.position} `}
          <b class="ll-mono" dir="auto">
            <TokenText text={tokens[map.position] ?? ""} />
          </b>
          {", every layer into every layer: "}
          <span class="ll-mono" dir="auto">
            {map.question}
          </span>
          {!map.complete && !store.requests.pending(map.id) && (
            <span class="ll-quiet">{` ${map.points.length} of ${total} cells`}</span>
          )}
        </span>
        <Pick
          label="Grid"
          least={2}
          value={map.id}
          options={heatMaps.value.map(({ id, position, question }) => [
            id,
            `position ${position}: ${isolated(question)}`,
          ])}
          choose={(id) => {
            store.view.heatMapId.value = id;
          }}
        />
        <Pick
          label="What the cells show"
          least={2}
          value={option}
          options={[["", usual], ...options.map((text): [string, string] => [text, `P(${isolated(text)})`])]}
          choose={(text) => {
            chosen.value = text;
          }}
        />
      </header>
      <div class="ll-under">
        <BestOf
          found={found}
          all={map.points.length}
          option={option}
          choose={(answer) => {
            store.show(answer);
            grid.move([answer.layer, answer.target_layer], true);
          }}
        />
        <Legend keys={legend(map.points, option, found, constants)} />
      </div>
      <Matrix
        grid={grid}
        scroller={scroller}
        label="Layer read by layer written"
        corner="read"
        names={["source", "target"]}
        head={(layer) => (
          <>
            <small>{layer === 0 ? "written" : ""}</small>
            <span>{layer}</span>
          </>
        )}
        headTitle={(layer) => `written at layer ${layer}`}
        look={(source, target) =>
          look(at(source, target), [source, target], { option, over, found, here, constants })
        }
        of={[map, option, here]}
        marked={here && { rows: [here.layer], spans: [[here.target_layer, here.target_layer + 1]] }}
        choose={([source, target]) => {
          const answer = at(source, target);
          if (answer) store.show(answer);
        }}
        hint={([source, target]) => (
          <CellHint cell={[source, target]} answer={at(source, target)} option={option} />
        )}
      />
    </>
  );
}

function BestOf({
  found,
  all,
  option,
  choose,
}: {
  found: Best | null;
  /** Number of answers, those that it was not picked from among them. */
  all: number;
  option: string;
  choose(answer: Answer): void;
}) {
  if (!found) return null;
  const { answer, of } = found;
  const figure =
    option === "" && answer.excess !== null ? signed(answer.excess) : share(value(answer, option));
  return (
    <button
      type="button"
      class="ll-link ll-best-of"
      title={
        "Picked after the fact from so many, it is no measurement of its own." +
        (of < all ? ` Left out: ${all - of} of ${all} that cannot be ranked.` : "")
      }
      onClick={() => choose(answer)}
    >
      {`Best of ${of}: layer ${answer.layer} into ${answer.target_layer}, ${figure} `}
      <span class="ll-mono" dir="auto">
        <TokenText text={said(answer)} />
      </span>
      {doubt(answer) !== "" && <span class="ll-doubt">{` ${doubt(answer)}`}</span>}
    </button>
  );
}

function legend(points: Answer[], option: string, found: Best | null, constants: Constants): (Key | false)[] {
  const over = option === "" && compared(points);
  return [
    {
      sign: "shade",
      text: over ? "excess, 0 to 1" : `${option ? "probability" : "confidence"}, 0 to 1`,
    },
    over && { sign: "under", text: "a control supports it as much" },
    points.some((point) => lowMass(point, constants)) && { sign: "low", text: "low option mass" },
    !points.every(finite) && { sign: "not-finite", text: `${NOT_FINITE}: no answer` },
    { sign: "same", text: "same layer" },
    found !== null && { sign: "best", text: `best of ${found.of}` },
  ];
}
