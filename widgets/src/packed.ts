/** Columns of plain data as Python's explorer/packed.py makes them, back to lists; docs/protocol.md describes them. */

import type { FromPython, Page, Series } from "./protocol";

/** Bytes: those of a trait, or their number among the buffers of a message. */
type Raw = DataView | number;

type Column =
  | { same: unknown }
  | { keys: Record<string, Column | Some> }
  | { items: Column[] }
  | { lengths: Column; n: number; flat: Column }
  | { table: unknown[]; at: Column }
  | { parts: string[]; numbers: Column[] }
  | { u8: Raw }
  | { u16: Raw }
  | { i32: Raw }
  | { near: Raw }
  | { f32: Raw };

/** A key that not every object has. */
interface Some {
  has: Column;
  of: Column;
  n: number;
}

/** A list as it travels: short ones as they are. */
export type Packed<T> = T[] | { n: number; column: Column };

/** How it travels where a list of answers is among its fields. */
export type PackedSeries<S extends Series = Series> = Omit<S, "points"> & {
  points: Packed<S["points"][number]>;
};

/** Thrown where the bytes are gone: some front ends do not keep them in a notebook file. */
class Lost extends Error {}

const NULL = -(2 ** 15);
const STEP = 10_000;
const KINDS = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array, near: Int16Array, f32: Float32Array };

/** The list that was packed; an empty one where its bytes are gone. */
export function unpack<T>(packed: Packed<T>, buffers: DataView[] = []): T[] {
  if (Array.isArray(packed)) return packed;
  try {
    return values(packed.column, packed.n, buffers) as T[];
  } catch (error) {
    if (error instanceof Lost) return [];
    throw error;
  }
}

/** A series with plain points; incomplete where their bytes are gone. */
export function unpackSeries<S extends Series>(series: PackedSeries<S>, buffers: DataView[] = []): S {
  const points = unpack(series.points, buffers);
  const lost = !Array.isArray(series.points) && points.length === 0;
  return { ...series, points, complete: series.complete && !lost } as S;
}

/** A page of a lens with plain lists; null where their bytes are gone. */
export function unpackPage(page: Page, buffers: DataView[] = []): Page | null {
  const plain = <T>(list: T[]): T[] => unpack(list as Packed<T>, buffers);
  const { measures, difference } = page;
  const opened = {
    ...page,
    index: plain(page.index),
    probs: plain(page.probs),
    ...(measures && {
      measures: {
        ...measures,
        entropy: plain(measures.entropy),
        surprisal: plain(measures.surprisal),
        rank: plain(measures.rank),
        chance: plain(measures.chance),
      },
    }),
    ...(difference && {
      difference: {
        ...difference,
        index: plain(difference.index),
        chance: plain(difference.chance),
        entropy: plain(difference.entropy),
        surprisal: plain(difference.surprisal),
        before: plain(difference.before),
        after: plain(difference.after),
        distance: plain(difference.distance),
        equal: plain(difference.equal),
      },
    }),
  };
  return opened.index.length === 0 && page.layers.length > 0 ? null : opened;
}

/** A message with plain answers, series and pages. */
export function unpackMessage(message: FromPython, buffers: DataView[] = []): FromPython {
  if (message.kind === "partial") return { ...message, answers: unpack(message.answers, buffers) };
  if (message.kind !== "result" || typeof message.value !== "object" || !message.value) return message;
  const { value } = message;
  if ("points" in value) return { ...message, value: unpackSeries(value as Series, buffers) };
  if ("words" in value) return { ...message, value: unpackPage(value as Page, buffers) };
  return message;
}

/** The values of a column of so many. */
function values(column: Column, n: number, buffers: DataView[]): unknown[] {
  if ("same" in column) return Array(n).fill(column.same);
  if ("keys" in column) {
    const rows: Record<string, unknown>[] = Array.from({ length: n }, () => ({}));
    for (const [name, inner] of Object.entries(column.keys)) {
      const some = "has" in inner ? inner : null;
      const found = some ? values(some.of, some.n, buffers) : values(inner as Column, n, buffers);
      const has = some ? values(some.has, n, buffers) : null;
      let next = 0;
      for (const [i, row] of rows.entries()) if (!has || has[i]) row[name] = found[next++];
    }
    return rows;
  }
  if ("items" in column) {
    const each = column.items.map((item) => values(item, n, buffers));
    return Array.from({ length: n }, (_, i) => each.map((item) => item[i]));
  }
  if ("lengths" in column) {
    const flat = values(column.flat, column.n, buffers);
    let end = 0;
    return (values(column.lengths, n, buffers) as number[]).map((length) => {
      end += length;
      return flat.slice(end - length, end);
    });
  }
  if ("table" in column) return (values(column.at, n, buffers) as number[]).map((at) => column.table[at]);
  if ("parts" in column) {
    const numbers = column.numbers.map((each) => values(each, n, buffers));
    return Array.from({ length: n }, (_, i) =>
      column.parts.map((part, at) => part + (at < numbers.length ? numbers[at]?.[i] : "")).join(""),
    );
  }
  return numeric(column, buffers);
}

function numeric(column: Column, buffers: DataView[]): (number | null)[] {
  const [[kind, raw] = ["", undefined]] = Object.entries(column) as [string, Raw | undefined][];
  const bytes = typeof raw === "number" ? buffers[raw] : raw;
  if (!(kind in KINDS) || !bytes?.buffer) throw new Lost();
  // A copy: the view may begin anywhere, and typed arrays begin at a multiple of their size.
  const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const numbers: number[] = Array.from(new KINDS[kind as keyof typeof KINDS](own));
  if (kind === "near") return numbers.map((number) => (number === NULL ? null : number / STEP));
  return kind === "f32" ? numbers.map((number) => (Number.isNaN(number) ? null : number)) : numbers;
}
