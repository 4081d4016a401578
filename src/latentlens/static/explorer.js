// src/dom.ts
function assign(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === void 0 || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
}
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  assign(element, attributes, children);
  return element;
}
function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  assign(element, attributes, children);
  return element;
}
function share(value) {
  if (value > 0 && value < 5e-3) return "<0.01";
  if (value < 1 && value > 0.995) return ">0.99";
  return value.toFixed(2);
}
function signed(value) {
  const text = Math.abs(value).toFixed(2);
  return text === "0.00" ? "0.00" : `${value < 0 ? "−" : "+"}${text}`;
}
function vary(element, name, value) {
  element.style.setProperty(name, value);
  return element;
}
var serial = 0;
function freshId() {
  serial += 1;
  return `ll-${Math.random().toString(36).slice(2, 8)}-${serial}`;
}

// src/answer.ts
function words(answer) {
  const box = h("div", { class: "ll-words ll-mono" });
  if (answer.tokens.length === 0) box.append(answer.text);
  const spaced = !answer.text.includes("·");
  answer.tokens.forEach((token, i) => {
    const logprob = answer.token_logprobs[i];
    const p = logprob === void 0 ? void 0 : Math.exp(logprob);
    const text = spaced ? token.replaceAll("·", " ") : token;
    const shown = i === 0 ? text.trimStart() || text : text;
    const span = h("span", { class: "ll-word", title: p === void 0 ? null : `probability ${share(p)}` }, shown);
    box.append(vary(span, "--p", String(p ?? 0)));
  });
  return box;
}
function measure(label, value, kind, ...says2) {
  return h(
    "div",
    { class: `ll-measure ll-${kind}` },
    h("span", { class: kind === "option" ? "ll-label ll-mono ll-cut" : "ll-label", title: kind === "option" ? label : null }, label),
    vary(h("span", { class: "ll-bar", role: "img", "aria-label": `${label} ${share(value)}` }), "--p", String(value)),
    h("span", { class: "ll-num" }, share(value)),
    h("span", { class: "ll-quiet ll-cut" }, ...says2)
  );
}
function control(each) {
  const name = each.kind === "null" ? "Null control" : each.kind === "random" ? "Random control" : each.kind;
  const line = measure(
    name,
    each.support,
    "control",
    "says ",
    h("span", { class: "ll-mono" }, each.text.trim() || "nothing"),
    `, ${share(each.confidence)}`
  );
  line.title = `Put in place of the activation, it gives this answer ${share(each.support)} and itself says “${each.text}” with confidence ${share(each.confidence)}.`;
  return line;
}
function options(answer) {
  if (answer.options.length === 0) return [];
  const mass = answer.option_mass;
  return [
    h(
      "p",
      { class: "ll-quiet ll-caption" },
      "Among the answers given",
      mass === null ? "" : `, which together hold ${share(mass)} of the probability`
    ),
    ...[...answer.options].sort((one, other) => other.probability - one.probability).map(({ text, probability }) => measure(text, probability, "option"))
  ];
}
function fact(name, ...value) {
  return h("div", {}, h("dt", {}, name), " ", h("dd", {}, ...value));
}
async function copy(code, button, fallback) {
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy as code";
    }, 1600);
  } catch {
    fallback.hidden = false;
    fallback.value = code;
    fallback.rows = Math.min(12, code.split("\n").length);
    fallback.focus({ preventScroll: true });
    fallback.select();
  }
}
var AnswerCard = class {
  constructor(store, signal) {
    this.store = store;
    store.on("answers", () => this.draw(), signal);
    this.draw();
  }
  store;
  el = h("section", { class: "ll-card", "aria-label": "Answer" });
  /** Kept, for screen readers announce what changes in an element, not an element that is new. */
  said = h("output", { "aria-live": "polite" });
  draw() {
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
  content(answer) {
    const fallback = h("textarea", { class: "ll-field ll-mono ll-code", readonly: true, "aria-label": "Code" });
    fallback.hidden = true;
    const button = h("button", { type: "button", class: "ll-link" }, "Copy as code");
    button.addEventListener("click", () => {
      void copy(answer.code, button, fallback);
    });
    const scale = [
      measure("Confidence", answer.confidence, "own", answer.confidence_kind),
      ...answer.controls.map(control)
    ];
    if (answer.excess !== null) {
      scale.push(h(
        "div",
        { class: "ll-measure ll-excess" },
        h("span", { class: "ll-label" }, "Over controls"),
        h("span", {}),
        h("span", { class: "ll-num" }, signed(answer.excess)),
        h(
          "span",
          { class: "ll-quiet ll-cut" },
          answer.excess > 0 ? "" : "the controls are as sure without the activation"
        )
      ));
    }
    scale.push(...options(answer));
    const flags = answer.flags.map(({ message }) => h("li", {}, message));
    return [
      h("header", {}, h("span", { class: "ll-asked ll-mono ll-cut", title: answer.question }, answer.question), button),
      fallback,
      h("div", { class: "ll-scale" }, ...scale),
      flags.length > 0 ? h("ul", { class: "ll-flags" }, ...flags) : "",
      h(
        "dl",
        { class: "ll-facts" },
        fact("Layer", String(answer.layer)),
        fact("Position", `${answer.position} `, h("span", { class: "ll-mono" }, answer.token)),
        fact("Into layer", String(answer.target_layer)),
        fact("Reader", h("span", { class: "ll-mono" }, answer.reader))
      )
    ];
  }
};

// src/ask.ts
var OWN = {
  name: "",
  label: "Your own question",
  help: "x is where the activation goes; the model goes on from there."
};
var AskBox = class {
  constructor(store, signal) {
    this.store = store;
    this.presets = [OWN, ...store.model.get("presets") ?? []];
    for (const { name, label } of this.presets) this.preset.append(h("option", { value: name }, label));
    this.target.append(h("option", { value: "" }));
    for (let layer = 0; layer < store.layers; layer += 1) {
      this.target.append(h("option", { value: layer }, String(layer)));
    }
    this.sweepButton.title = "Ask the same at every position of this layer";
    this.preset.setAttribute("aria-describedby", this.help.id);
    this.text.setAttribute("aria-describedby", this.help.id);
    const form = h(
      "form",
      { class: "ll-ask", "aria-label": "Ask" },
      h(
        "div",
        { class: "ll-line" },
        h("label", { class: "ll-label", for: this.preset.id }, "Question"),
        this.preset,
        this.text
      ),
      this.help,
      h(
        "div",
        { class: "ll-line" },
        h("label", { class: "ll-label", for: this.options.id }, "Answers"),
        this.options,
        h(
          "span",
          { class: "ll-pair" },
          h("label", { class: "ll-label", for: this.target.id }, "Into layer"),
          this.target
        )
      ),
      h("div", { class: "ll-line ll-actions" }, this.where, this.sweepButton, this.askButton)
    );
    this.el = form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    }, { signal });
    this.sweepButton.addEventListener("click", () => this.sweep(), { signal });
    this.preset.addEventListener("change", () => this.describe(true), { signal });
    this.text.addEventListener("input", () => this.refresh(), { signal });
    store.on("selection", () => this.refresh(), signal);
    store.on("kernel", () => this.refresh(), signal);
    this.describe(false);
  }
  store;
  el;
  presets;
  preset = h("select", { id: freshId(), class: "ll-field" });
  text = h("input", {
    type: "text",
    class: "ll-field ll-mono",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": "Question",
    placeholder: "The capital of x is"
  });
  help = h("p", { class: "ll-help", id: freshId() });
  options = h("input", {
    type: "text",
    class: "ll-field ll-mono",
    id: freshId(),
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "free, or a choice: Paris, London"
  });
  target = h("select", { id: freshId(), class: "ll-field" });
  where = h("span", { class: "ll-where" });
  askButton = h("button", { type: "submit", class: "ll-button ll-primary" }, "Ask");
  sweepButton = h("button", { type: "button", class: "ll-button" }, "Sweep positions");
  /** Ask the selected cell; without one, or without a question, do nothing. */
  ask() {
    const cell = this.store.selection;
    if (!cell || !this.ready()) return;
    this.store.ask({ layer: cell[0], position: cell[1], ...this.how() });
  }
  sweep() {
    const cell = this.store.selection;
    if (cell && this.ready()) this.store.sweep({ layer: cell[0], ...this.how() });
  }
  how() {
    const preset = this.chosen();
    const question = preset === OWN ? { text: this.text.value.trim() } : { preset: preset.name };
    return {
      question,
      options: this.options.value.split(",").map((option) => option.trim()).filter(Boolean),
      target_layer: this.target.value === "" ? null : Number(this.target.value)
    };
  }
  chosen() {
    return this.presets.find(({ name }) => name === this.preset.value) ?? OWN;
  }
  ready() {
    return this.chosen() !== OWN || this.text.value.trim() !== "";
  }
  describe(focus) {
    const preset = this.chosen();
    this.help.textContent = preset.help;
    this.text.hidden = preset !== OWN;
    const own = this.target.options[0];
    if (own) own.textContent = preset === OWN ? "same as source" : "the preset's own";
    if (focus && preset === OWN) this.text.focus({ preventScroll: true });
    this.refresh();
  }
  refresh() {
    const { selection, tokens } = this.store;
    if (selection) {
      const [layer, position] = selection;
      this.where.replaceChildren(
        `Layer ${layer}, position ${position} `,
        h("b", { class: "ll-mono" }, tokens[position] ?? "")
      );
    } else this.where.replaceChildren("Choose a cell of the grid.");
    for (const button of [this.askButton, this.sweepButton]) button.disabled = !selection || !this.ready();
  }
};

