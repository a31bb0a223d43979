// Renders formulas for as long as its input stays open: one JSON line in, one JSON line out.
// The folder of the katex package is the first argument.
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(join(process.argv[2], "dist", "katex.mjs")));

// A command that could lead elsewhere (\href, \includegraphics, \htmlClass) is an error, not red text.
function refuse({ command }) {
  throw new katex.ParseError(`${command} is not allowed`);
}

function render({ tex, display }) {
  try {
    const options = { displayMode: display, output: "htmlAndMathml", strict: "error", trust: refuse };
    return { html: katex.renderToString(tex, { ...options, throwOnError: true }) };
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    return { message: error.rawMessage, position: error.position ?? 0 };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(JSON.stringify(render(JSON.parse(line))) + "\n");
}
