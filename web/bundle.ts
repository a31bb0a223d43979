/**
 * Bundle the scripts: `node web/bundle.ts [folder]`.
 *
 * quiz.js is for pages with questions, each file in pages/ for the page it is named after. What
 * they share goes into parts, so that no page loads what it does not need, and none loads it twice.
 */
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const PARTS = "part-";
const folder = process.argv[2] ?? "docs/assets/generated";
const tools = ["progress", "review", "exam"];

const { metafile } = await build({
  entryPoints: {
    quiz: "web/main.ts",
    ...Object.fromEntries(tools.map((name) => [name, `web/pages/${name}.ts`])),
  },
  outdir: folder,
  bundle: true,
  splitting: true,
  // Parts lie beside the scripts, which find the site two folders above themselves.
  chunkNames: `${PARTS}[hash]`,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  logLevel: "warning",
});

const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of await readdir(folder)) {
  if (name.startsWith(PARTS) && !made.has(name)) await rm(join(folder, name));
}
