// `make bundle`: one minified file, and the licences of what is in it; the same versions give the same bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = "../templates/";
const PARTS = { sigma: "LICENSE.txt", graphology: "LICENSE.txt", "graphology-utils": "LICENSE.txt", events: "LICENSE" };

const read = (name, file) => readFileSync(`node_modules/${name}/${file}`, "utf-8");
const named = Object.keys(PARTS).map((name) => `${name} ${JSON.parse(read(name, "package.json")).version}`);
const licences = Object.entries(PARTS).map(([name, file], at) => `${named[at]}\n\n${read(name, file).trim()}\n`);
const text = licences.join(`\n${"-".repeat(72)}\n\n`).replaceAll("\r", "");
writeFileSync(`${OUT}sigma.LICENSE.txt`, text);

const { outputFiles } = await build({
  entryPoints: ["entry.mjs"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  write: false,
});
const code = outputFiles[0].text.trim();
if (/<\/?script|<!--|[^\x00-\x7f]/i.test(code)) throw new Error("the bundle holds what a page may not");
// every copy carries the licences; a page must not end or reopen its script within them
writeFileSync(`${OUT}sigma.min.js`, `/*\n${text.replaceAll("*/", "* /").replaceAll("<", "(").replaceAll(">", ")")}*/\n${code}\n`);
