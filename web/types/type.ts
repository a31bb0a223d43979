/** What an answer is worth and what to say about it. */
export interface Grade {
  /** From 0 to 1; 1 is wholly right. */
  readonly score: number;
  readonly said: string;
  /** Which of the item's feedback blocks belong to this answer, by their place in the item. */
  readonly feedback: readonly number[];
}

/** An answer as it is stored, or a sentence that says why there is none yet. */
export type Response = readonly string[] | { readonly problem: string };

/** What one type of item knows: to read an answer, to grade it, to put it back. */
export interface Grader {
  /** The reader says what the answer is worth; nobody else can. */
  readonly selfGraded?: true;
  /** Bring the item's own controls to life, once. */
  prepare?(form: HTMLFormElement): void;
  read(form: HTMLFormElement): Response;
  /** What is still to be done before this answer is graded, if the reader may be helped. */
  ask?(form: HTMLFormElement, response: readonly string[]): string | undefined;
  grade(form: HTMLFormElement, response: readonly string[]): Grade;
  /** Put an earlier answer back; an empty one clears the item. */
  restore(form: HTMLFormElement, response: readonly string[]): void;
  /** Make as many fields as an answer had that could not be read. */
  grow?(form: HTMLFormElement, fields: number): void;
  /** Mark the parts of a graded answer as right or wrong; an empty one takes all marks away. */
  mark?(form: HTMLFormElement, response: readonly string[]): void;
}

export const RIGHT = "Right.";
export const NOT_QUITE = "Not quite.";
/** Where no feedback of its own belongs to a wrong answer. */
export const NOT_QUITE_YET = "Not quite. Try again, or open the answer.";

export function feedbackOf(form: ParentNode): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(".sr-feedback")];
}

/** The item's one text field. */
export function field(form: HTMLFormElement): HTMLInputElement {
  const input = form.querySelector<HTMLInputElement>("input[type=text]");
  if (!input) throw new Error(`Item ${form.id} has no field to answer in.`);
  return input;
}
