import { useLayoutEffect, useRef } from "preact/hooks";
import { useShared } from "./context";
import { CopyHead } from "./copy_head";
import { FieldGroups } from "./field_lines";
import { share } from "./format";
import { useFreshId } from "./fresh";
import type { Steered, SteeredReply } from "./protocol";
import { layersNamed, positionsNamed } from "./sites";
import { type Span, selectionOf } from "./synced";

/** The Steer panel: a decoder's answer is wished otherwise, learnt, and shown in what the model says. */
export function SteerPanel() {
  const { store } = useShared();
  const { draft, steering, synced } = store;
  const open = draft.state.value.panel === "steer" && synced.steer !== undefined;
  const el = useRef<HTMLElement>(null);
  const was = useRef(open);
  useLayoutEffect(() => {
    if (open && !was.current)
      el.current?.querySelector<HTMLElement>("[data-setting=steer_wish]")?.focus({ preventScroll: true });
    was.current = open;
  }, [open]);
  const { label, steers } = draft.entry;
  const question = draft.text.trim();
  return (
    <section class="ll-steer" aria-label="Steer" hidden={!open} ref={el}>
      {open && synced.steer && (
        <form
          class="ll-panel"
          aria-label="Steer"
          onSubmit={(event) => {
            event.preventDefault();
            steering.begin();
          }}
        >
          <p class="ll-about">
            {steers ? (
              <>
                Learn what makes <bdi>{label}</bdi> give the wished answer to “
                <bdi>{question || "your question"}</bdi>” about the selected tokens. The model stays as it is:
                what is learnt is loaded beside it.
              </>
            ) : (
              "Choose a trained decoder as the question’s reader, and write the question to which it should give another answer."
            )}
          </p>
          <FieldGroups groups={[synced.steer]} beside={({ name }) => name === "steer_wish" && <Others />} />
          <div class="ll-line ll-steer-go">
            <Strength />
            <button type="submit" class="ll-button ll-primary">
              Steer
            </button>
          </div>
        </form>
      )}
      {open && <BeforeAndAfter />}
    </section>
  );
}

/** Answers that can be wished with a click. */
function Others() {
  const { store } = useShared();
  const { others } = store.steering;
  return (
    <span class="ll-others" hidden={others.length === 0}>
      {others.map((other) => (
        <button
          type="button"
          class="ll-link"
          key={other}
          onClick={() => store.edit((draft) => draft.set("steer_wish", other))}
        >
          <bdi>{other}</bdi>
        </button>
      ))}
    </span>
  );
}

/** The slider of the strength, which is moved without learning again. */
function Strength() {
  const { store } = useShared();
  const { steering, preview } = store;
  const id = useFreshId();
  const problem = preview.problem.value;
  const set = (value: string): void => store.edit((draft) => draft.set("steer_strength", Number(value)));
  return (
    <span class="ll-strength">
      <label class="ll-label" for={id}>
        Strength
      </label>
      <input
        type="range"
        id={id}
        data-setting="steer_strength"
        min="0"
        max="4"
        step="0.25"
        value={steering.strength}
        aria-valuetext={`${steering.strength}`}
        onInput={({ currentTarget }) => set(currentTarget.value)}
        onChange={({ currentTarget }) => {
          set(currentTarget.value);
          steering.moved();
        }}
      />
      <span class="ll-num">{steering.strength}</span>
      {problem?.setting === "steer_strength" && (
        <span class="ll-error" role="alert">
          {problem.message}
        </span>
      )}
    </span>
  );
}

