import { feedbackOf } from "./types/type.ts";

/**
 * Feedback blocks stand in the answer; the ones that belong to what was answered are moved up
 * to the question, and back again. Moved, not copied: ids and formulas stay unique on the page.
 */
export class Feedback {
  readonly #blocks: readonly HTMLElement[];
  readonly #place: Element | null;
  readonly #homes = new Map<HTMLElement, Comment>();

  constructor(face: ParentNode) {
    this.#blocks = feedbackOf(face);
    this.#place = face.querySelector(".sr-shown");
  }

  show(places: readonly number[]): void {
    this.putBack();
    for (const place of places) {
      const block = this.#blocks[place];
      if (block) this.#move(block);
    }
  }

  putBack(): void {
    for (const [block, home] of this.#homes) home.replaceWith(block);
    this.#homes.clear();
  }

  #move(block: HTMLElement): void {
    const home = document.createComment("");
    block.replaceWith(home);
    this.#homes.set(block, home);
    this.#place?.append(block);
  }
}
