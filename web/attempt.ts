/** One thing that a reader did at an item. The log of these is all that is ever stored. */
export interface Attempt {
  readonly id: string;
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
}

/** "reveal" is the answer opened before one was given; "unsure" is an answer too. */
export type AttemptEvent = "answer" | "unsure" | "reveal";

const EVENTS: readonly unknown[] = ["answer", "unsure", "reveal"] satisfies AttemptEvent[];

/** Whether a stored record is one that this version understands; others are left alone. */
export function isAttempt(record: unknown): record is Attempt {
  const { id, item, content, key, response, score, event, at, version } = Object(record);
  return (
    [id, item, content, key].every((text) => typeof text === "string") &&
    Array.isArray(response) &&
    response.every((part) => typeof part === "string") &&
    [score, at].every(Number.isFinite) &&
    EVENTS.includes(event) &&
    version === 1
  );
}

/** A random UUID. `crypto.randomUUID` is missing where a page is served without TLS. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
