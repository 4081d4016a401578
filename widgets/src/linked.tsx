import { useShared } from "./context";
import type { Seconds } from "./seconds";
import { joined, positionsNamed } from "./sites";
import type { Span } from "./synced";
import { TokenText } from "./token_text";
import { ROW, SIDE, type VirtualGrid } from "./virtual_grid";

/** A layer, and the positions that are marked at it; null for none. */
interface Marked {
  layer: number;
  span: Span | null;
}

/** What both grids mark, in the Explorer's own prompt and in the second grid. */
function marked(seconds: Seconds): { own: Marked; second: Marked } | null {
  const id = seconds.columnsOf.value;
  const cell = seconds.hovered.value ?? seconds.current();
  if (!cell) return null;
  const { layer, position } = cell;
  const here: Marked = { layer, span: [position, position + 1] };
  if (cell.of === "own")
    return {
      own: here,
      second: { layer: seconds.layerIn(id, layer, ""), span: seconds.fromOwn(id, position) },
    };
  return {
    own: { layer: seconds.layerIn("", layer, id), span: seconds.ownOf(id, position) },
    second: here,
  };
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
  const span = at?.[of].span ?? null;
  const row = at ? rowOf(at[of].layer) : -1;
  if (span === null || row < 0) return null;
  const width = grid.width.value;
  return (
    <div
      class="ll-linked"
      aria-hidden="true"
      style={{
        left: `${SIDE + span[0] * width}px`,
        top: `${grid.head + (grid.rowCount - 1 - row) * ROW}px`,
        width: `${(span[1] - span[0]) * width - 1}px`,
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
  const id = seconds.columnsOf.value;
  const named = (span: Span, tokens: string[]) => (
    <>
      {`${positionsNamed([span])} `}
      <b class="ll-mono" dir="auto">
        <TokenText text={joined(tokens, [span])[1]} />
      </b>
    </>
  );
  return (
    <span>
      {`Layer ${at.own.layer}, `}
      {at.own.span === null ? "no partner above" : named(at.own.span, synced.tokens)}
      {seconds.byDepth(id) ? ` · here layer ${at.second.layer}, ` : " · here "}
      {at.second.span === null ? "no partner" : named(at.second.span, seconds.tokensOf(id))}
    </span>
  );
}
