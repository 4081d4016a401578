import { type Kind, kinds, range } from "./controls";
import { h, share, signed, vary } from "./dom";
import { finite, NOT_FINITE } from "./finite";
import { best } from "./layers";
import { origin } from "./source";
import type { Store } from "./store";
import { flow } from "./target";
import type { Answer } from "./types";

/** The answer's words, each tinted by how sure the model was of it. */
function words(answer: Answer): HTMLElement {
  const box = h("div", { class: "ll-words ll-mono" });
  if (answer.tokens.length === 0) box.append(finite(answer) ? answer.text : h("i", { class: "ll-quiet" }, NOT_FINITE));
  // Tokens come in visible form; as words of a sentence their spaces read better as spaces.
  const spaced = !answer.text.includes("·");
  answer.tokens.forEach((token, i) => {
    const logprob = answer.token_logprobs[i];
    const p = logprob === undefined ? undefined : Math.exp(logprob);
    const text = spaced ? token.replaceAll("·", " ") : token;
    const shown = i === 0 ? text.trimStart() || text : text;
    const span = h("span", { class: "ll-word", title: p === undefined ? null : `probability ${share(p)}` }, shown);
    box.append(vary(span, "--p", String(p ?? 0)));
  });
  return box;
}

function measure(label: string, value: number, kind: string, ...says: (Node | string)[]): HTMLElement {
  return h("div", { class: `ll-measure ll-${kind}` },
    h("span", { class: kind === "option" ? "ll-label ll-mono ll-cut" : "ll-label", title: kind === "option" ? label : null }, label),
    vary(h("span", { class: "ll-bar", role: "img", "aria-label": `${label} ${share(value)}` }), "--p", String(value)),
    h("span", { class: "ll-num" }, share(value)),
    h("span", { class: "ll-quiet ll-cut" }, ...says));
}

/** How often such answers are correct, for a reader that was calibrated. */
function calibrated({ calibrated_confidence: found }: Answer): (Node | string)[] {
  if (typeof found !== "number") return [];
  const title = "How often answers of this confidence were correct, where the calibrator was fitted";
  return [h("b", { class: "ll-num", title }, `calibrated ${share(found)}`), ", "];
}

function control({ name, controls }: Kind): HTMLElement {
  const [low, high] = range(controls) ?? [0, 0];
  const [one] = controls;
  const said = [...new Set(controls.map(({ text }) => text.trim() || "nothing"))].join(", ");
  const spread = controls.length > 1 ? `${share(low)} to ${share(high)}; say ` : "says ";
  const line = measure(name, high, "control", spread, h("span", { class: "ll-mono" }, said),
    one && controls.length === 1 ? `, ${share(one.confidence)}` : "");
  const bar = line.querySelector<HTMLElement>(".ll-bar");
  if (bar && controls.length > 1) {
    bar.classList.add("ll-spread");
    vary(bar, "--low", String(low));
    bar.setAttribute("aria-label", `${name} ${share(low)} to ${share(high)}`);
  }
  line.title = `In place of the activation, ${controls.length > 1 ? "they give" : "it gives"} this answer `
    + `${controls.map(({ support }) => share(support)).join(", ")}.\n`
    + controls.map(({ text, confidence }) => `“${text}” with confidence ${share(confidence)}`).join("\n");
  return line;
}

/** The options of a forced choice, the likeliest first, on the same scale as the confidence. */
function options(answer: Answer): HTMLElement[] {
  if (answer.options.length === 0) return [];
  const mass = answer.option_mass;
  return [
    h("p", { class: "ll-quiet ll-caption" }, "Among the answers given",
      mass === null ? "" : `, which together hold ${share(mass)} of the probability`),
    ...answer.options.map(({ text, probability }) => ({ text, p: probability ?? 0 })).sort((one, other) => other.p - one.p)
      .map(({ text, p }) => measure(text, p, "option")),
  ];
}

