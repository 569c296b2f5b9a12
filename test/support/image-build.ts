import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync } from "node:fs";
import { basename, join, relative } from "node:path";
import dockerignore from "@balena/dockerignore";
import { Copy, DockerfileParser, From, type Instruction } from "dockerfile-ast";

/** The result of a Dockerfile, in a folder instead of an image. Its commands run with the local Node.js. */
export interface BuiltImage {
  /** The folder with the files that the Dockerfile wrote. */
  readonly root: string;
  readonly workdir: string;
  readonly env: Record<string, string>;
  readonly user: string | undefined;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

interface Stage extends BuiltImage {
  readonly name: string;
}

/**
 * Runs the Dockerfile of `context` in folders under `directory`: its stages, COPY (without files in .dockerignore),
 * RUN, ENV, WORKDIR, USER, CMD and HEALTHCHECK. The files of the base image are missing. `npm ci` takes the packages from
 * the node_modules of `context`. Throws for a COPY without a file, a RUN that fails, and an unknown instruction.
 */
export function buildImage(context: string, directory: string): BuiltImage {
  const ignored = dockerignore.default().add(readFileSync(join(context, ".dockerignore"), "utf8"));
  const stages: Stage[] = [];
  let stage: Stage | undefined;
  for (const instruction of readDockerfile(context).getInstructions()) {
    if (instruction instanceof From) {
      stage = startStage(instruction, stages, directory);
      stages.push(stage);
    } else {
      stage = execute(instruction, stage!, { stages, context, isIgnored: (path) => ignored.ignores(path) });
      stages[stages.length - 1] = stage;
    }
  }
  return stages.at(-1)!;
}

/** The parsed Dockerfile of a folder. */
export function readDockerfile(context: string) {
  return DockerfileParser.parse(readFileSync(join(context, "Dockerfile"), "utf8"));
}

/** The words of an instruction in exec form; empty for the shell form. */
export function execForm(instruction: Instruction | undefined): string[] {
  const json = /\[.*\]$/s.exec(instruction?.getRawArgumentsContent() ?? "")?.[0];
  return json === undefined ? [] : (JSON.parse(json) as string[]);
}

function startStage(from: From, stages: readonly Stage[], directory: string): Stage {
  const root = join(directory, String(stages.length));
  mkdirSync(root);
  const base = stages.find(({ name }) => name === from.getImage());
  if (base !== undefined) cpSync(base.root, root, { recursive: true, verbatimSymlinks: true });
  const blank = { workdir: "/", env: {}, user: undefined, command: [], healthcheck: [] };
  return { ...blank, ...base, name: from.getBuildStage() ?? "", root };
}

interface Build {
  readonly stages: readonly Stage[];
  readonly context: string;
  readonly isIgnored: (path: string) => boolean;
}

function execute(instruction: Instruction, stage: Stage, build: Build): Stage {
  const content = instruction.getArgumentsContent() ?? "";
  if (instruction instanceof Copy) {
    copy(instruction, stage, build);
    return stage;
  }
  switch (instruction.getKeyword()) {
    case "WORKDIR":
      mkdirSync(join(stage.root, content), { recursive: true });
      return { ...stage, workdir: content };
    case "ENV": {
      const pairs = instruction.getArguments().map((argument) => argument.getValue().split("=") as [string, string]);
      return { ...stage, env: { ...stage.env, ...Object.fromEntries(pairs) } };
    }
    case "RUN":
      run(content, stage, build);
      return stage;
    case "USER":
      return { ...stage, user: content };
    case "CMD":
      return {
        ...stage,
        command: execForm(instruction),
      };
    case "HEALTHCHECK":
      return { ...stage, healthcheck: execForm(instruction) };
    case "EXPOSE":
    case "STOPSIGNAL":
      return stage;
    default:
      throw new Error(`Unknown instruction: ${instruction.getKeyword()}`);
  }
}

function copy(instruction: Copy, stage: Stage, { stages, context, isIgnored }: Build): void {
  const paths = instruction.getArguments().map((argument) => argument.getValue());
  const destination = join(stage.root, stage.workdir, paths.at(-1)!);
  const from = instruction.getFromFlag()?.getValue();
  const source = from === undefined ? context : stages.find(({ name }) => name === from)!.root;
  const skips = (path: string) => from === undefined && isIgnored(relative(source, path));
  for (const path of paths.slice(0, -1)) {
    const each = join(source, path);
    if (!existsSync(each) || skips(each)) throw new Error(`COPY ${path}: there is no such file.`);
    const isFolder = statSync(each).isDirectory();
    const target = isFolder || !paths.at(-1)!.endsWith("/") ? destination : join(destination, basename(each));
    if (from === undefined) cpSync(each, target, { recursive: true, filter: (inner) => !skips(inner) });
    else renameSync(each, target);
  }
}

function run(command: string, { root, workdir, env }: Stage, { context }: Build): void {
  if (command === "npm ci --ignore-scripts") {
    symlinkSync(join(context, "node_modules"), join(root, workdir, "node_modules"));
    return;
  }
  if (command === "npm ci --ignore-scripts --omit=dev") {
    copyServedPackages(context, join(root, workdir));
    return;
  }
  const { PATH = "", HOME = "" } = process.env;
  const result = spawnSync("sh", ["-ec", command], {
    cwd: join(root, workdir),
    env: { PATH, HOME, ...env, npm_config_prefer_offline: "true" },
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`RUN ${command}: ${result.stdout}${result.stderr}`);
}

/** Copies the installed packages of `context` that its lock file does not mark as packages for development. */
function copyServedPackages(context: string, target: string): void {
  const { packages } = JSON.parse(readFileSync(join(target, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  for (const [path, { dev = false, devOptional = false, optional = false }] of Object.entries(packages)) {
    const source = join(context, path);
    if (path === "" || dev || devOptional || (optional && !existsSync(source))) continue;
    const nested = join(source, "node_modules");
    cpSync(source, join(target, path), { recursive: true, filter: (file) => !file.startsWith(nested) });
  }
}
