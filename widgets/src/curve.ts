import { kinds, named, range } from "./controls";
import { h, s, share } from "./dom";
import { finite, NOT_FINITE, said, WHY } from "./finite";
import { SIDE } from "./matrix";
import type { Popover } from "./popover";
import { origin } from "./source";
import type { Store } from "./store";
import type { Answer, Control, Curve, Option } from "./types";

const TOP = 10;
const HEIGHT = 112;
/** Below this share the options given hold little of what the model would say, and the point is drawn hollow. */
export const LOW_MASS = 0.5;

/** A point that stands no higher than this over its controls is drawn in their grey. */
const NEAR = 0.05;

const y = (p: number): number => TOP + (1 - p) * HEIGHT;

/** What is drawn: how sure each position is of its own answer, or how probable it finds one of the options. */
export function height(answer: Answer, option: string): number {
  return (option === "" ? answer.confidence : among(answer.options, option)) ?? 0;
}

function among(options: Option[] | undefined, option: string): number | null | undefined {
  return options?.find(({ text }) => text === option)?.probability;
}

/** Whether a control comes so near that the activation has shown nothing. */
export function within(answer: Answer, option: string): boolean {
  const noise = range(answer.controls, option);
  return noise !== null && height(answer, option) <= noise[1] + NEAR;
}

/** Something about an answer that is a number, such as its column. */
type Column = (answer: Answer) => number;

/** Points that stand side by side: a curve has a gap where a position was not asked. */
export function runs(points: Answer[], at: Column = ({ position }) => position): Answer[][] {
  const sorted = [...points].sort((a, b) => at(a) - at(b));
  const found: Answer[][] = [];
  for (const point of sorted) {
    const run = found.at(-1);
    const last = run?.at(-1);
    if (run && last && at(last) === at(point) - 1) run.push(point);
    else found.push([point]);
  }
  return found;
}

/** Confidence across positions over its control band, column for column under the grid; or across a vector's scales. */
export class CurveStrip {
  readonly el = h("section", { class: "ll-curve" });
  readonly scroller = h("div", { class: "ll-strip" });
  private readonly plane = h("div", { class: "ll-plane" });
  private readonly title = h("span", { class: "ll-title" });
  private readonly pick = h("select", { class: "ll-field", "aria-label": "Sweep" });
  private readonly of = h("select", { class: "ll-field", "aria-label": "What is drawn" });
  private readonly legend = h("span", { class: "ll-legend" });
  private option = "";
  private width = 80;
  private cursor = -1;
  private axis = "positions";
  /** What each column is: a token, or a scale. */
  private heads: string[] = [];
  /** In which column an answer stands. */
  private at: Column = () => 0;
  /** By column; made anew only where the answer changed, for a sweep draws itself ten times a second. */
  private readonly ticks = new Map<number, { of: string; el: HTMLElement }>();

