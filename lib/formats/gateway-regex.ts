/** How a regular expression names what is not ASCII: as bytes of UTF-8 (nginx) or as code points (Envoy). */
export type TextUnit = "bytes" | "points";

const hex = (code: number): string => `\\x${code.toString(16).padStart(2, "0")}`;

const escapePoint = (character: string, unit: TextUnit): string => {
  if (/^[A-Za-z0-9_]$/.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 128) return hex(code);
  if (unit === "points") return `\\x{${code.toString(16)}}`;
  return [...new TextEncoder().encode(character)].map(hex).join("");
};

/**
 * Text as a regular expression that meets exactly it, the same in PCRE and RE2. What comes out holds only
 * letters, digits, `_`, `/`, `-`, `.` behind a backslash and `\xHH`: nothing that ends a quoted string,
 * a block or a line of any configuration.
 */
export const escapeRegex = (text: string, unit: TextUnit): string =>
  [...text]
    .map((character) => {
      if (character === "/" || character === "-") return character;
      return character === "." ? "\\." : escapePoint(character, unit);
    })
    .join("");

/** What one character may be: some of ASCII, and perhaps everything beyond it. */
type CharacterSet = { readonly ascii: ReadonlySet<number>; readonly others: boolean };

type Part =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "all"; readonly parts: readonly Part[] }
  | { readonly kind: "any"; readonly parts: readonly Part[] }
  | { readonly kind: "times"; readonly part: Part; readonly from: number; readonly to: number };

class NotExpressible extends Error {}

const give = (says: string): never => {
  throw new NotExpressible(says);
};

const everyAscii = Array.from({ length: 128 }, (_, code) => code);
const setOf = (test: (code: number) => boolean, others = false): CharacterSet => ({
  ascii: new Set(everyAscii.filter(test)),
  others,
});
const matching = (regex: RegExp, others = false): CharacterSet =>
  setOf((code) => regex.test(String.fromCharCode(code)), others);

const classEscapes: Readonly<Record<string, CharacterSet>> = {
  d: matching(/[0-9]/),
  w: matching(/[0-9A-Za-z_]/),
  s: matching(/[\t\n\f\r ]/),
  D: matching(/[^0-9]/, true),
  W: matching(/[^0-9A-Za-z_]/, true),
  S: matching(/[^\t\n\f\r ]/, true),
};
const controlEscapes: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7 };
// RE2 itself takes no more.
const timesAtMost = 1000;

