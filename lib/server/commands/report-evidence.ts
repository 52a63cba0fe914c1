import { reportEvidence as operation, type ReportedEvidence } from "@/lib/contract/evidence";
import { type PreparedReport, placeReport, reportPlaces } from "@/lib/server/blockers/place-report";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { packFile } from "@/lib/server/evidence/evidence-files";
import { readEvidenceRows } from "@/lib/server/evidence/evidence-view";
import { lockEvidence, storeReport } from "@/lib/server/evidence/evidence-write";
import { readReports } from "@/lib/server/evidence/read-reports";
import { reporterFor } from "@/lib/server/evidence/reporter";

/**
 * Takes reports: each is recognised, read and joined to the contract tests before the transaction, and
 * stored whole with what follows from it, or none of them is. One that was reported before for the
 * same build, side and place is answered as repeated; authors that it names besides are added.
 */
export const reportEvidence = command(
  {
    name: "report-evidence",
    allow: "evidence:report",
    input: operation.input,
    // 200,000 results take a minute on the embedded database of a busy machine (measured).
    timeout: 180_000,
    prepare: async ({ input: { files }, database, program }) => {
      const prepared: PreparedReport[] = [];
      for (const { file, reading, tests } of await readReports(files, database, program.id)) {
        prepared.push({ name: file.name, packed: await packFile(file), reading, tests });
      }
      return prepared;
    },
  },
  async ({ tx, actor, input, now, program, prepared }) => {
    const places = await reportPlaces(tx, program);
    const reporter = await reporterFor(tx, actor);
    const placed = prepared.map((report) => placeReport(input, report, places, reporter, now));
    await lockEvidence(tx, program.id);
    const stored = [];
    for (const report of placed) stored.push(await storeReport(tx, report, now));
    const ids = stored.map(({ id }) => id);
    const rows = await readEvidenceRows(tx, sql`e."id" = ANY(${ids}::uuid[])`);
    const views = new Map(rows.map((row) => [row.id, row]));
    const evidence = stored.flatMap(({ id, tellsAuthors: _, ...more }): ReportedEvidence[] => {
      const view = views.get(id);
      if (!view) return [];
      const { details: __, ...known } = view;
      return [{ ...known, ...more, tests: [...more.tests], unmatched: [...more.unmatched] }];
    });
    const fresh = evidence.filter(({ isRepeated }) => !isRepeated);
    const retold = stored.filter(({ tellsAuthors }) => tellsAuthors);
    const result = { evidence, preview: [] };
    if (fresh.length === 0 && retold.length === 0) return { event: "repeated", result };
    const authors = { retold: retold.map(({ id }) => id), authors: [...input.authors] };
    return {
      event: {
        subject: {
          evidence: fresh.map(({ id }) => id),
          ...(retold.length > 0 ? authors : {}),
        },
        now: fresh.map(({ kind, side, commit, environment, outcome, file, digest, says }) => ({
          kind,
          side,
          commit,
          environment,
          outcome,
          file,
          digest,
          says,
        })),
      },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
