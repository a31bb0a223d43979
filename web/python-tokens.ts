/**
 * A small tokeniser for the Python that fits into a blank.
 *
 * Two spellings of the same code give the same tokens: spaces, comments, the kind of quotes,
 * `.9` or `0.90`, and the typographic signs that phones put in place of - ' " do not matter.
 */

/** The tokens in one spelling each, or a sentence that says why there are none. */
export type Tokens = { readonly tokens: readonly string[] } | { readonly problem: string };

const SPACE = /(?:\s|\\\n|#[^\n]*)+/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER =
  /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?)/y;
const STRING = /([rRbBuUfF]{0,2})('''|"""|'|")/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|[-+*/%@&|^<>=!:]=|\*\*|\/\/|<<|>>|->|[-+*/%@&|^~<>=()[\]{},:;.]/y;

export function pythonTokens(source: string): Tokens {
  const text = _plainSigns(source);
  const tokens: string[] = [];
  for (let at = _after(SPACE, text, 0); at < text.length; at = _after(SPACE, text, at)) {
    const found = _string(text, at) ?? _number(text, at) ?? _word(text, at);
    if (found === undefined) return { problem: `“${_sign(text, at)}” is not Python.` };
    if (found.token === undefined) return { problem: "A quotation mark is not closed." };
    tokens.push(found.token);
    at += found.length;
  }
  return { tokens };
}

interface Found {
  readonly token: string | undefined;
  readonly length: number;
}

function _plainSigns(text: string): string {
  return text.replace(/[−–]/g, "-").replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}

function _match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function _after(pattern: RegExp, text: string, at: number): number {
  return at + (_match(pattern, text, at)?.[0].length ?? 0);
}

function _sign(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

/** A string without its closing quote has a length but no token. */
function _string(text: string, at: number): Found | undefined {
  const [opening, prefix = "", quote = ""] = _match(STRING, text, at) ?? [];
  if (opening === undefined) return undefined;
  const start = at + opening.length;
  const end = _closing(text, start, quote);
  if (end === undefined) return { token: undefined, length: opening.length };
  const kind = [...prefix.toLowerCase().replace("u", "")].sort().join("");
  const body = text.slice(start, end);
  const content = kind.includes("r") ? body : body.replace(/\\(['"])/g, "$1");
  return { token: `${kind}"${content}"`, length: end + quote.length - at };
}

function _closing(text: string, start: number, quote: string): number | undefined {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === "\n" && quote.length === 1) return undefined;
  }
  return undefined;
}

/** `0.90`, `.9` and `9e-1` are one token; `1` and `1.0` are two, as in Python. */
function _number(text: string, at: number): Found | undefined {
  const written = _match(NUMBER, text, at)?.[0];
  if (written === undefined) return undefined;
  const digits = written.toLowerCase().replaceAll("_", "");
  return { token: _isWhole(digits) ? `${BigInt(digits)}` : _real(digits), length: written.length };
}

function _isWhole(digits: string): boolean {
  return /^(?:\d+|0[xob].+)$/.test(digits);
}

function _real(digits: string): string {
  const imaginary = digits.endsWith("j");
  const value = Number(imaginary ? digits.slice(0, -1) : digits);
  return `${value}${imaginary ? "j" : "f"}`;
}

function _word(text: string, at: number): Found | undefined {
  const written = (_match(NAME, text, at) ?? _match(OPERATOR, text, at))?.[0];
  return written === undefined
    ? undefined
    : { token: written.normalize("NFKC"), length: written.length };
}
