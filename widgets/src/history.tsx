import { useShared } from "./context";
import { said } from "./finite";
import { share } from "./format";
import { isolated } from "./isolated";
import { layersNamed, layersOf, origin } from "./sites";

/** The answers so far, newest first, under what was asked; each leads back to its cell, if it is about one. */
export function History() {
  const { store } = useShared();
  const { tokens } = store.synced;
  const answers = store.synced.answers.value;
  const newest = answers.toReversed();
  const shown = store.view.answer.value?.id;
  return (
    <nav class="ll-history" aria-label="Answers so far" hidden={answers.length < 2}>
      <h4>Answers so far</h4>
      <ol>
        {newest.map((answer, i) => (
          <li key={answer.id}>
            {answer.question !== newest[i - 1]?.question && (
              <div class="ll-of ll-mono ll-quiet ll-cut" dir="auto" title={isolated(answer.question)}>
                {answer.question}
              </div>
            )}
            <button
              type="button"
              data-id={answer.id}
              aria-current={answer.id === shown ? "true" : undefined}
              title={`L${layersNamed(layersOf(answer)).slice(1)}: ${origin(answer, tokens).map(isolated).join(" ")}\n${isolated(answer.question)}\n${isolated(said(answer))}`}
              onClick={() => store.show(answer)}
            >
              <span class="ll-quiet ll-num">{layersOf(answer).join("+")}</span>
              <span class="ll-mono ll-cut ll-quiet" dir="auto">
                {origin(answer, tokens)[1]}
              </span>
              <span class="ll-mono ll-cut" dir="auto">
                {said(answer)}
              </span>
              <span class="ll-bar" style={{ "--p": String(answer.confidence ?? 0) }} />
              <span class="ll-num">{answer.confidence === null ? "" : share(answer.confidence)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
