import { type AccountHold, type HoldStanding, holdStanding } from "@/lib/domain/account-hold";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { reporterFor } from "@/lib/server/evidence/reporter";
import { accountsOf } from "@/lib/server/people/one-person";
import type { Named } from "@/lib/server/people/person-named";
import { tellAccount } from "@/lib/server/people/tell-account";

/** Who is an admin and can sign in now. */
const adminsNow = async (tx: Transaction): Promise<Named[]> =>
  tx.person.findMany({
    where: {
      isAdmin: true,
      isService: false,
      deactivatedAt: null,
      ...(env().isLocal ? {} : { isExample: false }),
    },
    select: { id: true, handle: true, name: true },
  });

/** Who replaced a proof: every account of theirs; `null` where nobody knows, as behind the installation's token. */
export type Doer = { readonly name: string; readonly accounts: readonly string[] | null };

/** Whoever is behind an act: a person, or who made a token and whose it is. */
export const doerOf = async (tx: Transaction, actor: Actor): Promise<Doer> => {
  const { name } = actor;
  if (actor.kind === "person") return { name, accounts: await accountsOf(tx, actor.id) };
  const { id, owner } = await reporterFor(tx, actor);
  const ids = [id, owner].filter((one) => one !== null);
  if (ids.length === 0) return { name, accounts: null };
  const accounts = [];
  for (const one of ids) accounts.push(...(await accountsOf(tx, one)));
  return { name, accounts };
};

/**
 * Holds an account whose proof an admin replaced: it vouches for nothing until another of the admins there
 * are confirms whose it is, who are told. Where nobody knows who did it, nobody is another.
 */
export const holdAccount = async (
  tx: Transaction,
  person: Named,
  by: Doer,
  because: AccountHold["because"],
  now: Date,
): Promise<void> => {
  const out = [...(by.accounts ?? []), ...(await accountsOf(tx, person.id))];
  const others =
    by.accounts === null ? [] : (await adminsNow(tx)).filter(({ id }) => !out.includes(id));
  const { id } = await tx.accountHold.create({
    data: {
      personId: person.id,
      because,
      byName: by.name,
      at: now,
      admins: others.map((admin) => admin.id),
    },
  });
  for (const admin of others) {
    await tellAccount(tx, admin, {
      says: `${by.name} replaced what ${person.name} proves with who they are. They sign and decide nothing until you or another admin asked them whether it is theirs, and confirms it.`,
      link: `/people/${encodeURIComponent(person.handle)}`,
      dedupe: `account held ${id} ${admin.id}`,
      at: now,
    });
  }
};

type StandingHold = {
  readonly id: string;
  readonly byName: string;
  readonly at: Date;
  readonly admins: readonly string[];
  readonly standing: Extract<HoldStanding, { kind: "stands" }>;
  /** Those of its admins who are admins still. */
  readonly confirmers: readonly Named[];
};

/** What holds an account now, the oldest first. */
export const standingHolds = async (
  tx: Transaction,
  personId: string,
  now: Date,
): Promise<StandingHold[]> => {
  const rows = await tx.accountHold.findMany({
    where: { personId, confirmedAt: null },
    orderBy: { at: "asc" },
  });
  if (rows.length === 0) return [];
  const admins = await adminsNow(tx);
  const ids = admins.map(({ id }) => id);
  return rows.flatMap((row): StandingHold[] => {
    const hold = { ...row, because: row.because as AccountHold["because"] };
    const standing = holdStanding(hold, ids, now);
    if (standing.kind === "over") return [];
    const confirmers = admins.filter(({ id }) => row.admins.includes(id));
    const { id, byName, at } = row;
    return [{ id, byName, at, admins: row.admins, standing, confirmers }];
  });
};

/** Refuses whoever acts with an account that is held: they vouch for nothing, nor are they a second person. */
export const refuseHeld = async (tx: Transaction, actor: Actor, now: Date): Promise<void> => {
  if (actor.kind !== "person") return;
  const [hold] = await standingHolds(tx, actor.id, now);
  if (hold) throw new Refusal("forbidden", hold.standing.says);
};
