import { useState } from "preact/hooks";

let serial = 0;

/** An id for `for`, `aria-describedby` and the like. Preact's own `useId` starts anew in every view of a page. */
export function useFreshId(): string {
  const [id] = useState(() => {
    serial += 1;
    return `ll-${Math.random().toString(36).slice(2, 8)}-${serial}`;
  });
  return id;
}

/** An id for a query. `crypto.randomUUID` is missing on pages served over plain http. */
export function freshQuery(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
