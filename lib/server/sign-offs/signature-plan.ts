import type { SignOffRow } from "@/lib/contract/sign-offs";
import { missingTeams } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { openedDigests } from "@/lib/server/sign-offs/opened-digests";
import {
  rulesFor,
  type SignOffSubject,
  subjectName,
} from "@/lib/server/sign-offs/sign-off-subjects";
import { missingFor, objectionFor } from "@/lib/server/sign-offs/sign-off-view";
import {
  isAbout,
  isStanding,
  ownersOf,
  type SignOffRecord,
  type SignOffSettings,
  signOffRecord,
} from "@/lib/server/sign-offs/signature-standing";
import { type SigningName, signingName, standingTeams } from "@/lib/server/sign-offs/signing-name";
import { signingTeams } from "@/lib/server/sign-offs/signing-teams";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";

type Person = Extract<Actor, { kind: "person" }>;

/** A row as somebody was shown it. */
export type SeenRow = Pick<SignOffRow, "kind" | "key" | "digest">;

export type PlannedSignature = SigningName & {
  readonly subject: SignOffSubject;
  /** The state that the row takes with it; `null` where another team has to sign first. */
  readonly to: string | null;
  readonly wasOpened: boolean;
  /** Drawn to be opened before the rows were signed together. */
  readonly wasSampled: boolean;
  /** Everybody whose signature it takes. */
  readonly needed: readonly string[];
  /** Signatures for whom it was once and is no more: it takes their place besides its own team's. */
  readonly replaces: readonly string[];
};

export type SignaturePlan = {
  readonly signatures: readonly PlannedSignature[];
  readonly refused: readonly { kind: string; key: string; says: string }[];
};

/** Signatures of owners that something has no more, which hold no more and nobody of them can give again. */
const leftBehind = (
  subject: SignOffSubject,
  { signatures }: SignOffRecord,
  settings: SignOffSettings,
  needed: readonly string[],
): string[] =>
  signatures
    .filter(isAbout(subject.row))
    .filter(({ team, withdrawnAt }) => withdrawnAt === null && !needed.includes(team))
    .filter((one) => one.supersededById === null && !isStanding(one, subject, settings))
    .map(({ id }) => id);

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
  const signsAs = await signingTeams(tx, program.id, actor, now);
  const opened = await openedDigests(tx, program.id, actor.id, keys);

  const obstacle = (subject: SignOffSubject | undefined, digest: string): string | null => {
    if (!subject) return "There is no such row.";
    if (subject.digest !== digest) return "It changed since it was shown. Look at it again.";
    if (wanted && subject.shown.to !== wanted) {
      return `Its next step is ${subject.shown.to ?? "none"}, not ${wanted}.`;
    }
    const [lacks] = missingFor(subject.shown);
    return lacks?.says ?? objectionFor(actor, subject, record, signsAs, settings);
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
    const inNameOf = signingName(subject, record, signsAs, settings);
    if (!inNameOf) throw new Error("Somebody may sign in nobody's name.");
    const teams = [...standingTeams(subject, record, settings), inNameOf.team];
    const rules = rulesFor(subject, settings.rules);
    const needed = missingTeams(subject.row.team ?? "", [], rules);
    const lacking = needed.filter((team) => !teams.includes(team));
    signatures.push({
      subject,
      ...inNameOf,
      to: lacking.length === 0 ? subject.shown.to : null,
      wasOpened: opened.get(name) === digest,
      wasSampled: false,
      needed,
      replaces: ownersOf(subject).includes(inNameOf.team)
        ? leftBehind(subject, record, settings, needed)
        : [],
    });
  }
  return { signatures, refused };
};
