import { controlRows, height, isHollow } from "./curve";
import { h, share, signed, vary } from "./dom";
import { finite, NOT_FINITE, said, WHY } from "./finite";
import { Matrix } from "./matrix";
import type { Popover } from "./popover";
import type { Store } from "./store";
import type { Answer, HeatMap } from "./types";

/** What a cell shows: an option's probability, else how far the answer stands over its controls. */
export function value(answer: Answer, option: string): number {
  return option === "" ? answer.excess ?? answer.confidence ?? 0 : height(answer, option);
}

/** Whether answers are compared with controls; one whose controls are not finite has nothing to stand over. */
function compared(points: Answer[]): boolean {
  return points.some(({ excess }) => excess !== null);
}

/** The answer with the highest value, of those that count: where options hold little, one says little. */
export function best(points: Answer[], option: string): { answer: Answer; of: number } | null {
  const over = option === "" && compared(points);
  const counted = points.filter((point) => finite(point) && !isHollow(point) && !(over && point.excess === null));
  const [first] = counted;
  if (!first) return null;
  const answer = counted.reduce((one, other) => (value(other, option) > value(one, option) ? other : one), first);
  return { answer, of: counted.length };
}

/** One position, read at every layer (upward) and written at every layer (to the right). */
export class LayerMap {
  readonly el = h("section", { class: "ll-layers", "aria-label": "Layer read by layer written" });
  private readonly matrix: Matrix;
  private readonly title = h("span", { class: "ll-title" });
  private readonly pick = h("select", { class: "ll-field", "aria-label": "Grid" });
  private readonly of = h("select", { class: "ll-field", "aria-label": "What the cells show" });
  private readonly top = h("button", { type: "button", class: "ll-link ll-best-of" });
  private readonly legend = h("span", { class: "ll-legend" });
  private option = "";
  /** By "source:target". */
  private points = new Map<string, Answer>();
  private found: ReturnType<typeof best> = null;
  /** Whether its answers are compared with controls. */
  private over = false;

  constructor(private readonly store: Store, popover: Popover, signal: AbortSignal) {
    const { layers, targetLayers } = store;
    this.matrix = new Matrix({
      label: "Layer read by layer written", corner: "read", rows: layers, columns: targetLayers, widths: [46, 168],
      names: ["source", "target"],
      head: (layer) => [h("small", {}, layer === 0 ? "written" : ""), h("span", {}, String(layer))],
      headTitle: (layer) => `written at layer ${layer}`,
      fill: (cell, source, target) => this.fill(cell, source, target),
      marked: () => {
        const shown = this.here();
        return shown && [shown.layer, shown.target_layer, shown.target_layer];
      },
      choose: ([source, target]) => {
        const answer = this.points.get(`${source}:${target}`);
        if (answer) store.show(answer);
      },
      hint: ([source, target]) => this.hint(source, target),
    }, popover, [0, 0], signal);
    this.el.append(
      h("header", {}, this.title, this.pick, this.of),
      h("div", { class: "ll-under" }, this.top, this.legend),
      this.matrix.scroller);
    this.pick.addEventListener("change", () => {
      const found = store.heatMaps.all.find(({ id }) => id === this.pick.value);
      if (found) store.showHeatMap(found);
    }, { signal });
    this.of.addEventListener("change", () => { this.option = this.of.value; this.draw(); }, { signal });
    this.top.addEventListener("click", () => {
      if (!this.found) return;
      const { answer } = this.found;
      store.show(answer);
      this.matrix.move([answer.layer, answer.target_layer], true);
    }, { signal });
    store.on("heat maps", () => this.draw(), signal);
    store.on("answers", () => this.matrix.refresh(), signal);
    this.draw();
  }

  /** The answer on the card, if it is one of this grid. */
  private here(): Answer | null {
    const { answer } = this.store;
    return answer && this.points.get(`${answer.layer}:${answer.target_layer}`)?.id === answer.id ? answer : null;
  }

  private draw(): void {
    const { heatMaps: { all, shown }, tokens } = this.store;
    this.el.hidden = shown === null;
    if (!shown) return;
    this.points = new Map(shown.points.map((point) => [`${point.layer}:${point.target_layer}`, point]));
    this.title.replaceChildren(`Position ${shown.position} `, h("b", { class: "ll-mono" }, tokens[shown.position] ?? ""),
      ", every layer into every layer: ", h("span", { class: "ll-mono" }, shown.question));
    if (!shown.complete) {
      const total = this.store.layers * this.store.targetLayers;
      this.title.append(h("span", { class: "ll-quiet" }, ` ${shown.points.length} of ${total} cells`));
    }
    this.pick.hidden = all.length < 2;
    this.pick.replaceChildren(...all.map(({ id, position, question }) =>
      h("option", { value: id, selected: id === shown.id }, `position ${position}: ${question}`)));
    this.offer(shown);
    this.over = compared(shown.points);
    this.found = best(shown.points, this.option);
    this.explain(shown.points);
    this.matrix.layout();
  }

