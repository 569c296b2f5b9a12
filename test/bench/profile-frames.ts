import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { fileURLToPath } from "node:url";

/** A profile as `node --cpu-prof` writes it. Chrome DevTools Protocol, Profiler.Profile. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      /** From 0. */
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** In microseconds. */
  readonly timeDeltas: readonly number[];
}

/** A function in one call path. */
export interface Frame {
  readonly name: string;
  /** The source file, from the root of the repository or of `node_modules`, e.g. `src/lever/client.ts` or `graphql/…`. */
  readonly file: string;
  /** In microseconds, without its children. */
  selfUs: number;
  /** In microseconds, with its children. */
  totalUs: number;
  readonly children: Frame[];
}

/** The last `ms` milliseconds of a profile, without the start of the process. */
export function lastPart(profile: Profile, ms: number): Profile {
  let [from, us] = [profile.timeDeltas.length, 0];
  while (from > 0 && us < ms * 1000) {
    from -= 1;
    us += profile.timeDeltas[from] ?? 0;
  }
  return { nodes: profile.nodes, samples: profile.samples.slice(from), timeDeltas: profile.timeDeltas.slice(from) };
}

/** Reads the tree of a profile. Equal functions with the same caller are one frame. Idle time is left out. */
export function readFrames(profile: Profile, sources: SourceNames): Frame {
  const selfOf = new Map<number, number>();
  profile.samples.forEach((id, index) => selfOf.set(id, (selfOf.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0)));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const add = (parent: Frame, id: number): void => {
    const node = nodes.get(id);
    if (node === undefined || node.callFrame.functionName === "(idle)") return;
    const { functionName, url, lineNumber, columnNumber } = node.callFrame;
    const name = functionName === "" ? "(anonymous)" : functionName;
    const file = sources.fileOf(url, lineNumber, columnNumber);
    let frame = parent.children.find((child) => child.name === name && child.file === file);
    if (frame === undefined) {
      frame = { name, file, selfUs: 0, totalUs: 0, children: [] };
      parent.children.push(frame);
    }
    frame.selfUs += selfOf.get(id) ?? 0;
    for (const child of node.children ?? []) add(frame, child);
  };
  const root: Frame = { name: "all", file: "", selfUs: 0, totalUs: 0, children: [] };
  for (const id of profile.nodes[0]?.children ?? []) add(root, id);
  sum(root);
  return root;
}

function sum(frame: Frame): number {
  frame.totalUs = frame.selfUs + frame.children.reduce((total, child) => total + sum(child), 0);
  frame.children.sort((a, b) => b.totalUs - a.totalUs);
  return frame.totalUs;
}

/** The share of each folder of `src`, and of each package, in percent, the largest first. */
export function selfTimeByFolder(root: Frame): [folder: string, percent: number][] {
  const folderOf = ({ name, file }: Frame) => {
    if (file === "") return name;
    const parts = file.split("/");
    return file.startsWith("src/") ? parts.slice(0, Math.min(3, parts.length - 1)).join("/") : (parts[0] ?? "");
  };
  return [...shares(root, (frame) => (folderOf(frame).startsWith("@") ? twoParts(frame.file) : folderOf(frame)))];
}

/** The share of each function, in percent, the largest first. */
export function selfTimeByFunction(root: Frame): [name: string, file: string, percent: number][] {
  return shares(root, ({ name, file }) => `${name}\n${file}`).map(([key, percent]) => {
    const [name = "", file = ""] = key.split("\n");
    return [name, file, percent];
  });
}

function twoParts(file: string): string {
  return file.split("/").slice(0, 2).join("/");
}

function shares(root: Frame, keyOf: (frame: Frame) => string): [string, number][] {
  const times = new Map<string, number>();
  const collect = (frame: Frame): void => {
    const key = keyOf(frame);
    times.set(key, (times.get(key) ?? 0) + frame.selfUs);
    frame.children.forEach(collect);
  };
  root.children.forEach(collect);
  return [...times]
    .map(([key, us]): [string, number] => [key, (100 * us) / root.totalUs])
    .filter(([, percent]) => percent >= 0.1)
    .sort((a, b) => b[1] - a[1]);
}

/** Finds the source files of functions, through the source maps of the build. */
export class SourceNames {
  private readonly maps = new Map<string, SourceMap | undefined>();

  fileOf(url: string, line: number, column: number): string {
    if (!url.startsWith("file:")) return url;
    const entry = this.mapOf(url)?.findEntry(line, column);
    const source = entry !== undefined && "originalSource" in entry ? entry.originalSource : undefined;
    return (source ?? url).replace(/^.*\/node_modules\//, "").replace(/^.*\.\.\/src\//, "src/");
  }

  private mapOf(url: string): SourceMap | undefined {
    if (!this.maps.has(url)) {
      const path = `${fileURLToPath(url)}.map`;
      const isOurs = !path.includes("node_modules") && existsSync(path);
      const payload = isOurs ? (JSON.parse(readFileSync(path, "utf8")) as SourceMapPayload) : undefined;
      this.maps.set(url, payload && new SourceMap(payload));
    }
    return this.maps.get(url);
  }
}
