import { useState } from "preact/hooks";
import { useShared } from "./context";

const KEY = "latentlens-closed-tip";

/** A quiet line, such as where real models are; once it is closed, the browser shows it no more. */
export function Tip() {
  const { tip, frozen } = useShared().store.synced;
  const [closed, setClosed] = useState(remembered);
  if (tip === "" || frozen || closed === tip) return null;
  const close = (): void => {
    setClosed(tip);
    try {
      localStorage.setItem(KEY, tip);
    } catch {
      // A page that may keep nothing shows it again.
    }
  };
  return (
    <div class="ll-tip ll-quiet">
      <span>
        {tip.split("`").map((text, i) =>
          i % 2 ? (
            <code class="ll-mono" key={i}>
              {text}
            </code>
          ) : (
            text
          ),
        )}
      </span>
      <button type="button" class="ll-link" aria-label="Close this line" onClick={close}>
        Close
      </button>
    </div>
  );
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
