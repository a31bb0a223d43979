import { graderOf, loadTypes } from "../grade.ts";
import type { Grader } from "../types/type.ts";
import { addressOf, type Listed } from "./catalogue.ts";

/** A question as its page holds it, and what can grade it. */
export interface Question {
  readonly form: HTMLFormElement;
  readonly grader: Grader;
}

/** Attributes that hold an address. */
const ADDRESSES = ["href", "src", "srcset"] as const;

/** Questions, taken from the pages that hold them. Each page is fetched once. */
export class Questions {
  readonly #pages = new Map<string, Promise<Document>>();

  /**
   * A fresh copy of a question, numbered `number`.
   *
   * Undefined if the site was published anew meanwhile: the question is gone, or of a type to come.
   */
  async get(listed: Listed, number: number): Promise<Question | undefined> {
    const address = addressOf(listed).replace(/#.*$/, "");
    const found = (await this.#page(address)).getElementById(listed.id);
    if (!(found instanceof HTMLFormElement)) return undefined;
    const { type = "" } = found.dataset;
    await loadTypes([type]);
    const grader = graderOf(type);
    if (!grader) return undefined;
    const form = document.importNode(found, true);
    for (const name of ADDRESSES) _resolve(form, name, address);
    const label = form.querySelector(".sr-number");
    if (label) label.textContent = `${number}`;
    return { form, grader };
  }

  #page(address: string): Promise<Document> {
    const known = this.#pages.get(address) ?? _fetched(address);
    this.#pages.set(address, known);
    return known;
  }
}

async function _fetched(address: string): Promise<Document> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** What an address is relative to is the page that it stood on. */
function _resolve(form: HTMLElement, name: (typeof ADDRESSES)[number], page: string): void {
  for (const element of form.querySelectorAll(`[${name}]`)) {
    const value = element.getAttribute(name) ?? "";
    // Of several images to choose from, each may be followed by its width.
    const parts = name === "srcset" ? value.split(/,\s+/) : [value];
    const resolved = parts.map((part) => part.replace(/^\S+/, (address) => _absolute(address, page)));
    element.setAttribute(name, resolved.join(", "));
  }
}

function _absolute(address: string, page: string): string {
  return new URL(address, page).href;
}
