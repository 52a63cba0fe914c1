import type { Transaction } from "@/lib/server/db";
import { subjectName } from "@/lib/server/sign-offs/sign-off-subjects";

/** By name, the digest with which somebody last opened a row. */
export const openedDigests = async (
  tx: Transaction,
  programId: string,
  personId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const openings = await tx.signOffOpening.findMany({
    where: { programId, personId, subjectKey: { in: [...keys] } },
  });
  return new Map(
    openings.map((row) => [
      subjectName({ kind: row.subjectKind, key: row.subjectKey }),
      row.digest,
    ]),
  );
};
