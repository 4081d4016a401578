import { WHY } from "./finite";
import { share } from "./format";
import type { Reading } from "./lens_pages";

/** Hint of a lens cell: its most probable tokens with bars. */
export function ReadingHint({
  title,
  token,
  reading,
}: {
  title: string;
  token: string;
  reading: Reading | undefined;
}) {
  const empty = reading?.probs[0] === null;
  return (
    <>
      <div class="ll-pop-head">
        <span>{title}</span>
        <b class="ll-mono">{token}</b>
      </div>
      {!reading && <div class="ll-quiet">The lens has not been read here yet.</div>}
      {empty && <div class="ll-quiet">{WHY}</div>}
      {!empty &&
        reading?.tokens.map((word, i) => (
          <div class="ll-pop-row" key={i}>
            <span class="ll-mono ll-cut">{word}</span>
            <span class="ll-bar" style={{ "--p": String(reading.probs[i] ?? 0) }} />
            <span class="ll-num">{share(reading.probs[i] ?? 0)}</span>
          </div>
        ))}
    </>
  );
}
