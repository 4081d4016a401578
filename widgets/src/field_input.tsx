import { useSignal } from "@preact/signals";
import type { TargetedEvent } from "preact";
import { useShared } from "./context";
import { shown, typed } from "./fields";
import type { Field, Value } from "./protocol";

interface InputProps {
  field: Field;
  id: string;
  value: Value;
  wrong: boolean;
  describedBy: string;
  onFocus: (event: TargetedEvent<HTMLElement>) => void;
  onBlur: () => void;
}

/** The input element of a setting: text field, checkbox or select. */
export function FieldInput({ field, id, value, wrong, describedBy, onFocus, onBlur }: InputProps) {
  const { store } = useShared();
  /** What is being typed stays as it is; null once the field has been left. */
  const typing = useSignal<string | null>(null);
  const set = (next: Value | undefined): void => store.edit((draft) => draft.set(field.name, next));
  const common = {
    id,
    "data-setting": field.name,
    "aria-describedby": describedBy,
    "aria-invalid": wrong ? ("true" as const) : undefined,
    onFocus,
  };
  if (field.choices) {
    const choose = ({ currentTarget }: TargetedEvent<HTMLSelectElement>): void =>
      set(currentTarget.value || null);
    return (
      <select
        {...common}
        class="ll-field"
        value={shown(field, value)}
        onInput={choose}
        onChange={choose}
        onBlur={onBlur}
      >
        {field.choices.map(([choice, label]) => (
          <option key={choice ?? ""} value={choice ?? ""}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === "yes") {
    const tick = ({ currentTarget }: TargetedEvent<HTMLInputElement>): void => set(currentTarget.checked);
    return (
      <input
        {...common}
        type="checkbox"
        checked={value === true}
        onInput={tick}
        onChange={tick}
        onBlur={onBlur}
      />
    );
  }
  const write = ({ currentTarget }: TargetedEvent<HTMLInputElement>): void => {
    typing.value = currentTarget.matches(":focus") ? currentTarget.value : null;
    set(typed(field, currentTarget.value));
  };
  const leave = (): void => {
    typing.value = null;
  };
  return (
    <input
      {...common}
      type="text"
      class={field.kind === "number" ? "ll-field" : "ll-field ll-mono"}
      dir="auto"
      autocomplete="off"
      spellcheck={false}
      inputMode={field.kind === "number" ? "decimal" : undefined}
      placeholder={field.empty}
      value={typing.value ?? shown(field, value)}
      onInput={write}
      onChange={leave}
      onBlur={() => {
        leave();
        onBlur();
      }}
    />
  );
}
