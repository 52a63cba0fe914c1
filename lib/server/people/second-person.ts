import type { Accounts } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import { refuseHeld } from "@/lib/server/people/account-holds";
import { accountsOf } from "@/lib/server/people/one-person";

/**
 * Every account of whoever acts: what a second person is held against, wherever one is needed. A token has
 * none; no token is a second person.
 */
export const accountsBehind = async (tx: Transaction, actor: Actor): Promise<Accounts> =>
  actor.kind === "person" ? accountsOf(tx, actor.id) : [];

/** The same of whoever decides as a second person, which an account that is held is not. */
export const asSecondPerson = async (
  tx: Transaction,
  actor: Actor,
  now: Date,
): Promise<Accounts> => {
  await refuseHeld(tx, actor, now);
  return accountsBehind(tx, actor);
};
