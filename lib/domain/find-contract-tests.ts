type Node = { readonly next: Map<string, Node>; keys: string[] };

/** Gives the ids of contract tests that stand whole in a text, the first first. */
export type ContractTestFinder = (text: string) => readonly string[];

const isLetter = (character: string): boolean =>
  /[\p{L}]/u.test(character) || character > "\u{ffff}";
const isDigit = (character: string): boolean => character >= "0" && character <= "9";

type Kind = "upper" | "lower" | "digit" | "none";

const kindOf = (character: string): Kind => {
  if (character >= "a" && character <= "z") return "lower";
  if (character >= "A" && character <= "Z") return "upper";
  if (isDigit(character)) return "digit";
  if (character <= "\u007f" || !isLetter(character)) return "none";
  return character.toUpperCase() === character ? "upper" : "lower";
};

type Unit = { readonly character: string; readonly kind: Kind };

/** What an id's words are joined with, one for the other; anything else ends a word for good: `0311/auth` is no `0311-AUTH`. */
const isJoint = (character: string): boolean => /[-_.\s]/.test(character);

/** A text with every run of separators as one sign and letters in lower case; kinds are kept for borders. */
const unitsOf = (text: string): Unit[] => {
  const units: Unit[] = [];
  for (const character of text) {
    const kind = kindOf(character);
    const before = units.at(-1);
    if (kind !== "none") units.push({ character: character.toLowerCase(), kind });
    else if (before?.kind !== "none")
      units.push({ character: isJoint(character) ? "-" : "/", kind });
    else if (!isJoint(character)) units[units.length - 1] = { character: "/", kind };
  }
  return units;
};

/** Whether a word may begin after the first of two characters: at a separator or within `someWord`, never within digits. */
const isBorder = (before: Unit | undefined, after: Unit | undefined, beyond?: Unit): boolean => {
  if (!before || !after || before.kind === "none" || after.kind === "none") return true;
  if (after.kind !== "upper") return false;
  // `0311Works` ends an id, `0311A` does not.
  return before.kind === "lower" || (before.kind === "digit" && beyond?.kind === "lower");
};

const trimmed = (units: readonly Unit[]): Unit[] => {
  const from = units[0]?.kind === "none" ? 1 : 0;
  return units.slice(from, units.at(-1)?.kind === "none" ? -1 : undefined);
};

/** Fewer letters and digits than this say nothing within other words. */
const fewest = 3;

/**
 * Finds the ids of contract tests wherever they appear whole: `PT-ROUTE-0311` also as
 * `PT_ROUTE_0311`, `pt.route.0311` and `TestPT_ROUTE_0311`, never within `PT-ROUTE-03111`. Where one
 * id begins with another, the longer one is meant. Takes time in proportion to the text.
 */
export const contractTestFinder = (ids: Iterable<string>): ContractTestFinder => {
  const root: Node = { next: new Map(), keys: [] };
  for (const id of ids) {
    const units = trimmed(unitsOf(id));
    if (units.filter(({ kind }) => kind !== "none").length < fewest) continue;
    let node = root;
    for (const { character } of units) {
      const next = node.next.get(character) ?? { next: new Map(), keys: [] };
      node.next.set(character, next);
      node = next;
    }
    node.keys.push(id);
  }

  const longestAt = (units: readonly Unit[], start: number): { node: Node; end: number } | null => {
    let found: { node: Node; end: number } | null = null;
    let node: Node | undefined = root;
    for (let index = start; index < units.length; index += 1) {
      node = node.next.get(units[index]?.character ?? "");
      if (!node) break;
      if (node.keys.length === 0) continue;
      if (isBorder(units[index], units[index + 1], units[index + 2])) {
        found = { node, end: index + 1 };
      }
    }
    return found;
  };

  return (text) => {
    const units = unitsOf(text);
    const found = new Set<string>();
    for (let start = 0; start < units.length; start += 1) {
      if (units[start]?.kind === "none" || !isBorder(units[start - 1], units[start])) continue;
      const match = longestAt(units, start);
      if (!match) continue;
      // Ids that differ in separators alone: the one that stands there as it is written.
      const { keys } = match.node;
      found.add(keys.find((key) => text.includes(key)) ?? keys[0] ?? "");
      start = match.end - 1;
    }
    return [...found];
  };
};
