import { sql, type Transaction } from "@/lib/server/db";

/** Authors that a report tells again, besides those that were told before; answers whether any is new. */
export const mergeEvidenceAuthors = async (
  tx: Transaction,
  id: string,
  authors: readonly string[],
): Promise<boolean> => {
  const told = [...authors];
  const changed = await tx.$executeRaw(sql`
    UPDATE "Evidence" SET "authors" = ARRAY(
      SELECT DISTINCT author FROM unnest("authors" || ${told}::text[]) author ORDER BY author)
    WHERE "id" = ${id}::uuid AND NOT ("authors" @> ${told}::text[])`);
  return changed > 0;
};

/** The same of a deployment of a build that was reported before. */
export const mergeDeploymentAuthors = async (
  tx: Transaction,
  build: {
    readonly environmentId: string;
    readonly side: "legacy" | "target";
    readonly commit: string;
  },
  authors: readonly string[],
): Promise<boolean> => {
  const told = [...authors];
  const changed = await tx.$executeRaw(sql`
    UPDATE "Deployment" SET "authors" = ARRAY(
      SELECT DISTINCT author FROM unnest("authors" || ${told}::text[]) author ORDER BY author)
    WHERE "environmentId" = ${build.environmentId}::uuid AND "side" = ${build.side}::"Side"
      AND "commit" = ${build.commit} AND NOT ("authors" @> ${told}::text[])`);
  return changed > 0;
};
