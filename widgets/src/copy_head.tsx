import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** A text that can be copied, with its button's label. */
interface Copyable {
  label: string;
  text: () => string;
  hidden?: boolean;
}

interface Props {
  code: string;
  /** Further texts that can be copied. */
  more?: Copyable[];
  children: ComponentChildren;
}

/** A header with buttons that copy code and more; where there is no clipboard, the text is selected in a field. */
export function CopyHead({ code, more = [], children }: Props) {
  const copied = useSignal("");
  const refused = useSignal("");
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (refused.value === "") return;
    box.current?.focus({ preventScroll: true });
    box.current?.select();
  }, [refused.value]);
  const copy = async (label: string, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      refused.value = text;
      return;
    }
    copied.value = label;
    setTimeout(() => {
      if (copied.peek() === label) copied.value = "";
    }, 1600);
  };
  const all = [{ label: "Copy as code", text: () => code, hidden: code === "" }, ...more];
  return (
    <>
      <header>
        {children}
        {all.map(({ label, text, hidden }) => (
          <button
            type="button"
            class="ll-link"
            key={label}
            hidden={hidden}
            onClick={() => void copy(label, text())}
          >
            {copied.value === label ? "Copied" : label}
          </button>
        ))}
      </header>
      <textarea
        class="ll-field ll-mono ll-code"
        readOnly
        aria-label="Code"
        hidden={refused.value === ""}
        rows={Math.min(12, refused.value.split("\n").length)}
        ref={box}
        value={refused.value}
      />
    </>
  );
}