// src/popover.ts
var Popover = class {
  el = h("div", { class: "ll-popover", role: "tooltip", popover: "manual" });
  timer;
  /** Show content beside an element, below it unless there is no room. */
  show(anchor, ...content) {
    clearTimeout(this.timer);
    this.el.replaceChildren(...content);
    this.el.dataset["shown"] = "";
    if (!this.open()) this.el.showPopover?.();
    const box = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height2 } = this.el;
    const left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, window.innerWidth - width - 8));
    const below = box.bottom + 6;
    const top = below + height2 > window.innerHeight - 8 ? Math.max(8, box.top - height2 - 6) : below;
    this.el.style.left = `${Math.round(left)}px`;
    this.el.style.top = `${Math.round(top)}px`;
  }
  hide() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      delete this.el.dataset["shown"];
      if (this.open()) this.el.hidePopover?.();
    }, 60);
  }
  open() {
    try {
      return this.el.matches(":popover-open");
    } catch {
      return false;
    }
  }
};
function readingHint(title, token, reading) {
  const head = h("div", { class: "ll-pop-head" }, h("span", {}, title), h("b", { class: "ll-mono" }, token));
  if (!reading) return [head, h("div", { class: "ll-quiet" }, "The lens has not been read here yet.")];
  const rows = reading.tokens.map((word, i) => {
    const p = reading.probs[i] ?? 0;
    return h(
      "div",
      { class: "ll-pop-row" },
      h("span", { class: "ll-mono ll-cut" }, word),
      vary(h("span", { class: "ll-bar" }), "--p", String(p)),
      h("span", { class: "ll-num" }, share(p))
    );
  });
  return [head, ...rows];
}

// src/window.ts
function inSight(scroll, view, size, count, more = 3) {
  const from = Math.floor(scroll / size) - more;
  const to = Math.ceil((scroll + view) / size) + more;
  return [Math.max(0, Math.min(count, from)), Math.max(0, Math.min(count, to))];
}
function reveal(scroll, view, size, item) {
  if (item * size < scroll) return item * size;
  if ((item + 1) * size > scroll + view) return (item + 1) * size - view;
  return scroll;
}
function columnWidth(view, side, count) {
  const shared = (view - side) / Math.max(1, count);
  return Math.floor(Math.max(68, Math.min(168, shared)) * 10) / 10;
}

