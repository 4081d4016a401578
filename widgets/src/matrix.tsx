import type { ComponentChildren, JSX, RefObject, TargetedEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useShared } from "./context";
import { Cell, type Look } from "./matrix_cell";
import type { Role } from "./protocol";
import { BEGUN } from "./sites";
import type { Span } from "./synced";
import { CORNERS, MOVES, type Place, ROW, ROWS, SIDE, type VirtualGrid } from "./virtual_grid";

/** Content and handlers of a matrix: layers upward, columns to the right. */
interface Content {
  grid: VirtualGrid;
  label: string;
  corner: string;
  /** Names of the data attributes that hold a cell's row and column. */
  names: [row: string, column: string];
  /** The number of each row, from the lowest, where rows are left out. */
  rowNumbers?: number[];
  /** Columns that belong together, with their name. */
  bands?: Role[];
  scroller: RefObject<HTMLDivElement | null>;
  head(column: number): ComponentChildren;
  headTitle(column: number): string;
  look(row: number, column: number): Look;
  /** What the cells depend on: while all of it stays the same, cells that stay in sight are not drawn again. */
  of: unknown[];
  /** The rows, and the spans of columns, that are marked at the sides. */
  marked: { rows: number[]; spans: Span[] } | null;
  choose(place: Place, extend: boolean): void;
  /** Called when Control or Command is held: the place is added, or taken away. */
  add?(place: Place): void;
  /** Called when Enter is pressed. */
  enter?(): void;
  /** Called when shift and a key that moves are pressed, with the cells after and before the move. */
  extend?(place: Place, from: Place): void;
  /** Called when Escape is pressed; returns whether that did something. */
  reduce?(place: Place): boolean;
  hint(place: Place): ComponentChildren;
  /** Called when the button is pressed on a cell. */
  press?(place: Place, event: PointerEvent): void;
  /** Called when the pointer moves over a cell. */
  over?(place: Place, event: PointerEvent): void;
  /** Called with the cell that the pointer or the focus comes to, and with null when it leaves. */
  hover?(place: Place | null): void;
  /** Largest number of rows shown at once; as many as fit where it is not given. */
  most?: number;
  /** What is drawn over the cells. */
  marks?: ComponentChildren;
}

