import { FieldLines } from "./field_lines";
import { h } from "./dom";
import type { FieldGroup } from "./fields";
import type { Store } from "./store";
import type { Answer, AskArgs } from "./types";

/** What is read in place of the selected cell. It takes room only where there is a choice, or one was made. */
export class SourceLine {
  readonly el = h("div", { class: "ll-from" });

  constructor(store: Store, signal: AbortSignal) {
    const fields = new FieldLines(store, this.el, () => null, signal);
    let groups: FieldGroup[] = [];
    const draw = (): void => {
      const source = store.model.get("source");
      if (groups[0] !== source) groups = [source];
      this.el.hidden = !store.draft.vector && (source.fields[0]?.choices?.length ?? 0) < 3;
      if (!this.el.hidden) fields.draw(groups);
    };
    for (const topic of ["draft", "preview"] as const) store.on(topic, draw, signal);
    draw();
  }
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