  private offer(shown: HeatMap): void {
    const first = shown.points.find(finite) ?? shown.points[0];
    const options = first?.options.map(({ text }) => text) ?? [];
    if (!options.includes(this.option)) this.option = "";
    const usual = first && first.excess === null ? "confidence" : "over controls";
    this.of.hidden = options.length === 0;
    this.of.replaceChildren(h("option", { value: "" }, usual),
      ...options.map((text) => h("option", { value: text, selected: text === this.option }, `P(${text})`)));
  }

  private explain(points: Answer[]): void {
    const { found } = this;
    this.top.hidden = !found;
    if (found) {
      const { answer, of } = found;
      const number = this.option === "" && answer.excess !== null ? signed(answer.excess) : share(value(answer, this.option));
      this.top.replaceChildren(`Best of ${of}: layer ${answer.layer} into ${answer.target_layer}, ${number} `,
        h("span", { class: "ll-mono" }, answer.text.trim()));
      this.top.title = "Picked after the fact from so many, it is no measurement of its own.";
    }
    const key = (name: string, text: string): HTMLElement => h("span", { class: `ll-key ll-key-${name}` }, text);
    const over = this.option === "" && compared(points);
    this.legend.replaceChildren(
      key("shade", over ? "over its controls, 0 to 1" : "0 to 1"),
      ...(over ? [key("under", "no surer than its controls")] : []),
      ...(points.some(isHollow) ? [key("low", "options hold little")] : []),
      ...(points.every(finite) ? [] : [key("not-finite", `${NOT_FINITE}: no answer`)]),
      key("same", "same layer"), ...(found ? [key("best", `best of ${found.of}`)] : []));
  }

  private fill(cell: HTMLElement, source: number, target: number): void {
    const answer = this.points.get(`${source}:${target}`);
    const empty = answer !== undefined && !finite(answer);
    const lacking = this.option === "" && answer?.excess === null && this.over;
    const at = answer && !lacking ? value(answer, this.option) : 0;
    const text = answer ? said(answer, "") : "";
    if (cell.textContent !== text) cell.textContent = text;
    vary(cell, "--p", String(Math.max(0, at)));
    cell.classList.toggle("ll-empty", !answer);
    cell.classList.toggle("ll-under-controls", answer !== undefined && !empty && !lacking && at <= 0 && this.option === "");
    cell.classList.toggle("ll-not-finite", empty);
    cell.classList.toggle("ll-low", answer !== undefined && isHollow(answer));
    cell.classList.toggle("ll-same", source === target);
    cell.classList.toggle("ll-best", answer !== undefined && answer === this.found?.answer);
    cell.setAttribute("aria-selected", String(answer !== undefined && this.here()?.id === answer.id));
    const says = empty ? NOT_FINITE : answer ? `${text || "nothing"}, ${this.number(answer)}` : "not asked yet";
    cell.setAttribute("aria-label", `Read at layer ${source}, written at layer ${target}: ${says}`);
  }

  private number(answer: Answer): string {
    if (this.option !== "") return `P(${this.option}) ${share(value(answer, this.option))}`;
    return answer.excess === null ? `confidence ${share(value(answer, ""))}` : `over controls ${signed(answer.excess)}`;
  }

  private hint(source: number, target: number): HTMLElement[] {
    const answer = this.points.get(`${source}:${target}`);
    const head = h("div", { class: "ll-pop-head" }, h("span", {}, `Layer ${source} into layer ${target}`));
    if (!answer) return [head, h("div", { class: "ll-quiet" }, "Not asked yet.")];
    const row = (name: string, text: string): HTMLElement =>
      h("div", { class: "ll-pop-pair" }, h("span", {}, name), h("span", { class: "ll-num" }, text));
    if (!finite(answer)) return [head, h("div", { class: "ll-quiet" }, WHY)];
    return [head, h("div", { class: "ll-mono ll-pop-text" }, answer.text.trim() || "nothing"),
      row(this.option === "" ? "confidence" : this.option, share(height(answer, this.option))),
      ...controlRows(answer, this.option).map(([name, text]) => row(name, text)),
      ...(answer.excess === null ? [] : [row("over controls", signed(answer.excess))])];
  }
}