// src/grid.ts
var ROW = 24;
var HEAD = 38;
var SIDE = 44;
var ROWS = 18;
var FALLBACK = 760;
var Grid = class {
  constructor(store, popover, onAsk, onLayout, signal) {
    this.store = store;
    this.popover = popover;
    this.onAsk = onAsk;
    this.onLayout = onLayout;
    this.cursor = store.selection ?? [store.layers - 1, store.tokens.length - 1];
    this.heads.append(h("div", { class: "ll-corner", role: "columnheader" }, "layer"));
    this.canvas.append(this.heads);
    this.scroller = h("div", {
      class: "ll-scroll",
      role: "grid",
      "aria-label": "Lens: layers by tokens",
      "aria-rowcount": store.layers + 1,
      "aria-colcount": store.tokens.length + 1
    }, this.canvas);
    this.scroller.style.maxHeight = `${HEAD + Math.min(store.layers, ROWS) * ROW + 14}px`;
    this.el = h("div", { class: "ll-grid" }, this.scroller, this.note);
    this.scroller.addEventListener("scroll", () => {
      this.popover.hide();
      this.later();
    }, { signal, passive: true });
    this.canvas.addEventListener("click", (event) => this.onClick(event), { signal });
    this.canvas.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["pointerover", "focusin"]) {
      this.canvas.addEventListener(name, (event) => this.hint(event.target), { signal });
    }
    for (const name of ["pointerout", "focusout"]) {
      this.canvas.addEventListener(name, () => this.popover.hide(), { signal });
    }
    store.on("selection", () => this.follow(), signal);
    store.on("lens", () => this.refresh(), signal);
    store.on("answers", () => this.refresh(), signal);
    store.on("kernel", () => this.refresh(), signal);
    if (typeof ResizeObserver !== "undefined") {
      const observer = new ResizeObserver(() => this.layout());
      observer.observe(this.scroller);
      signal.addEventListener("abort", () => observer.disconnect());
    }
    signal.addEventListener("abort", () => cancelAnimationFrame(this.frame));
    this.layout();
  }
  store;
  popover;
  onAsk;
  onLayout;
  el;
  scroller;
  width = 80;
  canvas = h("div", { class: "ll-canvas" });
  heads = h("div", { class: "ll-heads", role: "row", "aria-rowindex": 1 });
  note = h("div", { class: "ll-note", role: "status" });
  rows = /* @__PURE__ */ new Map();
  cells = /* @__PURE__ */ new Map();
  columns = /* @__PURE__ */ new Map();
  cursor;
  frame = 0;
  placed = false;
  /** Size everything to the room there is. */
  layout() {
    const { tokens, layers } = this.store;
    const width = columnWidth(this.scroller.clientWidth || FALLBACK, SIDE, tokens.length);
    const placed = this.placed;
    this.placed = this.scroller.clientWidth > 0;
    if (width === this.width && placed) return this.paint();
    const focused = this.canvas.contains(document.activeElement);
    this.width = width;
    this.canvas.style.width = `${SIDE + tokens.length * this.width}px`;
    this.canvas.style.height = `${HEAD + layers * ROW}px`;
    vary(this.el, "--w", `${this.width}px`);
    for (const map of [this.rows, this.cells, this.columns]) {
      for (const element of map.values()) element.remove();
      map.clear();
    }
    this.onLayout(this.width);
    if (this.store.selection) this.reveal(this.cursor);
    this.paint();
    if (focused) this.cells.get(this.cursor.join(":"))?.focus({ preventScroll: true });
  }
  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }
  /** Make the elements in sight, drop the others, and load what has not been read. */
  paint() {
    const { tokens, layers } = this.store;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    const [from, to] = inSight(scrollLeft, (clientWidth || FALLBACK) - SIDE, this.width, tokens.length);
    const [top, bottom] = inSight(scrollTop, (clientHeight || ROWS * ROW + HEAD) - HEAD, ROW, layers);
    const wanted = /* @__PURE__ */ new Set();
    for (let position = from; position < to; position += 1) this.column(position);
    for (let row = top; row < bottom; row += 1) {
      const layer = layers - 1 - row;
      for (let position = from; position < to; position += 1) wanted.add(this.cell(layer, position));
    }
    wanted.add(this.cell(...this.cursor));
    for (const [key, element] of this.cells) {
      if (wanted.has(key)) continue;
      element.remove();
      this.cells.delete(key);
    }
    for (const [position, element] of this.columns) {
      if (position >= from && position < to) continue;
      element.remove();
      this.columns.delete(position);
    }
    for (const [layer, element] of this.rows) {
      if (element.querySelector(".ll-cell")) continue;
      element.remove();
      this.rows.delete(layer);
    }
    this.refresh();
    this.store.look(layers - bottom, layers - top, from, to);
  }
  column(position) {
    if (this.columns.has(position)) return;
    const token = this.store.tokens[position] ?? "";
    const head = h("div", {
      class: "ll-head",
      role: "columnheader",
      "aria-colindex": position + 2,
      title: `${position}: ${token}`
    }, h("small", {}, String(position)), h("span", { class: "ll-mono ll-cut" }, token));
    head.style.left = `${SIDE + position * this.width}px`;
    this.columns.set(position, head);
    this.heads.append(head);
  }
  row(layer) {
    const known = this.rows.get(layer);
    if (known) return known;
    const y2 = this.store.layers - 1 - layer;
    const row = h(
      "div",
      { class: "ll-row", role: "row", "aria-rowindex": y2 + 2 },
      h("div", { class: "ll-side", role: "rowheader" }, String(layer))
    );
    row.style.top = `${HEAD + y2 * ROW}px`;
    this.rows.set(layer, row);
    this.canvas.append(row);
    return row;
  }
  cell(layer, position) {
    const key = `${layer}:${position}`;
    if (this.cells.has(key)) return key;
    const cell = h("div", {
      class: "ll-cell ll-mono",
      role: "gridcell",
      tabindex: -1,
      "aria-colindex": position + 2,
      "data-layer": layer,
      "data-position": position
    });
    cell.style.left = `${SIDE + position * this.width}px`;
    this.cells.set(key, cell);
    this.row(layer).append(cell);
    return key;
  }
  /** Bring the cells that exist up to date with the lens, the selection and the answers. */
  refresh() {
    const { lens, tokens, selection, answers } = this.store;
    const special = new Set(this.store.model.get("special") ?? []);
    const answered = new Set(answers.map(({ layer, position }) => `${layer}:${position}`));
    for (const [key, cell] of this.cells) {
      const [layer = 0, position = 0] = key.split(":").map(Number);
      const reading = lens.at(layer, position);
      const top = reading?.tokens[0];
      const p = reading?.probs[0] ?? 0;
      if (cell.textContent !== (top ?? "")) cell.textContent = top ?? "";
      vary(cell, "--p", String(p));
      const read = reading ? `lens reads ${top}, probability ${share(p)}` : "not read yet";
      cell.setAttribute("aria-label", `Layer ${layer}, position ${position} ${tokens[position]}: ${read}`);
      const selected = selection?.[0] === layer && selection[1] === position;
      cell.setAttribute("aria-selected", String(selected));
      cell.tabIndex = this.cursor[0] === layer && this.cursor[1] === position ? 0 : -1;
      cell.classList.toggle("ll-empty", !reading);
      cell.classList.toggle("ll-dim", special.has(position));
      cell.classList.toggle("ll-answered", answered.has(key));
    }
    for (const [position, head] of this.columns) head.classList.toggle("ll-on", selection?.[1] === position);
    for (const [layer, row] of this.rows) row.classList.toggle("ll-on", selection?.[0] === layer);
    this.say();
  }
  say() {
    const error = [...this.store.lens.failed.values()][0];
    this.note.replaceChildren();
    if (error === void 0) return;
    const again = h("button", { type: "button", class: "ll-link" }, "Try again");
    again.addEventListener("click", () => {
      this.store.retryLens();
      this.paint();
    });
    this.note.append(h("span", { class: "ll-error" }, `The lens could not be read: ${error} `), again);
  }
  /** Another view, or Python, moved the selection: the tab stop goes with it. */
  follow() {
    if (this.store.selection) this.move(this.store.selection, this.el.contains(document.activeElement));
    else this.refresh();
  }
  move(cell, focus) {
    this.cursor = cell;
    this.reveal(cell);
    this.paint();
    if (focus) this.cells.get(cell.join(":"))?.focus({ preventScroll: true });
  }
  reveal([layer, position]) {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.scroller;
    if (clientWidth === 0) return;
    this.scroller.scrollLeft = reveal(scrollLeft, clientWidth - SIDE, this.width, position);
    this.scroller.scrollTop = reveal(scrollTop, clientHeight - HEAD, ROW, this.store.layers - 1 - layer);
  }
  place(target) {
    const cell = target instanceof Element ? target.closest(".ll-cell") : null;
    if (!cell) return void 0;
    return [cell, [Number(cell.dataset["layer"]), Number(cell.dataset["position"])]];
  }
  onClick(event) {
    const at = this.place(event.target);
    if (!at) return;
    at[0].focus({ preventScroll: true });
    this.store.select(...at[1]);
  }
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.store.tokens.length - 1;
    const [layer, position] = this.cursor;
    const places = {
      ArrowLeft: [layer, position - 1],
      ArrowRight: [layer, position + 1],
      ArrowUp: [layer + 1, position],
      ArrowDown: [layer - 1, position],
      Home: [layer, 0],
      End: [layer, last],
      PageUp: [layer + 6, position],
      PageDown: [layer - 6, position]
    };
    const place = places[event.key];
    if (place) {
      const top = this.store.layers - 1;
      this.move([Math.max(0, Math.min(top, place[0])), Math.max(0, Math.min(last, place[1]))], true);
    } else if (event.key === " " || event.key === "Enter") {
      this.store.select(layer, position);
      if (event.key === "Enter") this.onAsk();
    } else if (event.key === "Escape") {
      this.popover.hide();
    } else return;
    event.preventDefault();
  }
  hint(target) {
    const at = this.place(target);
    if (!at) return;
    const [layer, position] = at[1];
    const title = `Layer ${layer}, position ${position}`;
    this.popover.show(
      at[0],
      ...readingHint(title, this.store.tokens[position] ?? "", this.store.lens.at(layer, position))
    );
  }
};

