import { authorsAmong, namesOfAuthor, readAuthor } from "@/lib/domain/commit-authors";
import { sql, type Transaction } from "@/lib/server/db";

/** Whose work a run of tests shows: who wrote what was built, and who reported it. */
export type RunAuthorship = {
  /** By person's id, a commit of theirs; `null` where nobody told which. */
  readonly authors: ReadonlyMap<string, string | null>;
  readonly reporters: readonly string[];
};

/** A run on the target side that is signed, or whatever else rests on evidence and a commit. */
export type SignedRun = { readonly evidence: string | null; readonly commit: string | null };

type Told = { by: string; authors: string[]; reporters: string[] };

/** What reports of evidence and of deployments tell of these runs' builds; only what names somebody. */
const toldOf = (
  tx: Transaction,
  programId: string,
  runs: readonly SignedRun[],
): Promise<Told[]> => {
  const evidence = [...new Set(runs.flatMap((run) => run.evidence ?? []))];
  const commits = [...new Set(runs.flatMap(({ commit }) => commit ?? []))];
  return tx.$queryRaw<Told[]>(sql`
    SELECT e."id"::text AS "by", e."authors",
      array_remove(ARRAY[e."reporterId"::text, e."payload"->>'owner'], NULL) AS "reporters"
    FROM "Evidence" e
    WHERE e."programId" = ${programId}::uuid AND e."id" = ANY(${evidence}::uuid[])
      AND (e."authors" <> '{}' OR e."reporterId" IS NOT NULL OR e."payload" ? 'owner')
    UNION ALL
    SELECT d."commit" AS "by", d."authors", ARRAY[]::text[] AS "reporters"
    FROM "Deployment" d JOIN "Environment" n ON n."id" = d."environmentId"
    WHERE n."programId" = ${programId}::uuid AND d."side" = 'target' AND d."authors" <> '{}'
      AND d."commit" = ANY(${commits}::text[])`);
};

/** People here whose handle, account or address, present or former, one of these names is. */
export const peopleNamed = async (tx: Transaction, names: readonly string[]) => {
  if (names.length === 0) return [];
  return tx.$queryRaw<
    { id: string; handle: string; addresses: string[]; subjects: string[] }[]
  >(sql`
    SELECT p."id"::text AS "id", p."handle",
      array_remove(array_append(p."formerEmails", lower(p."email")), NULL) AS "addresses",
      COALESCE(array_agg(i."subject") FILTER (WHERE i."subject" IS NOT NULL), '{}') AS "subjects"
    FROM "Person" p LEFT JOIN "Identity" i ON i."personId" = p."id"
    GROUP BY p."id"
    HAVING lower(p."handle") = ANY(${names}::text[]) OR lower(p."email") = ANY(${names}::text[])
      OR p."formerEmails" && ${names}::text[]
      OR bool_or(lower(i."subject") = ANY(${names}::text[]))`);
};

/**
 * Reads whose work runs on the target side show. Answers a reader: of some of the runs, who wrote the
 * builds that they ran on and who reported them. Whoever is nobody here signs nothing here either.
 */
export const authorshipOf = async (
  tx: Transaction,
  programId: string,
  runs: readonly SignedRun[],
): Promise<(some: readonly SignedRun[]) => RunAuthorship> => {
  const told = runs.length === 0 ? [] : await toldOf(tx, programId, runs);
  const byRun = new Map<string, Told[]>();
  for (const one of told) byRun.set(one.by, [...(byRun.get(one.by) ?? []), one]);
  const names = told.flatMap(({ authors }) =>
    authors.flatMap((author) => namesOfAuthor(readAuthor(author))),
  );
  const people = await peopleNamed(tx, [...new Set(names)]);
  return (some) => {
    const of = [
      ...new Set(some.flatMap(({ evidence, commit }) => [evidence ?? [], commit ?? []].flat())),
    ].flatMap((by) => byRun.get(by) ?? []);
    const authors = of.flatMap((one) => one.authors.map(readAuthor));
    return {
      authors: authorsAmong(authors, people),
      reporters: [...new Set(of.flatMap(({ reporters }) => reporters))],
    };
  };
};
