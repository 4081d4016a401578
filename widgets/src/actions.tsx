import type { JSX } from "preact";
import { useShared } from "./context";
import { reads } from "./vector_source";

/** A longer selection is cut short where it is named. */
const LONG = 60;

/** What would be read, and the buttons that have it done. */
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
      <span class="ll-where">{own ? <b>{reads(draft.asking())}</b> : <Where />}</span>
      <button type="button" class="ll-link" hidden={!selection || fit === true || own} onClick={subtract}>
        Subtract this token
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
  const { draft, synced } = useShared().store;
  const selection = synced.selection.value;
  if (!selection) return <>Choose a cell of the grid.</>;
  const { layer, position, start } = selection;
  const count = position - start + 1;
  const whole = synced.tokens.slice(start, position + 1).join("");
  return (
    <>
      {count > 1
        ? `Layer ${layer}, positions ${start} to ${position} `
        : `Layer ${layer}, position ${position} `}
      <b class="ll-mono" title={whole}>
        {whole.length > LONG ? `${whole.slice(0, LONG)}…` : whole}
      </b>
      {count > 1 && `; a question reads the last of ${count} tokens`}
      {draft.vector === "difference" && (
        <>
          {" minus "}
          <b class="ll-mono">{synced.tokens[Number(draft.value("minus") ?? Number.NaN)] ?? "…"}</b>
        </>
      )}
    </>
  );
}
