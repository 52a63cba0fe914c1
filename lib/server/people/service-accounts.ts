import type { ServiceAccountView } from "@/lib/contract/service-accounts";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

type Program = { readonly id: string; readonly key: string };

/** The service accounts of a program as they are shown, with their tokens in it. */
export const serviceAccountViews = async (
  tx: Transaction,
  program: Program,
  handle?: string,
): Promise<(ServiceAccountView & { readonly id: string })[]> => {
  const accounts = await tx.person.findMany({
    where: {
      isService: true,
      serviceOfId: program.id,
      ...(handle === undefined ? {} : { handle }),
    },
    orderBy: [{ deactivatedAt: { sort: "asc", nulls: "first" } }, { handle: "asc" }],
    select: {
      id: true,
      handle: true,
      name: true,
      title: true,
      createdAt: true,
      deactivatedAt: true,
    },
  });
  const tokens = await tx.token.findMany({
    where: { programId: program.id, ownerId: { in: accounts.map(({ id }) => id) } },
    select: { ownerId: true, revokedAt: true, lastUsedAt: true },
  });
  return accounts.map(({ id, deactivatedAt, createdAt, ...account }) => {
    const own = tokens.filter(({ ownerId }) => ownerId === id);
    const used = own.flatMap(({ lastUsedAt }) => lastUsedAt?.getTime() ?? []);
    return {
      id,
      ...account,
      createdAt: createdAt.toISOString(),
      retiredAt: deactivatedAt?.toISOString() ?? null,
      tokens: own.filter(({ revokedAt }) => revokedAt === null).length,
      lastUsedAt: used.length === 0 ? null : new Date(Math.max(...used)).toISOString(),
    };
  });
};

/** One service account of the program; refused where it has none of that handle. */
export const serviceAccountView = async (
  tx: Transaction,
  program: Program,
  handle: string,
): Promise<ServiceAccountView & { readonly id: string }> => {
  const [view] = await serviceAccountViews(tx, program, handle);
  if (!view) {
    throw new Refusal("not-found", `${program.key} has no service account "${handle}".`);
  }
  return view;
};
