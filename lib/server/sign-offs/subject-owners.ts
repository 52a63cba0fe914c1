import { type KnownOwners, namedOwners } from "@/lib/domain/named-owners";
import type { Transaction } from "@/lib/server/db";

/** Reads whom an owner's words name: teams of the installation, and people of the program. */
export const ownerReader = async (
  tx: Transaction,
  programId: string,
): Promise<(words: string | null) => string[]> => {
  const known: KnownOwners = {
    teams: await tx.team.findMany({ select: { key: true, name: true }, orderBy: { key: "asc" } }),
    people: await tx.person.findMany({
      where: {
        deactivatedAt: null,
        OR: [
          { isAdmin: true },
          { memberships: { some: { OR: [{ programId }, { programId: null }] } } },
        ],
      },
      select: { handle: true, name: true },
      orderBy: { handle: "asc" },
    }),
  };
  return (words) => namedOwners(words, known);
};
