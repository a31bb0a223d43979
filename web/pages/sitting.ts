import { type Attempt, areTexts, isAttempt, type Stored } from "../attempt.ts";

/** An exam was begun. The questions are kept as they were drawn. */
export interface Start extends Stored {
  readonly event: "exam";
  readonly address: string;
  readonly items: readonly string[];
  /** 0 is no limit. */
  readonly minutes: number;
  readonly at: number;
  readonly version: 1;
}

/** What stood at one question of an exam: an answer that can be read, or what fields hold. */
export interface Draft extends Stored {
  readonly event: "draft";
  readonly exam: string;
  readonly item: string;
  readonly response: readonly string[] | null;
  readonly fields: readonly string[];
  readonly flagged: boolean;
  readonly at: number;
  readonly version: 1;
}

/** An exam was handed in. Its answers are attempts like any other, which name it. */
export interface Submission extends Stored {
  readonly event: "submission";
  readonly exam: string;
  readonly at: number;
  readonly version: 1;
}

export type ExamRecord = Start | Draft | Submission;

/** Whether a record is one of an exam that this version understands. */
export function isExamRecord(record: unknown): record is ExamRecord {
  const { id, event, at, version } = Object(record);
  if (typeof id !== "string" || !Number.isFinite(at) || version !== 1) return false;
  const { address, items, minutes, exam, item, response, fields, flagged } = Object(record);
  if (event === "exam") {
    return typeof address === "string" && areTexts(items) && Number.isFinite(minutes);
  }
  if (event === "submission") return typeof exam === "string";
  return (
    event === "draft" &&
    [exam, item].every((text) => typeof text === "string") &&
    (response === null || areTexts(response)) &&
    areTexts(fields) &&
    typeof flagged === "boolean"
  );
}

/** One sitting of an exam, as the log tells it. */
export interface Sitting {
  readonly start: Start;
  /** The last draft of each question. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly submission: Submission | undefined;
  /** What was handed in, by question. */
  readonly attempts: ReadonlyMap<string, Attempt>;
}

/** The last sitting of the exam at this address, if there is one. */
export function sittingAt(log: readonly unknown[], address: string): Sitting | undefined {
  const records = log.filter(isExamRecord).sort(_inOrder);
  const start = records.findLast(
    (record): record is Start => record.event === "exam" && record.address === address,
  );
  if (!start) return undefined;
  const drafts = records.filter(
    (record): record is Draft => record.event === "draft" && record.exam === start.id,
  );
  const submission = records.find(
    (record): record is Submission => record.event === "submission" && record.exam === start.id,
  );
  const attempts = log.filter(isAttempt).filter(({ exam }) => exam === start.id);
  return {
    start,
    drafts: new Map(drafts.map((draft) => [draft.item, draft])),
    submission,
    attempts: new Map(attempts.map((attempt) => [attempt.item, attempt])),
  };
}

function _inOrder(one: ExamRecord, other: ExamRecord): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}

/** When the time of a sitting is over, in milliseconds since 1970. */
export function deadline({ start }: Sitting): number {
  return start.minutes > 0 ? start.at + start.minutes * 60_000 : Infinity;
}

/** Ids that are the same in every tab, so that what two tabs hand in is handed in once. */
export function submittedId(exam: string, item = ""): string {
  return `${exam}:${item}`;
}

/** Time that is left, as 1:05:09 or 5:09. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, ...rest] = parts;
  const shown = hours > 0 ? parts : rest;
  return shown.map((part, place) => (place > 0 ? `${part}`.padStart(2, "0") : part)).join(":");
}
