import { TokenText } from "./token_text";

/** The appearance of a cell. */
export interface Look {
  text: string;
  /** Strength of its colour, between 0 and 1. */
  share: number;
  label: string;
  selected: boolean;
  /** Class names, each with whether the cell has it. */
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
      dir="auto"
      tabIndex={stop ? 0 : -1}
      aria-colindex={column + 2}
      aria-selected={selected}
      aria-label={label}
      style={{ left: `${left}px`, "--p": String(share) }}
    >
      <TokenText text={text} />
    </div>
  );
}
