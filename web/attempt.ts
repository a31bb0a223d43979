/** Anything in the log. A later version may have written records that this one does not know. */
export interface Stored {
  readonly id: string;
}

/** One thing that a reader did at an item. */
export interface Attempt extends Stored {
  readonly item: string;
  /** Hashes of the item as it then was: of all its text, and of its key alone. */
  readonly content: string;
  readonly key: string;
  readonly type: string;
  readonly response: readonly string[];
  /** From 0 to 1. */
  readonly score: number;
  readonly event: AttemptEvent;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly version: 1;
  /** Of a question with variants, the one that was answered, if it was not the first. */
  readonly variant?: number;
  /** The sitting of a mock exam that it belongs to. */
  readonly exam?: string;
}

/** The reader began these items anew: what stands in the log before no longer counts. */
export interface Reset extends Stored {
  readonly event: "reset";
  readonly items: readonly string[];
  readonly at: number;
  readonly version: 1;
}

/** "reveal" is the answer opened before one was given; "unsure" is an answer too. */
export type AttemptEvent = "answer" | "unsure" | "reveal";

const EVENTS: readonly unknown[] = ["answer", "unsure", "reveal"] satisfies AttemptEvent[];

/** Whether a stored record is one that this version understands; others are left alone. */
export function isAttempt(record: unknown): record is Attempt {
  const { id, item, content, key, response, score, event, at, version } = Object(record);
  return (
    [id, item, content, key].every((text) => typeof text === "string") &&
    areTexts(response) &&
    0 <= score &&
    score <= 1 &&
    [score, at].every(Number.isFinite) &&
    EVENTS.includes(event) &&
    version === 1
  );
}

export function isReset(record: unknown): record is Reset {
  const { id, event, items, at, version } = Object(record);
  const named = typeof id === "string" && areTexts(items);
  return event === "reset" && named && Number.isFinite(at) && version === 1;
}

export function areTexts(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((part) => typeof part === "string");
}

/** A random UUID. `crypto.randomUUID` is missing where a page is served without TLS. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
