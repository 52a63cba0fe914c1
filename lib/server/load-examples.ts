import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { loadExample } from "@/lib/server/commands/load-example";
import { examplePrograms } from "@/prisma/examples/all";

export const exampleLoader: Actor = { kind: "system", name: "example loader" };

/** Loads the example programs that are not there yet. */
export const loadExamples = async (): Promise<void> => {
  for (const { key } of examplePrograms) {
    await loadExample.run(
      { actor: exampleLoader, requestId: randomUUID(), now: new Date() },
      { key },
    );
  }
};
