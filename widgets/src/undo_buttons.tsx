import { useShared } from "./context";

/** Back to what was selected, asked and shown before, and forward again. */
export function UndoButtons() {
  const { undo } = useShared().store;
  return (
    <span class="ll-undo">
      <button
        type="button"
        class="ll-link"
        disabled={undo.back.value.length === 0}
        title="Back to the cells, the question and the lens before (Ctrl+Z)"
        onClick={() => undo.undo()}
      >
        Undo
      </button>
      <button
        type="button"
        class="ll-link"
        disabled={undo.ahead.value.length === 0}
        title="Forward again (Ctrl+Shift+Z)"
        onClick={() => undo.redo()}
      >
        Redo
      </button>
    </span>
  );
}
