import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { loadExample } from "@/lib/server/commands/load-example";
import { loadExamplePeople } from "@/lib/server/commands/load-example-people";
import type { RequestContext } from "@/lib/server/scope";
import { examplePrograms } from "@/prisma/examples/all";

const exampleLoader: Actor = { kind: "system", name: "example loader" };

const context = (): RequestContext => ({
  actor: exampleLoader,
  requestId: randomUUID(),
  now: new Date(),
});

/** Loads the example programs that are not there yet. */
export const loadExamples = async (): Promise<void> => {
  for (const { key } of examplePrograms) await loadExample.run(context(), { key });
};

/** Stores the example people, by whom the local mode is signed in to. */
export const loadPeople = async (): Promise<void> => {
  await loadExamplePeople.run(context(), {});
};
