import { Actions } from "./actions";
import { useShared } from "./context";
import { useFreshId } from "./fresh";
import { Menu } from "./menu";
import { OptionsPanel } from "./options";
import { TargetPrompt } from "./target";
import { VectorSource } from "./vector_source";

/** The question box: what to ask of the selected cell, and where to put its activation. */
export function AskForm() {
  const { store } = useShared();
  const { draft } = store;
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!draft.entry.fit) store.ask();
    else if (draft.ready) store.fits.begin();
  };
  return (
    <form class="ll-ask" aria-label="Ask" onSubmit={onSubmit}>
      <Menu />
      <Answers />
      <OptionsPanel />
      <TargetPrompt />
      <VectorSource />
      <Problem />
      <Actions />
    </form>
  );
}

/** The answers to choose from, and the layer that is written. */
function Answers() {
  const { store } = useShared();
  const { draft, synced } = store;
  const [optionsId, layerId] = [useFreshId(), useFreshId()];
  const own = draft.entry.settings["layer"] ?? null;
  const { layer } = draft.changed();
  return (
    <div class="ll-line" hidden={draft.entry.fit === true}>
      <label class="ll-label" for={optionsId}>
        Answers
      </label>
      <input
        type="text"
        class="ll-field ll-mono"
        id={optionsId}
        autocomplete="off"
        spellcheck={false}
        placeholder="free, or a choice: Paris, London"
        value={draft.state.value.options}
        onInput={({ currentTarget: { value } }) => store.edit(() => draft.change({ options: value }))}
      />
      <span class="ll-pair" hidden={!draft.has("layer")}>
        <label class="ll-label" for={layerId}>
          Into layer
        </label>
        <select
          class="ll-field"
          id={layerId}
          value={layer === undefined ? "" : layer === null ? "same" : String(layer)}
          onChange={({ currentTarget: { value } }) =>
            store.edit(() =>
              draft.set("layer", value === "" ? undefined : value === "same" ? null : Number(value)),
            )
          }
        >
          <option value="">{own === null ? "same as source" : `the preset's own: ${own}`}</option>
          <option value="same" hidden={own === null}>
            same as source
          </option>
          {Array.from({ length: synced.targetLayers }, (_, each) => (
            <option value={each} key={each}>
              {each}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}

/** What is wrong, unless it stands at a field that can be seen. */
function Problem() {
  const { draft, preview } = useShared().store;
  const problem = preview.problem.value;
  const beside = problem !== null && (draft.state.value.open || draft.isSource(problem.setting));
  const elsewhere =
    problem !== null && (["question", "layer", "position"].includes(problem.setting) || !beside);
  // A question that is being written is not wrong yet; a path is there or not.
  const wrong = problem?.setting !== "question" || (draft.entry.takes === "corpus" && draft.text !== "");
  return (
    <p class={wrong ? "ll-help ll-problem ll-error" : "ll-help ll-problem"} role="status" hidden={!elsewhere}>
      {elsewhere ? problem.message : ""}
    </p>
  );
}
