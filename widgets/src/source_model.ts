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

/** What is said of a model that is offered no longer, by its key. */
export function missingModel(key: string): { label: string; says: string } {
  const [kind = "", ...rest] = key.split(":");
  const name = isolated(rest.join(":") || kind);
  if (kind === "on" || kind === "minus")
    return {
      label: kind === "on" ? `${name} on` : `${name} ${MINUS}`,
      says: `The adapter ${name} is not loaded any more. Load it again, or choose another model.`,
    };
  return {
    label: kind === "difference" ? `${name} ${MINUS}` : name,
    says: `The model ${name} is closed. Open its session again, or choose another model.`,
  };
}

const MINUS = "minus the model as it is";
