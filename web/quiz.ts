import type { Standing } from "./fold.ts";

/** A question of a test: how the reader stands at it, and where it is. */
export interface Step {
  readonly standing: Standing;
  readonly href: string;
  readonly number: string;
}

/** What progress says, and the question that it leads to, if any. */
export interface Progress {
  readonly said: string;
  readonly next: { readonly href: string; readonly label: string } | undefined;
}

/** Undefined before the first answer: a test that was not begun has no progress. */
export function progress(steps: readonly Step[]): Progress | undefined {
  const answered = steps.filter(({ standing }) => standing.answered).length;
  if (answered === 0) return undefined;
  const right = steps.filter(({ standing }) => standing.right).length;
  const first = steps.filter(({ standing }) => standing.right && standing.firstTry).length;
  const atOnce = right === 0 ? "" : `, ${first === right ? "all" : first} at the first try`;
  const said = `${answered} of ${steps.length} answered, ${right} right${atOnce}.`;
  return { said, next: _next(steps) };
}

/** The question after the last answered one; then what was left out; then what was not right. */
function _next(steps: readonly Step[]): Progress["next"] {
  const left = steps.findLastIndex(({ standing }) => standing.answered);
  const ahead = [...steps.slice(left + 1), ...steps.slice(0, left + 1)];
  const open = ahead.find(({ standing }) => !standing.answered);
  if (open) return { href: open.href, label: `Continue with question ${open.number}` };
  const wrong = steps.find(({ standing }) => !standing.right);
  return wrong && { href: wrong.href, label: `Look again at question ${wrong.number}` };
}

/** Write `told` into the test's progress line, which is hidden while there is none. */
export function showProgress(line: HTMLElement, told: Progress | undefined): void {
  line.hidden = told === undefined;
  line.replaceChildren(told?.said ?? "");
  if (!told?.next) return;
  const link = document.createElement("a");
  link.href = told.next.href;
  link.textContent = told.next.label;
  line.append(" ", link);
}
