import type { ASTNode } from "@marcbachmann/cel-js";

const surplus = (text: string): number => {
  let depth = 0;
  let least = 0;
  let quote = "";
  for (const [at, letter] of [...text].entries()) {
    if (quote !== "") {
      if (letter === quote && text[at - 1] !== "\\") quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "(") depth += 1;
    else if (letter === ")") least = Math.min(least, --depth);
  }
  // Below zero: brackets that are closed and never opened; above: opened and not closed.
  return least < 0 ? least : depth;
};

/** A node as it was written, with the brackets that the parser leaves outside its range. */
export const sourceOf = ({ input, range }: ASTNode): string => {
  let { start, end } = range;
  for (let turns = 0; turns < 50; turns += 1) {
    const missing = surplus(input.slice(start, end));
    if (missing === 0) break;
    if (missing > 0) {
      const next = input.indexOf(")", end);
      if (next === -1) break;
      end = next + 1;
    } else {
      const before = input.lastIndexOf("(", start - 1);
      if (before === -1) break;
      start = before;
    }
  }
  return input.slice(start, end).trim().replace(/\s+/g, " ");
};

/** The parts of an expression that all have to hold, in their order. */
export const clausesOf = (node: ASTNode): ASTNode[] =>
  node.op === "&&" ? node.args.flatMap(clausesOf) : [node];

const macros = ["all", "exists", "exists_one", "filter", "map"] as const;
type MacroName = (typeof macros)[number];

/** A macro over a range: what it goes over, the name it binds, and what it asks of each member. */
export type Macro = {
  readonly name: MacroName;
  readonly range: ASTNode;
  readonly variable: string;
  readonly bodies: readonly ASTNode[];
};

/** The macro that a node calls; `null` for anything else. */
export const macroOf = (node: ASTNode): Macro | null => {
  if (node.op !== "rcall") return null;
  const [name, range, [first, ...bodies]] = node.args;
  const macro = macros.find((each) => each === name);
  if (macro === undefined || first?.op !== "id" || bodies.length === 0) return null;
  return { name: macro, range, variable: first.args, bodies };
};

/** What a node is made of, whatever it is. */
export const partsOf = (node: ASTNode): readonly ASTNode[] => {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "list":
      return node.args;
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
};