/** Reads the part of RE2 that PCRE reads alike and that cannot make it slow. */
const parse = (source: string): Part => {
  let at = 0;
  const peek = (): string => source[at] ?? "";
  const take = (): string => source[at++] ?? give("it ends too early");

  const escaped = (): CharacterSet => {
    const letter = take();
    const known = Object.hasOwn(classEscapes, letter) ? classEscapes[letter] : undefined;
    if (known !== undefined) return known;
    const control = Object.hasOwn(controlEscapes, letter) ? controlEscapes[letter] : undefined;
    if (control !== undefined) return setOf((code) => code === control);
    if (letter === "x") {
      const read = /^([0-9A-Fa-f]{2}|\{[0-9A-Fa-f]{1,6}\})/.exec(source.slice(at));
      if (read === null) return give("an escape cannot be read");
      at += read[0].length;
      return one(Number.parseInt(read[0].replace(/[{}]/g, ""), 16));
    }
    if (/[A-Za-z0-9]/.test(letter)) return give(`\\${letter} has no like in every gateway`);
    return one(letter.codePointAt(0) ?? 0);
  };

  const one = (code: number): CharacterSet =>
    code < 128 ? setOf((other) => other === code) : give("it names a character beyond ASCII");

  const bracket = (): CharacterSet => {
    const isNegated = peek() === "^";
    if (isNegated) at++;
    const ascii = new Set<number>();
    let others = false;
    for (let isFirst = true; peek() !== "]" || isFirst; isFirst = false) {
      if (source.startsWith("[:", at)) give("it names a class of characters");
      const character = take();
      const low = character === "\\" ? escaped() : one(character.codePointAt(0) ?? 0);
      const isRange = peek() === "-" && source[at + 1] !== "]" && source[at + 1] !== undefined;
      if (!isRange) {
        for (const code of low.ascii) ascii.add(code);
        others ||= low.others;
        continue;
      }
      at++;
      const end = take();
      const high = end === "\\" ? escaped() : one(end.codePointAt(0) ?? 0);
      const [from] = low.ascii;
      const [to] = high.ascii;
      if (low.ascii.size !== 1 || high.ascii.size !== 1 || from === undefined || to === undefined) {
        return give("a range of it cannot be read");
      }
      for (let code = from; code <= to; code++) ascii.add(code);
    }
    at++;
    return isNegated ? setOf((code) => !ascii.has(code), !others) : { ascii, others };
  };

  const group = (depth: number): Part => {
    if (peek() === "?") {
      const named = /^\?(?::|P?<[A-Za-z_][A-Za-z0-9_]*>)/.exec(source.slice(at));
      if (named === null) return give("it sets flags");
      at += named[0].length;
    }
    const inner = alternatives(depth + 1);
    if (take() !== ")") give("a parenthesis is never closed");
    return inner;
  };

  const atom = (depth: number): Part => {
    const character = take();
    if (character === "(") return group(depth);
    if (character === "[") return { kind: "set", set: bracket() };
    if (character === ".") return { kind: "set", set: setOf((code) => code !== 10, true) };
    if (character === "\\") return { kind: "set", set: escaped() };
    if ("*+?^$".includes(character)) return give(`${character} stands where nothing can repeat`);
    return { kind: "set", set: one(character.codePointAt(0) ?? 0) };
  };

  const times = (part: Part): Part => {
    const read = /^(?:[*+?]|\{(\d{1,4})(,(\d{0,4}))?\})\??/.exec(source.slice(at));
    if (read === null) return part;
    at += read[0].length;
    if (/^[*+?{]/.test(source.slice(at))) return give("something repeats twice");
    const mark = read[0].charAt(0);
    if (mark !== "{") {
      const to = mark === "?" ? 1 : Number.POSITIVE_INFINITY;
      return { kind: "times", part, from: mark === "+" ? 1 : 0, to };
    }
    const from = Number(read[1]);
    const to =
      read[2] === undefined ? from : read[3] === "" ? Number.POSITIVE_INFINITY : Number(read[3]);
    if (from > timesAtMost || (to !== Number.POSITIVE_INFINITY && (to > timesAtMost || to < from)))
      return give("something repeats too often");
    return { kind: "times", part, from, to };
  };

  const sequence = (depth: number): Part => {
    const parts: Part[] = [];
    while (at < source.length && peek() !== "|" && peek() !== ")") parts.push(times(atom(depth)));
    return { kind: "all", parts };
  };

  const alternatives = (depth: number): Part => {
    if (depth > 20) return give("it is nested too deeply");
    const parts = [sequence(depth)];
    while (peek() === "|") {
      at++;
      parts.push(sequence(depth));
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: "any", parts };
  };

  const whole = alternatives(0);
  return at === source.length ? whole : give("a parenthesis was never opened");
};

const canBeEmpty = (part: Part): boolean => {
  switch (part.kind) {
    case "set":
      return false;
    case "all":
      return part.parts.every(canBeEmpty);
    case "any":
      return part.parts.some(canBeEmpty);
    case "times":
      return part.from === 0 || canBeEmpty(part.part);
  }
};

/** Whether it is always one character: repeating that without end leaves one way to read a text. */
const isOneCharacter = (part: Part): boolean =>
  part.kind === "set" ||
  (part.kind === "all" && part.parts.length === 1 && part.parts.every(isOneCharacter)) ||
  (part.kind === "any" && part.parts.every(isOneCharacter));

/** Whether there is one way at most to read a text with it, so that some of it can be repeated. */
const isPlain = (part: Part): boolean => {
  switch (part.kind) {
    case "set":
      return true;
    case "all":
      return part.parts.every(isPlain);
    case "any":
      return isOneCharacter(part);
    case "times":
      return part.from === part.to && isPlain(part.part);
  }
};

const endlessIn = (part: Part): number => {
  if (part.kind === "set") return 0;
  if (part.kind === "times") {
    return endlessIn(part.part) + (part.to === Number.POSITIVE_INFINITY ? 1 : 0);
  }
  return part.parts.reduce((sum, inner) => sum + endlessIn(inner), 0);
};

// Each one multiplies the ways to read a segment: three keep the worst segment bearable.
const endlessAtMost = 3;

/** A segment's regular expression never meets a slash, a query or a fragment. */
const withoutEnds = ({ ascii, others }: CharacterSet): CharacterSet => ({
  ascii: new Set([...ascii].filter((code) => code !== 0x2f && code !== 0x3f && code !== 0x23)),
  others,
});

const printRanges = (codes: ReadonlySet<number>): string => {
  let text = "";
  for (let code = 0; code < 128; code++) {
    if (!codes.has(code)) continue;
    let last = code;
    while (codes.has(last + 1)) last++;
    const print = (one: number) => escapePoint(String.fromCharCode(one), "points");
    text += last - code < 2 ? print(code) : `${print(code)}-${print(last)}`;
    code = last - code < 2 ? code : last;
  }
  return text;
};

const printSet = (set: CharacterSet): string => {
  const { ascii, others } = withoutEnds(set);
  const [only] = ascii;
  if (others) return `[^${printRanges(new Set(everyAscii.filter((code) => !ascii.has(code))))}]`;
  if (only === undefined) return give("it meets nothing that is in a segment");
  return ascii.size === 1
    ? escapeRegex(String.fromCharCode(only), "points")
    : `[${printRanges(ascii)}]`;
};

const print = (part: Part): string => {
  switch (part.kind) {
    case "set":
      return printSet(part.set);
    case "all":
      return part.parts.map(print).join("");
    case "any":
      return `(?:${part.parts.map(print).join("|")})`;
    case "times": {
      const { from, to } = part;
      if (to === Number.POSITIVE_INFINITY && !isOneCharacter(part.part)) {
        return give("what repeats without end is more than one character");
      }
      if (to > 1 && !isOneCharacter(part.part) && !isPlain(part.part)) {
        return give("what repeats can be read in several ways");
      }
      const inner = part.part.kind === "set" ? print(part.part) : `(?:${print(part.part)})`;
      if (to === Number.POSITIVE_INFINITY)
        return `${inner}${from < 2 ? (from === 1 ? "+" : "*") : `{${from},}`}`;
      return from === to ? `${inner}{${from}}` : `${inner}{${from},${to}}`;
    }
  }
};

/**
 * A `{name:regex}` segment's source (RE2) as an expression that PCRE and RE2 read alike, that stays within
 * one segment and that needs no backtracking to speak of; `null` where it cannot be said so. Named groups
 * lose their names: nginx would make variables of them.
 */
export const segmentRegex = (source: string): string | null => {
  try {
    const bare = source.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
    const isAlternated = bare !== source && bare.includes("|");
    if (isAlternated) return null;
    let part = parse(bare);
    while (part.kind === "all" && part.parts.length === 1 && part.parts[0] !== undefined) {
      part = part.parts[0];
    }
    // An empty segment is a doubled slash, which no expression meets.
    if (part.kind === "times" && part.from === 0 && !canBeEmpty(part.part)) {
      part = { ...part, from: 1 };
    }
    if (endlessIn(part) > endlessAtMost) return null;
    return canBeEmpty(part) ? null : `(?:${print(part)})`;
  } catch (error) {
    if (error instanceof NotExpressible) return null;
    throw error;
  }
};