  constructor(private readonly store: Store, private readonly popover: Popover, signal: AbortSignal) {
    this.plane.append(h("div", { class: "ll-axis", "aria-hidden": "true" }, ...[1, 0.5, 0].map((p) => {
      const label = h("span", {}, String(p));
      label.style.top = `${y(p)}px`;
      return label;
    })));
    this.scroller.append(this.plane);
    this.el.append(h("header", {}, this.title, this.pick, this.of, this.legend), this.scroller);
    this.pick.addEventListener("change", () => {
      const curve = store.curves.all.find(({ id }) => id === this.pick.value);
      if (curve) store.showCurve(curve);
    }, { signal });
    this.of.addEventListener("change", () => { this.option = this.of.value; this.draw(); }, { signal });
    this.plane.addEventListener("click", (event) => this.onClick(event), { signal });
    this.plane.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["pointerover", "focusin"] as const) {
      this.plane.addEventListener(name, (event) => this.hint(event.target), { signal });
    }
    for (const name of ["pointerout", "focusout"] as const) {
      this.plane.addEventListener(name, () => popover.hide(), { signal });
    }
    store.on("curves", () => this.draw(), signal);
    for (const topic of ["selection", "answers"] as const) store.on(topic, () => this.mark(), signal);
    this.draw();
  }

  /** Take the grid's column width. */
  fit(width: number): void {
    this.width = width;
    this.draw();
  }

  private x(column: number): number {
    return SIDE + (column + 0.5) * this.width;
  }

  /** Lay out the columns: the prompt's tokens, or the scales so far. */
  private columns({ vector, points }: Curve): void {
    const ofVector = Boolean(vector);
    this.axis = ofVector ? "scales" : "positions";
    this.el.setAttribute("aria-label", `Confidence across ${this.axis}`);
    this.scroller.classList.toggle("ll-free", ofVector);
    const scales = points.map(({ scale = 1 }) => scale).sort((a, b) => a - b);
    this.heads = ofVector ? scales.map((scale) => `× ${scale}`) : this.store.tokens;
    this.at = ({ position, scale = 1 }) => (ofVector ? scales.indexOf(scale) : position);
  }

  private draw(): void {
    const { curves } = this.store;
    const curve = curves.shown;
    this.el.hidden = curve === null;
    if (!curve) return;
    this.columns(curve);
    const { heads } = this;
    this.title.replaceChildren(`${reads(curve)}: `, h("span", { class: "ll-mono" }, curve.question),
      curve.complete || curve.points.length === 0 ? "" : h("span", { class: "ll-quiet" },
        ` ${curve.points.length} of ${curve.total || heads.length} ${this.axis}`));
    this.pick.hidden = curves.all.length < 2;
    this.pick.replaceChildren(...curves.all.map((each) =>
      h("option", { value: each.id, selected: each.id === curve.id }, `${reads(each)}: ${each.question}`)));
    this.offer(curve.points[0]?.options.map(({ text }) => text) ?? []);
    this.explain(curve);
    const width = SIDE + heads.length * this.width;
    this.plane.style.width = `${width}px`;
    const chart = this.chart(curve, width);
    this.plane.querySelector(".ll-chart")?.remove();
    this.plane.prepend(chart);
    const points = new Map(curve.points.map((point) => [this.at(point), point]));
    if (!points.has(this.cursor)) this.cursor = curve.points[0] ? this.at(curve.points[0]) : -1;
    for (const [column, { el }] of this.ticks) {
      if (column < heads.length) continue;
      el.remove();
      this.ticks.delete(column);
    }
    heads.forEach((head, column) => this.place(head, column, points.get(column)));
    this.mark();
  }

  /** Offer to draw one option's probability, where there are options. */
  private offer(options: string[]): void {
    if (!options.includes(this.option)) this.option = "";
    this.of.hidden = options.length === 0;
    this.of.replaceChildren(...["", ...options].map((text) =>
      h("option", { value: text, selected: text === this.option }, text === "" ? "each its own answer" : text)));
  }

  /** Put a column's tick where it belongs, made anew only if its answer is another. */
  private place(head: string, column: number, answer: Answer | undefined): void {
    const of = `${this.width} ${head} ${answer?.id}`;
    const known = this.ticks.get(column);
    if (known?.of !== of) {
      const el = this.tick(head, column, answer);
      if (known) known.el.replaceWith(el);
      else this.plane.append(el);
      this.ticks.set(column, { of, el });
    }
    const el = this.ticks.get(column)?.el;
    if (el) el.tabIndex = column === this.cursor ? 0 : -1;
  }

  private chart(curve: Curve, width: number): SVGSVGElement {
    const chart = s("svg", { class: "ll-chart", width, height: TOP + HEIGHT + 6, "aria-hidden": "true" });
    for (const p of [0, 0.5, 1]) {
      chart.append(s("line", { class: "ll-rule", x1: SIDE, x2: width, y1: y(p), y2: y(p) }));
    }
    chart.append(s("line", { class: "ll-guide", y1: TOP, y2: TOP + HEIGHT, x1: -10, x2: -10 }));
    const half = this.width / 2;
    const points = curve.points.filter(finite);
    // A control that is not finite is missing in its column alone, and leaves a gap: 0 would be a number.
    const rivals = kinds(points.flatMap(({ controls }) => controls)).map(({ kind }) => kind);
    for (const kind of [...new Set(["random", ...rivals])]) {
      for (const run of runs(points.filter((answer) => of(answer, kind).length > 0), this.at)) {
        chart.append(kind === "random" ? this.band(run, half)
          : s("polyline", { class: `ll-rival ll-${kind}`, points: this.steps(run, half, this.level(kind, 1)).join(" ") }));
      }
    }
    for (const run of runs(points, this.at)) {
      chart.append(s("polyline", {
        class: "ll-own", points: run.map((answer) => `${this.x(this.at(answer))},${y(height(answer, this.option))}`).join(" "),
      }));
    }
    for (const answer of curve.points.filter((each) => !finite(each))) {
      const [x, top] = [this.x(this.at(answer)), y(0) - 4];
      chart.append(s("path", { class: "ll-cross", d: `M${x - 4} ${top - 4}l8 8m0 -8l-8 8` }));
    }
    for (const answer of points) {
      chart.append(s("circle", {
        class: `ll-dot${isHollow(answer) ? " ll-hollow" : ""}${within(answer, this.option) ? " ll-within" : ""}`,
        "data-position": this.at(answer), cx: this.x(this.at(answer)), cy: y(height(answer, this.option)), r: 4,
      }));
    }
    return chart;
  }

  /** What random vectors get: from nothing up to the best of them, and darker from the worst of several. */
  private band(run: Answer[], half: number): SVGElement {
    const between = (floor: Column): string =>
      [...this.steps(run, half, this.level("random", 1)), ...this.steps(run, half, floor).reverse()].join(" ");
    const band = s("g", { class: "ll-bands" }, s("polygon", { class: "ll-band", points: between(() => 0) }));
    if (run.some((answer) => of(answer, "random").length > 1)) {
      band.append(s("polygon", { class: "ll-band ll-between", points: between(this.level("random", 0)) }));
    }
    return band;
  }

  /** The lowest or the highest of one kind of control. */
  private level(kind: string, end: 0 | 1): Column {
    return (answer) => range(of(answer, kind), this.option)?.[end] ?? 0;
  }

  /** A line that is level across each column. */
  private steps(run: Answer[], half: number, at: Column): string[] {
    return run.flatMap((answer) => [-half, half].map((side) => `${this.x(this.at(answer)) + side},${y(at(answer))}`));
  }

  /** Name what is drawn, and nothing else. */
  private explain(curve: Curve): void {
    const key = (name: string, text: string): HTMLElement => h("span", { class: `ll-key ll-key-${name}` }, text);
    const { points } = curve;
    const lacking = points.some((answer) => !finite(answer));
    this.legend.replaceChildren(key("own", this.option === "" ? "confidence" : "probability"),
      ...kinds(points.find(finite)?.controls ?? []).map(({ kind, controls }) => key(kind, named(kind, controls.length).toLowerCase())),
      ...(points.some((answer) => finite(answer) && within(answer, this.option)) ? [key("within", "no surer than its controls")] : []),
      ...(points.some(isHollow) ? [key("hollow", "options hold little")] : []),
      ...(lacking ? [key("cross", `${NOT_FINITE}: no answer`)] : []));
  }

  private tick(head: string, column: number, answer: Answer | undefined): HTMLElement {
    const tick = h("button", {
      type: "button", class: "ll-tick", "data-position": column, disabled: !answer,
      "aria-label": answer ? says(answer) : `Position ${column} ${head}`,
    },
    h("span", { class: "ll-mono ll-cut" }, head),
    h("span", { class: "ll-mono ll-cut ll-said" }, answer ? said(answer, "") : ""));
    tick.style.left = `${SIDE + column * this.width}px`;
    tick.style.width = `${this.width}px`;
    tick.style.paddingTop = `${TOP + HEIGHT + 6}px`;
    return tick;
  }

  /** Show which position is selected, or which scale is on the card. */
  private mark(): void {
    const { selection, answer, curves: { shown: curve } } = this.store;
    const ofVector = curve?.vector;
    const scale = curve?.points.find(({ id }) => id === answer?.id);
    const column = ofVector ? scale && this.at(scale) : selection?.[1];
    const guide = this.plane.querySelector(".ll-guide");
    for (const name of ["x1", "x2"]) guide?.setAttribute(name, String(column === undefined ? -10 : this.x(column)));
    for (const tick of this.plane.querySelectorAll<HTMLElement>(".ll-tick")) {
      const here = (Boolean(ofVector) || selection?.[0] === curve?.layer) && Number(tick.dataset["position"]) === column;
      tick.classList.toggle("ll-on", here);
    }
  }

  private point(target: EventTarget | null): [HTMLElement, Answer] | undefined {
    const tick = target instanceof Element ? target.closest<HTMLElement>(".ll-tick") : null;
    const answer = this.store.curves.shown?.points.find((each) => String(this.at(each)) === tick?.dataset["position"]);
    return tick && answer ? [tick, answer] : undefined;
  }

  private onClick(event: Event): void {
    const at = this.point(event.target);
    if (!at) return;
    this.cursor = this.at(at[1]);
    this.store.show(at[1]);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const places = (this.store.curves.shown?.points ?? []).map(this.at).sort((a, b) => a - b);
    const at = places.indexOf(this.cursor);
    const moves: Record<string, number> = {
      ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: places.length - 1,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    this.cursor = places[Math.max(0, Math.min(places.length - 1, move))] ?? this.cursor;
    this.focus();
  }

  private focus(): void {
    for (const tick of this.plane.querySelectorAll<HTMLElement>(".ll-tick")) {
      const here = Number(tick.dataset["position"]) === this.cursor;
      tick.tabIndex = here ? 0 : -1;
      if (here) tick.focus();
    }
  }

  private hint(target: EventTarget | null): void {
    const at = this.point(target);
    if (!at) return;
    const [tick, answer] = at;
    const [where, name] = origin(answer);
    const row = (name: string, value: string): HTMLElement =>
      h("div", { class: "ll-pop-pair" }, h("span", {}, name), h("span", { class: "ll-num" }, value));
    this.popover.show(tick,
      h("div", { class: "ll-pop-head" }, h("span", {}, where), h("b", { class: "ll-mono" }, name)),
      h("div", { class: "ll-mono ll-pop-text" }, said(answer, "")),
      ...(finite(answer) ? [] : [h("div", { class: "ll-quiet" }, WHY)]),
      ...(!finite(answer) ? [] : [row(this.option === "" ? "confidence" : this.option, share(height(answer, this.option)))]),
      ...(answer.calibrated_confidence == null || this.option !== "" ? []
        : [row("calibrated", share(answer.calibrated_confidence))]),
      ...controlRows(answer, this.option).map(([name, value]) => row(name, value)),
      ...(answer.option_mass === null ? [] : [row("held by the options", share(answer.option_mass))]));
  }
}

/** What a curve reads. */
function reads({ layer, vector }: Curve): string {
  return `Layer ${layer}${vector ? `, ${vector}` : ""}`;
}

function of(answer: Answer, kind: string): Control[] {
  return answer.controls.filter((control) => control.kind === kind);
}

/** Each kind of control and what it gets: for a hint. */
export function controlRows(answer: Answer, option: string): [name: string, value: string][] {
  return kinds(answer.controls).map(({ name, controls }) => {
    const levels = [...new Set((range(controls, option) ?? []).map(share))];
    return [name.toLowerCase(), levels.join(" to ")];
  });
}

export function isHollow(answer: Answer): boolean {
  return answer.option_mass !== null && answer.option_mass < LOW_MASS;
}

function says(answer: Answer): string {
  const controls = controlRows(answer, "").map(([name, value]) => `${name} ${value}`).join(", ");
  if (answer.confidence === null) return `${origin(answer).join(" ")}: ${NOT_FINITE}`;
  return `${origin(answer).join(" ")}: ${answer.text}, confidence ${share(answer.confidence)}`
    + (controls ? `, ${controls}` : "");
}
