import { useShared } from "./context";
import { useFreshId } from "./fresh";
import { isolated } from "./isolated";

/** Further readers that are asked the same about the selection: those chosen, and a menu of the others. */
export function Beside() {
  const { store } = useShared();
  const { draft } = store;
  const id = useFreshId();
  const chosen = draft.beside;
  const others = draft.comparable.filter((entry) => !chosen.includes(entry));
  return (
    <div class="ll-line ll-beside" hidden={draft.comparable.length === 0}>
      <label class="ll-label" for={id}>
        Beside
      </label>
      {chosen.map((entry) => (
        <span class="ll-chip" key={entry.name}>
          <bdi>{entry.label}</bdi>
          {draft.asksOtherwise(entry) && (
            <input
              type="text"
              class="ll-field ll-mono"
              dir="auto"
              autocomplete="off"
              spellcheck={false}
              aria-label={`Question to ${isolated(entry.label)}`}
              placeholder={entry.sample}
              value={draft.textOf(entry)}
              onInput={({ currentTarget: { value } }) => store.edit(() => draft.setTextOf(entry, value))}
            />
          )}
          <button
            type="button"
            class="ll-link"
            aria-label={`Do not ask ${isolated(entry.label)}`}
            onClick={() => store.edit(() => draft.compare(entry.name, false))}
          >
            ×
          </button>
        </span>
      ))}
      <select
        class="ll-field"
        id={id}
        value=""
        hidden={others.length === 0}
        onChange={({ currentTarget }) => {
          const { value } = currentTarget;
          currentTarget.value = "";
          if (value !== "") store.edit(() => draft.compare(value, true));
        }}
      >
        <option value="">{chosen.length > 0 ? "one more reader" : "ask another reader the same"}</option>
        {others.map(({ name, label }) => (
          <option value={name} key={name}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
