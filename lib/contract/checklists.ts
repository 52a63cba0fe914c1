import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

const path = "/api/v1/programs/{program}/sign-offs/checklists";

export const listChecklists = operation({
  id: "listChecklists",
  method: "GET",
  path,
  summary: "Checklists as they were imported, which can be exported with what was signed filled in",
  tag: "sign-offs",
  input: ProgramInput,
  answer: z.object({
    checklists: z.array(
      z.object({
        file: z.string(),
        importedAt: Timestamp,
        by: z.string(),
        /** SHA-256 of the file as it came. */
        digest: z.string(),
      }),
    ),
    /** Where none is kept: CSV files that state how rows are verified. Imported once more, those with a sign-off column are. */
    notKept: z.array(z.string()),
  }),
});

export const exportChecklist = operation({
  id: "exportChecklist",
  method: "GET",
  path: `${path}/{file}`,
  summary: "A checklist with what was signed filled in, every other cell byte for byte as imported",
  tag: "sign-offs",
  file: true,
  input: ProgramInput.extend({ file: z.string().min(1).max(300) }),
  answer: z.unknown(),
});
