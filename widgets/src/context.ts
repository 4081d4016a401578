import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { OneView } from "./local_state";
import type { Store } from "./store";

/** Context of all components: the store that views share, and the state of the component's own view. */
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
