import { createHash } from "node:crypto";

/** Stands in whatever is put into an answer of Lever's: no message and no log may hold it. It is no id. */
export const mark = "L3AK of an answer";

/** Chance that follows from a text. */
export interface Dice {
  /** 0 and more, and less than this. */
  below(limit: number): number;
  one<T>(values: readonly T[]): T;
}

/** The same text gives the same rolls. */
export function rollOf(text: string): Dice {
  let count = 0;
  const below = (limit: number) => {
    count += 1;
    const bytes = createHash("sha256").update(`${text} ${count}`).digest();
    return limit < 1 ? 0 : bytes.readUInt32BE() % Math.floor(limit);
  };
  return { below, one: (values) => values[below(values.length)]! };
}

/** What any field may be instead: as JSON, for not all of it can be a value first. */
const anything: readonly ((roll: Dice) => string)[] = [
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
  () => `"${mark}"`,
  () => `["${mark}",null,1,{}]`,
  () => `{"id":"${mark}"}`,
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
  () => `{"__proto__":{"polluted":"${mark}"},"constructor":{"prototype":{"polluted":true}},"id":"x"}`,
  () => '{"toString":1,"valueOf":1,"toJSON":1,"then":1,"length":-1}',
  (roll) => String(roll.below(2 ** 31)),
];

/** JSON with some of its values replaced, left out, doubled, or exchanged for others of it. */
export function mangledJson(text: string, roll: Dice): string {
  const body: unknown = JSON.parse(text);
  const places = placesIn({ body });
  const swaps = new Map<string, string>();
  const times = 1 + roll.below(roll.one([1, 4, 40]));
  for (let round = 0; round < times; round += 1) {
    const { holder, key } = roll.one(places);
    const fields = holder as Record<string, unknown>;
    const way = roll.below(8);
    if (way === 0 && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
    else if (way === 1 && Array.isArray(holder)) (holder as unknown[]).push(holder[Number(key)]);
    else if (way === 2) fields[key] = copyAt(roll.one(places));
    else {
      const token = `@@${swaps.size}@@`;
      swaps.set(token, roll.one(anything)(roll));
      fields[key] = token;
      // In every row, else what is read of most rows is never seen.
      if (way < 5) for (const position of places) if (position.key === key) Reflect.set(position.holder, key, token);
    }
  }
  const mangled = JSON.stringify({ body: places[0]?.holder }).replace(
    /"@@\d+@@"/g,
    (token) => swaps.get(token.slice(1, -1)) ?? "null",
  );
  return mangled.slice('{"body":{"body":'.length, -2);
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

function placesIn(root: object): Place[] {
  const places: Place[] = [];
  const rest: object[] = [root];
  for (let holder = rest.pop(); holder !== undefined; holder = rest.pop()) {
    for (const [key, value] of Object.entries(holder)) {
      places.push({ holder, key });
      if (typeof value === "object" && value !== null) rest.push(value as object);
    }
  }
  return places;
}

/** A copy; of what is large, nothing: copies of copies would grow without end. */
function copyAt({ holder, key }: Place): unknown {
  const text = JSON.stringify((holder as Record<string, unknown>)[key]) as string | undefined;
  return text === undefined || text.length > 20_000 ? null : (JSON.parse(text) as unknown);
}
