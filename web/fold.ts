import { type Attempt, isAttempt, isReset, type Reset } from "./attempt.ts";

/** What the log says about one item, as its key now stands. */
export interface Standing {
  /** The last answer or "not sure", if any. */
  readonly last: Attempt | undefined;
  /** An answer was given. */
  readonly answered: boolean;
  /** The last answer was wholly right. */
  readonly right: boolean;
  /** The first thing that happened at this item was a right answer. */
  readonly firstTry: boolean;
  /** There are attempts, but all at another key: the question has changed since. */
  readonly changed: boolean;
}

/** The attempts in the log by item, in the order in which they happened, since the last reset. */
export function byItem(log: readonly unknown[]): Map<string, Attempt[]> {
  const items = new Map<string, Attempt[]>();
  for (const record of log.filter(_counts).sort(inOrder)) {
    if (record.event === "reset") for (const item of record.items) items.delete(item);
    else if (!items.get(record.item)?.push(record)) items.set(record.item, [record]);
  }
  return items;
}

/** How the reader stands at an item whose key is `key`, after `attempts` in their order. */
export function standing(attempts: readonly Attempt[], key: string): Standing {
  const current = attempts.filter((attempt) => attempt.key === key);
  const last = current.findLast(({ event }) => event !== "reveal");
  return {
    last,
    answered: last !== undefined,
    right: last !== undefined && _right(last),
    firstTry: current[0] !== undefined && _right(current[0]),
    changed: current.length === 0 && attempts.length > 0,
  };
}

function _right({ event, score }: Attempt): boolean {
  return event === "answer" && score === 1;
}

function _counts(record: unknown): record is Attempt | Reset {
  return isAttempt(record) || isReset(record);
}

/** By time; the id settles ties, so that every device folds a merged log alike. */
export function inOrder(one: Attempt | Reset, other: Attempt | Reset): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}