// src/curve.ts
var TOP = 10;
var HEIGHT = 112;
var LOW_MASS = 0.5;
var NEAR = 0.05;
var y = (p) => TOP + (1 - p) * HEIGHT;
function height(answer, option) {
  return option === "" ? answer.confidence : among(answer.options, option) ?? 0;
}
function among(options2, option) {
  return options2?.find(({ text }) => text === option)?.probability;
}
function supports(answer, kind, option) {
  return answer.controls.filter((control2) => control2.kind === kind).map((control2) => (option === "" ? void 0 : among(control2.options, option)) ?? control2.support);
}
function within(answer, option) {
  const noise = ["null", "random"].flatMap((kind) => supports(answer, kind, option));
  return noise.length > 0 && height(answer, option) <= Math.max(...noise) + NEAR;
}
function runs(points) {
  const sorted = [...points].sort((a, b) => a.position - b.position);
  const found = [];
  for (const point of sorted) {
    const run = found.at(-1);
    if (run?.at(-1)?.position === point.position - 1) run.push(point);
    else found.push([point]);
  }
  return found;
}
var CurveStrip = class {
  constructor(store, popover, signal) {
    this.store = store;
    this.popover = popover;
    const key = (name, text) => h("span", { class: `ll-key ll-key-${name}` }, text);
    this.plane.append(h("div", { class: "ll-axis", "aria-hidden": "true" }, ...[1, 0.5, 0].map((p) => {
      const label = h("span", {}, String(p));
      label.style.top = `${y(p)}px`;
      return label;
    })));
    this.scroller.append(this.plane);
    this.el.append(h(
      "header",
      {},
      this.title,
      this.pick,
      this.of,
      h(
        "span",
        { class: "ll-legend" },
        key("own", "confidence"),
        key("null", "null control"),
        key("random", "random control"),
        key("within", "no surer than its controls"),
        key("hollow", "options hold little")
      )
    ), this.scroller);
    this.pick.addEventListener("change", () => {
      const curve = store.curves.find(({ id }) => id === this.pick.value);
      if (curve) store.showCurve(curve);
    }, { signal });
    this.of.addEventListener("change", () => {
      this.option = this.of.value;
      this.draw();
    }, { signal });
    this.plane.addEventListener("click", (event) => this.onClick(event), { signal });
    this.plane.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["pointerover", "focusin"]) {
      this.plane.addEventListener(name, (event) => this.hint(event.target), { signal });
    }
    for (const name of ["pointerout", "focusout"]) {
      this.plane.addEventListener(name, () => popover.hide(), { signal });
    }
    store.on("curves", () => this.draw(), signal);
    store.on("selection", () => this.mark(), signal);
    this.draw();
  }
  store;
  popover;
  el = h("section", { class: "ll-curve", "aria-label": "Confidence across positions" });
  scroller = h("div", { class: "ll-strip" });
  plane = h("div", { class: "ll-plane" });
  title = h("span", { class: "ll-title" });
  pick = h("select", { class: "ll-field", "aria-label": "Sweep" });
  of = h("select", { class: "ll-field", "aria-label": "What is drawn" });
  option = "";
  width = 80;
  cursor = -1;
  /** By position; made anew only where the answer changed, for a sweep draws itself ten times a second. */
  ticks = /* @__PURE__ */ new Map();
  /** Take the grid's column width. */
  fit(width) {
    this.width = width;
    this.draw();
  }
  x(position) {
    return SIDE + (position + 0.5) * this.width;
  }
  draw() {
    const { curve, curves, tokens } = this.store;
    this.el.hidden = curve === null;
    if (!curve) return;
    this.title.replaceChildren(
      `Layer ${curve.layer}: `,
      h("span", { class: "ll-mono" }, curve.question),
      curve.complete || curve.points.length === 0 ? "" : h(
        "span",
        { class: "ll-quiet" },
        ` ${curve.points.length} of ${tokens.length} positions`
      )
    );
    this.pick.hidden = curves.length < 2;
    this.pick.replaceChildren(...curves.map(({ id, layer, question }) => h("option", { value: id, selected: id === curve.id }, `layer ${layer}: ${question}`)));
    this.offer(curve.points[0]?.options.map(({ text }) => text) ?? []);
    this.el.classList.toggle("ll-masses", curve.points.some(isHollow));
    const width = SIDE + tokens.length * this.width;
    this.plane.style.width = `${width}px`;
    const chart = this.chart(curve, width);
    this.plane.querySelector(".ll-chart")?.remove();
    this.plane.prepend(chart);
    const points = new Map(curve.points.map((point) => [point.position, point]));
    if (!points.has(this.cursor)) this.cursor = curve.points[0]?.position ?? -1;
    tokens.forEach((token, position) => this.place(token, position, points.get(position)));
    this.mark();
  }
  /** Offer to draw one option's probability, where there are options. */
  offer(options2) {
    if (!options2.includes(this.option)) this.option = "";
    this.of.hidden = options2.length === 0;
    this.of.replaceChildren(...["", ...options2].map((text) => h("option", { value: text, selected: text === this.option }, text === "" ? "each its own answer" : text)));
  }
  /** Put a position's tick where it belongs, made anew only if its answer is another. */
  place(token, position, answer) {
    const of = `${this.width} ${answer?.id}`;
    const known = this.ticks.get(position);
    if (known?.of !== of) {
      const el2 = this.tick(token, position, answer);
      if (known) known.el.replaceWith(el2);
      else this.plane.append(el2);
      this.ticks.set(position, { of, el: el2 });
    }
    const el = this.ticks.get(position)?.el;
    if (el) el.tabIndex = position === this.cursor ? 0 : -1;
  }
  chart(curve, width) {
    const chart = s("svg", { class: "ll-chart", width, height: TOP + HEIGHT + 6, "aria-hidden": "true" });
    for (const p of [0, 0.5, 1]) {
      chart.append(s("line", { class: "ll-rule", x1: SIDE, x2: width, y1: y(p), y2: y(p) }));
    }
    chart.append(s("line", { class: "ll-guide", y1: TOP, y2: TOP + HEIGHT, x1: -10, x2: -10 }));
    const half = this.width / 2;
    for (const run of runs(curve.points)) {
      chart.append(this.band(run, half));
      const line = (of) => run.map((answer) => `${this.x(answer.position)},${y(of(answer))}`).join(" ");
      if (run.every((answer) => supports(answer, "null", this.option).length > 0)) {
        const steps = run.flatMap((answer) => {
          const level = y(supports(answer, "null", this.option)[0] ?? 0);
          return [`${this.x(answer.position) - half},${level}`, `${this.x(answer.position) + half},${level}`];
        });
        chart.append(s("polyline", { class: "ll-null", points: steps.join(" ") }));
      }
      chart.append(s("polyline", { class: "ll-own", points: line((answer) => height(answer, this.option)) }));
    }
    for (const answer of curve.points) {
      chart.append(s("circle", {
        class: `ll-dot${isHollow(answer) ? " ll-hollow" : ""}${within(answer, this.option) ? " ll-within" : ""}`,
        "data-position": answer.position,
        cx: this.x(answer.position),
        cy: y(height(answer, this.option)),
        r: 4
      }));
    }
    return chart;
  }
  /** What random vectors get, from nothing up to the best of them. */
  band(run, half) {
    const tops = run.map((answer) => Math.max(0, ...supports(answer, "random", this.option)));
    const across = run.flatMap(({ position }, i) => {
      const level = y(tops[i] ?? 0);
      return [`${this.x(position) - half},${level}`, `${this.x(position) + half},${level}`];
    });
    const [first, last] = [run[0]?.position ?? 0, run.at(-1)?.position ?? 0];
    const base = [`${this.x(last) + half},${y(0)}`, `${this.x(first) - half},${y(0)}`];
    return s("polygon", { class: "ll-band", points: [...across, ...base].join(" ") });
  }
  tick(token, position, answer) {
    const tick = h(
      "button",
      {
        type: "button",
        class: "ll-tick",
        "data-position": position,
        disabled: !answer,
        "aria-label": answer ? says(answer) : `Position ${position} ${token}`
      },
      h("span", { class: "ll-mono ll-cut" }, token),
      h("span", { class: "ll-mono ll-cut ll-said" }, answer?.text.trim() ?? "")
    );
    tick.style.left = `${SIDE + position * this.width}px`;
    tick.style.width = `${this.width}px`;
    tick.style.paddingTop = `${TOP + HEIGHT + 6}px`;
    return tick;
  }
  /** Show which position is selected. */
  mark() {
    const { selection, curve } = this.store;
    const position = selection?.[1];
    const guide = this.plane.querySelector(".ll-guide");
    for (const name of ["x1", "x2"]) guide?.setAttribute(name, String(position === void 0 ? -10 : this.x(position)));
    for (const tick of this.plane.querySelectorAll(".ll-tick")) {
      const here = selection?.[0] === curve?.layer && Number(tick.dataset["position"]) === position;
      tick.classList.toggle("ll-on", here);
    }
  }
  point(target) {
    const tick = target instanceof Element ? target.closest(".ll-tick") : null;
    const answer = this.store.curve?.points.find((each) => String(each.position) === tick?.dataset["position"]);
    return tick && answer ? [tick, answer] : void 0;
  }
  onClick(event) {
    const at = this.point(event.target);
    if (!at) return;
    this.cursor = at[1].position;
    this.store.show(at[1]);
  }
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const places = (this.store.curve?.points ?? []).map(({ position }) => position).sort((a, b) => a - b);
    const at = places.indexOf(this.cursor);
    const moves = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: places.length - 1
    };
    const move = moves[event.key];
    if (move === void 0) return;
    event.preventDefault();
    this.cursor = places[Math.max(0, Math.min(places.length - 1, move))] ?? this.cursor;
    this.focus();
  }
  focus() {
    for (const tick of this.plane.querySelectorAll(".ll-tick")) {
      const here = Number(tick.dataset["position"]) === this.cursor;
      tick.tabIndex = here ? 0 : -1;
      if (here) tick.focus();
    }
  }
  hint(target) {
    const at = this.point(target);
    if (!at) return;
    const [tick, answer] = at;
    const row = (name, value) => h("div", { class: "ll-pop-pair" }, h("span", {}, name), h("span", { class: "ll-num" }, value));
    const nulls = supports(answer, "null", this.option);
    const randoms = supports(answer, "random", this.option);
    this.popover.show(
      tick,
      h(
        "div",
        { class: "ll-pop-head" },
        h("span", {}, `Position ${answer.position}`),
        h("b", { class: "ll-mono" }, answer.token)
      ),
      h("div", { class: "ll-mono ll-pop-text" }, answer.text.trim()),
      row(this.option === "" ? "confidence" : this.option, share(height(answer, this.option))),
      ...nulls.length > 0 ? [row("null control", share(Math.max(...nulls)))] : [],
      ...randoms.length > 0 ? [row("random control", share(Math.max(...randoms)))] : [],
      ...answer.option_mass === null ? [] : [row("held by the options", share(answer.option_mass))]
    );
  }
};
function isHollow(answer) {
  return answer.option_mass !== null && answer.option_mass < LOW_MASS;
}
function says(answer) {
  const controls = answer.controls.map(({ kind, support }) => `${kind} control ${share(support)}`).join(", ");
  return `Position ${answer.position} ${answer.token}: ${answer.text}, confidence ${share(answer.confidence)}` + (controls ? `, ${controls}` : "");
}

