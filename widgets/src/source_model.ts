import { isolated } from "./isolated";
import type { Store } from "./store";

/** The model that is read in place of the Explorer's own, as it was chosen in the source. */
export interface SourceModel {
  label: string;
  /** Why it is not asked, in a sentence; empty if it is. */
  refused: string;
}

/** The model that the source names; null for the Explorer's own. One that is offered no longer is refused. */
export function sourceModel({ draft, synced }: Pick<Store, "draft" | "synced">): SourceModel | null {
  const key = draft.value("variant");
  if (key === null) return null;
  const field = synced.source.value?.fields.find(({ name }) => name === "variant");
  const [, label] = field?.choices?.find(([choice]) => choice === key) ?? [];
  if (label !== undefined) return { label, refused: "" };
  const missing = missingModel(String(key));
  return { label: missing.label, refused: missing.says };
}

/** What is said of a model that is offered no longer, by its key; `variant_source.py` says it too. */
export function missingModel(key: string): { label: string; says: string } {
  const [kind = "", ...rest] = key.split(":");
  if (kind === "on" || kind === "minus") {
    const name = isolated(rest.join(":"));
    return {
      label: kind === "on" ? `${name} on` : `${name} ${MINUS}`,
      says: `The adapter ${name} cannot be read here any more: it is not loaded, or a decoder has it as its own. Load it again, or choose another model.`,
    };
  }
  // A mark that no other model has stands before the name.
  const name = isolated(rest.slice(1).join(":") || rest[0] || kind);
  return {
    label: kind === "difference" ? `${name} ${MINUS}` : name,
    says: `The model ${name} is closed. Open its session and choose it again, or choose another model.`,
  };
}

const MINUS = "minus the model as it is";
