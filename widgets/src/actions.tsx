import type { JSX } from "preact";
import { useShared } from "./context";
import { about } from "./format";
import type { Estimate } from "./pace";
import type { Target } from "./protocol";
import { joined, layersNamed, positionsNamed } from "./sites";
import type { Store } from "./store";
import { positionsIn, type Selection, type Span } from "./synced";
import { TokenText } from "./token_text";
import { reads } from "./vector_source";

/** The current source in words, with the buttons to ask, sweep or fit. */
export function Actions() {
  const { store, view } = useShared();
  const { draft, synced } = store;
  const other = store.other();
  const selection = other ? store.subject() : synced.selection.value;
  const { fit } = draft.entry;
  const { vector } = draft;
  const own = vector !== null && vector !== "difference"; // a vector given in code
  const nothing = !store.asking();
  const count = selection ? positionsIn(selection).length : 0;
  const subtract = (): void => {
    store.edit(() => {
      draft.set("vector", "difference");
      draft.set("minus", selection?.position);
    });
  };
  const refused = !other?.refused && store.readModel()?.refused;
  const takes = vector === null ? howLong(store, count) : "";
  return (
    <div class="ll-line ll-actions">
      <span class="ll-where">
        {refused ? (
          <span class="ll-refused ll-error" role="status">
            {refused}
          </span>
        ) : own ? (
          <>
            <b dir="auto">{reads(draft.asking())}</b>
            <OfVariant />
          </>
        ) : (
          <Where />
        )}
      </span>
      <button
        type="button"
        class="ll-link"
        hidden={!refused}
        onClick={() => store.edit(() => draft.set("variant", undefined))}
      >
        Ask the model as it was run
      </button>
      <button
        type="button"
        class="ll-link"
        hidden={!selection || other !== null || fit === true || own || !!refused}
        onClick={subtract}
      >
        {count > 1 ? "Subtract the last token" : "Subtract this token"}
      </button>
      <button
        type="button"
        class="ll-button"
        disabled={nothing || !draft.has("layer") || vector !== null}
        title={
          vector
            ? "A vector belongs to one layer, so it has no grid of layers"
            : "Ask this position at every layer, written into every layer"
        }
        onClick={() => store.layerGrid()}
      >
        Layer grid
      </button>
      <button
        type="button"
        class="ll-button"
        disabled={nothing}
        title={
          vector
            ? "Ask the same at every scale of the list"
            : "Ask the same at every position of this layer, or at those that are selected; layers that are selected together are read together"
        }
        onClick={() => store.sweep(view.positions)}
      >
        {vector ? "Sweep scales" : count > 1 ? `Sweep ${count} positions` : "Sweep positions"}
      </button>
      <button type="submit" class="ll-button ll-primary" disabled={fit ? !draft.ready || !!refused : nothing}>
        {fit ? "Fit" : "Ask"}
      </button>
      <p class="ll-help ll-takes" hidden={takes === "" || fit === true}>
        {takes}
      </p>
    </div>
  );
}

/** Sweeps that are shorter are not worth a word, in seconds. */
const SHORT = 5;

/** How long the sweep and the layer grid will take, by the questions so far; empty while nothing is to be said. */
function howLong({ draft, pace, synced }: Store, count: number): string {
  const positions = count > 1 ? count : synced.tokens.length;
  const cells = synced.layers * synced.targetLayers;
  const asked = draft.asking();
  const said = [
    [`sweeping ${positions} positions`, pace.sweep(asked, positions)],
    ...(draft.has("layer") ? [[`a layer grid of ${cells} cells`, pace.sweep(asked, cells)]] : []),
  ] as [string, Estimate | undefined][];
  if (said.every(([, estimate]) => estimate === undefined))
    return positions > 64 ? `Ask once to see how long sweeping ${positions} positions would take.` : "";
  const long = said.flatMap(([what, estimate]) =>
    estimate && estimate.seconds > SHORT
      ? [`${what} takes ${estimate.most ? "at most " : ""}${about(estimate.seconds)}`]
      : [],
  );
  const text = long.join(", ");
  return text && `At the pace so far, ${text}.`;
}

/** The selected cell or tokens, in words. */
function Where(): JSX.Element {
  const { store } = useShared();
  const { draft, synced, preview } = store;
  const other = store.other();
  if (other && other.refused !== "") return <span class="ll-refused">{other.refused}</span>;
  const selection = store.subject();
  if (!selection) return <>Choose a cell of the grid.</>;
  const { layer, position } = selection;
  const difference = draft.vector === "difference";
  const all = !difference;
  const layers = all ? selection.layers : [layer];
  const spans: Span[] = all ? selection.spans : [[position, position + 1]];
  const [whole, short] = joined(synced.tokens, spans);
  return (
    <>
      {`L${layersNamed(layers).slice(1)}, ${positionsNamed(spans)} `}
      <b class="ll-mono" dir="auto" title={whole}>
        <TokenText text={short} />
      </b>
      {other && (
        <>
          {" in "}
          <bdi>{other.entry.model}</bdi>
        </>
      )}
      {!other && <OfVariant />}
      {all && readOf(selection, preview.target.value)}
      {difference && (
        <>
          {" minus "}
          <b class="ll-mono" dir="auto">
            <TokenText text={synced.tokens[Number(draft.value("minus") ?? Number.NaN)] ?? "…"} />
          </b>
        </>
      )}
    </>
  );
}

/** The model whose activation is read there, where another one than the trace's was chosen in the source. */
function OfVariant() {
  const model = useShared().store.readModel();
  return (
    model && (
      <>
        {"; model: "}
        <bdi>{model.label}</bdi>
      </>
    )
  );
}

/** How much of the selection the reader reads; nothing of one cell, and as long as Python has not said so. */
function readOf(selection: Selection, target: Target | null): string {
  const { positions = [], layers = [] } = target ?? {};
  const [rows, columns] = [selection.layers.length, positionsIn(selection).length];
  const same = positions.at(-1) === selection.position && layers.at(-1) === selection.layer;
  if (rows * columns === 1 || !same) return "";
  const tokens = columns > 1 ? `${columns} tokens` : "the token";
  const what = rows > 1 ? `${tokens} at ${rows} layers` : tokens;
  if (layers.length === rows && positions.length === columns)
    return `; this reader reads ${rows > 1 ? what : `all ${what}`} for one answer`;
  const read = [
    positions.length < columns ? "the last" : tokens,
    ...(layers.length < rows ? ["at the last layer"] : rows > 1 ? [`at ${rows} layers`] : []),
  ];
  return `; this reader does not take ${what} at once: it reads ${read.join(" ")}`;
}