/** A grid of any size: only the cells in view have elements, and one of them is the tab stop. */
export function Matrix(content: Content) {
  const { grid, names, scroller, marked, bands = [], rowNumbers, most = ROWS } = content;
  const numberOf = (row: number): number => rowNumbers?.[row] ?? row;
  const rowOf = (number: number): number => (rowNumbers ? rowNumbers.indexOf(number) : number);
  const { view } = useShared();
  const canvas = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (scroller.current ? grid.attach(scroller.current) : undefined), [grid, scroller]);
  grid.version.value;
  const width = grid.width.value;
  const [atRow, atColumn] = grid.cursor.value;
  useLayoutEffect(() => {
    if (!grid.wantsFocus) return;
    grid.wantsFocus = false;
    // The scrolling is done already, and the page must not jump.
    canvas.current?.querySelector<HTMLElement>(".ll-cell[tabindex='0']")?.focus({ preventScroll: true });
  });

  const [rowFrom, rowTo, from, to] = grid.seen();
  const rows = new Set([atRow]); // the tab stop stays, wherever the grid has been scrolled to
  for (let row = rowFrom; row < rowTo; row += 1) rows.add(row);
  const inSight = (row: number): number[] => {
    const columns = new Set(row === atRow ? [atColumn] : []);
    if (row >= rowFrom && row < rowTo) for (let column = from; column < to; column += 1) columns.add(column);
    return [...columns].sort((one, other) => one - other);
  };
  const place = (target: EventTarget | null): Place | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>(".ll-cell") : null;
    return cell ? [rowOf(Number(cell.dataset[names[0]])), Number(cell.dataset[names[1]])] : undefined;
  };
  const hint = ({ target }: TargetedEvent): void => {
    const at = place(target);
    const anchor = (target as Element).closest(".ll-cell");
    if (at) content.hover?.(at);
    if (at && anchor) view.show({ anchor, content: () => content.hint(at) });
  };
  const leave = (): void => {
    content.hover?.(null);
    view.hide();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    const before = grid.cursor.peek();
    const command = event.ctrlKey || event.metaKey;
    const move = (command ? CORNERS : MOVES)[event.key];
    if (move) {
      grid.move(move(before, grid), true);
      if (event.shiftKey) content.extend?.(grid.cursor.peek(), before);
    } else if (command) {
      if (event.key !== " " || !content.add) return;
      content.add(before);
    } else if (event.key === "Escape") {
      if (!content.reduce?.(before)) return;
    } else if (event.key === " " || event.key === "Enter") {
      content.choose(before, false);
      if (event.key === "Enter") content.enter?.();
    } else return;
    event.preventDefault();
  };
  const on = (column: number): boolean =>
    marked?.spans.some(([start, stop]) => start <= column && column < stop) ?? false;
  const of = [grid, width, atRow, atColumn, ...content.of];
  const before = useRef<{ of: unknown[]; cells: Map<number, JSX.Element> }>({ of: [], cells: new Map() });
  const known = of.every((each, i) => each === before.current.of[i]) ? before.current.cells : null;
  const cells = new Map<number, JSX.Element>();
  const cell = (row: number, column: number): JSX.Element => {
    const number = row * grid.columnCount + column;
    const element = known?.get(number) ?? (
      <Cell
        key={column}
        {...content.look(row, column)}
        data={{ [`data-${names[0]}`]: numberOf(row), [`data-${names[1]}`]: column }}
        column={column}
        left={SIDE + column * width}
        stop={row === atRow && column === atColumn}
      />
    );
    cells.set(number, element);
    return element;
  };
  before.current = { of, cells };
  const columns: number[] = [];
  for (let column = from; column < to; column += 1) columns.push(column);

  return (
    <div
      class="ll-scroll"
      role="grid"
      aria-label={content.label}
      aria-multiselectable={content.add !== undefined}
      aria-rowcount={grid.rowCount + 1}
      aria-colcount={grid.columnCount + 1}
      ref={scroller}
      style={{
        maxHeight: `${grid.head + Math.min(grid.rowCount, most) * ROW + 14}px`,
        "--w": `${width}px`,
        "--head": `${grid.head}px`,
      }}
      onScroll={() => view.hide()}
      onPointerEnter={() => grid.settle()}
      onAnimationStart={({ target, currentTarget }) => {
        // It begins anew when a host takes the view out of the page and puts it back, also within one frame.
        if (target === currentTarget) grid.restore();
      }}
    >
      <div
        class="ll-canvas"
        role="presentation"
        ref={canvas}
        style={{
          width: `${SIDE + grid.columnCount * width}px`,
          height: `${grid.head + grid.rowCount * ROW}px`,
        }}
        onClick={(event) => {
          const at = place(event.target);
          if (!at) return;
          grid.move(at, true);
          if (content.add && (event.ctrlKey || event.metaKey)) content.add(at);
          else content.choose(at, event.shiftKey);
        }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          const at = place(event.target);
          if (at) content.press?.(at, event);
        }}
        onPointerOver={(event) => {
          hint(event);
          const at = place(event.target);
          if (at) content.over?.(at, event);
        }}
        onFocusIn={hint}
        onPointerOut={leave}
        onFocusOut={leave}
      >
        <div class="ll-heads" role="row" aria-rowindex={1}>
          <div class="ll-corner" role="columnheader">
            {content.corner}
          </div>
          {/* The heads say the same to screen readers. */}
          {bands.map(({ role, start, stop, begun }) => (
            <div
              key={start}
              class={`ll-band-name${begun ? " ll-begun" : ""}`}
              data-role={role}
              aria-hidden="true"
              style={{ left: `${SIDE + start * width}px`, width: `${(stop - start) * width - 1}px` }}
            >
              <span>{begun ? BEGUN : role}</span>
            </div>
          ))}
          {columns.map((column) => (
            <div
              key={column}
              class={`ll-head${on(column) ? " ll-on" : ""}`}
              role="columnheader"
              aria-colindex={column + 2}
              title={content.headTitle(column)}
              style={{ left: `${SIDE + column * width}px` }}
            >
              {content.head(column)}
            </div>
          ))}
        </div>
        {[...rows]
          .sort((one, other) => other - one)
          .map((row) => (
            <div
              key={row}
              class={`ll-row${marked?.rows.includes(row) ? " ll-on" : ""}`}
              role="row"
              aria-rowindex={grid.rowCount - row + 1}
              style={{ top: `${grid.head + (grid.rowCount - 1 - row) * ROW}px` }}
            >
              <div class="ll-side" role="rowheader">
                {numberOf(row)}
              </div>
              {inSight(row).map((column) => cell(row, column))}
            </div>
          ))}
        {content.marks}
      </div>
    </div>
  );
}
