import { Fragment } from "preact";
import { useShared } from "./context";
import { answers as answered, said } from "./finite";
import { share } from "./format";
import { isolated } from "./isolated";
import { layersNamed, layersOf, origin } from "./sites";
import { TokenText } from "./token_text";

/** The answers so far, newest first, under what was asked; each leads back to its question, and to its cell if it is about one. */
export function History() {
  const { store } = useShared();
  const { constants, tokens } = store.synced;
  const answers = store.synced.answers.value;
  const newest = answers.toReversed();
  const shown = store.view.answer.value?.id;
  return (
    <nav class="ll-history" aria-label="Answers so far" hidden={answers.length < 2}>
      <h4>Answers so far</h4>
      <ol>
        {newest.map((answer, i) => (
          <Fragment key={answer.id}>
            {answer.question !== newest[i - 1]?.question && (
              <li class="ll-of ll-mono ll-quiet ll-cut" dir="auto" title={isolated(answer.question)}>
                {answer.question}
              </li>
            )}
            <li>
              <button
                type="button"
                data-id={answer.id}
                aria-current={answer.id === shown ? "true" : undefined}
                title={`L${layersNamed(layersOf(answer)).slice(1)}: ${origin(answer, tokens).map(isolated).join(" ")}\n${isolated(answer.question)}\n${isolated(said(answer))}\n${constants.verdicts[answer.verdict]}`}
                onClick={() => store.goBack(answer)}
              >
                <span class="ll-quiet ll-num">{`L${layersOf(answer).join("+")}`}</span>
                <span class="ll-mono ll-cut ll-quiet" dir="auto">
                  {origin(answer, tokens)[1]}
                </span>
                <span class="ll-mono ll-cut" dir="auto">
                  <TokenText text={said(answer)} />
                </span>
                <span class="ll-bar" style={{ "--p": String(answered(answer) ? answer.confidence : 0) }} />
                <span class="ll-num">{answered(answer) ? share(answer.confidence) : ""}</span>
              </button>
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
