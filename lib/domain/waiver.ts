import { timeWords } from "@/lib/domain/environment-policy";
import { type Accounts, isOneOf } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import { type Reason, Refusal } from "@/lib/domain/refusal";

const day = 86_400_000;

/** Days that a waiver may last: never for ever, and less where it counts most. */
const waiverDaysAtMost = (isProtected: boolean): number => (isProtected ? 30 : 90);

/** Refuses an end that is past or too far off. domain.md: a waiver is never for ever. */
export const refuseBadEnd = (until: Date, isProtected: boolean, now: Date): void => {
  const most = waiverDaysAtMost(isProtected);
  const says =
    until <= now
      ? `${timeWords(until)} is past: name a time to come.`
      : until.getTime() - now.getTime() > most * day
        ? `A waiver lasts at most ${most} days${isProtected ? " in a protected environment" : ""}: until ${timeWords(new Date(now.getTime() + most * day))}.`
        : null;
  if (says === null) return;
  const reasons: Reason[] = [{ field: "until", says }];
  throw new Refusal("invalid", says, reasons);
};

/** Why this person may not decide on a waiver; `null` where they may. Four eyes, whatever accounts they have. */
export const refusalToDecideWaiver = (
  actor: Actor,
  accounts: Accounts,
  askedById: string,
): string | null => {
  if (actor.kind !== "person") return "Only a person may agree to a waiver, never an API token.";
  return isOneOf(accounts, [askedById])
    ? "You asked for this waiver yourself: somebody else has to agree to it."
    : null;
};
