import { type Grade, type Grader, NOT_QUITE, RIGHT } from "./type.ts";

/** A letter for each line; every right one counts. */
export const matching: Grader = {
  read(form) {
    const response = _choices(form).map(({ value }) => value);
    const open = response.flatMap((letter, place) => (letter === "" ? [place + 1] : []));
    return open.length > 0 ? { problem: `Choose a letter for ${_listed(open)} first.` } : response;
  },
  grade(form, response) {
    return gradePairs(_right(form), response);
  },
  restore(form, response) {
    for (const [place, choice] of _choices(form).entries()) choice.value = response[place] ?? "";
  },
  mark(form, response) {
    for (const [place, pair] of _pairs(form).entries()) {
      if (response.length === 0) delete pair.dataset["mark"];
      else pair.dataset["mark"] = pair.dataset["right"] === response[place] ? "right" : "wrong";
    }
  },
};

/** The feedback of a pair stands at the pair's place. */
export function gradePairs(right: readonly string[], response: readonly string[]): Grade {
  const feedback = right.flatMap((letter, place) => (response[place] === letter ? [] : [place]));
  const hits = right.length - feedback.length;
  if (feedback.length === 0) return { score: 1, said: RIGHT, feedback };
  const start = hits > 0 ? "Partly." : NOT_QUITE;
  const said = `${start} ${hits} of ${right.length} pairs right.`;
  return { score: hits / right.length, said, feedback };
}

function _listed(places: readonly number[]): string {
  return places.length > 1 ? `${places.slice(0, -1).join(", ")} and ${places.at(-1)}` : `${places}`;
}

function _pairs(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(".sr-pair")];
}

function _choices(form: HTMLFormElement): HTMLSelectElement[] {
  return [...form.querySelectorAll<HTMLSelectElement>(".sr-pair select")];
}

function _right(form: HTMLFormElement): string[] {
  return _pairs(form).map(({ dataset }) => dataset["right"] ?? "");
}
