import { feedbackOf } from "./type.ts";

/** One option of a choice, as the page holds it. */
export interface Choice {
  readonly id: string;
  readonly right: boolean;
}

export function choicesOf(form: HTMLFormElement): Choice[] {
  return _options(form).map(({ dataset }) => ({
    id: dataset["option"] ?? "",
    right: dataset["right"] !== undefined,
  }));
}

export function chosen(form: HTMLFormElement): string[] {
  return _options(form)
    .filter((option) => _input(option)?.checked)
    .map(({ dataset }) => dataset["option"] ?? "");
}

export function restoreChoices(form: HTMLFormElement, response: readonly string[]): void {
  for (const option of _options(form)) {
    const input = _input(option);
    if (input) input.checked = response.includes(option.dataset["option"] ?? "");
  }
}

/** Only what was chosen is marked, so that nothing is given away about the others. */
export function markChoices(form: HTMLFormElement, response: readonly string[]): void {
  for (const option of _options(form)) {
    const taken = response.includes(option.dataset["option"] ?? "");
    if (taken) option.dataset["mark"] = option.dataset["right"] === undefined ? "wrong" : "right";
    else delete option.dataset["mark"];
  }
}

/** The places of the feedback for these options. */
export function feedbackFor(form: HTMLFormElement, ids: readonly string[]): number[] {
  return feedbackOf(form).flatMap(({ dataset }, place) =>
    ids.includes(dataset["for"] ?? "") ? [place] : [],
  );
}

function _options(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(".sr-option")];
}

function _input(option: HTMLElement): HTMLInputElement | null {
  return option.querySelector("input");
}
