import { useShared } from "./context";
import { FieldGroups } from "./field_lines";
import type { Answer, AskArgs } from "./protocol";

/** What is read in place of the selected cell. It takes room only where there is a choice, or one was made. */
export function VectorSource() {
  const { store } = useShared();
  const source = store.synced.source.value;
  const hidden = !source || (!store.draft.vector && (source.fields[0]?.choices?.length ?? 0) < 3);
  return (
    <div class="ll-from" hidden={hidden}>
      {!hidden && <FieldGroups groups={[source]} />}
    </div>
  );
}

/** What a query reads, in words. */
export function reads({ layer, position, source = {} }: Partial<AskArgs>): string {
  const { vector, minus } = source;
  if (typeof vector === "string" && vector !== "difference") return vector.slice(vector.indexOf(":") + 1);
  return `layer ${layer}, position ${position}${vector ? ` minus ${minus}` : ""}`;
}

/** What an answer is about: a token at its position, or a vector. */
export function origin({ position, token, vector }: Answer): [what: string, name: string] {
  return [vector ? "Vector" : `Position ${position}`, token];
}
