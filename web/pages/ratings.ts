import type { Stored } from "../attempt.ts";

/** How well something was remembered, as FSRS counts: again, hard, good, easy. */
export type Grade = 1 | 2 | 3 | 4;

/** The reader's own word on one of their attempts. */
export interface Rating extends Stored {
  readonly event: "rating";
  readonly attempt: string;
  readonly rating: Grade;
  readonly at: number;
  readonly version: 1;
}

export function isRating(record: unknown): record is Rating {
  const { id, event, attempt, rating, at, version } = Object(record);
  return (
    event === "rating" &&
    [id, attempt].every((text) => typeof text === "string") &&
    [1, 2, 3, 4].includes(rating) &&
    Number.isFinite(at) &&
    version === 1
  );
}

/** The ratings by attempt; where there are several, the last. */
export function ratingsOf(log: readonly unknown[]): Map<string, Grade> {
  const inOrder = log.filter(isRating).sort((one, other) => one.at - other.at);
  return new Map(inOrder.map(({ attempt, rating }) => [attempt, rating]));
}
