import type { HTMLAttributes, JSX } from "preact";
import type { Target } from "./protocol";
import { layersNamed } from "./sites";
import { type Part, partOf, spelled, Token } from "./token_text";

/** Number of tokens shown on either side of a cell or slot. */
const AROUND = 14;

/** Function that renders one token. */
export type Chip = (token: string, position: number, part: Part | undefined) => JSX.Element;

/** Both prompts, one above the other: the tokens that are read, and the slots that they are written into. */
export function Flow({ target, ...read }: ReadsProps & { target: Target }) {
  const slots = target.slots ?? read.positions;
  return (
    <div class="ll-flow">
      <Reads {...read} />
      <Row name="Writes" where={into(target)}>
        <Line tokens={target.tokens} marked={slots} chip={plain(slots, "slot")} />
      </Row>
    </div>
  );
}

interface LineProps {
  tokens: string[];
  marked: number[];
  chip: Chip;
  /** Class of the element around the tokens. */
  more?: HTMLAttributes<HTMLSpanElement>;
}

/** A line of tokens, some of them marked; tokens far from the marks are left out. */
export function Line({ tokens, marked, chip, more = {} }: LineProps) {
  const [first, last] = [Math.min(...marked, tokens.length - 1), Math.max(...marked, 0)];
  const [from, to] = [Math.max(0, first - AROUND), Math.min(tokens.length, last + AROUND + 1)];
  // What spells a character may begin or end out of sight.
  const around = Math.max(0, from - 3);
  const split = spelled(tokens.slice(around, to + 3));
  const gap = (count: number) =>
    count > 0 && (
      <span class="ll-quiet" title={`${count} more tokens`}>
        …
      </span>
    );
  return (
    <span class="ll-tokens" {...more}>
      {gap(from)}
      {tokens.slice(from, to).map((token, i) => chip(token, from + i, partOf(split, from + i - around)))}
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

interface ReadsProps {
  tokens: string[];
  layers: number[];
  positions: number[];
  /** The vector that is read in their place. */
  name?: string | undefined;
}

/** The tokens that are read; of a vector its name. */
export function Reads({ tokens, layers, positions, name }: ReadsProps) {
  return (
    <Row name="Reads" where={layersNamed(layers)}>
      {name === undefined ? (
        <Line tokens={tokens} marked={positions} chip={plain(positions, "source")} />
      ) : (
        <span class="ll-token ll-mono ll-source" dir="auto" title={name}>
          {name}
        </span>
      )}
    </Row>
  );
}

export function plain(marked: number[], kind: string): Chip {
  return (token, position, part) => (
    <span
      class={`ll-token ll-mono${marked.includes(position) ? ` ll-${kind}` : ""}`}
      dir="auto"
      title={`position ${position}`}
      key={position}
    >
      <Token text={token} part={part} />
    </span>
  );
}

export function into({ layer }: Target): string {
  return layer === null ? "" : `layer ${layer}`;
}