// src/history.ts
var History = class {
  constructor(store, signal) {
    this.store = store;
    this.el.append(h("h4", {}, "Answers so far"), this.list);
    this.list.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const answer = this.store.answers.find(({ id }) => id === button?.dataset["id"]);
      if (answer) this.store.show(answer);
    }, { signal });
    store.on("answers", () => this.draw(), signal);
    this.draw();
  }
  store;
  el = h("nav", { class: "ll-history", "aria-label": "Answers so far" });
  list = h("ol", {});
  draw() {
    const { answers, answer: shown } = this.store;
    this.el.hidden = answers.length < 2;
    const focused = this.el.contains(document.activeElement) ? document.activeElement : null;
    this.list.replaceChildren(...[...answers].reverse().map((answer) => {
      const button = h(
        "button",
        {
          type: "button",
          "data-id": answer.id,
          "aria-current": answer.id === shown?.id ? "true" : null,
          title: `Layer ${answer.layer}, position ${answer.position}
${answer.question}
${answer.text.trim()}`
        },
        h("span", { class: "ll-quiet ll-num" }, String(answer.layer)),
        h("span", { class: "ll-mono ll-cut ll-quiet" }, answer.token),
        h("span", { class: "ll-mono ll-cut" }, answer.text.trim() || "nothing"),
        vary(h("span", { class: "ll-bar" }), "--p", String(answer.confidence)),
        h("span", { class: "ll-num" }, share(answer.confidence))
      );
      return h("li", {}, button);
    }));
    const id = focused?.dataset["id"];
    if (id) this.list.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  }
};

