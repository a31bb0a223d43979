import { type Choice, choicesOf, chosen, feedbackFor, markChoices, restoreChoices } from "./choices.ts";
import { type Grader, NOT_QUITE, RIGHT } from "./type.ts";

/** Any number of right options; each right one counts, each wrong one takes one away. */
export const several: Grader = {
  read(form) {
    const response = chosen(form);
    return response.length > 0 ? response : { problem: "Choose at least one answer first." };
  },
  grade(form, response) {
    return { ...gradeSeveral(choicesOf(form), response), feedback: feedbackFor(form, response) };
  },
  restore: restoreChoices,
  mark: markChoices,
};

export function gradeSeveral(
  choices: readonly Choice[],
  response: readonly string[],
): { score: number; said: string } {
  const taken = choices.filter(({ id }) => response.includes(id));
  const all = choices.filter(({ right }) => right).length;
  const hits = taken.filter(({ right }) => right).length;
  const misses = taken.length - hits;
  const score = all > 0 ? Math.max(0, hits - misses) / all : 0;
  return { score, said: score === 1 ? RIGHT : _partly(hits, all, misses) };
}

function _partly(hits: number, all: number, misses: number): string {
  const start = hits > misses ? "Partly." : NOT_QUITE;
  const found = `${hits} of ${all} right ${all === 1 ? "choice" : "choices"}`;
  const extra = misses === 0 ? "" : `, ${misses} that ${misses === 1 ? "does" : "do"} not belong`;
  return `${start} ${found}${extra}.`;
}
