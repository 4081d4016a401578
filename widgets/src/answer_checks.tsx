import { useShared } from "./context";
import { finite, silent } from "./finite";
import type { Answer } from "./protocol";

/** Buttons that compare an answer with noise or run it again by itself, and what came of the latter. */
export function AnswerChecks({ answer }: { answer: Answer }) {
  const { store } = useShared();
  const { frozen } = store.synced;
  const under = [...store.requests.work.value.values()].filter(
    ({ args, state }) => args.answer === answer.id && state !== "failed",
  );
  const busy = (what: string): boolean => under.some((work) => work.what === what);
  const possible = !frozen && answer.position !== null && finite(answer);
  const compares = possible && !answer.noise && answer.excess !== null && !silent(answer);
  return (
    <div class="ll-checks" hidden={!possible && !answer.verified}>
      <button
        type="button"
        class="ll-link"
        hidden={!compares}
        disabled={busy("noise")}
        title="39 random vectors of the same norm answer the question for themselves: the answer counts as read if none comes as far. The first time at a layer takes about ten times as long as the question."
        onClick={() => store.again("noise", answer)}
      >
        {busy("noise") ? "Comparing with noise…" : "Compare with noise"}
      </button>
      <button
        type="button"
        class="ll-link"
        hidden={!possible || Boolean(answer.verified)}
        disabled={busy("verify")}
        title="Run this question again by itself, with plain hooks and no cache, and compare the logits"
        onClick={() => store.again("verify", answer)}
      >
        {busy("verify") ? "Verifying…" : "Verify one at a time"}
      </button>
      {answer.verified && <span class="ll-quiet">{answer.verified}</span>}
    </div>
  );
}
