import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** A header with a button that copies code; where there is no clipboard, the code is selected in a field. */
export function CopyHead({ code, children }: { code: string; children: ComponentChildren }) {
  const copied = useSignal(false);
  const refused = useSignal(false);
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!refused.value) return;
    box.current?.focus({ preventScroll: true });
    box.current?.select();
  }, [refused.value]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code);
    } catch {
      refused.value = true;
      return;
    }
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, 1600);
  };
  return (
    <>
      <header>
        {children}
        <button type="button" class="ll-link" hidden={code === ""} onClick={() => void copy()}>
          {copied.value ? "Copied" : "Copy as code"}
        </button>
      </header>
      <textarea
        class="ll-field ll-mono ll-code"
        readOnly
        aria-label="Code"
        hidden={!refused.value}
        rows={Math.min(12, code.split("\n").length)}
        ref={box}
        value={code}
      />
    </>
  );
}
