import type { TokenView } from "@/lib/contract/people";
import type { Scope } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

/** The columns of a token that may leave the server: never its hash. */
export const tokenFields = {
  id: true,
  name: true,
  hint: true,
  scopes: true,
  createdByName: true,
  ownerId: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
  environment: { select: { key: true } },
} as const;

type TokenRow = {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  createdByName: string;
  ownerId: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  environment: { key: string } | null;
};

/** Tokens as they are shown, in their order, with whom they act for. */
export const tokenViews = async (
  tx: Transaction,
  rows: readonly TokenRow[],
): Promise<TokenView[]> => {
  const ids = [...new Set(rows.flatMap(({ ownerId }) => ownerId ?? []))];
  const people = await tx.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, handle: true, name: true, isService: true, deactivatedAt: true },
  });
  const owners = new Map(people.map((person) => [person.id, person]));
  return rows.map((row) => {
    const owner = owners.get(row.ownerId ?? "");
    return {
      id: row.id,
      name: row.name,
      hint: row.hint,
      scopes: row.scopes as Scope[],
      environment: row.environment?.key ?? null,
      by: row.createdByName,
      owner: owner
        ? {
            handle: owner.handle,
            name: owner.name,
            isService: owner.isService,
            isActive: owner.deactivatedAt === null,
          }
        : null,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    };
  });
};

/** One token of the program as it is shown; refused where the program has none of that id. */
export const tokenOf = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  id: string,
): Promise<TokenView> => {
  const row = await tx.token.findFirst({
    where: { id, programId: program.id },
    select: tokenFields,
  });
  const [view] = row ? await tokenViews(tx, [row]) : [];
  if (!view) throw new Refusal("not-found", `There is no such token in ${program.key}.`);
  return view;
};

/** The service account of the program, or of the installation, that a token is to act for. */
export const serviceAccountFor = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  handle: string,
): Promise<string> => {
  const account = await tx.person.findFirst({
    where: {
      handle,
      isService: true,
      deactivatedAt: null,
      OR: [{ serviceOfId: program.id }, { serviceOfId: null }],
    },
    select: { id: true },
  });
  if (!account) {
    throw new Refusal(
      "not-found",
      `${program.key} has no service account "${handle}". A token acts for whoever makes it, or for a service account.`,
      [{ field: "owner", says: "is no service account of the program" }],
    );
  }
  return account.id;
};
