import { effect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { AnswerChecks } from "./answer_checks";
import { best } from "./best_of";
import { useShared } from "./context";
import { CopyHead } from "./copy_head";
import { finite, NO_ANSWER, NOT_FINITE, silent } from "./finite";
import { Flow } from "./flow";
import { share } from "./format";
import { printable } from "./isolated";
import { markdownOf } from "./markdown";
import { Measures } from "./measures";
import type { Answer } from "./protocol";
import { Provenance } from "./provenance";
import { layersOf, origin, positionsOf } from "./sites";
import type { Store } from "./store";
import { joined, TokenText } from "./token_text";

/** The answer card: text, confidence beside its controls, flags and source. */
export function AnswerCard() {
  const { store } = useShared();
  const answer = store.view.answer.value;
  const layers = answer ? layersOf(answer) : [];
  const target = answer && store.targetOf(answer);
  const [where, name] = answer ? origin(answer, store.synced.tokens) : ["", ""];
  const card = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    let first = true;
    return effect(() => {
      store.view.arrived.value;
      if (!first && !movedOn(store)) into(card.current);
      first = false;
    });
  }, [store]);
  const flags = answer ? [...answer.flags.map(({ message }) => message), ...picked(store, answer)] : [];
  return (
    <section class="ll-card" aria-label="Answer" hidden={!answer} ref={card}>
      {answer && <Head key={answer.id} answer={answer} />}
      {/* Always there, for screen readers announce what changes in an element, not an element that is new. */}
      <output aria-live="polite">
        {answer && <Words answer={answer} />}
        {answer && <Verdict answer={answer} />}
      </output>
      {answer && (
        <>
          <Measures answer={answer} />
          <AnswerChecks answer={answer} />
          {target && target.tokens.length > 0 && (
            <Flow
              tokens={store.synced.tokens}
              layers={layersOf(answer)}
              positions={positionsOf(answer)}
              target={target}
              name={answer.vector && name}
            />
          )}
          {flags.length > 0 && (
            <ul class="ll-flags">
              {flags.map((flag) => (
                <li key={flag}>{flag}</li>
              ))}
            </ul>
          )}
          <dl class="ll-facts">
            <Fact name={layers.length > 1 ? "Layers" : "Layer"}>{layers.join(", ")}</Fact>
            <Fact name={where}>
              <span class="ll-mono" dir="auto">
                {name}
              </span>
            </Fact>
            <Fact name="Into layer">{answer.target_layer}</Fact>
            <Fact name="Reader">
              <span class="ll-mono ll-reader" dir="auto" title={answer.reader}>
                {answer.reader}
              </span>
            </Fact>
          </dl>
          <Provenance answer={answer} />
        </>
      )}
    </section>
  );
}

/** Whether another token was selected since the answer was asked for: the page then stays under the pointer. */
function movedOn(store: Store): boolean {
  const [answer, selection] = [store.view.answer.peek(), store.synced.selection.peek()];
  if (!answer || !selection || answer.position === null) return false;
  return answer.position !== selection.position || !layersOf(answer).includes(selection.layer);
}

/** Bring the card of an answer that came into sight, in the view where the question was asked. */
function into(card: HTMLElement | null): void {
  const root = card?.closest(".ll-root");
  if (!root?.contains(document.activeElement)) return;
  // Once it is drawn.
  requestAnimationFrame(() => card?.scrollIntoView?.({ block: "nearest" }));
}

/** The verdict on an answer, in a plain sentence. */
function Verdict({ answer }: { answer: Answer }) {
  const { constants } = useShared().store.synced;
  return (
    <p class="ll-verdict" data-verdict={answer.verdict}>
      {constants.verdicts[answer.verdict]}
    </p>
  );
}

/** The note that an answer was picked as the best of N. */
function picked({ synced }: Store, { id }: Answer): string[] {
  const found = synced.heatMaps.value
    .map(({ points }) => best(points, "", synced.constants))
    .find((top) => top?.answer.id === id);
  return found && found.of > 1
    ? [`The best of ${found.of} cells of a layer grid, picked after the fact.`]
    : [];
}

/** The question, and the answer's code: on the clipboard, or where the browser has none, selected in a field. */
function Head({ answer }: { answer: Answer }) {
  const { store } = useShared();
  const { question, code } = answer;
  return (
    <CopyHead
      code={code}
      more={[
        {
          label: "Copy as Markdown",
          text: () => markdownOf(answer, store.synced.tokens, store.synced.constants),
        },
      ]}
    >
      <span class="ll-asked ll-mono ll-cut" dir="auto" title={question}>
        {question}
      </span>
      <button
        type="button"
        class="ll-link"
        hidden={!store.steering.possible(answer)}
        title="Learn what makes the model's activations give another answer"
        onClick={() => store.steering.open(answer)}
      >
        Steer
      </button>
    </CopyHead>
  );
}

/** The answer's tokens, each shaded by its probability. */
function Words({ answer }: { answer: Answer }) {
  const { tokens, token_logprobs, text } = answer;
  if (silent(answer))
    return (
      <div class="ll-words">
        <i class="ll-quiet">{NO_ANSWER}</i>
      </div>
    );
  // Tokens come in visible form; as words of a sentence their spaces read better as spaces.
  const spaced = !text.includes("·");
  return (
    <div class="ll-words ll-mono" dir="auto">
      {tokens.length === 0 && (finite(answer) ? printable(text) : <i class="ll-quiet">{NOT_FINITE}</i>)}
      {joined(
        tokens,
        tokens.map((_, i) => token_logprobs[i]).map((each) => (each === undefined ? each : Math.exp(each))),
      ).map(({ text: token, chance: p }, i) => {
        const word = spaced ? token.replaceAll("·", " ") : token;
        return (
          <span
            key={i}
            class="ll-word"
            title={p === undefined ? undefined : `probability ${share(p)}`}
            style={{ "--p": String(p ?? 0) }}
          >
            <TokenText text={i === 0 ? word.trimStart() || word : word} />
          </span>
        );
      })}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt> <dd>{children}</dd>
    </div>
  );
}
