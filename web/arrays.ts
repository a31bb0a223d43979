import { plainDigits, readNumber } from "./numbers.ts";

/** An array: its shape, and its numbers in the order in which they are read. */
export interface Grid {
  readonly shape: readonly number[];
  readonly cells: readonly number[];
}

/** Brackets within each other; the build asks for no more than half as many. */
const DEEPEST = 8;

type Nested = number | readonly Nested[];

const UNREADABLE = "Write it like (2, 36), 7×7 or [[1, 2], [3, 4]], with decimal points.";

/**
 * Read what people write for an array or a shape: (2, 36), 7×7, 7 x 7, 2, 36, [[1, 2], [3, 4]],
 * 1 2; 3 4, np.array([1, 2]). A comma separates; only a point is a decimal sign.
 */
export function readArray(text: string): Grid | { readonly problem: string } {
  const typed = text.trim();
  if (typed === "") return { problem: "Write the numbers first." };
  const nested = _nested(_bracketed(_tidy(typed)));
  if (nested === undefined) return { problem: `“${typed}” cannot be read. ${UNREADABLE}` };
  const shape = _shape(nested);
  return shape ? { shape, cells: _flat(nested) } : { problem: "The rows have different lengths." };
}

/** One kind of brackets, no name before them. */
function _tidy(text: string): string {
  return plainDigits(text)
    .replace(/^[A-Za-z_.]+\s*\((.*)\)$/s, "$1")
    .replace(/[({]/g, "[")
    .replace(/[)}]/g, "]");
}

/** Brackets around everything, and around each row of what is written in rows. */
function _bracketed(text: string): string {
  const sizes = text.split(/\s*[x×*·]\s*/i);
  if (sizes.length > 1 && sizes.every((size) => /^\d+$/.test(size))) return `[${sizes.join()}]`;
  const bare = /^\[?([^[\]]*;[^[\]]*)\]?$/.exec(text)?.[1];
  if (bare !== undefined) return `[${bare.split(";").map((row) => `[${row}]`).join()}]`;
  return text.startsWith("[") ? text : `[${text}]`;
}

/** Undefined where brackets do not match, are too many, or hold what is no number. */
function _nested(text: string): Nested | undefined {
  const open: Nested[][] = [[]];
  for (const part of text.match(/[[\],]|[^\s[\],]+/g) ?? []) {
    const inner = open.at(-1);
    if (open.length > DEEPEST + 1) return undefined;
    if (part === "[") open.push([]);
    else if (part === "]") {
      open.pop();
      if (!inner?.length || !open.at(-1)?.push(inner)) return undefined;
    } else if (part !== ",") {
      const reading = readNumber(part);
      if ("problem" in reading || !inner) return undefined;
      inner.push(reading.value);
    }
  }
  const [whole, ...more] = open[0] ?? [];
  return open.length === 1 && more.length === 0 ? whole : undefined;
}

function _shape(nested: Nested): number[] | undefined {
  if (typeof nested === "number") return [];
  const [first, ...others] = nested.map(_shape);
  const same = first && others.every((shape) => String(shape) === String(first));
  return same ? [nested.length, ...first] : undefined;
}

function _flat(nested: Nested): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(_flat);
}
