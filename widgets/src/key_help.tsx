import { useShared } from "./context";

/** The keys of the grid, and what each does to the selection. */
export const KEYS: [keys: string[], does: string][] = [
  [["←", "→", "↑", "↓"], "go to another cell; Home, End, Page Up and Page Down go further"],
  [["Ctrl+Home", "Ctrl+End"], "go to the first cell of the top layer, or to the last of the lowest"],
  [["Space"], "select this cell alone"],
  [["Enter"], "select this cell, and ask"],
  [["Shift+arrow"], "select the layers and tokens from where the selection began to here"],
  [
    ["Ctrl+Space"],
    "add the layer and token of this cell; where it is selected, take its layer away, or of one layer its token",
  ],
  [["Esc"], "keep only this cell of all that is selected"],
];

/** The keys of the grid, folded up. */
export function KeyHelp() {
  const { frozen } = useShared().store.synced;
  return (
    <details class="ll-keyhelp">
      <summary>Keys of the grid</summary>
      <dl>
        {KEYS.filter(([keys]) => !frozen || keys[0] !== "Enter").map(([keys, does]) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p>
        Of several layers and several tokens, every pair is selected. On a Mac, Command may stand for Ctrl.
        With the mouse, drag, or hold Shift or Ctrl and click.
      </p>
    </details>
  );
}
