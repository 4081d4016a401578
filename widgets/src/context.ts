import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Store } from "./store";
import type { OneView } from "./view_state";

/** The store of all views, and the view in which something stands. */
export interface Shared {
  store: Store;
  view: OneView;
}

export const SharedContext = createContext<Shared | null>(null);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("[latentlens] A part of the Explorer stands outside of it.");
  return shared;
}
