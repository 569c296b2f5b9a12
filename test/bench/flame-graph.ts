import type { Frame } from "./profile-frames.js";

/** Frames below this share of the whole are left out. */
const minShare = 0.001;

/** A page that shows a profile as a flame graph. A click on a frame makes it as wide as the page. */
export function flameGraph(root: Frame): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>Flame graph</title>
<style>
  body { font: 12px system-ui, sans-serif; margin: 8px }
  .children { display: flex }
  .children > div { min-width: 0 }
  .frame { overflow: hidden; white-space: nowrap; cursor: pointer; border-right: 1px solid #fff; padding: 1px 2px }
</style>
<p>Width is time. A frame lies below its caller. Click a frame to widen it, and the first one to go back.
  <span style="background:#ffd591">src</span> <span style="background:#b5d6f5">packages</span>
  <span style="background:#d9d9d9">Node and V8</span></p>
<div id="graph"></div>
<script>
const root = ${JSON.stringify(compact(root, root.totalUs * minShare)).replaceAll("<", "\\u003c")};
const graph = document.getElementById("graph");
const color = (file) => file.startsWith("src/") ? "#ffd591" : file === "" || file.startsWith("node:") ? "#d9d9d9" : "#b5d6f5";
function draw(frame, path) {
  graph.replaceChildren();
  for (const above of path) graph.append(box(above, path.slice(0, path.indexOf(above)), false));
  graph.append(box(frame, path, true));
}
function box([name, file, total, children], path, withChildren) {
  const outer = document.createElement("div");
  const label = document.createElement("div");
  label.className = "frame";
  label.style.background = color(file);
  label.textContent = name;
  label.title = name + " " + file + " " + (100 * total / root[2]).toFixed(1) + " %, " + (total / 1000).toFixed(0) + " ms";
  const self = [name, file, total, children];
  label.onclick = () => draw(self, path);
  outer.append(label);
  if (!withChildren) return outer;
  const row = document.createElement("div");
  row.className = "children";
  for (const child of children) {
    const inner = box(child, [...path, self], true);
    inner.style.width = 100 * child[2] / total + "%";
    row.append(inner);
  }
  outer.append(row);
  return outer;
}
draw(root, []);
</script>
`;
}

/** A frame as `[name, file, microseconds, children]`. */
type CompactFrame = [string, string, number, CompactFrame[]];

function compact({ name, file, totalUs, children }: Frame, minUs: number): CompactFrame {
  const kept = children.filter((child) => child.totalUs >= minUs);
  return [name, file, totalUs, kept.map((child) => compact(child, minUs))];
}
