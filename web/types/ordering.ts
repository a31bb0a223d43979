import { feedbackOf, type Grade, type Grader, NOT_QUITE, RIGHT } from "./type.ts";

/** Lines that buttons move up and down; each that follows the right one counts. */
export const ordering: Grader = {
  prepare(form) {
    for (const moves of form.querySelectorAll<HTMLElement>(".sr-moves")) moves.hidden = false;
    _list(form).dataset["start"] = _order(form).join(" ");
    _list(form).addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>(".sr-move") : null;
      if (button) _move(form, button);
    });
    _dim(form);
  },
  read(form) {
    const order = _order(form);
    return order.join(" ") === _list(form).dataset["start"]
      ? { problem: "As they stand, the lines are not in order. Move them first." }
      : order;
  },
  grade(form, response) {
    const grade = gradeOrder(_rightOrder(form), response);
    const wrong = feedbackOf(form).map(({ dataset }) => dataset["order"]);
    const place = grade.score === 1 ? -1 : wrong.indexOf(response.join(" "));
    return { ...grade, feedback: place < 0 ? [] : [place] };
  },
  restore(form, response) {
    const order = response.length > 0 ? response : (_list(form).dataset["start"] ?? "").split(" ");
    const lines = order.flatMap((name) => _lines(form).find((line) => _name(line) === name) ?? []);
    _list(form).append(...lines);
    _dim(form);
  },
  mark(form, response) {
    const right = _rightOrder(form);
    for (const line of _lines(form)) {
      const name = _name(line);
      if (!response.includes(name)) delete line.dataset["mark"];
      else line.dataset["mark"] = _before(right, name) === _before(response, name) ? "right" : "wrong";
    }
  },
};

export function gradeOrder(
  right: readonly string[],
  order: readonly string[],
): Omit<Grade, "feedback"> {
  const all = right.length;
  const hits = right.filter((name) => _before(right, name) === _before(order, name)).length;
  if (hits === all && order.length === all) return { score: 1, said: RIGHT };
  const start = hits > 0 ? "Partly." : NOT_QUITE;
  return { score: hits / all, said: `${start} ${hits} of ${all} lines follow the right one.` };
}

/** What stands before `name`, "" where it is the first; undefined where it does not stand. */
function _before(order: readonly string[], name: string): string | undefined {
  const place = order.indexOf(name);
  return place === 0 ? "" : order[place - 1];
}

function _move(form: HTMLFormElement, button: HTMLElement): void {
  const line = button.closest<HTMLElement>(".sr-line");
  const up = button.dataset["move"] === "up";
  const other = up ? line?.previousElementSibling : line?.nextElementSibling;
  if (!line || !other) return;
  if (up) other.before(line);
  else other.after(line);
  button.focus();
  _dim(form);
  form.dispatchEvent(new Event("input"));
  const order = _order(form);
  const place = order.indexOf(_name(line)) + 1;
  const status = form.querySelector(".sr-status");
  if (status) status.textContent = `${_name(line).toUpperCase()} is now ${place} of ${order.length}.`;
}

/** Dim the buttons that lead nowhere; they keep the focus that they may have. */
function _dim(form: HTMLFormElement): void {
  const lines = _lines(form);
  lines.forEach((line, place) => {
    const [up, down] = line.querySelectorAll(".sr-move");
    up?.setAttribute("aria-disabled", `${place === 0}`);
    down?.setAttribute("aria-disabled", `${place === lines.length - 1}`);
  });
}

function _list(form: HTMLFormElement): HTMLElement {
  return form.querySelector<HTMLElement>(".sr-lines") ?? form;
}

function _lines(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(".sr-line")];
}

function _name(line: HTMLElement): string {
  return line.dataset["option"] ?? "";
}

function _order(form: HTMLFormElement): string[] {
  return _lines(form).map(_name);
}

function _rightOrder(form: HTMLFormElement): string[] {
  return (_list(form).dataset["order"] ?? "").split(" ");
}
