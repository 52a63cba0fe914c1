import {
  type OwnedRow,
  type OwnerRule,
  ownerDecider,
  type RowOwner,
} from "@/lib/domain/owner-rules";
import { type CodeOwners, readCodeowners } from "@/lib/formats/read-codeowners";
import type { Transaction } from "@/lib/server/db";

/** What whose rows are is decided from, besides the rows. */
export type OwnerGround = {
  readonly rules: readonly OwnerRule[];
  readonly codeowners: CodeOwners | null;
  readonly teams: Readonly<Record<string, string>>;
};

const readingsKept = 8;

/** By text: a file of 30,000 lines takes most of a second to read, and is asked again at every import. */
const readings = new Map<string, CodeOwners>();

const readingOf = (name: string, text: string): CodeOwners => {
  const known = readings.get(text);
  if (known) return known;
  const read = readCodeowners(name, text);
  readings.set(text, read);
  const [oldest] = readings.keys();
  if (readings.size > readingsKept && oldest !== undefined) readings.delete(oldest);
  return read;
};

/** A CODEOWNERS file for one question: a path is looked up once, and all of them together have one effort. */
export const codeownersOf = (name: string, text: string): CodeOwners => {
  const read = readingOf(name, text);
  const effort = { steps: 0 };
  const known = new Map<string, ReturnType<CodeOwners["ownersOf"]>>();
  return {
    ...read,
    ownersOf: (path) => {
      const answer = known.get(path) ?? read.ownersOf(path, effort);
      known.set(path, answer);
      return answer;
    },
  };
};

/** The rules and the CODEOWNERS file of a program. */
export const ownerGround = async (tx: Transaction, programId: string): Promise<OwnerGround> => {
  const { ownerRules, codeOwners } = await tx.program.findUniqueOrThrow({
    where: { id: programId },
    select: { ownerRules: true, codeOwners: true },
  });
  return {
    rules: ownerRules as unknown as OwnerRule[],
    codeowners: codeOwners ? codeownersOf(codeOwners.name, codeOwners.text) : null,
    teams: (codeOwners?.teams ?? {}) as Record<string, string>,
  };
};

/** Whose a row is and why. Refuses a file whose wildcards would take minutes to try on every path. */
export const groundDecider = ({
  rules,
  codeowners,
  teams,
}: OwnerGround): ((row: OwnedRow) => RowOwner) =>
  ownerDecider(rules, codeowners && ((path) => codeowners.ownersOf(path)), teams);
