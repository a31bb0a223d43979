import { choicesOf, chosen, feedbackFor, markChoices, restoreChoices } from "./choices.ts";
import { type Grader, NOT_QUITE, RIGHT } from "./type.ts";

/** One right option among several. */
export const one: Grader = {
  read(form) {
    const response = chosen(form);
    return response.length > 0 ? response : { problem: "Choose one of the answers first." };
  },
  grade(form, response) {
    const right = choicesOf(form).some((choice) => choice.right && response.includes(choice.id));
    const feedback = feedbackFor(form, response);
    return { score: Number(right), said: right ? RIGHT : NOT_QUITE, feedback };
  },
  restore: restoreChoices,
  mark: markChoices,
};
