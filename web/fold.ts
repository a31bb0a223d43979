import type { Attempt } from "./attempt.ts";

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

/** The log by item, each item's attempts in the order in which they happened. */
export function byItem(log: readonly Attempt[]): Map<string, Attempt[]> {
  const items = new Map<string, Attempt[]>();
  for (const attempt of [...log].sort(_inOrder)) {
    const list = items.get(attempt.item);
    if (list) list.push(attempt);
    else items.set(attempt.item, [attempt]);
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

/** By time; the id settles ties, so that every device folds a merged log alike. */
function _inOrder(one: Attempt, other: Attempt): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}
