import { signsFor } from "@/lib/domain/four-eyes";
import { type InPlaceOf, placeSignedIn } from "@/lib/domain/signature-words";
import { rulesFor, type SignOffSubject } from "@/lib/server/sign-offs/sign-off-subjects";
import {
  isAbout,
  isStanding,
  type SignOffRecord,
  type SignOffSettings,
} from "@/lib/server/sign-offs/signature-standing";
import type { SigningTeams } from "@/lib/server/sign-offs/signing-teams";

/** For whom a signature is given, and in whose place. */
export type SigningName = { readonly team: string; readonly inPlaceOf: InPlaceOf | null };

/** The owners whose signatures of something stand. */
export const standingTeams = (
  subject: SignOffSubject,
  { signatures }: SignOffRecord,
  settings: SignOffSettings,
): string[] =>
  signatures
    .filter(isAbout(subject.row))
    .filter((signature) => isStanding(signature, subject, settings))
    .map(({ team }) => team);

/**
 * In whose name somebody signs something: of the owners whose signature it lacks, their own before those
 * whom they stand in for; `null` where they may speak for none of them.
 */
export const signingName = (
  subject: SignOffSubject,
  record: SignOffRecord,
  { own, deputyOf, standIns }: SigningTeams,
  settings: SignOffSettings,
): SigningName | null => {
  if (subject.row.team === null) return null;
  const needed = [subject.row.team, ...rulesFor(subject, settings.rules).alsoTeams];
  const signed = standingTeams(subject, record, settings);
  const team = signsFor(needed, own, signed) ?? signsFor(needed, deputyOf, signed);
  return team === null ? null : { team, inPlaceOf: placeSignedIn(team, own, standIns) };
};
