/** Numbers as people read them. */

/** A share of one: two decimals, and never a zero that is not zero. */
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
