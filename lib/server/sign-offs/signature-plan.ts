import type { SignOffRow } from "@/lib/contract/sign-offs";
import { missingTeams, signsFor } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { openedDigests } from "@/lib/server/sign-offs/opened-digests";
import {
  rulesFor,
  type SignOffSubject,
  subjectName,
} from "@/lib/server/sign-offs/sign-off-subjects";
import { missingFor, objectionFor, signingTeams } from "@/lib/server/sign-offs/sign-off-view";
import {
  isStanding,
  type SignOffRecord,
  type SignOffSettings,
  signOffRecord,
} from "@/lib/server/sign-offs/signature-standing";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";

type Person = Extract<Actor, { kind: "person" }>;

/** A row as somebody was shown it. */
export type SeenRow = Pick<SignOffRow, "kind" | "key" | "digest">;

export type PlannedSignature = {
  readonly subject: SignOffSubject;
  readonly team: string;
  /** The state that the row takes with it; `null` where another team has to sign first. */
  readonly to: string | null;
  readonly wasOpened: boolean;
  /** Drawn to be opened before the rows were signed together. */
  readonly wasSampled: boolean;
};

export type SignaturePlan = {
  readonly signatures: readonly PlannedSignature[];
  readonly refused: readonly { kind: string; key: string; says: string }[];
};

/** The teams whose signatures of a row stand. */
const signedTeams = (
  { row, shown }: SignOffSubject,
  { signatures }: SignOffRecord,
  { staleness }: SignOffSettings,
): string[] =>
  signatures
    .filter(({ subjectKind, subjectKey }) => subjectKind === row.kind && subjectKey === row.key)
    .filter((signature) => isStanding(signature, shown, staleness))
    .map(({ team }) => team);

/**
 * Which of some rows a person may sign as they were shown, and why not the others: each changed since,
 * lacks something for its step, or is not theirs to vouch for.
 */
export const planSignatures = async (
  tx: Transaction,
  program: ProgramScope,
  { actor, now }: { readonly actor: Person; readonly now: Date },
  seen: readonly SeenRow[],
  settings: SignOffSettings,
  wanted: string | undefined,
): Promise<SignaturePlan> => {
  const subjects = new Map(
    (await readSubjects(tx, program, settings, now, seen)).map((one) => [
      subjectName(one.row),
      one,
    ]),
  );
  const keys = seen.map(({ key }) => key);
  const record = await signOffRecord(tx, program.id, keys);
  const { deputyOf } = await signingTeams(tx, program.id, actor, now);
  const opened = await openedDigests(tx, program.id, actor.id, keys);

  const obstacle = (subject: SignOffSubject | undefined, digest: string): string | null => {
    if (!subject) return "There is no such row.";
    if (subject.digest !== digest) return "It changed since it was shown. Look at it again.";
    if (wanted && subject.shown.to !== wanted) {
      return `Its next step is ${subject.shown.to ?? "none"}, not ${wanted}.`;
    }
    const [lacks] = missingFor(subject.shown);
    return lacks?.says ?? objectionFor(actor, subject, record, deputyOf, settings);
  };

  const signatures: PlannedSignature[] = [];
  const refused: { kind: string; key: string; says: string }[] = [];
  const once = new Map(seen.map((row) => [subjectName(row), row]));
  for (const [name, { kind, key, digest }] of once) {
    const subject = subjects.get(name);
    const says = obstacle(subject, digest);
    if (says !== null || !subject) {
      refused.push({ kind, key, says: says ?? "There is no such row." });
      continue;
    }
    const rules = rulesFor(subject, settings.rules);
    const signed = signedTeams(subject, record, settings);
    const needed = [subject.row.team ?? "", ...rules.alsoTeams];
    const team = signsFor(needed, [...actor.teams, ...deputyOf], signed) ?? "";
    const teams = [...signed, team];
    const lacking = missingTeams(subject.row.team ?? "", teams, rules);
    signatures.push({
      subject,
      team,
      to: lacking.length === 0 ? subject.shown.to : null,
      wasOpened: opened.get(name) === digest,
      wasSampled: false,
    });
  }
  return { signatures, refused };
};
