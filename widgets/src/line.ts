import type { Answer, Curve, SiteMap } from "./protocol";

/** What is drawn as a curve: the positions of a layer, the scales of a vector, or the layers of one position. */
export interface Line extends Curve {
  /** The position whose layers are the columns; undefined for other curves. */
  position?: number;
}

/** A map of one position as a curve over its layers; none for a map of several. */
export function byLayer(map: SiteMap): Line[] {
  const [first] = map.points;
  const { position } = first ?? { position: null };
  if (!first || position === null || map.points.some((point) => point.position !== position)) return [];
  return [{ ...map, layer: first.layer, position }];
}

/** The columns of a line: the value of each, how a point's is found, and what they are called. */
export interface Columns {
  values: number[];
  heads: string[];
  unit: "positions" | "scales" | "layers";
  at(answer: Answer): number;
}

/** The columns of a line; of all layers as many as the model has from the start, so that none moves aside. */
export function columnsOf(line: Line | null, tokens: string[], layers: number): Columns {
  if (line?.vector) {
    const values = line.points.map(({ scale = 1 }) => scale).sort((a, b) => a - b);
    const heads = values.map((scale) => `× ${String(scale).replace("-", "−")}`);
    return { values, heads, unit: "scales", at: ({ scale = 1 }) => values.indexOf(scale) };
  }
  if (line?.position !== undefined) {
    const values =
      line.total === layers
        ? Array.from({ length: layers }, (_, layer) => layer)
        : line.points.map(({ layer }) => layer).sort((a, b) => a - b);
    return { values, heads: values.map(String), unit: "layers", at: ({ layer }) => values.indexOf(layer) };
  }
  return {
    values: tokens.map((_, i) => i),
    heads: tokens,
    unit: "positions",
    at: ({ position }) => position ?? -1,
  };
}
