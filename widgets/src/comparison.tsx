import { useShared } from "./context";
import { controlRows } from "./controls";
import { answers as answered, said } from "./finite";
import { share } from "./format";
import type { Answer, Comparison } from "./protocol";
import { layersNamed, layersOf, origin } from "./sites";

/** The answers of several readers about one selection, while one of them is on the card. */
export function SideBySide() {
  const { store } = useShared();
  const { answers, comparisons, constants, tokens } = store.synced;
  const shown = store.view.answer.value?.id ?? "";
  const comparison = comparisons.value.find((each) => each.answers.includes(shown));
  const together = (comparison?.answers ?? []).flatMap(
    (id) => answers.value.find((answer) => answer.id === id) ?? [],
  );
  const [first] = together;
  const place = (answer: Answer): string =>
    `${layersNamed(layersOf(answer))}, ${origin(answer, tokens)[0].toLowerCase()}`;
  return (
    <section class="ll-together" aria-label="Side by side" hidden={!first}>
      {comparison && first && (
        <>
          <header>
            <span class="ll-asked">{`Reads ${place(first)}`}</span>
            <span
              class="ll-agree"
              title="Pairs of answers that are the same without case, articles, and white space and punctuation around them"
            >
              {agreement(comparison)}
            </span>
          </header>
          <div class="ll-columns">
            {together.map((answer) => (
              <button
                type="button"
                key={answer.id}
                data-id={answer.id}
                aria-current={answer.id === shown ? "true" : undefined}
                onClick={() => store.show(answer)}
              >
                <span class="ll-cut ll-quiet" dir="auto" title={answer.question}>
                  {answer.question}
                </span>
                <span class="ll-mono ll-say" dir="auto">
                  {said(answer)}
                </span>
                {place(answer) !== place(first) && <span class="ll-quiet">{`reads ${place(answer)}`}</span>}
                <Level name="confidence" value={answered(answer) ? answer.confidence : null} />
                {controlRows(answer, "").map(([name, value]) => (
                  <span class="ll-level ll-quiet" key={name}>
                    <span>{name}</span>
                    <span class="ll-num">{value}</span>
                  </span>
                ))}
                <span class="ll-quiet">{constants.verdicts[answer.verdict]}</span>
              </button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** How many pairs of the answers agree; of two answers, whether they do. */
function agreement({ agreeing, pairs }: Comparison): string {
  if (pairs === 1) return agreeing === 1 ? "The answers agree" : "The answers differ";
  return `${agreeing} of ${pairs} pairs agree, share ${share(agreeing / pairs)}`;
}

function Level({ name, value }: { name: string; value: number | null }) {
  return (
    <>
      <span class="ll-level">
        <span>{name}</span>
        <span class="ll-num">{value === null ? "" : share(value)}</span>
      </span>
      <span class="ll-bar" style={{ "--p": String(value ?? 0) }} />
    </>
  );
}
