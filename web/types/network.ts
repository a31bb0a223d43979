import { draw } from "../network.ts";
import { feedbackOf, type Grade, type Grader, NOT_QUITE, RIGHT } from "./type.ts";

const FEWEST = 2;
const MOST = 6;

/** A network that is drawn while the reader sets the units of its layers. */
export const network: Grader = {
  prepare(form) {
    form.querySelector(".sr-growing")?.removeAttribute("hidden");
    for (const button of _buttons(form)) {
      button.addEventListener("click", () => {
        const more = button.dataset["change"] === "add" ? 1 : -1;
        _grow(form, _fields(form).length + more);
        _draw(form);
        form.dispatchEvent(new Event("input"));
      });
    }
    form.querySelector(".sr-network")?.addEventListener("input", () => _draw(form));
    _draw(form);
  },
  read(form) {
    const place = _units(form).indexOf(0) + 1;
    return place > 0
      ? { problem: `Layer ${place}: write a whole number from 1 to 9.` }
      : _units(form).map(String);
  },
  grade(form, response) {
    const grade = gradeNetwork(_right(form), response);
    const wrong = feedbackOf(form).map(({ dataset }) => dataset["units"]);
    const place = grade.score === 1 ? -1 : wrong.indexOf(response.join(" "));
    if (place < 0) return { ...grade, feedback: [] };
    return { score: 0, said: NOT_QUITE, feedback: [place] };
  },
  restore(form, response) {
    _grow(form, response.length);
    for (const [place, field] of _fields(form).entries()) field.value = response[place] ?? "";
    _draw(form);
  },
  grow(form, fields) {
    _grow(form, fields);
  },
  mark(form, response) {
    const right = _right(form);
    for (const [place, layer] of _layers(form).entries()) {
      if (response.length !== right.length) delete layer.dataset["mark"];
      else layer.dataset["mark"] = response[place] === right[place] ? "right" : "wrong";
    }
  },
};

/** Layers count one by one where there are as many as there should be. */
export function gradeNetwork(
  right: readonly string[],
  response: readonly string[],
): Omit<Grade, "feedback"> {
  if (response.length !== right.length) {
    return { score: 0, said: `${NOT_QUITE} Another number of layers is asked for.` };
  }
  const hits = right.filter((units, place) => response[place] === units).length;
  if (hits === right.length) return { score: 1, said: RIGHT };
  const start = hits > 0 ? "Partly." : NOT_QUITE;
  return { score: hits / right.length, said: `${start} ${hits} of ${right.length} layers right.` };
}

/** Bring the number of layers to `count`, as far as it can go. */
function _grow(form: HTMLFormElement, count: number): void {
  const wanted = Math.min(Math.max(count, FEWEST), MOST);
  for (const layer of _layers(form).slice(wanted)) layer.remove();
  for (let number = _layers(form).length + 1; number <= wanted; number += 1) {
    const last = _layers(form).at(-1);
    const layer = last?.cloneNode(true) as HTMLElement;
    const [name, field] = [layer.querySelector("span"), layer.querySelector("input")];
    if (name) name.textContent = `Layer ${number}`;
    if (field) field.value = "";
    last?.after(layer);
  }
  for (const button of _buttons(form)) {
    const end = button.dataset["change"] === "add" ? MOST : FEWEST;
    button.setAttribute("aria-disabled", `${wanted === end}`);
  }
}

function _draw(form: HTMLFormElement): void {
  const place = form.querySelector(".sr-drawing");
  if (place) draw(place, _units(form));
}

/** The units of each layer, 0 where there is no number that could be drawn. */
function _units(form: HTMLFormElement): number[] {
  return _fields(form).map(({ value }) => (/^[1-9]$/.test(value) ? Number(value) : 0));
}

function _right(form: HTMLFormElement): string[] {
  return (form.querySelector<HTMLElement>(".sr-network")?.dataset["answer"] ?? "").split(" ");
}

function _layers(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(".sr-layer")];
}

function _fields(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(".sr-layer input")];
}

function _buttons(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(".sr-growing > button")];
}
