import { describe, expect, it } from "vitest";
import { compareText, foldText } from "../../src/ats/folded-text.js";

describe("Folded text", () => {
  it.each([
    ["Ingeni\u00F6r", "ingenior"],
    ["Ingenio\u0308r", "ingenior"],
    ["\uFF34eam \u2460", "team 1"],
    ["\u0130stanbul", "istanbul"],
    ["\uFB01nance", "finance"],
    ["R&D, Z\u00FCrich", "r&d, zurich"],
  ])("of %j is %j", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it("compares text by code point", () => {
    const texts = ["\u{1F600}", "\uFF5E", "b", "ab", "a", "", "Z"];
    expect(texts.sort(compareText)).toEqual(["", "Z", "a", "ab", "b", "\uFF5E", "\u{1F600}"]);
  });
});
