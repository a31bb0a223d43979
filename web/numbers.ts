/** A number as a reader typed it, or a sentence that says why it cannot be read. */
export type Reading = { readonly value: number } | { readonly problem: string };

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const PLAIN = "0123456789+-";

/** Digits grouped by threes with one kind of separator, a decimal part with the other. */
const COMMA_GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const POINT_GROUPED = /^\d{1,3}(?:\.\d{3})+,\d*$|^\d{1,3}(?:\.\d{3}){2,}$/;
const PLAIN_DECIMAL = /^(?:\d+\.?\d*|\.\d+)$/;
const COMMA_DECIMAL = /^(?:\d+,\d*|,\d+)$/;
/** "1,250" is a thousand and more to one reader, one and a quarter to another. */
const AMBIGUOUS = /^[1-9]\d{0,2},\d{3}$/;

/**
 * Read what people write for a number: −10, -10, 0.5, 0,5, .5, 1e-3, 1·10⁻³, 1 000, 1/3, 10 ms.
 *
 * `unit` may follow the number. What can be read in two ways is refused, not guessed.
 */
export function readNumber(text: string, unit = ""): Reading {
  const typed = text.trim();
  if (typed === "") return { problem: "Write a number first." };
  const value = _quotient(_withoutUnit(_tidy(typed), _tidy(unit)));
  if (typeof value === "string") return { problem: value };
  if (value === undefined || !Number.isFinite(value)) {
    return { problem: `“${typed}” cannot be read as a number. Write it like −10, 0.5 or 1e-3.` };
  }
  return { value };
}

/** One spelling for minus signs, spaces, superscripts, full-width digits and times signs. */
function _tidy(text: string): string {
  return plainDigits(text)
    .replace(/[−–]/g, "-")
    .replace(/\s+/g, " ")
    .replace(/[×·⋅]/g, "*")
    .trim();
}

/** Digits of any width as plain ones; those of a power stay apart from the number before them. */
export function plainDigits(text: string): string {
  return text
    .replace(/(?<=\p{Decimal_Number})[⁰¹²³⁴-⁹⁺⁻]+/gu, (power) => `^${_plainPower(power)}`)
    .normalize("NFKC");
}

function _plainPower(power: string): string {
  return Array.from(power, (sign) => PLAIN[SUPERSCRIPTS.indexOf(sign)]).join("");
}

function _withoutUnit(text: string, unit: string): string {
  return unit !== "" && text.endsWith(unit) ? text.slice(0, -unit.length).trim() : text;
}

/** A string is a problem to show; undefined is text that is no number. */
function _quotient(text: string): number | string | undefined {
  const [above = "", below, more] = text.split("/").map((part) => part.trim());
  if (below === undefined) return _power(above);
  const one = _power(above);
  const other = _power(below);
  if (typeof one === "string") return one;
  if (typeof other === "string") return other;
  if (more !== undefined || one === undefined || other === undefined) return undefined;
  return one / other;
}

function _power(text: string): number | string | undefined {
  const parts = /^(.*?)(?: ?[eE]([+-]?\d+)| ?[*x] ?10 ?(?:\^|\*\*) ?\(?([+-]?\d+)\)?)?$/.exec(text);
  const [, digits = "", letter, times] = parts ?? [];
  const power = /^([+-]?)10 ?(?:\^|\*\*) ?\(?([+-]?\d+)\)?$/.exec(digits);
  if (power) return _scaled(`${power[1]}1`, power[2] ?? "");
  return _scaled(digits, letter ?? times ?? "0");
}

function _scaled(digits: string, exponent: string): number | string | undefined {
  const [, sign = "", size = ""] = /^([+-]?) ?(.*)$/.exec(digits) ?? [];
  const plain = _decimal(size);
  if (plain === undefined) return AMBIGUOUS.test(size) ? _askWhich(sign, size) : undefined;
  // Left to the language's own reader, so that it is rounded once.
  return Number(`${sign}${plain}e${exponent}`);
}

/** The unsigned number in the language's own spelling, or undefined. */
function _decimal(text: string): string | undefined {
  const size = /^\d{1,3}(?: \d{3})+(?:[.,]\d*)?$/.test(text) ? text.replaceAll(" ", "") : text;
  if (PLAIN_DECIMAL.test(size)) return size;
  if (AMBIGUOUS.test(size) && size === text) return undefined;
  if (COMMA_DECIMAL.test(size)) return size.replace(",", ".");
  if (COMMA_GROUPED.test(size)) return size.replaceAll(",", "");
  if (POINT_GROUPED.test(size)) return size.replaceAll(".", "").replace(",", ".");
  return undefined;
}

function _askWhich(sign: string, size: string): string {
  const whole = `${sign}${size.replace(",", "")}`;
  const fraction = `${sign}${size.replace(",", ".")}`;
  return `“${sign}${size}” can mean two numbers. Write ${whole} or ${fraction}.`;
}
