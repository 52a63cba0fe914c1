import { downloadEvidence as operation } from "@/lib/contract/evidence";
import { Refusal } from "@/lib/domain/refusal";
import type { FileAnswer } from "@/lib/server/answer-stream";
import { checkStored, storedBytes } from "@/lib/server/evidence/evidence-files";
import type { EvidencePayload } from "@/lib/server/evidence/evidence-view";
import { query } from "@/lib/server/query";

/** The file of a piece of evidence, as it was reported; refused where its digest is another. */
export const downloadEvidence = query(
  { name: "download-evidence", allow: "program:read", input: operation.input },
  async ({ db, input, program }): Promise<FileAnswer> => {
    const evidence = await db.evidence.findFirst({
      where: { id: input.evidence, programId: program.id },
      select: { digest: true, payload: true },
    });
    if (!evidence) {
      throw new Refusal("not-found", `There is no such evidence in ${program.key}.`);
    }
    await checkStored(db, evidence.digest);
    const { file } = evidence.payload as unknown as EvidencePayload;
    return {
      name: file,
      type: "application/octet-stream",
      chunks: storedBytes(db, evidence.digest),
    };
  },
);