// src/lens.ts
var PAGE_LAYERS = 16;
var PAGE_POSITIONS = 32;
var Lens = class {
  constructor(layers, positions) {
    this.layers = layers;
    this.positions = positions;
  }
  layers;
  positions;
  readings = /* @__PURE__ */ new Map();
  asked = /* @__PURE__ */ new Map();
  failed = /* @__PURE__ */ new Map();
  at(layer, position) {
    return this.readings.get(layer * this.positions + position);
  }
  add(page) {
    let cell = 0;
    for (const layer of page.layers) {
      for (let position = page.start; position < page.stop; position += 1) {
        const from = cell * page.k;
        this.readings.set(layer * this.positions + position, {
          tokens: page.index.slice(from, from + page.k).map((i) => page.words[i] ?? ""),
          probs: page.probs.slice(from, from + page.k)
        });
        cell += 1;
      }
    }
  }
  /** The pages that cover these ranges (ends excluded) and are neither here, nor under way, nor failed. */
  missing(layerFrom, layerTo, from, to) {
    const pages = /* @__PURE__ */ new Map();
    for (let a = Math.floor(layerFrom / PAGE_LAYERS) * PAGE_LAYERS; a < layerTo; a += PAGE_LAYERS) {
      for (let b = Math.floor(from / PAGE_POSITIONS) * PAGE_POSITIONS; b < to; b += PAGE_POSITIONS) {
        const key = `${a}:${b}`;
        if (this.asked.has(key) || this.failed.has(key)) continue;
        const layers = [];
        for (let layer = a; layer < Math.min(a + PAGE_LAYERS, this.layers); layer += 1) layers.push(layer);
        const stop = Math.min(b + PAGE_POSITIONS, this.positions);
        if (this.covered(layers, b, stop)) continue;
        pages.set(key, { layers, start: b, stop });
      }
    }
    return pages;
  }
  /** Pages under way that lie outside these ranges: nobody looks at them any more. */
  strayed(layerFrom, layerTo, from, to) {
    return [...this.asked].filter(([key]) => {
      const [a = 0, b = 0] = key.split(":").map(Number);
      return a >= layerTo || a + PAGE_LAYERS <= layerFrom || b >= to || b + PAGE_POSITIONS <= from;
    }).map(([, id]) => id);
  }
  began(key, id) {
    this.asked.set(key, id);
  }
  ended(id, error) {
    for (const [key, asked] of this.asked) {
      if (asked !== id) continue;
      this.asked.delete(key);
      if (error !== void 0) this.failed.set(key, error);
    }
  }
  covered(layers, start, stop) {
    return layers.every((layer) => {
      for (let position = start; position < stop; position += 1) if (!this.at(layer, position)) return false;
      return true;
    });
  }
};

// src/link.ts
var PATIENCE = { queued: 700, ping: 4e3, heartbeat: 1e4, route: 400, subshell: 1500 };
var SAYS = {
  here: "",
  busy: "The kernel is busy with a notebook cell; your question is waiting.",
  gone: "The kernel is gone. Run the notebook cell again."
};
function hint(model) {
  try {
    const manager = model.widget_manager;
    return manager?.kernel?.status;
  } catch {
    return void 0;
  }
}
var Link = class {
  constructor(model, onState, signal) {
    this.model = model;
    this.onState = onState;
    this.signal = signal;
    signal?.addEventListener("abort", () => this.forget());
  }
  model;
  onState;
  signal;
  state = "here";
  waiting = /* @__PURE__ */ new Map();
  heard = Date.now();
  routing;
  /** Send a message; where `awaited`, a reply with its id is expected soon. Returns false when it cannot be sent. */
  send(message, awaited = false) {
    try {
      this.model.send(message);
    } catch {
      this.become("gone");
      return false;
    }
    if (awaited && message.id) this.watch(message.id, message.kind === "ping" ? PATIENCE.ping : PATIENCE.queued);
    return true;
  }
  /** Anything that Python says shows that it is there. */
  receive(message) {
    this.heard = Date.now();
    if (message.id) this.settle(message.id);
    if (message.kind === "pong" || this.waiting.size === 0) this.become("here");
  }
  /** Ask whether the kernel is there, unless it has spoken a moment ago. */
  ping() {
    this.send({ kind: "ping", id: `ping-${Math.random().toString(36).slice(2)}` }, true);
  }
  /**
   * Make sure that later messages are read while a notebook cell runs.
   *
   * ipykernel 7.4 hands a comm's messages to the shell that spoke on it last. Once that was the main one, a busy
   * notebook cell holds them up; the reply to a message of ours makes it the subshell again. So this is said soon
   * after Python has spoken, while the kernel is most likely idle, and no answer to it is waited for.
   */
  route(after = PATIENCE.route) {
    clearTimeout(this.routing);
    this.routing = setTimeout(() => {
      if (this.state !== "gone") this.send({ kind: "ping", id: "route" });
    }, after);
  }
  /** Called now and then while work is running: a long silence deserves a ping. */
  beat() {
    if (Date.now() - this.heard < PATIENCE.heartbeat || this.waiting.size > 0) return;
    this.ping();
  }
  watch(id, patience) {
    this.settle(id);
    this.waiting.set(id, setTimeout(() => this.silent(id), patience));
  }
  silent(id) {
    const status = hint(this.model);
    const lost = status === "dead" || status === "terminating" || status === "idle" && id.startsWith("ping-");
    this.become(lost ? "gone" : "busy");
    if (this.state === "gone") return;
    if (status === "idle") this.ping();
    this.watch(id, PATIENCE.ping);
  }
  settle(id) {
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
  }
  become(state) {
    if (state === "gone") this.forget();
    if (state === this.state) return;
    this.state = state;
    if (!this.signal?.aborted) this.onState(state);
  }
  forget() {
    clearTimeout(this.routing);
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }
};

