import {
  type OwnedRow,
  type OwnerRule,
  ownerDecider,
  type RowOwner,
} from "@/lib/domain/owner-rules";
import { Refusal } from "@/lib/domain/refusal";
import { type CodeOwners, readCodeowners } from "@/lib/formats/read-codeowners";
import type { Transaction } from "@/lib/server/db";

/** What whose rows are is decided from, besides the rows. */
export type OwnerGround = {
  readonly rules: readonly OwnerRule[];
  readonly codeowners: CodeOwners | null;
  readonly teams: Readonly<Record<string, string>>;
};

/** Rules that a program's rows may have to be tried on in all; about five seconds of it. */
const mostTries = 1_000_000;
const readingsKept = 8;

/** By text: a file of 30,000 lines takes most of a second to read, and is asked again at every import. */
const readings = new Map<string, CodeOwners>();

export const codeownersOf = (name: string, text: string): CodeOwners => {
  const known = readings.get(text);
  if (known) return known;
  const read = readCodeowners(name, text);
  readings.set(text, read);
  const [oldest] = readings.keys();
  if (readings.size > readingsKept && oldest !== undefined) readings.delete(oldest);
  return read;
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
}: OwnerGround): ((row: OwnedRow) => RowOwner) => {
  let tries = 0;
  const pathOwners = codeowners
    ? (path: string) => {
        const answer = codeowners.ownersOf(path);
        tries += answer.tried;
        if (tries > mostTries) {
          throw new Refusal(
            "too-large",
            "This CODEOWNERS file has too many lines that begin with a wildcard to try each of them on every source file. Begin them with a folder, or leave out what concerns no row here.",
          );
        }
        return answer;
      }
    : null;
  return ownerDecider(rules, pathOwners, teams);
};
