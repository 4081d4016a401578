import { useState } from "preact/hooks";

let serial = 0;

/** A unique id for `for` and `aria-describedby`. Preact's `useId` is unique only within one view. */
export function useFreshId(): string {
  const [id] = useState(() => {
    serial += 1;
    return `ll-${Math.random().toString(36).slice(2, 8)}-${serial}`;
  });
  return id;
}

/** A unique id for a query. `crypto.randomUUID` is missing on pages served over plain http. */
export function freshQuery(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
