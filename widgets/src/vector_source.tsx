import { useShared } from "./context";
import { FieldGroups } from "./field_lines";
import { isolated } from "./isolated";
import type { AskArgs } from "./protocol";
import { layersNamed, positionsNamed } from "./sites";

/** The choice of a source in place of the selected cell; hidden while there is no choice. */
export function VectorSource() {
  const { store } = useShared();
  const source = store.synced.source.value;
  const several = source?.fields.some(
    ({ name, choices = [] }) => choices.length > (name === "vector" ? 2 : 1),
  );
  const hidden = !source || (!store.draft.vector && !several);
  return (
    <div class="ll-from" hidden={hidden}>
      {!hidden && <FieldGroups groups={[source]} />}
    </div>
  );
}

/** The source of a query in words. */
export function reads({ layer, layers, position, start, spans, source = {} }: Partial<AskArgs>): string {
  const { vector, minus } = source;
  if (typeof vector === "string" && vector !== "difference")
    return isolated(vector.slice(vector.indexOf(":") + 1));
  const last = position ?? -1;
  const where = positionsNamed(spans ?? [[start ?? last, last + 1]]);
  return `${layersNamed(layers ?? [layer ?? -1])}, ${where}${vector ? ` minus ${minus}` : ""}`;
}
