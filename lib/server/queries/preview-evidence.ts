import { reportEvidence as operation, type ReportPreview } from "@/lib/contract/evidence";
import { placeReport, reportPlaces } from "@/lib/server/blockers/place-report";
import { readReports } from "@/lib/server/evidence/read-reports";
import { previewReport } from "@/lib/server/evidence/report-preview";
import { query } from "@/lib/server/query";

/** What reports are and would change, read as they would be stored and refused as they would be. */
export const previewEvidence = query(
  { name: "preview-evidence", allow: "evidence:report", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    const places = await reportPlaces(db, program);
    const reporter = { id: null, name: actor.name, owner: null };
    const preview: ReportPreview[] = [];
    for (const { file, reading, tests } of await readReports(input.files, db, program.id)) {
      const { name, digest, size, path } = file;
      const packed = { digest, size, path, lengths: [] };
      const placed = placeReport(input, { name, packed, reading, tests }, places, reporter, now);
      preview.push(await previewReport(db, placed, places.environments));
    }
    return { evidence: [], preview };
  },
);
