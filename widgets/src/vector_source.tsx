import { useShared } from "./context";
import { FieldGroups } from "./field_lines";
import { isolated } from "./isolated";
import type { AskArgs, Field, Value } from "./protocol";
import { layersNamed, positionsNamed } from "./sites";
import { missingModel } from "./source_model";

/** The choice of a source in place of the selected cell; hidden while there is no choice. */
export function VectorSource() {
  const { draft, synced } = useShared().store;
  const source = synced.source.value;
  const fields = (source?.fields ?? []).map((field) => withMissing(field, draft.value(field.name)));
  const several = fields.some(({ name, choices = [] }) => choices.length > (name === "vector" ? 2 : 1));
  const hidden = !source || (!draft.vector && !several);
  const shown = fields.filter(({ name, choices = [] }) => name !== "variant" || choices.length > 1);
  return (
    <div class="ll-from" hidden={hidden}>
      {!hidden && <FieldGroups groups={[{ ...source, fields: shown }]} />}
    </div>
  );
}

/** A field with the choice that was made among its choices, marked where there is no such choice any more. */
function withMissing(field: Field, value: Value): Field {
  const { choices, name } = field;
  if (!choices || value === null || choices.some(([choice]) => choice === value)) return field;
  const label = name === "variant" ? missingModel(String(value)).label : vectorName(String(value));
  return { ...field, choices: [...choices, [String(value), `${label} (not here any more)`]] };
}

/** The name of a vector given in code, by its key. */
const vectorName = (key: string): string => isolated(key.slice(key.indexOf(":") + 1));

/** The source of a query in words. */
export function reads({ layer, layers, position, start, spans, source = {} }: Partial<AskArgs>): string {
  const { vector, minus } = source;
  if (typeof vector === "string" && vector !== "difference") return vectorName(vector);
  const last = position ?? -1;
  const where = positionsNamed(spans ?? [[start ?? last, last + 1]]);
  return `${layersNamed(layers ?? [layer ?? -1])}, ${where}${vector ? ` minus ${minus}` : ""}`;
}