// src/store.ts
var ECHO = 3e3;
var Store = class {
  constructor(model, signal) {
    this.model = model;
    this.tokens = model.get("tokens");
    this.layers = model.get("n_layers") + 1;
    this.frozen = model.get("frozen") === true;
    this.lens = new Lens(this.layers, this.tokens.length);
    this.answers = model.get("history") ?? [];
    this.curves = model.get("curves") ?? [];
    this.selection = model.get("selection") ?? null;
    this.answer = this.answers.at(-1) ?? null;
    this.curve = this.curves.at(-1) ?? null;
    for (const page of model.get("pages") ?? []) this.lens.add(page);
    this.link = new Link(model, (state) => this.onKernel(state), signal);
    if (this.frozen) return;
    const listeners = [
      ["msg:custom", (message) => this.receive(message)],
      ["change:selection", () => {
        this.echoed();
        this.link.route();
      }],
      ["change:history", () => this.replaceAnswers()],
      ["change:curves", () => this.replaceCurves()],
      ["change:pages", () => {
        this.morePages();
        this.link.route();
      }],
      // Undocumented, and of JupyterLab only: fires when the kernel restarts or dies. A ping finds out which.
      ["comm_live_update", () => this.link.ping()]
    ];
    for (const [name, listener] of listeners) model.on(name, listener);
    const beat = setInterval(() => {
      if (this.work.size > 0) this.link.beat();
    }, 2e3);
    signal?.addEventListener("abort", () => {
      clearInterval(beat);
      for (const [name, listener] of listeners) model.off(name, listener);
    });
    this.link.ping();
    this.link.route(PATIENCE.subshell);
  }
  model;
  tokens;
  layers;
  frozen;
  lens;
  work = /* @__PURE__ */ new Map();
  answers;
  curves;
  selection;
  /** The answer on the card, and the sweep in the chart. */
  answer;
  curve;
  link;
  topics = new EventTarget();
  ours = [];
  me = Math.random().toString(36).slice(2);
  selects = 0;
  on(topic, listener, signal) {
    this.topics.addEventListener(topic, listener, { signal });
  }
  emit(topic) {
    this.topics.dispatchEvent(new Event(topic));
  }
  select(layer, position) {
    if (this.selection?.[0] !== layer || this.selection[1] !== position) {
      this.selection = [layer, position];
      if (!this.frozen && this.link.send({ kind: "select", layer, position, from: this.me, n: ++this.selects })) {
        this.ours.push({ cell: [layer, position], at: Date.now() });
      }
    }
    this.emit("selection");
  }
  /** Python's word on the selection; while ours is on its way, an older echo must not pull the cursor back. */
  echoed() {
    const cell = this.model.get("selection");
    this.ours = this.ours.filter(({ at }) => Date.now() - at < ECHO);
    const match = this.ours.findIndex((mine) => mine.cell[0] === cell?.[0] && mine.cell[1] === cell[1]);
    this.ours.splice(0, match + 1);
    if (this.ours.length > 0) return;
    this.selection = cell;
    this.emit("selection");
  }
  ask(args) {
    this.begin("ask", args);
  }
  sweep(args) {
    this.begin("sweep", args);
  }
  begin(what, args) {
    for (const [id2, work2] of this.work) if (work2.state === "failed") this.work.delete(id2);
    const id = freshQuery();
    const work = { id, what, args, state: "sent", ahead: 0, done: 0, total: 0, message: "" };
    this.work.set(id, work);
    if (!this.link.send({ kind: "query", id, what, args }, true)) {
      Object.assign(work, { state: "failed", message: SAYS.gone });
    }
    this.emit("work");
  }
  /** Stop work, or put a failure out of sight. */
  cancel(id) {
    const work = this.work.get(id);
    if (work?.state === "failed" || !this.link.send({ kind: "cancel", id })) this.work.delete(id);
    this.emit("work");
  }
  /** Load the lens where somebody looks (ends excluded), and give up what has left the view. */
  look(layerFrom, layerTo, from, to) {
    if (this.frozen) return;
    for (const id of this.lens.strayed(layerFrom, layerTo, from, to)) {
      this.link.send({ kind: "cancel", id });
    }
    for (const [key, args] of this.lens.missing(layerFrom, layerTo, from, to)) {
      const id = freshQuery();
      this.lens.began(key, id);
      if (!this.link.send({ kind: "query", id, what: "lens", args }, true)) this.lens.ended(id, SAYS.gone);
    }
  }
  retryLens() {
    this.lens.failed.clear();
    this.emit("lens");
  }
  show(answer) {
    this.answer = answer;
    this.select(answer.layer, answer.position);
    this.emit("answers");
  }
  showCurve(curve) {
    this.curve = curve;
    this.emit("curves");
  }
  receive(message) {
    this.link.receive(message);
    const { id } = message;
    if (message.kind === "pong") {
      for (const each of message.work ?? []) this.adopt(each);
      this.emit("work");
      return;
    }
    if (id === void 0) return;
    if (message.kind === "queued") this.adopt({ ...message, state: "queued" });
    const work = this.work.get(id);
    if (message.kind === "progress" && work) {
      Object.assign(work, { state: "running", done: message.done ?? 0, total: message.total ?? 0 });
    }
    if (message.kind === "partial") this.partial(id, message.answers ?? []);
    if (["result", "error", "cancelled"].includes(message.kind)) this.end(id, message, work);
    this.emit("work");
  }
  /** Take up work, whoever started it: another view, another page, or this one before it was reloaded. */
  adopt(message) {
    const { id, what, args } = message;
    if (id === void 0 || what === void 0 || what === "lens") return;
    const before = this.work.get(id);
    this.work.set(id, {
      id,
      what,
      args: args ?? {},
      message: "",
      state: message.state === "running" ? "running" : "queued",
      ahead: message.ahead ?? before?.ahead ?? 0,
      done: message.done ?? 0,
      total: message.total ?? 0
    });
  }
  end(id, message, work) {
    const failed = message.kind === "error" ? message.message || message.type || "It failed." : void 0;
    this.lens.ended(id, failed);
    if (work && failed !== void 0) Object.assign(work, { state: "failed", message: failed });
    else this.work.delete(id);
    if (message.kind === "result" && work?.what === "ask") this.addAnswer(message.value);
    else if (message.kind === "result" && work?.what === "sweep") this.addCurve(message.value);
    else if (message.kind === "result" && isPage(message.value)) this.lens.add(message.value);
    this.emit("lens");
  }
  partial(id, answers) {
    const args = this.work.get(id)?.args;
    const known = this.curves.find((curve) => curve.id === id) ?? {
      id,
      layer: answers[0]?.layer ?? args?.layer ?? 0,
      question: answers[0]?.question ?? "",
      total: this.work.get(id)?.total ?? 0,
      complete: false,
      points: []
    };
    const have = new Set(known.points.map((point) => point.position));
    this.addCurve({ ...known, points: [...known.points, ...answers.filter((a) => !have.has(a.position))] });
  }
  addAnswer(answer) {
    this.answers = [...this.answers.filter(({ id }) => id !== answer.id), answer];
    this.answer = answer;
    this.emit("answers");
  }
  addCurve(curve) {
    const at = this.curves.findIndex(({ id }) => id === curve.id);
    if (at < 0) this.curves = [...this.curves, curve];
    else this.curves = this.curves.with(at, curve);
    if (at < 0 || this.curve?.id === curve.id) this.curve = curve;
    this.emit("curves");
  }
  replaceAnswers() {
    const before = this.answers.at(-1)?.id;
    this.answers = this.model.get("history");
    const last = this.answers.at(-1) ?? null;
    if (last?.id !== before || !this.answers.some(({ id }) => id === this.answer?.id)) this.answer = last;
    this.emit("answers");
  }
  replaceCurves() {
    const running = this.curves.filter(({ id }) => this.work.has(id));
    const told = this.model.get("curves");
    this.curves = [...told, ...running.filter(({ id }) => !told.some((curve) => curve.id === id))];
    this.curve = this.curves.find(({ id }) => id === this.curve?.id) ?? this.curves.at(-1) ?? null;
    this.emit("curves");
  }
  morePages() {
    for (const page of this.model.get("pages")) this.lens.add(page);
    this.emit("lens");
  }
  onKernel(state) {
    if (state === "gone") {
      for (const work of this.work.values()) Object.assign(work, { state: "failed", message: SAYS.gone });
    }
    this.emit("kernel");
    this.emit("work");
  }
};
function isPage(value) {
  return typeof value === "object" && value !== null && "words" in value;
}
function freshQuery() {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}