/** The model's reply and the decoder's answer, as the model is and steered. */
function BeforeAndAfter() {
  const { store } = useShared();
  const { synced, view, steering } = store;
  const steered = view.steered.value;
  if (!steered) return null;
  const after = steering.at(steered);
  const strength = `strength ${steering.strength}`;
  const all = synced.steered.value;
  return (
    <div class="ll-card ll-steered" role="group" aria-label="Before and after">
      <CopyHead code={after?.code ?? ""}>
        <span class="ll-asked">
          <bdi>{steered.label}</bdi>
          {" → "}
          <b dir="auto">{steered.wish}</b>
        </span>
      </CopyHead>
      {all.length > 1 && (
        <div class="ll-line" role="group" aria-label="What was learnt">
          {all.map((each) => (
            <button
              type="button"
              class="ll-link"
              key={each.id}
              aria-pressed={each.id === steered.id}
              onClick={() => {
                view.steeredId.value = each.id;
                steering.moved();
              }}
            >
              <bdi>{`${each.wish}, ${LEARNT[each.learn]}`}</bdi>
            </button>
          ))}
        </div>
      )}
      <p class="ll-quiet ll-learnt">{learnt(steered)}</p>
      <div class="ll-columns" aria-live="polite">
        <Side name="As it is" said={steered.before} steered={steered} />
        {steered.learn === "slot" && (
          <>
            <Side name="Empty slot" said={steered.empty} steered={steered} />
            <Side name={`Random vector, ${strength}`} said={steering.noiseAt(steered)} steered={steered} />
          </>
        )}
        <Side name={`Steered, ${strength}`} said={after} steered={steered} />
      </div>
      <p class="ll-quiet ll-learnt">
        The decoder is convinced by the activations alone, which may change before the reply does: judge by
        the reply.
      </p>
    </div>
  );
}

const LEARNT = { vectors: "vectors", lora: "a LoRA", slot: "a slot" };

/** What was learnt, in words. */
function learnt(steered: Steered): string {
  const { learn, layers, steps, done, kept, cancelled, losses, sites } = steered;
  const [before = 0, after = 0] = losses;
  const rows = [...new Set(sites.map(([layer]) => layer))];
  const { spans } = selectionOf(
    [],
    sites.map(([, position]): Span => [position, position + 1]),
  );
  const took = cancelled && learn !== "slot" ? `cancelled after ${done} of ${steps} steps` : `${steps} steps`;
  const loss = `the decoder’s loss ${before.toPrecision(2)} before, ${after.toPrecision(2)} after step ${kept}. `;
  // Of the chat with the reply that it has, whatever the model replies now.
  const read = `Below, the decoder reads ${layersNamed(rows)}, ${positionsNamed(spans)} of the chat as it stands.`;
  if (learn === "slot")
    return `A vector at the x of “${steered.prompt}”, ${took}; ${loss}${chosen(steered)} ${read}`;
  return `${learn === "lora" ? "A LoRA of" : "Vectors at"} ${layersNamed(layers)}, ${took}; ${loss}${read}`;
}

/** Among how many vectors for a slot one was chosen, and by what. */
function chosen({ tried, diverged, convinced, judged = 0, cancelled }: Steered): string {
  const without = diverged ? ` ${diverged} diverged and ${diverged === 1 ? "was" : "were"} left out.` : "";
  if (convinced === undefined) return `Cancelled before its own replies were put to the decoder.${without}`;
  const by =
    "asked about its own replies to the chats that it learnt from, the decoder answered as wished for " +
    `${Math.round(convinced * judged)} of ${judged}`;
  return (cancelled ? `Cancelled; the best so far: ${by}.` : `The best of ${tried}: ${by}.`) + without;
}

function Side({ name, said, steered }: { name: string; said: SteeredReply | undefined; steered: Steered }) {
  return (
    <div class="ll-outcome" role="group" aria-label={name} aria-busy={said === undefined}>
      <h5>{name}</h5>
      <span class="ll-quiet">The model replies</span>
      <p class="ll-mono ll-say" dir="auto">
        {said ? said.text || "(nothing)" : "…"}
        {said && !said.ended && <span class="ll-quiet"> (cut)</span>}
      </p>
      <span class="ll-quiet">
        <bdi>{steered.decoder}</bdi> reads
      </span>
      <p class="ll-mono ll-read" dir="auto">
        {said ? said.answer : "…"}
        {said && <span class="ll-num ll-quiet">{share(said.confidence)}</span>}
      </p>
    </div>
  );
}
