import { missingTeams } from "@/lib/domain/four-eyes";
import { nameWithPlace } from "@/lib/domain/signature-words";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import {
  rulesFor,
  type SignOffSubject,
  type SubjectName,
  subjectName,
} from "@/lib/server/sign-offs/sign-off-subjects";
import {
  isAbout,
  isStanding,
  type SignOffRecord,
  type SignOffSettings,
  signOffRecord,
} from "@/lib/server/sign-offs/signature-standing";
import { documentSubjects } from "@/lib/server/sign-offs/subject-documents";
import { idsOfRows, itemSubjects } from "@/lib/server/sign-offs/subject-items";

/** Whether something has every signature that it needs, and they all count. */
export type Standing = SubjectName & {
  readonly isSigned: boolean;
  /** Whether something that was signed of it holds no more. */
  readonly isStale: boolean;
  /** Whose it is, in words as owners are written: a team's key or `@handle`. */
  readonly owners: readonly string[];
  /** Of those, whose signature it lacks or who signed something that holds no more. */
  readonly lacking: readonly string[];
  /** Who signed, of the signatures that count. */
  readonly by: readonly string[];
  /** How it stands, in a sentence. */
  readonly says: string;
};

/** How a subject stands by what is in the register of signatures. */
export const standingOf = (
  subject: SignOffSubject,
  { signatures }: SignOffRecord,
  settings: SignOffSettings,
): Standing => {
  const { row } = subject;
  const { kind, key, team } = row;
  const own = signatures.filter(isAbout(row)).filter(({ supersededById }) => !supersededById);
  const standing = own.filter((signature) => isStanding(signature, subject, settings));
  const by = standing.map(({ personName, inPlaceOf }) => nameWithPlace(personName, inPlaceOf));
  const needed = rulesFor(subject, settings.rules);
  const owners = team === null ? [] : [...new Set([team, ...needed.alsoTeams])];
  const lacking =
    team === null
      ? []
      : missingTeams(
          team,
          standing.map((signature) => signature.team),
          needed,
        );
  const isSigned = team !== null && lacking.length === 0;
  const isStale = own.some(
    (signature) => signature.withdrawnAt === null && !standing.includes(signature),
  );
  const says = isSigned
    ? `${key} is signed by ${by.join(" and ")}.`
    : team === null
      ? `Nobody owns ${key}, so nobody signed it.`
      : isStale
        ? `What was signed of ${key} changed since: ${lacking.join(" and ")} has to look again.`
        : `${key} lacks the signature of ${lacking.join(" and ")}.`;
  return { kind, key, isSigned, isStale, owners, lacking, by, says };
};

/**
 * How documents stand, by `kind:key` with the kind `document`; a document is a row of the inventory or
 * one that a gate or criterion names. A name that there is no document of is left out.
 */
export const documentStandings = async (
  tx: Transaction,
  program: ProgramScope,
  settings: SignOffSettings,
  keys: readonly string[],
  kind: "document" | "runbook" = "document",
): Promise<ReadonlyMap<string, Standing>> => {
  const names = keys.map((key) => ({ kind, key }));
  const rows = await itemSubjects(
    tx,
    program,
    settings.rules,
    await idsOfRows(tx, program.id, names),
  );
  const known = new Set(rows.map(({ row }) => row.key));
  const others = await documentSubjects(
    tx,
    program,
    settings.rules,
    names.filter(({ key }) => !known.has(key)),
  );
  const record = await signOffRecord(tx, program.id, keys);
  return new Map(
    [...rows, ...others].map((subject) => [
      subjectName(subject.row),
      standingOf(subject, record, settings),
    ]),
  );
};
