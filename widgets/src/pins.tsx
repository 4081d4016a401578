import { useSignal } from "@preact/signals";
import { useShared } from "./context";
import { isolated } from "./isolated";

/** Most tokens that are pinned at once: as many as there are ways to draw their lines. */
export const MOST_PINS = 6;

/** The tokens whose ranks the cells show, each of which can be taken away, and a field for another. */
export function Pins() {
  const { view } = useShared().store;
  const typed = useSignal("");
  const pins = view.pins.value;
  const full = pins.length >= MOST_PINS;
  const pin = (text: string): void => {
    typed.value = "";
    if (text.trim() !== "" && !pins.includes(text) && !full) view.pins.value = [...pins, text];
  };
  return (
    <span class="ll-pins">
      {pins.map((text, i) => (
        <button
          type="button"
          class={`ll-pinned ll-mono ll-pin-${i}`}
          key={text}
          title={`Take ${isolated(text)} away`}
          aria-label={`Unpin ${text}`}
          onClick={() => {
            view.pins.value = pins.filter((each) => each !== text);
          }}
        >
          <bdi>{text}</bdi>
          <span aria-hidden="true"> ×</span>
        </button>
      ))}
      {!full && (
        <input
          class="ll-field ll-mono ll-pin"
          aria-label="Pinned token"
          placeholder={pins.length > 0 ? "another word" : "such as Paris"}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onChange={(event) => pin(event.currentTarget.value)}
        />
      )}
    </span>
  );
}