// src/work.ts
var WorkLines = class {
  constructor(store, signal) {
    this.store = store;
    store.on("work", () => this.draw(), signal);
    store.on("kernel", () => this.draw(), signal);
    this.draw();
  }
  store;
  el = h("div", { class: "ll-work" });
  lines = /* @__PURE__ */ new Map();
  draw() {
    const { work, link } = this.store;
    const wanted = [];
    for (const each of work.values()) wanted.push([each.id, `${each.state}`, this.line(each)]);
    if (link.state !== "here" && ![...work.values()].some(({ state }) => state === "sent" || state === "failed")) {
      const text = link.state === "busy" ? "The kernel is busy with a notebook cell." : SAYS.gone;
      wanted.push(["kernel", link.state === "gone" ? "failed" : "sent", [h("span", { class: "ll-says" }, text)]]);
    }
    for (const [id, line] of this.lines) {
      if (wanted.some(([key]) => key === id)) continue;
      line.remove();
      this.lines.delete(id);
    }
    for (const [id, state, content] of wanted) {
      let line = this.lines.get(id);
      if (!line) {
        line = h("div", { class: "ll-job" });
        this.lines.set(id, line);
        this.el.append(line);
      }
      line.dataset["state"] = state;
      const button = line.querySelector("button");
      const fresh = content.find((node) => node instanceof HTMLButtonElement);
      if (button && fresh && button.textContent === fresh.textContent) {
        for (const node of [...line.childNodes]) if (node !== button) node.remove();
        button.before(...content.filter((node) => node !== fresh));
      } else line.replaceChildren(...content);
    }
  }
  line(work) {
    const failed = work.state === "failed";
    const button = h("button", { type: "button", class: "ll-link" }, failed ? "Dismiss" : "Cancel");
    button.addEventListener("click", () => this.store.cancel(work.id));
    const nodes = [h(
      "span",
      { class: failed ? "ll-says ll-error" : "ll-says", role: failed ? "alert" : null },
      this.says(work)
    )];
    if (work.state === "running") {
      const known = work.total > 0;
      const bar = h("span", {
        class: known ? "ll-bar ll-progress" : "ll-bar ll-progress ll-unknown",
        role: "progressbar",
        "aria-valuemin": 0,
        "aria-valuemax": known ? work.total : null,
        "aria-valuenow": known ? work.done : null,
        "aria-label": "Progress"
      });
      nodes.push(vary(bar, "--p", String(known ? work.done / work.total : 1)));
      if (known) nodes.push(h("span", { class: "ll-num" }, `${work.done} of ${work.total}`));
    }
    return [...nodes, button];
  }
  says(work) {
    const { layer, position } = work.args;
    const what = work.what === "sweep" ? `Sweeping layer ${layer}` : `Asking layer ${layer}, position ${position}`;
    if (work.state === "failed") return work.message;
    if (work.state === "sent" && this.store.link.state === "busy") return SAYS.busy;
    if (work.state === "queued" && work.ahead > 0) return `${what}: waiting for ${work.ahead} before it`;
    return what;
  }
};

// src/explorer.ts
function together(a, b, signal) {
  for (const [from, to] of [[a, b], [b, a]]) {
    from.addEventListener("scroll", () => {
      if (to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft;
    }, { signal, passive: true });
  }
}
function standIn(key) {
  return h("style", {}, `.ll-for-${key.replace(/\W/g, "")} { display: none; }`);
}
function build(store, root, signal) {
  const popover = new Popover();
  const ask = store.frozen ? null : new AskBox(store, signal);
  const curve = new CurveStrip(store, popover, signal);
  const grid = new Grid(store, popover, () => ask?.ask(), (width) => curve.fit(width), signal);
  together(grid.scroller, curve.scroller, signal);
  const top = store.layers - 1;
  const count = store.tokens.length;
  root.append(
    h(
      "header",
      { class: "ll-top" },
      h("span", { class: "ll-name" }, store.model.get("title")),
      h(
        "span",
        { class: "ll-quiet" },
        `${count} ${count === 1 ? "position" : "positions"}, layers 0 to ${top}`,
        store.frozen ? ". A saved view: open the notebook to ask." : ""
      )
    ),
    grid.el,
    ask?.el ?? "",
    new WorkLines(store, signal).el,
    curve.el,
    h("div", { class: "ll-result" }, new AnswerCard(store, signal).el, new History(store, signal).el),
    popover.el
  );
}
var explorer_default = () => {
  let store;
  return {
    initialize({ model, signal }) {
      store = new Store(model, signal);
    },
    render({ model, el, signal }) {
      const root = h("div", { class: "ll-root", "data-jp-suppress-context-menu": true });
      el.append(root);
      root.addEventListener("keydown", (event) => {
        if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
      }, { signal });
      try {
        build(store ??= new Store(model, signal), root, signal);
        root.append(standIn(model.get("key") ?? ""));
      } catch (error) {
        root.replaceChildren(h("p", { class: "ll-error", role: "alert" }, `The Explorer could not be drawn: ${error}`));
        throw error;
      }
    }
  };
};
export {
  explorer_default as default
};
