import type { Catalogue } from "./catalogue.ts";
import { readSettings, type Settings } from "./draw.ts";
import type { Parts } from "./tool.ts";

/** The form that an exam is set up with. Its fields are named as in the address. */
export class Setup {
  readonly #form: HTMLFormElement;
  readonly #parts: Parts;

  constructor(parts: Parts, { tests }: Catalogue, start: (settings: Settings) => void) {
    this.#parts = parts;
    this.#form = parts.get<HTMLFormElement>("setup");
    for (const { name, title } of tests) this.#addWeight(name, title);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const settings = this.#read();
      if (settings) start(settings);
    });
  }

  /** Fill in what an address says, and a seed where it names none. */
  fill(address: string): void {
    for (const [name, value] of new URLSearchParams(address)) {
      const field = this.#form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    const settings = readSettings(address);
    const minutes = this.#form.elements.namedItem("minutes");
    if (settings?.minutes === 0 && minutes instanceof HTMLInputElement) minutes.value = "";
    if (!settings) this.reseed();
  }

  /** Another seed, for another exam. */
  reseed(): void {
    const seed = this.#form.elements.namedItem("seed");
    const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    if (seed instanceof HTMLInputElement) seed.value = random.toString(36);
  }

  refuse(why: string): void {
    this.#parts.get("refused").textContent = why;
  }

  #addWeight(name: string, title: string): void {
    const weight = this.#parts.copy("weight");
    this.#parts.get("title", weight).textContent = title;
    weight.querySelector("input")?.setAttribute("name", `weight-${name}`);
    this.#parts.get("weights").append(weight);
  }

  #read(): Settings | undefined {
    const named = [...new FormData(this.#form)].map(([name, value]) => [name, `${value}`]);
    return readSettings(`${new URLSearchParams(named)}`);
  }
}
