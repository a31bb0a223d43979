import { type Card, createEmptyCard, fsrs } from "ts-fsrs";
import type { Attempt } from "../attempt.ts";
import type { Grade } from "./ratings.ts";

/** What follows within this time was read a moment ago: it says nothing about memory. */
const SITTING = 4 * 3_600_000;

// Whole days, and without chance: every device folds the same log into the same plan.
const plan = fsrs({ enable_fuzz: false, enable_short_term: false });

/**
 * When an item whose key is `key` is due, in milliseconds since 1970; undefined if it is new.
 *
 * `attempts` are all of this item, in their order. One whose key has changed since is due at once.
 */
export function dueAt(
  attempts: readonly Attempt[],
  key: string,
  ratings: ReadonlyMap<string, Grade>,
): number | undefined {
  if (attempts.length === 0) return undefined;
  return memory(attempts, key, ratings)?.due.getTime() ?? 0;
}

/** What FSRS makes of the attempts at the present key. */
export function memory(
  attempts: readonly Attempt[],
  key: string,
  ratings: ReadonlyMap<string, Grade>,
): Card | undefined {
  let card: Card | undefined;
  for (const attempt of firsts(attempts.filter((one) => one.key === key))) {
    const at = new Date(attempt.at);
    card = plan.next(card ?? createEmptyCard(at), at, ratings.get(attempt.id) ?? graded(attempt)).card;
  }
  return card;
}

/** The days until the next review, for each grade that the last of `attempts` may be given. */
export function outlook(
  attempts: readonly Attempt[],
  key: string,
  ratings: ReadonlyMap<string, Grade>,
): Map<Grade, number> {
  const current = firsts(attempts.filter((one) => one.key === key));
  const last = current.at(-1);
  const days = ([1, 2, 3, 4] as const).map((grade) => {
    const assumed = last ? new Map([...ratings, [last.id, grade] as const]) : ratings;
    return [grade, memory(attempts, key, assumed)?.scheduled_days ?? 0] as const;
  });
  return new Map(days);
}

/** The grade of an attempt that its reader has not rated. */
export function graded({ event, score }: Attempt): Grade {
  if (event !== "answer" || score < 0.5) return 1;
  return score < 1 ? 2 : 3;
}

/** The first attempt of every sitting. */
export function firsts(attempts: readonly Attempt[]): Attempt[] {
  const found: Attempt[] = [];
  for (const attempt of attempts) {
    const last = found.at(-1);
    if (!last || attempt.at - last.at >= SITTING) found.push(attempt);
  }
  return found;
}

/** The end of the day, in the reader's own time, that `now` falls into. */
export function endOfDay(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}
