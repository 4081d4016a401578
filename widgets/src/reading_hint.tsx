import type { ComponentChildren } from "preact";
import type { Pinned } from "./cell_kinds";
import { useShared } from "./context";
import { WHY } from "./finite";
import { share } from "./format";
import { isolated } from "./isolated";
import type { Reading } from "./lens_pages";
import { Pair } from "./popover";
import { shortened, TokenText } from "./token_text";

/** Hint of a lens cell: its most probable tokens with bars. */
export function ReadingHint({
  title,
  token,
  notes,
  reading,
  pinned,
}: {
  title: string;
  token: string;
  /** What else is to be said of the token. */
  notes: ComponentChildren[];
  reading: Reading | undefined;
  /** The pinned tokens, each with a reading that has its rank and probability. */
  pinned: Pinned[];
}) {
  const { frozen } = useShared().store.synced;
  const empty = reading?.probs[0] === null;
  return (
    <>
      <div class="ll-pop-head">
        <span>{title}</span>
        <b class="ll-mono" dir="auto">
          {shortened(token)}
        </b>
      </div>
      {notes.map((note, i) => (
        <div class="ll-quiet" key={i}>
          {note}
        </div>
      ))}
      {!reading && (
        <div class="ll-quiet">
          {frozen ? "Not read before this page was saved." : "The lens has not been read here yet."}
        </div>
      )}
      {empty && <div class="ll-quiet">{WHY}</div>}
      {!empty &&
        reading?.tokens.map((word, i) => (
          <div class="ll-pop-row" key={i}>
            <span class="ll-mono ll-cut" dir="auto">
              <TokenText text={word} />
            </span>
            <span class="ll-bar" style={{ "--p": String(reading.probs[i] ?? 0) }} />
            <span class="ll-num">{share(reading.probs[i] ?? 0)}</span>
          </div>
        ))}
      {!empty && <Measures reading={reading} pinned={pinned} />}
    </>
  );
}

function Measures({ reading, pinned }: { reading: Reading | undefined; pinned: Pinned[] }) {
  const measures = reading?.measures;
  if (!measures) return null;
  const { entropy, surprisal } = measures;
  return (
    <>
      {entropy !== null && <Pair name="entropy" value={`${entropy.toFixed(2)} nats`} />}
      {surprisal !== null && (
        <Pair name="surprisal of the next token" value={`${surprisal.toFixed(2)} nats`} />
      )}
      {pinned.map(([name, own]) => {
        const { rank = null, chance } = own?.measures ?? {};
        if (rank === null) return null;
        return (
          <Pair key={name} name={`rank of ${isolated(name)}`} value={`${rank}, ${share(chance ?? 0)}`} />
        );
      })}
    </>
  );
}
