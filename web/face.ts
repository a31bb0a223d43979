import { Feedback } from "./feedback.ts";

/** What a reader sees of a question; one with variants has several, of which one is on the page. */
export class Face {
  readonly fieldset: HTMLFieldSetElement;
  readonly feedback: Feedback;
  readonly status: HTMLElement | null;
  readonly solution: HTMLDetailsElement | null;
  readonly hints: readonly HTMLDetailsElement[];

  constructor(fieldset: HTMLFieldSetElement) {
    this.fieldset = fieldset;
    this.feedback = new Feedback(fieldset);
    this.status = fieldset.querySelector(".sr-status");
    this.solution = fieldset.querySelector("details.sr-solution");
    this.hints = [...fieldset.querySelectorAll<HTMLDetailsElement>("details.sr-hint")];
  }
}

/** What a reader answers with. */
export const FIELDS = "input, select, textarea, .sr-move";

/** Every face of a question: the one on the page, then those that wait in templates. */
export function facesOf(form: HTMLFormElement): Face[] {
  const waiting = [...form.querySelectorAll<HTMLTemplateElement>("template.sr-variant")];
  const places = [form, ...waiting.map(({ content }) => document.importNode(content, true))];
  return places.flatMap((place) => {
    const fieldset = place.querySelector("fieldset");
    return fieldset ? [new Face(fieldset)] : [];
  });
}
