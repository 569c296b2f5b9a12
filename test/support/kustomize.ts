import { readFileSync } from "node:fs";
import { parse, parseAllDocuments } from "yaml";
import type { Manifest } from "./kubernetes-types.js";

/** The parts of a kustomization or component that the examples use. */
interface Kustomization {
  readonly namespace?: string;
  readonly resources: readonly string[];
  readonly images?: readonly { readonly name: string; readonly newName: string; readonly newTag: string }[];
  readonly patches?: readonly { readonly target?: { kind: string; name: string }; readonly patch: string }[];
}
const supported = new Set(["apiVersion", "kind", "namespace", "resources", "images", "patches"]);

/**
 * What `kubectl kustomize` writes for a folder with these components, as objects. Was compared once with kubectl 1.32.
 * Throws for what it does not support.
 */
export function kustomize(folder: URL, components: readonly string[] = []): Manifest[] {
  const base = readKustomization(folder);
  let manifests = readResources(folder, base.resources);
  for (const name of components) {
    const component = new URL(`${name}/`, folder);
    const { resources, patches = [] } = readKustomization(component);
    manifests = [...manifests, ...readResources(component, resources)];
    for (const { target, patch } of patches)
      manifests = manifests.flatMap((each) => patched(each, target, parse(patch)));
  }
  for (const each of manifests) {
    if (each.kind !== "Namespace") Object.assign(each.metadata, { namespace: base.namespace });
    for (const container of containersOf(each)) {
      const image = base.images?.find(({ name }) => name === container.image);
      if (image !== undefined) container.image = `${image.newName}:${image.newTag}`;
    }
  }
  return manifests;
}

function readKustomization(folder: URL): Kustomization {
  const found = parse(readFileSync(new URL("kustomization.yaml", folder), "utf8")) as Kustomization;
  const unknown = Object.keys(found).filter((name) => !supported.has(name));
  if (unknown.length > 0) throw new Error(`Not supported: ${unknown.join(", ")}`);
  return found;
}

function readResources(folder: URL, names: readonly string[]): Manifest[] {
  return names.flatMap((name) =>
    parseAllDocuments(readFileSync(new URL(name, folder), "utf8")).map((document) => document.toJS() as Manifest),
  );
}

/** The object after a patch; none if the patch deletes it. A patch is a JSON Patch (RFC 6902), or says `$patch: delete`. */
function patched(manifest: Manifest, target: { kind: string; name: string } | undefined, patch: any): Manifest[] {
  const { kind, name } = target ?? { kind: patch.kind, name: patch.metadata.name };
  if (manifest.kind !== kind || manifest.metadata.name !== name) return [manifest];
  if (patch.$patch === "delete") return [];
  const changed = structuredClone(manifest) as any;
  for (const { op, path, value } of patch as { op: string; path: string; value: unknown }[]) {
    const names = path.slice(1).split("/");
    const last = names.pop()!;
    const parent = names.reduce((object, each) => object[each], changed);
    if ((op === "replace") !== last in parent || !["add", "replace"].includes(op)) throw new Error(`${op} ${path}`);
    parent[last] = value;
  }
  return [changed];
}

function containersOf(manifest: any): { image: string }[] {
  return manifest.spec?.template?.spec.containers ?? [];
}
