import { afterEach, describe, expect, it } from "vitest";
import { mount } from "./mount";

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});

const tip = "For a real model: `latentlens fetch a`, then `Session('a')`";

describe("the tip", () => {
  it("is one line of text with its commands set apart", () => {
    const view = mount({ tip });

    expect(view.find(".ll-tip span").textContent).toBe(tip.replaceAll("`", ""));
    expect([...view.el.querySelectorAll(".ll-tip code")].map((code) => code.textContent)).toEqual([
      "latentlens fetch a",
      "Session('a')",
    ]);
  });

  it("stays closed once it was closed, until there is another", () => {
    const view = mount({ tip });
    view.find(".ll-tip button").click();

    expect(view.el.querySelector(".ll-tip")).toBeNull();
    expect(mount({ tip }).el.querySelector(".ll-tip")).toBeNull();
    expect(mount({ tip: "another" }).el.querySelector(".ll-tip")).not.toBeNull();
  });

  it("is in no saved view, and nowhere if there is none", () => {
    expect(mount({ tip, frozen: true }).el.querySelector(".ll-tip")).toBeNull();
    expect(mount().el.querySelector(".ll-tip")).toBeNull();
  });
});
