import { code } from "./types/code.ts";
import { number } from "./types/number.ts";
import { one } from "./types/one.ts";
import { several } from "./types/several.ts";
import type { Grader } from "./types/type.ts";

/** Every type of item. A new one is an object in types/ and a line here. */
const TYPES: Readonly<Record<string, Grader>> = { one, several, number, code };

/** The type with this name; undefined where a page is newer than this script. */
export function graderOf(type: string): Grader | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}
