/** Building elements. Model text only ever becomes text nodes and attribute values, never markup. */

type Attributes = Record<string, string | number | boolean | null | undefined>;
export type Child = Node | string | null | undefined | false;

function assign(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
}

/** Make an HTML element: `h("button", { type: "button" }, "Ask")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  assign(element, attributes, children);
  return element;
}

/** Make an SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  assign(element, attributes, children);
  return element;
}

/** A share of one as people read it: two decimals, and never a zero that is not zero. */
export function share(value: number): string {
  if (value > 0 && value < 0.005) return "<0.01";
  if (value < 1 && value > 0.995) return ">0.99";
  return value.toFixed(2);
}

/** A difference of shares, with its sign. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return text === "0.00" ? "0.00" : `${value < 0 ? "−" : "+"}${text}`;
}

/** Give a custom property, such as the share that a bar shows. */
export function vary<T extends HTMLElement | SVGElement>(element: T, name: string, value: string): T {
  element.style.setProperty(name, value);
  return element;
}

let serial = 0;

/** An id for `for`, `aria-describedby` and the like, unique in this page. */
export function freshId(): string {
  serial += 1;
  return `ll-${Math.random().toString(36).slice(2, 8)}-${serial}`;
}
