import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { VirtualGrid } from "./virtual_grid";

const HIGH = 46;
/** What counts as all of a grid, whose last pixel may be cut off. */
const WHOLE = 0.995;

interface MinimapProps {
  rows: number[];
  grid: VirtualGrid;
  scroller: RefObject<HTMLDivElement | null>;
  /** The strength of a cell's colour; null where nothing is known of it. */
  shade(layer: number, position: number): number | null;
  /** What the colours depend on: they are drawn again when one of these changes. */
  of: unknown[];
}

/** All cells at once, a few pixels each, with a frame around those in sight; a press goes there. */
export function Minimap({ rows, grid, scroller, shade, of }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const sight = grid.sight();
  const [count, high] = [grid.columnCount, rows.length];
  const shown = Math.min(sight.width, sight.height) < WHOLE;
  /** Number of changes of the host's theme. */
  const themes = useSignal(0);
  // After the cells themselves, which are waited for.
  useEffect(() => {
    const drawing = shown ? canvas.current?.getContext?.("2d") : null;
    if (!canvas.current || !drawing) return;
    const colour = getComputedStyle(canvas.current).color;
    drawing.clearRect(0, 0, count, high);
    drawing.fillStyle = colour;
    for (let row = 0; row < high; row += 1) {
      for (let position = 0; position < count; position += 1) {
        const share = shade(rows[row] ?? 0, position);
        if (share === null) continue;
        drawing.globalAlpha = 0.08 + 0.5 * share;
        drawing.fillRect(position, high - 1 - row, 1, 1);
      }
    }
  }, [shown, rows, themes.value, ...of]);
  if (!shown) return null;
  const changed = (): void => {
    themes.value += 1;
  };
  const go = (event: PointerEvent): void => {
    if (event.type === "pointermove" && (event.buttons & 1) === 0) return;
    const view = scroller.current;
    const box = canvas.current?.getBoundingClientRect();
    if (!view || !box || box.width === 0) return;
    const part = (at: number, start: number, size: number): number => (at - start) / size;
    view.scrollLeft = part(event.clientX, box.left, box.width) * view.scrollWidth - view.clientWidth / 2;
    view.scrollTop = part(event.clientY, box.top, box.height) * view.scrollHeight - view.clientHeight / 2;
  };
  const share = (value: number): string => `${100 * value}%`;
  return (
    // The grid itself is reached by the keys.
    <div class="ll-minimap" aria-hidden="true" onPointerDown={go} onPointerMove={go}>
      <canvas
        ref={canvas}
        width={count}
        height={high}
        style={{ height: `${HIGH}px` }}
        onTransitionEnd={changed}
        // JupyterLab takes the view out of the page while it changes its theme.
        onTransitionCancel={changed}
      />
      <span
        class="ll-sight"
        style={{
          left: share(sight.left),
          width: share(sight.width),
          top: share(sight.top),
          height: share(sight.height),
        }}
      />
    </div>
  );
}
