/** How a cell looks. */
export interface Look {
  text: string;
  /** What its colour shows, between 0 and 1. */
  share: number;
  label: string;
  selected: boolean;
  /** Its classes, each with whether it has it. */
  classes: Record<string, boolean>;
}

interface CellProps extends Look {
  data: Record<string, number>;
  column: number;
  left: number;
  stop: boolean;
}

/** One cell of a matrix. */
export function Cell({ text, share, label, selected, classes, data, column, left, stop }: CellProps) {
  const has = Object.keys(classes).filter((name) => classes[name]);
  return (
    <div
      {...data}
      class={["ll-cell ll-mono", ...has].join(" ")}
      role="gridcell"
      tabIndex={stop ? 0 : -1}
      aria-colindex={column + 2}
      aria-selected={selected}
      aria-label={label}
      style={{ left: `${left}px`, "--p": String(share) }}
    >
      {text}
    </div>
  );
}