function fact(name: string, ...value: (Node | string)[]): HTMLElement {
  return h("div", {}, h("dt", {}, name), " ", h("dd", {}, ...value));
}

/** Put code on the clipboard; where the browser has none, show it selected instead. */
export async function copy(code: string, button: HTMLElement, fallback: HTMLTextAreaElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy as code"; }, 1600);
  } catch {
    fallback.hidden = false;
    fallback.value = code;
    fallback.rows = Math.min(12, code.split("\n").length);
    fallback.focus({ preventScroll: true });
    fallback.select();
  }
}

/** The answer on show: its words, its confidence beside the controls' on one scale, and where it came from. */
export class AnswerCard {
  readonly el = h("section", { class: "ll-card", "aria-label": "Answer" });
  /** Kept, for screen readers announce what changes in an element, not an element that is new. */
  private readonly said = h("output", { "aria-live": "polite" });

  constructor(private readonly store: Store, signal: AbortSignal) {
    store.on("answers", () => this.draw(), signal);
    this.draw();
  }

  private draw(): void {
    const answer = this.store.answer;
    this.el.hidden = answer === null;
    if (!answer) return;
    this.said.replaceChildren(words(answer));
    const content = this.content(answer);
    if (this.said.parentNode !== this.el) this.el.append(this.said);
    for (const node of [...this.el.childNodes]) if (node !== this.said) node.remove();
    this.said.before(...content.slice(0, 1));
    this.said.after(...content.slice(1));
  }

  /** The best of a grid is chosen by looking at all of it. */
  private picked({ id }: Answer): string[] {
    const found = this.store.heatMaps.all.map(({ points }) => best(points, "")).find((top) => top?.answer.id === id);
    return found && found.of > 1 ? [`The best of ${found.of} cells of a layer grid, picked after the fact.`] : [];
  }

  private content(answer: Answer): (Node | string)[] {
    const fallback = h("textarea", { class: "ll-field ll-mono ll-code", readonly: true, "aria-label": "Code" });
    fallback.hidden = true;
    const button = h("button", { type: "button", class: "ll-link" }, "Copy as code");
    button.hidden = answer.code === "";
    button.addEventListener("click", () => { void copy(answer.code, button, fallback); });
    const { confidence } = answer;
    const scale = confidence === null ? [] : [
      measure("Confidence", confidence, "own", ...calibrated(answer), answer.confidence_kind),
      ...kinds(answer.controls).map(control),
    ];
    if (answer.excess !== null) {
      scale.push(h("div", { class: "ll-measure ll-excess" },
        h("span", { class: "ll-label" }, "Over controls"), h("span", {}),
        h("span", { class: "ll-num" }, signed(answer.excess)),
        h("span", { class: "ll-quiet ll-cut" },
          answer.excess > 0 ? "" : "the controls are as sure without the activation")));
    }
    if (confidence !== null) scale.push(...options(answer));
    const target = this.store.targetOf(answer);
    const [where, name] = origin(answer);
    const flags = [...answer.flags.map(({ message }) => message), ...this.picked(answer)].map((said) => h("li", {}, said));
    return [
      h("header", {}, h("span", { class: "ll-asked ll-mono ll-cut", title: answer.question }, answer.question), button),
      fallback,
      h("div", { class: "ll-scale" }, ...scale),
      target && target.tokens.length > 0
        ? flow(this.store.tokens, [answer.layer, answer.position], target, answer.vector && name) : "",
      flags.length > 0 ? h("ul", { class: "ll-flags" }, ...flags) : "",
      h("dl", { class: "ll-facts" },
        fact("Layer", String(answer.layer)),
        fact(where, h("span", { class: "ll-mono" }, name)),
        fact("Into layer", String(answer.target_layer)),
        fact("Reader", h("span", { class: "ll-mono ll-reader", title: answer.reader }, answer.reader))),
    ];
  }
}
