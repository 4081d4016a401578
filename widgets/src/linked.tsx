import { useShared } from "./context";
import type { Seconds } from "./seconds";
import { TokenText } from "./token_text";
import { ROW, SIDE, type VirtualGrid } from "./virtual_grid";

/** The layer that both grids mark, and its positions in the Explorer's own prompt and in the second grid. */
function marked(seconds: Seconds): { layer: number; own: number | null; second: number | null } | null {
  const id = seconds.columnsOf.value;
  const cell = seconds.hovered.value ?? seconds.current();
  if (!cell) return null;
  const { layer, position } = cell;
  if (cell.of === "own") return { layer, own: position, second: seconds.fromOwn(id, position) };
  return { layer, own: seconds.ownOf(id, position), second: position };
}

/** The frame around the cell that is marked in both grids. */
export function LinkedMark({
  of,
  grid,
  rowOf,
}: {
  of: "own" | "second";
  grid: VirtualGrid;
  rowOf(layer: number): number;
}) {
  const { seconds } = useShared().store;
  const at = seconds.open.value && seconds.shown.value ? marked(seconds) : null;
  const position = at?.[of] ?? null;
  const row = at ? rowOf(at.layer) : -1;
  if (position === null || row < 0) return null;
  const width = grid.width.value;
  return (
    <div
      class="ll-linked"
      aria-hidden="true"
      style={{
        left: `${SIDE + position * width}px`,
        top: `${grid.head + (grid.rowCount - 1 - row) * ROW}px`,
        width: `${width - 1}px`,
        height: `${ROW - 1}px`,
      }}
    />
  );
}

/** Which tokens are marked in both grids, in words. */
export function LinkedWords() {
  const { seconds, synced } = useShared().store;
  const at = marked(seconds);
  // Where activations can be copied, that line says so.
  if (!at) return synced.frozen ? <span class="ll-quiet">Choose a cell of either grid.</span> : null;
  const tokens = seconds.tokensOf(seconds.columnsOf.value);
  const named = (position: number, token = "") => (
    <>
      {`position ${position} `}
      <b class="ll-mono" dir="auto">
        <TokenText text={token} />
      </b>
    </>
  );
  return (
    <span>
      {`Layer ${at.layer}, `}
      {at.own === null ? "no partner above" : named(at.own, synced.tokens[at.own])}
      {" · here "}
      {at.second === null ? "no partner" : named(at.second, tokens[at.second])}
    </span>
  );
}
