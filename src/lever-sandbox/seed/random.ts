/** How likely each name is, relative to the others. */
export type Weights<Name extends string> = Readonly<Partial<Record<Name, number>>>;

/** A pseudo-random number generator (sfc32). The same seed gives the same numbers. */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    [this.#a, this.#b, this.#c] = scrambled(seed);
    for (let i = 0; i < 12; i++) this.#bits();
  }

  /** A new generator for a part of the data. A change in one part then does not change the others. */
  fork(part: string | number): Random {
    return new Random(`${this.#seed}/${part}`);
  }

  /** From 0 to less than 1. */
  number(): number {
    return this.#bits() / 2 ** 32;
  }

  /** An integer from `low` to `high`, including both. */
  between(low: number, high: number): number {
    return low + Math.floor(this.number() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.number() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const item = from[Math.floor(this.number() * from.length)];
    if (item === undefined) throw new RangeError("The list is empty.");
    return item;
  }

  /** One of the names. The weight of a name says how likely it is. */
  weighted<Name extends string>(weights: Weights<Name>): Name {
    let total = 0;
    for (const name in weights) total += weights[name] ?? 0;
    let left = this.number() * total;
    for (const name in weights) if ((left -= weights[name] ?? 0) < 0) return name;
    throw new RangeError("There are no weights.");
  }

  /** A version 4 UUID, in lower case. */
  uuid(): string {
    const [a, b, c, d] = [this.#bits(), this.#bits(), this.#bits(), this.#bits()];
    const hex = [a, (b & 0xffff0fff) | 0x4000, (c & 0x3fffffff) | 0x80000000, d]
      .map((bits) => (bits >>> 0).toString(16).padStart(8, "0"))
      .join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  #bits(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

function scrambled(text: string): [number, number, number] {
  let [a, b, c] = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x85ebca6b);
    b = Math.imul(b ^ unit, 0xc2b2ae35) ^ (a >>> 13);
    c = Math.imul(c ^ unit, 0x27d4eb2f) ^ (b >>> 15);
  }
  return [a, b, c];
}
