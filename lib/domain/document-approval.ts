import { documentsIn } from "./document-names";

/** What a line of a checklist asks that says of documents that they are approved. */
export type DocumentApproval = {
  /** The documents whose signatures are asked, as the line or its evidence writes them. */
  readonly documents: readonly string[];
  /** What else the line asks, in its words: nothing reads that, somebody has to say it. */
  readonly besides: readonly string[];
};

const approved = /\b(?:approved|signed(?:[\s-]off)?)\b/giu;
/** `not approved`, `until it is signed`: not what an approval says. */
const isDenied = (before: string): boolean =>
  /\b(?:unless|until|if|before|when|once)\b|\b(?:not|never|nobody|no)\b[\p{L}\s]{0,12}$/iu.test(
    before,
  );

/** Keys that a line is filed under (`G8: …`, `… (G8-G15)`) ask nothing. */
const keys =
  /^[A-Z]{1,6}-?\d+\s*[:.–—-]\s+|\(\s*[A-Z]{1,6}-?\d+(?:\s*(?:-|–|\.\.|,)\s*[A-Z]*-?\d+)*\s*\)/gu;

const joints = /\s*(?:[,;:]|\s[–—]|\b(?:and|with|plus|but)\b)\s*/giu;
/** Words about a document that ask nothing of it. */
const fillers =
  /(?<![\p{L}\p{N}])(?:the|all|both|each|every|is|are|was|were|has|have|been|and|plus|of|its|to|be|must|plans?|docs?|documents?|designs?|drafts?|runbooks?)(?![\p{L}\p{N}])/giu;

/** What a line that names no document by its file calls the documents of its evidence. */
const isOfDocuments = (clause: string | undefined): boolean =>
  /\b(?:plans?|docs?|documents?|designs?|architectures?|strateg(?:y|ies)|polic(?:y|ies)|specs?|specifications?|guides?|runbooks?|playbooks?|proposals?|rfcs?|adrs?|inventor(?:y|ies))(?:\s+(?:is|are|was|were|to|be|must|has|have|been|all))*$/iu.test(
    clause ?? "",
  );

const clausesOf = (text: string): string[] =>
  text
    .split(joints)
    .map((clause) => clause.replace(/^[\s.+&/]+|[\s.+&/]+$/gu, ""))
    .filter((clause) => clause !== "");

const without = (text: string, documents: readonly string[]): string =>
  [...documents]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, name) => rest.replaceAll(name, ""), text);

/** What clauses ask besides documents: those with words left when names and fillers are taken out. */
const asked = (clauses: readonly string[], documents: readonly string[]): string[] =>
  clauses.filter((clause) =>
    /[\p{L}\p{N}<>=%]/u.test(without(clause, documents).replace(fillers, "")),
  );

/**
 * Reads a line of a checklist that says of documents that they are approved (`` `dal.md` approved ``), of those its
 * words name, else, where they speak of documents (`TLS plans approved`), of those its evidence names. Whatever else the line asks is given
 * as it is worded (`and CI checks green`): a line is never read as asking less than it does. `null` where it speaks of
 * no approval, denies one, or no document is named.
 */
export const documentApprovalIn = (title: string, evidence: string): DocumentApproval | null => {
  const text = title.replace(/[`"“”*]/gu, "").replace(keys, "");
  const said = [...text.matchAll(approved)];
  if (said.length === 0 || said.some(({ index }) => isDenied(text.slice(0, index)))) return null;
  const named = documentsIn(title);
  const isInWords =
    named.length > 0 ||
    said.some(({ index }) => isOfDocuments(clausesOf(text.slice(0, index)).at(-1)));
  const documents = named.length > 0 ? named : isInWords ? documentsIn(evidence) : [];
  if (documents.length === 0) return null;
  const besides: string[] = [];
  let from = 0;
  for (const match of said) {
    const clauses = clausesOf(text.slice(from, match.index));
    // Without a document in its words, what stands right before is what the evidence's documents are.
    besides.push(...asked(named.length > 0 ? clauses : clauses.slice(0, -1), documents));
    from = match.index + match[0].length;
  }
  besides.push(...asked(clausesOf(text.slice(from)), documents));
  return { documents, besides };
};

const endsAs = (long: string, short: string): boolean =>
  long === short || long.endsWith(`/${short}`);

/**
 * The names that one document goes by among all that a program names: `plans/dal.md` and `dal.md`. A short name that
 * two places have (`README.md`) is neither of them.
 */
export const namesOfDocument = (name: string, all: readonly string[]): string[] => {
  const longer = all.filter((other) => other !== name && endsAs(other, name));
  const shorter = all.filter(
    (other) =>
      other !== name &&
      endsAs(name, other) &&
      all.every((third) => !endsAs(third, other) || endsAs(name, third) || endsAs(third, name)),
  );
  const isOne = longer.every((one) => longer.every((two) => endsAs(one, two) || endsAs(two, one)));
  return [name, ...shorter, ...(isOne ? longer : [])];
};

export type ListedDocument = {
  readonly key: string;
  /** A gate reads it by this name, or something was said of it under this name here: it stays whatever else it is called. */
  readonly isKept: boolean;
};

/**
 * Finds the names that are surely one document's, of all that a program names: each is one of the other's names, so
 * that no third could be meant. What it answers begins with the name that is asked about.
 */
export const sameDocuments = (all: readonly string[]): ((name: string) => string[]) => {
  const fileOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
  const byFile = new Map<string, string[]>();
  for (const name of all) {
    const alike = byFile.get(fileOf(name));
    if (alike) alike.push(name);
    else byFile.set(fileOf(name), [name]);
  }
  return (name) => {
    const alike = byFile.get(fileOf(name)) ?? [];
    return namesOfDocument(name, alike).filter((other) =>
      namesOfDocument(other, alike).includes(name),
    );
  };
};

/**
 * The documents of a list, each once: of the names that are surely one document's the kept ones, else its longest, the
 * full path. What could be either of two stays apart. In their order.
 */
export const listedDocuments = <Document extends ListedDocument>(
  documents: readonly Document[],
): Document[] => {
  const same = sameDocuments(documents.map(({ key }) => key));
  const kept = new Set(documents.flatMap(({ key, isKept }) => (isKept ? [key] : [])));
  return documents.filter(({ key, isKept }) => {
    if (isKept) return true;
    return same(key).every((other) => !kept.has(other) && other.length <= key.length);
  });
};
