import type { HTMLAttributes, JSX } from "preact";
import type { Cell, Target } from "./protocol";

/** So many tokens stand on either side of the cell or slot; the others are left out. */
const AROUND = 14;

/** Draws one token. */
export type Chip = (token: string, position: number) => JSX.Element;

/** Both prompts, one above the other: the cell that is read, and the slots that it is written into. */
export function Flow({
  tokens,
  cell,
  target,
  name,
}: {
  tokens: string[];
  cell: Cell;
  target: Target;
  name?: string | undefined;
}) {
  const slots = target.slots ?? [cell[1]];
  return (
    <div class="ll-flow">
      <Reads tokens={tokens} cell={cell} name={name} />
      <Row name="Writes" where={into(target)}>
        <Line tokens={target.tokens} marked={slots} chip={plain(slots, "slot")} />
      </Row>
    </div>
  );
}

export interface LineProps {
  tokens: string[];
  marked: number[];
  chip: Chip;
  /** Of the element around them. */
  more?: HTMLAttributes<HTMLSpanElement>;
}

/** Tokens in a line, some of them marked, those far from the marks left out. */
export function Line({ tokens, marked, chip, more = {} }: LineProps) {
  const [first, last] = [Math.min(...marked, tokens.length - 1), Math.max(...marked, 0)];
  const [from, to] = [Math.max(0, first - AROUND), Math.min(tokens.length, last + AROUND + 1)];
  const gap = (count: number) =>
    count > 0 && (
      <span class="ll-quiet" title={`${count} more tokens`}>
        …
      </span>
    );
  return (
    <span class="ll-tokens" {...more}>
      {gap(from)}
      {tokens.slice(from, to).map((token, i) => chip(token, from + i))}
      {gap(tokens.length - to)}
    </span>
  );
}

export function Row({ name, where, children }: { name: string; where: string; children: JSX.Element }) {
  return (
    <div class="ll-flow-row">
      <span class="ll-label">{name}</span>
      <span class="ll-quiet ll-at">{where}</span>
      {children}
    </div>
  );
}

/** The token that is read; of a vector its name. */
export function Reads({
  tokens,
  cell: [layer, position],
  name,
}: {
  tokens: string[];
  cell: Cell;
  name?: string | undefined;
}) {
  return (
    <Row name="Reads" where={`layer ${layer}`}>
      {name === undefined ? (
        <Line tokens={tokens} marked={[position]} chip={plain([position], "source")} />
      ) : (
        <span class="ll-token ll-mono ll-source">{name}</span>
      )}
    </Row>
  );
}

export function plain(marked: number[], kind: string): Chip {
  return (token, position) => (
    <span
      class={`ll-token ll-mono${marked.includes(position) ? ` ll-${kind}` : ""}`}
      title={`position ${position}`}
      key={position}
    >
      {token}
    </span>
  );
}

export function into({ layer }: Target): string {
  return layer === null ? "" : `layer ${layer}`;
}
