import { code } from "./types/code.ts";
import { number } from "./types/number.ts";
import { one } from "./types/one.ts";
import { several } from "./types/several.ts";
import type { Grader } from "./types/type.ts";

/** Every type of item. A new one is an object in types/ and a line here, or in the next table. */
const TYPES: Record<string, Grader> = { one, several, number, code, figure: one };

/** Types that a page loads only if it has an item of theirs. */
const ON_DEMAND: Readonly<Record<string, () => Promise<Grader>>> = {
  array: async () => (await import("./types/array.ts")).array,
  text: async () => (await import("./types/text.ts")).text,
  ordering: async () => (await import("./types/ordering.ts")).ordering,
  matching: async () => (await import("./types/matching.ts")).matching,
  recall: async () => (await import("./types/recall.ts")).recall,
  steps: async () => (await import("./types/steps.ts")).steps,
  network: async () => (await import("./types/network.ts")).network,
};

/**
 * Load what items of these types need.
 *
 * A type that does not arrive is reported to the console and tried again on the next page; its
 * items stay as they are without scripts.
 */
export async function loadTypes(types: Iterable<string>): Promise<void> {
  await Promise.all(Array.from(new Set(types), _load));
}

/** The loaded type with this name; undefined where a page is newer than this script. */
export function graderOf(type: string): Grader | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

async function _load(type: string): Promise<void> {
  const load = Object.hasOwn(ON_DEMAND, type) ? ON_DEMAND[type] : undefined;
  if (!load || graderOf(type)) return;
  try {
    TYPES[type] = await load();
  } catch (error) {
    reportError(error);
  }
}
