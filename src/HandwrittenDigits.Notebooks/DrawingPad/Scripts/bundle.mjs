// Bundles pad.js and all that it imports into one script, drawingPad.startPads, which PadPage puts into a cell's HTML. With --check it
// writes nothing, and fails where the committed bundle is not what the modules make.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = name => fileURLToPath(new URL(name, import.meta.url));
const isCheck = process.argv.includes("--check");
const bundle = path("../Page/pad.bundle.js");

const { outputFiles } = await build({
  absWorkingDir: path("."),
  entryPoints: ["pad.js"],
  outfile: bundle,
  bundle: true,
  write: !isCheck,
  format: "iife",
  globalName: "drawingPad",
  target: "es2022",
  charset: "utf8",
  banner: { js: "// Generated from DrawingPad/Scripts by npm run bundle; change the modules there." },
  logLevel: "warning",
});

if (isCheck && outputFiles[0].text !== await readFile(bundle, "utf8").catch(() => null)) {
  console.error("DrawingPad/Page/pad.bundle.js is not what the modules in DrawingPad/Scripts make: run npm run bundle there, and commit it.");
  process.exitCode = 1;
}
