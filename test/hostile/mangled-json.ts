import { createHash } from "node:crypto";

/** A text in the mangled responses of Lever. No error message and no log line may contain it. */
export const marker = "L3AK of a response";

/** A random generator with a text as its seed. */
export interface Dice {
  /** An integer from 0 to less than `limit`. */
  below(limit: number): number;
  one<T>(values: readonly T[]): T;
}

/** The same text gives the same numbers. */
export function diceFrom(text: string): Dice {
  let count = 0;
  const below = (limit: number) => {
    count += 1;
    const bytes = createHash("sha256").update(`${text} ${count}`).digest();
    return limit < 1 ? 0 : bytes.readUInt32BE() % Math.floor(limit);
  };
  return { below, one: (values) => values[below(values.length)]! };
}

/** Replacement values for fields. They are JSON text, because some of them have no JavaScript value. */
const replacements: readonly ((dice: Dice) => string)[] = [
  () => "null",
  () => "true",
  () => '""',
  () => '" "',
  () => "0",
  () => "-0",
  () => "1e400",
  () => "-1e400",
  () => "1.5",
  () => "8640000000000001",
  () => "9007199254740993",
  () => "253402300800000",
  () => "-62167219200001",
  () => "[]",
  () => "{}",
  () => "[[[]]]",
  () => `"${marker}"`,
  () => `["${marker}",null,1,{}]`,
  () => `{"id":"${marker}"}`,
  () => '{"id":null}',
  () => '{"id":{"id":"x"}}',
  () => '"__proto__"',
  () => '"constructor"',
  () => '"lead-new"',
  () => '"../users"',
  () => '"javascript:alert(1)"',
  () => '"NaN"',
  () => '"2020-01-01T00:00:00Z"',
  () => '"\\ud800"',
  () => '"\\u0000"',
  () => `"${"a".repeat(200_000)}"`,
  () => `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  () => `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
  () => `{"__proto__":{"polluted":"${marker}"},"constructor":{"prototype":{"polluted":true}},"id":"x"}`,
  () => '{"toString":1,"valueOf":1,"toJSON":1,"then":1,"length":-1}',
  (dice) => String(dice.below(2 ** 31)),
];

/** JSON in which some values are replaced, deleted, repeated or swapped. */
export function mangledJson(text: string, dice: Dice): string {
  const body: unknown = JSON.parse(text);
  const positions = positionsIn({ body });
  const replaced = new Map<string, string>();
  const times = 1 + dice.below(dice.one([1, 4, 40]));
  for (let round = 0; round < times; round += 1) {
    const { parent, key } = dice.one(positions);
    const fields = parent as Record<string, unknown>;
    const change = dice.below(8);
    if (change === 0 && !Array.isArray(parent)) Reflect.deleteProperty(parent, key);
    else if (change === 1 && Array.isArray(parent)) (parent as unknown[]).push(parent[Number(key)]);
    else if (change === 2) fields[key] = copyAt(dice.one(positions));
    else {
      const token = `@@${replaced.size}@@`;
      replaced.set(token, dice.one(replacements)(dice));
      fields[key] = token;
      // The change applies to every row. Otherwise the subgraph often skips the changed row.
      if (change < 5) for (const same of positions) if (same.key === key) Reflect.set(same.parent, key, token);
    }
  }
  const mangled = JSON.stringify({ body: positions[0]?.parent }).replace(
    /"@@\d+@@"/g,
    (token) => replaced.get(token.slice(1, -1)) ?? "null",
  );
  return mangled.slice('{"body":{"body":'.length, -2);
}

interface Position {
  readonly parent: object;
  readonly key: string;
}

function positionsIn(root: object): Position[] {
  const positions: Position[] = [];
  const queue: object[] = [root];
  for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
    for (const [key, value] of Object.entries(parent)) {
      positions.push({ parent, key });
      if (typeof value === "object" && value !== null) queue.push(value as object);
    }
  }
  return positions;
}

/** A copy of a value, or null for a large value, because copies of copies grow too much. */
function copyAt({ parent, key }: Position): unknown {
  const text = JSON.stringify((parent as Record<string, unknown>)[key]) as string | undefined;
  return text === undefined || text.length > 20_000 ? null : (JSON.parse(text) as unknown);
}
