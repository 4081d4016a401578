import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useShared } from "./context";

function isOpen(element: HTMLElement): boolean {
  try {
    return element.matches(":popover-open");
  } catch {
    return false; // hosts that know no popovers, and jsdom
  }
}

/** Show an element under another in the browser's top layer, so that scroll boxes do not clip it; or hide it. */
export function placeUnder(anchor: Element, element: HTMLElement, open: boolean): void {
  if (!open) {
    if (isOpen(element)) element.hidePopover();
    return;
  }
  if (!isOpen(element)) element.showPopover?.();
  void computePosition(anchor, element, {
    strategy: "fixed",
    placement: "bottom-start",
    middleware: [offset(2), flip({ padding: 8 }), shift({ padding: 8 })],
  }).then(({ x, y }) =>
    Object.assign(element.style, { left: `${Math.round(x)}px`, top: `${Math.round(y)}px` }),
  );
}

/** The hint of a view, in the browser's top layer if supported, so that scroll boxes do not clip it. */
export function HintPopover() {
  const { view } = useShared();
  const el = useRef<HTMLDivElement>(null);
  const hint = view.hint.value;
  const open = view.open.value;
  useLayoutEffect(() => {
    const element = el.current;
    if (!element || !hint) return;
    if (!open) {
      if (isOpen(element)) element.hidePopover();
      return;
    }
    if (!isOpen(element)) element.showPopover?.();
    // It follows its anchor when the page is scrolled, resized or laid out anew.
    return autoUpdate(hint.anchor, element, () => {
      void computePosition(hint.anchor, element, {
        strategy: "fixed",
        placement: hint.above ? "top" : "bottom",
        middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
      }).then(({ x, y }) =>
        Object.assign(element.style, { left: `${Math.round(x)}px`, top: `${Math.round(y)}px` }),
      );
    });
  });
  useLayoutEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    // A finger that touches something else, or Escape wherever the focus is.
    document.addEventListener("pointerdown", () => view.hide(), { signal, capture: true });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && view.hide(), {
      signal,
      capture: true,
    });
    return () => end.abort();
  }, [view]);
  return (
    <div class="ll-popover" role="tooltip" popover="manual" ref={el} data-shown={open ? "" : undefined}>
      {hint?.content()}
    </div>
  );
}

/** A name and its number, in a hint. */
export function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div class="ll-pop-pair">
      <span>{name}</span>
      <span class="ll-num">{value}</span>
    </div>
  );
}
