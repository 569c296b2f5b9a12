/** A sample in the text format of Prometheus. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The parsed response of `/metrics`. Prometheus docs: Exposition formats. */
export class Scrape {
  readonly samples: readonly Sample[];
  /** The type of each metric, by its name. */
  readonly kinds: ReadonlyMap<string, string>;

  constructor(readonly text: string) {
    const lines = text.split("\n");
    this.kinds = new Map(
      lines.flatMap((line) => {
        const [, name, kind] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
        return name === undefined || kind === undefined ? [] : [[name, kind]];
      }),
    );
    this.samples = lines.filter((line) => line !== "" && !line.startsWith("#")).map(readSample);
  }

  /** The sum of the samples with this name and these labels; 0 if there are none. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    return this.find(name, labels).reduce((sum, { value }) => sum + value, 0);
  }

  /** The values of a label in the samples with this name. */
  values(name: string, label: string): string[] {
    return [...new Set(this.find(name).map(({ labels }) => labels[label] ?? ""))].sort();
  }

  find(name: string, labels: Readonly<Record<string, string>> = {}): readonly Sample[] {
    return this.samples.filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
  }
}

export async function scrape(url: string): Promise<Scrape> {
  return new Scrape(await (await fetch(`${url}/metrics`)).text());
}

function readSample(line: string): Sample {
  const [, name = "", list = "", value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (value === undefined) throw new Error(`This is not a sample: ${line}`);
  const labels = [...list.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", text = ""]) => [key, text]);
  return { name, labels: Object.fromEntries(labels) as Record<string, string>, value: Number(value) };
}
