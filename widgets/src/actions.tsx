import type { JSX } from "preact";
import { useShared } from "./context";
import type { Target } from "./protocol";
import { joined, positionsNamed } from "./sites";
import { TokenText } from "./token_text";
import { reads } from "./vector_source";

/** The current source in words, with the buttons to ask, sweep or fit. */
export function Actions() {
  const { store } = useShared();
  const { draft, synced } = store;
  const selection = synced.selection.value;
  const { fit } = draft.entry;
  const { vector } = draft;
  const own = vector !== null && vector !== "difference"; // a vector given in code
  const nothing = !store.asking();
  const count = selection ? selection.position - selection.start + 1 : 0;
  const subtract = (): void => {
    store.edit(() => {
      draft.set("vector", "difference");
      draft.set("minus", selection?.position);
    });
  };
  return (
    <div class="ll-line ll-actions">
      <span class="ll-where">{own ? <b dir="auto">{reads(draft.asking())}</b> : <Where />}</span>
      <button type="button" class="ll-link" hidden={!selection || fit === true || own} onClick={subtract}>
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
            : "Ask the same at every position of this layer, or at those that are selected"
        }
        onClick={() => store.sweep()}
      >
        {vector ? "Sweep scales" : count > 1 ? `Sweep ${count} positions` : "Sweep positions"}
      </button>
      <button type="submit" class="ll-button ll-primary" disabled={fit ? !draft.ready : nothing}>
        {fit ? "Fit" : "Ask"}
      </button>
    </div>
  );
}

/** The selected cell or tokens, in words. */
function Where(): JSX.Element {
  const { draft, synced, preview } = useShared().store;
  const selection = synced.selection.value;
  if (!selection) return <>Choose a cell of the grid.</>;
  const { layer, position } = selection;
  const difference = draft.vector === "difference";
  const start = difference ? position : selection.start;
  const [whole, short] = joined(synced.tokens, start, position);
  return (
    <>
      {`Layer ${layer}, ${positionsNamed(start, position)} `}
      <b class="ll-mono" dir="auto" title={whole}>
        <TokenText text={short} />
      </b>
      {start < position && readOf(position - start + 1, position, preview.target.value)}
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

/** How many of the selected tokens the reader reads; nothing as long as Python has not said so. */
function readOf(count: number, last: number, target: Target | null): string {
  const { positions = [] } = target ?? {};
  if (positions.at(-1) !== last) return "";
  if (positions.length === count) return `; this reader reads all ${count} tokens for one answer`;
  return `; this reader does not take ${count} tokens at once: it reads the last`;
}
