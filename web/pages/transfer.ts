import { isAttempt, isReset, type Stored } from "../attempt.ts";
import { isRating } from "./ratings.ts";
import { isExamRecord } from "./sitting.ts";

const FORMAT = "studyreport-answers";
/** Of the file; each record tells its own. */
const VERSION = 1;
/** In milliseconds from 1970. What is done then is still due on a date that browsers know. */
const LATEST = 8.6e15;

/** What a file holds, or a sentence that says why nothing of it was taken. */
export type Reading = { readonly records: readonly Stored[] } | { readonly problem: string };

/** The log as a file, one record a line. */
export function asFile(log: readonly Stored[]): string {
  const lines = [...log].sort((one, other) => (one.id < other.id ? -1 : 1)).map(_line);
  const head = `{"format": "${FORMAT}", "version": ${VERSION}, "records": [`;
  return `${[head, lines.join(",\n")].filter(Boolean).join("\n")}\n]}\n`;
}

function _line(record: Stored): string {
  return JSON.stringify(record);
}

/**
 * Read such a file. It is taken whole, or not at all.
 *
 * `here` are the questions of this report. Records of a later version are kept as they are.
 */
export function readFile(text: string, here: ReadonlySet<string>): Reading {
  const file = _parsed(text);
  if (file === undefined) {
    return { problem: "The file is broken, cut off, or of another kind: it is not JSON." };
  }
  const { format, records } = Object(file);
  if (format !== FORMAT) return { problem: "The file does not hold answers saved on such a page." };
  if (!Array.isArray(records)) return { problem: "The file is broken: it has no list of records." };
  const problem = _broken(records) ?? _foreign(records, here);
  return problem === undefined ? { records } : { problem };
}

function _parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function _broken(records: readonly unknown[]): string | undefined {
  const bad = records.findIndex((record) => !_isSound(record));
  if (bad >= 0) return `The file is broken: its record ${bad + 1} of ${records.length} cannot be read.`;
  const seen = new Map<string, string>();
  for (const record of records as readonly Stored[]) {
    const before = seen.get(record.id);
    if (before !== undefined && before !== _line(record)) {
      return `The file is broken: two of its records are both called ${record.id}.`;
    }
    seen.set(record.id, _line(record));
  }
  return undefined;
}

/** A record of this version has to be one that is known; of a later one, only its id is. */
function _isSound(record: unknown): record is Stored {
  const { id, version, at } = Object(record);
  if (typeof id !== "string" || id === "" || !Number.isInteger(version)) return false;
  const known = [isAttempt, isReset, isRating, isExamRecord].some((is) => is(record));
  return version > 1 || (known && Math.abs(at) <= LATEST);
}

function _foreign(records: readonly unknown[], here: ReadonlySet<string>): string | undefined {
  const items = new Set(records.filter(isAttempt).map(({ item }) => item));
  if (items.size === 0 || [...items].some((item) => here.has(item))) return undefined;
  return `The file is from another report: none of its ${items.size} questions is in this one.`;
}
