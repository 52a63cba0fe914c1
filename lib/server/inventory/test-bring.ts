import { realFiles } from "@/bench/real-fixtures";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import { admin, as } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";

/** Brings files into a program as somebody who looks at the preview and agrees; the real trackers without any. */
export const bring = async (program: string, files = realFiles("quay")) => {
  const preview = await previewImport.run(as(admin), { program, files });
  await applyImport.run(as(admin), { program, import: preview.id });
  return preview;
};

/** A new program with the real trackers in it; answers its id. */
export const realProgram = async (database: TestDatabase, program: string): Promise<string> => {
  await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
  await bring(program);
  return (await database.program.findUniqueOrThrow({ where: { key: program } })).id;
};
