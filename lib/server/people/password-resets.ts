import { randomBytes } from "node:crypto";
import type { PasswordResetView } from "@/lib/contract/password-resets";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";

type Maker = { readonly id: string; readonly name: string };

const open = { usedAt: null, endedAt: null } as const;

/** Ends every link that is still open: of a person, or made by one. Gives how many. */
export const endResets = async (
  tx: Transaction,
  whose: { readonly personId: string } | { readonly madeById: string },
  now: Date,
): Promise<number> => {
  const { count } = await tx.passwordReset.updateMany({
    where: { ...whose, ...open, expiresAt: { gt: now } },
    data: { endedAt: now },
  });
  return count;
};

/** Stores a link under the hash of its code; the link is answered once. One at a time: older ones end. */
export const storeReset = async (
  tx: Transaction,
  personId: string,
  maker: Maker,
  expiresAt: Date,
  now: Date,
): Promise<{ readonly id: string; readonly link: string }> => {
  await endResets(tx, { personId }, now);
  const code = randomBytes(32).toString("base64url");
  const { id } = await tx.passwordReset.create({
    data: {
      personId,
      hash: sha256(code),
      madeById: maker.id,
      madeByName: maker.name,
      createdAt: now,
      expiresAt,
    },
    select: { id: true },
  });
  return { id, link: `${env().publicUrl}/password?code=${code}` };
};

/** The open link of a person, without its code; `null` where there is none. */
export const openResetOf = async (
  tx: Pick<Transaction, "passwordReset">,
  personId: string,
  now: Date,
): Promise<PasswordResetView | null> => {
  const row = await tx.passwordReset.findFirst({
    where: { personId, ...open, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
  });
  return (
    row && {
      by: row.madeByName,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }
  );
};

/** The open link behind a code, with its person; refused in words where it opens nothing any more. */
export const resetBehind = async (
  tx: Pick<Transaction, "passwordReset">,
  code: string,
  now: Date,
) => {
  const row = await tx.passwordReset.findUnique({
    where: { hash: sha256(code) },
    include: {
      person: {
        select: {
          id: true,
          handle: true,
          name: true,
          email: true,
          deactivatedAt: true,
          factor: true,
        },
      },
    },
  });
  // Not "forbidden": that would let anybody fill the audit chain.
  if (!row) {
    throw new Refusal(
      "not-found",
      "This is no link to another password. Copy it whole, or ask an admin for another.",
    );
  }
  if (row.usedAt) {
    throw new Refusal("conflict", "This link was used already: it works once. Sign in.");
  }
  if (row.endedAt || row.person.deactivatedAt) {
    throw new Refusal(
      "conflict",
      "This link was taken back, or a newer one took its place. Ask an admin for another.",
    );
  }
  if (row.expiresAt <= now) {
    throw new Refusal("conflict", "This link has expired. Ask an admin for another.");
  }
  return row;
};

/** Spends the link; of two at once the second is refused. */
export const spendReset = async (tx: Transaction, id: string, now: Date): Promise<void> => {
  const { count } = await tx.passwordReset.updateMany({
    where: { id, ...open, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) throw new Refusal("conflict", "This link was used or taken back meanwhile.");
};
