import { authorsAmong, namesOfAuthor, readAuthor } from "@/lib/domain/commit-authors";
import { sql, type Transaction } from "@/lib/server/db";
import { peopleNamed, type RunAuthorship } from "@/lib/server/sign-offs/authorship";

/** A document's revision, and who is told to have written it. */
export type WrittenDocument = { readonly revision: string; readonly authors: readonly string[] };

/** A revision that may be a commit, or the beginning of one. */
const isCommit = (revision: string): boolean => /^[0-9a-f]{7,64}$/i.test(revision);

type Told = { readonly commit: string; readonly authors: string[] };

/** Who reports of evidence and of deployments say wrote these commits, of either side: a document belongs to none. */
const toldOf = (
  tx: Transaction,
  programId: string,
  revisions: readonly string[],
): Promise<Told[]> => {
  const beginnings = revisions.filter(isCommit).map((revision) => `${revision.toLowerCase()}%`);
  if (beginnings.length === 0) return Promise.resolve([]);
  return tx.$queryRaw<Told[]>(sql`
    SELECT DISTINCT e."commit", e."authors" FROM "Evidence" e
    WHERE e."programId" = ${programId}::uuid AND e."authors" <> '{}'
      AND lower(e."commit") LIKE ANY(${beginnings}::text[])
    UNION
    SELECT DISTINCT d."commit", d."authors"
    FROM "Deployment" d JOIN "Environment" n ON n."id" = d."environmentId"
    WHERE n."programId" = ${programId}::uuid AND d."authors" <> '{}'
      AND lower(d."commit") LIKE ANY(${beginnings}::text[])`);
};

/**
 * Reads who wrote documents: whoever is named with the revision, and where that is a commit that CI told of,
 * its authors. Answers a reader: of some documents, which people here wrote them.
 */
export const documentAuthorship = async (
  tx: Transaction,
  programId: string,
  documents: readonly WrittenDocument[],
): Promise<(some: readonly WrittenDocument[]) => RunAuthorship> => {
  const told = await toldOf(
    tx,
    programId,
    documents.map(({ revision }) => revision),
  );
  const all = [...documents, ...told].flatMap(({ authors }) => authors);
  const names = all.flatMap((author) => namesOfAuthor(readAuthor(author)));
  const people = await peopleNamed(tx, [...new Set(names)]);
  return (some) => {
    const authors = some.flatMap(({ revision, authors: own }) => [
      ...own,
      ...told
        .filter(
          ({ commit }) =>
            isCommit(revision) && commit.toLowerCase().startsWith(revision.toLowerCase()),
        )
        .flatMap((one) => one.authors),
    ]);
    return { authors: authorsAmong(authors.map(readAuthor), people), reporters: [] };
  };
};
