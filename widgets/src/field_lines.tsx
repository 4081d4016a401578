import type { ComponentChildren, TargetedEvent } from "preact";
import { useRef } from "preact/hooks";
import { useShared } from "./context";
import { FieldInput } from "./field_input";
import { useFreshId } from "./fresh";
import type { Field, FieldGroup } from "./protocol";

interface GroupsProps {
  groups: FieldGroup[];
  /** Further content beside a field. */
  beside?: (field: Field) => ComponentChildren;
}

/** The chosen reader's setting fields, each with its error beside it. */
export function FieldGroups({ groups, beside }: GroupsProps) {
  const { draft } = useShared().store;
  return (
    <>
      {groups
        .map(({ group, fields }) => ({ group, fields: fields.filter(({ name }) => draft.has(name)) }))
        .filter(({ fields }) => fields.length > 0)
        .map(({ group, fields }) => (
          <div class="ll-group" role="group" aria-label={group} key={group}>
            <h5>{group}</h5>
            {fields.map((field) => (
              <FieldLine key={field.name} field={field}>
                {beside?.(field)}
              </FieldLine>
            ))}
          </div>
        ))}
    </>
  );
}

/** The last field in sight of the group that a field is in. */
export function lastOfGroup(field: Element): Element {
  const lines = field.closest(".ll-group")?.querySelectorAll(".ll-setting:not([hidden])") ?? [];
  return [...lines].at(-1) ?? field;
}

function FieldLine({ field, children }: { field: Field; children?: ComponentChildren }) {
  const { store, view } = useShared();
  const { draft, preview } = store;
  const [id, errorId, helpId] = [useFreshId(), useFreshId(), useFreshId()];
  const value = draft.value(field.name);
  const problem = preview.problem.value;
  const applies = draft.applies(field);
  const wrong = applies && problem?.setting === field.name;
  const help = () => <div class="ll-pop-help">{field.help}</div>;
  const explain = ({ currentTarget }: TargetedEvent<HTMLElement>): void => {
    const anchor = currentTarget.closest(".ll-setting") ?? currentTarget;
    view.show({ anchor, content: help, above: true });
  };
  /** Who goes through the fields by the keyboard is told below them, so that none of them is covered. */
  const explainBelow = ({ currentTarget }: TargetedEvent<HTMLElement>): void =>
    view.show({ anchor: lastOfGroup(currentTarget), content: help });
  const hide = (): void => view.hide();
  // Who points at a field can point at the sign beside it, and may want to see the fields around it.
  const pointed = useRef(false);
  return (
    <div
      class={`ll-setting${field.name in draft.changed() ? " ll-set" : ""}`}
      hidden={!applies}
      onPointerDown={() => {
        pointed.current = true;
      }}
      onFocusIn={() => {
        pointed.current = false; // comes after the field's own handler
      }}
    >
      <span class="ll-named">
        <label class="ll-label" for={id}>
          {field.label}
        </label>
        {field.help !== "" && (
          // A keyboard comes to the field itself, which shows the same: one stop is enough.
          <button
            type="button"
            class="ll-why"
            tabIndex={-1}
            aria-label={`About ${field.label}`}
            onClick={explain}
            onPointerEnter={explain}
            onPointerLeave={(event) => {
              if (event.pointerType !== "touch") hide();
            }}
            onBlur={hide}
          >
            ?
          </button>
        )}
      </span>
      <FieldInput
        field={field}
        id={id}
        value={value}
        wrong={wrong}
        describedBy={field.help === "" ? errorId : `${helpId} ${errorId}`}
        onFocus={(event) => {
          if (field.help !== "" && !pointed.current) explainBelow(event);
        }}
        onBlur={hide}
      />
      <span class="ll-unseen" id={helpId}>
        {field.help}
      </span>
      {children}
      <p class="ll-error" id={errorId} hidden={!wrong} role={wrong ? "alert" : undefined}>
        {wrong ? problem.message : ""}
      </p>
    </div>
  );
}
