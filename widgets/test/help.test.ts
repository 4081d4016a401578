import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lastOfGroup } from "../src/field_lines";
import { FIELDS, page } from "./fake_model";
import { button, type Mounted, mount, press } from "./mount";

const ready = { pages: [page([0, 1, 2], 0, 3)], selection: [1, 1] as [number, number] };
const MAPPING = FIELDS.flatMap(({ fields }) => fields).find(({ name }) => name === "mapping")?.help;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function opened(): { view: Mounted; field: HTMLElement; hint: () => string | null } {
  const view = mount(ready);
  button(view, "Options").click();
  return {
    view,
    field: view.find('[data-setting="mapping"]'),
    hint: () => view.el.querySelector(".ll-popover[data-shown]")?.textContent ?? null,
  };
}

describe("a setting's help", () => {
  it("describes its field to screen readers, whether it is seen or not", () => {
    const { view, field } = opened();
    const described = (field.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => view.find(`#${id}`));

    expect(described[0]?.textContent).toBe(MAPPING);
    expect(described).toHaveLength(2);
  });

  it("comes with the focus, and goes with it", () => {
    const { field, hint } = opened();
    expect(hint()).toBeNull();

    field.focus();
    expect(hint()).toBe(MAPPING);
    field.blur();
    vi.advanceTimersByTime(100);
    expect(hint()).toBeNull();
  });

  it("leaves a field alone that is pointed at, and comes where its sign is", () => {
    const { field, hint, view } = opened();
    field.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    field.focus();
    expect(hint()).toBeNull();

    view.find('[aria-label="About Mapping"]').click();
    expect(hint()).toBe(MAPPING);
  });

  it("stands below the last field of its group, so that no field of the group is covered", () => {
    const { field } = opened();
    const lines = [...field.closest(".ll-group")!.querySelectorAll<HTMLElement>(".ll-setting")];
    const shown = lines.filter(({ hidden }) => !hidden);

    expect(lastOfGroup(field)).toBe(shown.at(-1));
    expect(shown.length).toBeGreaterThan(1);
  });

  it("is taken away by Escape", () => {
    const { field, hint } = opened();
    field.focus();
    press(field, "Escape");
    vi.advanceTimersByTime(100);

    expect(hint()).toBeNull();
  });

  it("adds no tab stop to its field", () => {
    const { view } = opened();
    const signs = [...view.el.querySelectorAll<HTMLElement>(".ll-why")];

    expect(signs.length).toBeGreaterThan(10);
    expect(signs.filter(({ tabIndex }) => tabIndex !== -1)).toEqual([]);
  });
});
