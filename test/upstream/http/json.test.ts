import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxDepth, maxValues, parseJson } from "../../../src/upstream/http/json.js";

const problemOf = (text: string) => {
  const result = parseJson(text);
  return "problem" in result ? result.problem : undefined;
};

describe("a JSON text", () => {
  it("has the value that JSON.parse gives, if its strings are well-formed", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "grapheme" }), fc.constantFrom("", "\ufeff", " \ufeff\n"), (text, before) => {
        expect(parseJson(before + text)).toEqual({ value: JSON.parse(text) as unknown });
      }),
    );
  });

  it("has only well-formed strings and keys", () => {
    const unit = fc.constantFrom("\\ud83d", "\\uDE00", "\\\\", '\\"', "\\u0041", "u", "d83d", "a", "😀");
    const string = fc.array(unit).map((units) => `"${units.join("")}"`);
    fc.assert(
      fc.property(string, string, (key, text) => {
        const wanted = (JSON.parse(text) as string).toWellFormed();
        expect(parseJson(`[${text},{${key}:${text}}]`)).toEqual({
          value: [wanted, Object.fromEntries([[(JSON.parse(key) as string).toWellFormed(), wanted]])],
        });
      }),
    );
  });

  it.each(["", " ", "\ufeff", "<html>", "{", '{"a":1', "[1,]", "NaN", '"\\ud83', "\0", "]]]]", '"\\'])(
    "is not JSON: %j",
    (text) => {
      expect(problemOf(text)).toBe("not-json");
    },
  );

  it("is refused if it is too deep, wherever that is", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(problemOf(nested(maxDepth))).toBeUndefined();
    for (const text of [
      nested(maxDepth + 1),
      `{"data":[{"a":${nested(maxDepth)}}]}`,
      '{"a":'.repeat(maxDepth + 1),
      "[".repeat(8_000_000),
    ]) {
      expect(problemOf(text)).toBe("too-deep");
    }
  });

  it("is refused if it has too many values", () => {
    const list = (length: number, item: string) => `[${Array.from({ length }, () => item).join(",")}]`;
    expect(problemOf(list(maxValues, "0"))).toBeUndefined();
    expect(problemOf(list(maxValues + 1, "0"))).toBe("too-many-values");
    expect(problemOf(list(maxValues / 2 + 1, "{}"))).toBe("too-many-values");
    expect(problemOf(`{"a":${list(maxValues, "0")}}`)).toBe("too-many-values");
  });

  it("may have any number of brackets and commas in its strings", () => {
    const text = JSON.stringify({
      a: `${'\\"[{'.repeat(1000)}${",".repeat(maxValues)}\\`,
      [`\\${"[".repeat(100)}`]: [],
    });
    expect(parseJson(text)).toEqual({ value: JSON.parse(text) as unknown });
  });
});
