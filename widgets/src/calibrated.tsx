import { share } from "./format";
import type { Answer } from "./protocol";

/** How often answers of this confidence were correct, and on what that was fitted; nothing without a calibrator. */
export function CalibratedConfidence({ answer }: { answer: Answer }) {
  const { calibrated_confidence: probability, calibrated_on: cases } = answer;
  if (typeof probability !== "number") return null;
  const on = cases ? ` on ${cases}` : "";
  return (
    <div class="ll-measure ll-calibrated">
      <span class="ll-label">Calibrated</span>
      <span
        class="ll-bar"
        role="img"
        aria-label={`Calibrated ${share(probability)}`}
        style={{ "--p": String(probability) }}
      />
      <span class="ll-num">{share(probability)}</span>
      <span
        class="ll-quiet ll-cut"
        title={`How often answers of this confidence were correct${on}. Of other questions it says little.`}
      >
        {cases ? `fitted on ${cases}` : "where the calibrator was fitted"}
      </span>
    </div>
  );
}
