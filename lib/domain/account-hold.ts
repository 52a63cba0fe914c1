import { timeWords } from "@/lib/domain/environment-policy";

const day = 86_400_000;

/** An account whose proof of who it is was replaced by an admin. */
export type AccountHold = {
  readonly because: "second-factor" | "password";
  readonly byName: string;
  readonly at: Date;
  /** Admins who were there then, besides who did it and whom it is about: ids. */
  readonly admins: readonly string[];
  readonly confirmedAt: Date | null;
};

export type HoldStanding =
  | { readonly kind: "over" }
  /** `until`: when it ends by itself, because nobody is there to confirm; else `null`. */
  | { readonly kind: "stands"; readonly until: Date | null; readonly says: string };

const did = { "second-factor": "reset the second factor", password: "made a link to the password" };

/**
 * Whether an account is still held at a time, and until when. In: the hold, and the ids of those who are admins
 * now. One of the admins that there were ends it; where none of them is left, it ends a day after it
 * began, so that an installation with one admin goes on. The rule is decision 22's.
 */
export const holdStanding = (
  { because, byName, at, admins, confirmedAt }: AccountHold,
  adminsNow: readonly string[],
  now: Date,
): HoldStanding => {
  if (confirmedAt !== null) return { kind: "over" };
  const says = `${byName} ${did[because]} of this account on ${timeWords(at)}`;
  if (admins.some((id) => adminsNow.includes(id))) {
    return {
      kind: "stands",
      until: null,
      says: `${says}: it signs and decides nothing until another admin confirms whose it is.`,
    };
  }
  const until = new Date(at.getTime() + day);
  if (until <= now) return { kind: "over" };
  return {
    kind: "stands",
    until,
    says: `${says}, and there is no other admin to confirm whose it is: it signs and decides nothing until ${timeWords(until)}.`,
  };
};
