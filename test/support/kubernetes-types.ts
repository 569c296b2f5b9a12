import { join } from "node:path";
import ts from "typescript";

/** The common fields of all manifests. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
}

/**
 * The unknown fields and wrong values in manifests. The TypeScript compiler checks each manifest, as a literal, against
 * its type in `kubernetes-types`.
 */
export function typeProblems(manifests: readonly Manifest[]): string[] {
  const lines = manifests.map(
    (manifest, index) =>
      `export const manifest${index}: import("${moduleOf(manifest)}").${manifest.kind} = ${JSON.stringify(manifest)};`,
  );
  const name = join(import.meta.dirname, "manifests.ts");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, language) =>
    file === name ? ts.createSourceFile(file, lines.join("\n"), language) : read(file, language);
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(name))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

/** E.g. `kubernetes-types/networking/v1` for networking.k8s.io/v1. */
function moduleOf({ apiVersion }: Manifest): string {
  const [version = "", group = "core"] = apiVersion.split("/").reverse();
  return `kubernetes-types/${group.replace(".k8s.io", "")}/${version}`;
}
