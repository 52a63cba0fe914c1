import type { SwitchNaming } from "@/lib/domain/switch-naming";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import type { Database } from "@/lib/server/db";
import { admin, as } from "@/lib/server/test-actors";

const routes = [
  "route_id,method,path_template,route_family,owner,review_wave,contract_test_id,status",
  "R-1,GET,/ping,health,team-a,A1,PT-1,planned",
  "R-2,GET,/pull/{id},registry,team-a,A1,PT-2,planned",
  "R-3,PUT,/pull/{id},registry,team-b,A2,PT-3,nonsense",
].join("\n");

const workers = ["worker_id,worker_name,owner,status", "W-1,gc,team-a,planned"].join("\n");

/** Trackers of three routes in two families and one worker; one state is no known word. */
export const exampleTrackers = [
  ["routes.csv", routes],
  ["workers.csv", workers],
] as const;

/** A naming whose force switch is called so. */
export const exampleNaming = (force: string): SwitchNaming => ({
  values: "boolean",
  program: null,
  family: "OWNER_{KEY}",
  capability: "USE_GO_{KEY}",
  route: null,
  worker: "USE_GO_{KEY}",
  force,
  canary: { orgs: null, repos: null, users: null, percent: "GO_{KEY}_PERCENTAGE" },
  exceptions: { "worker:gc": "USE_GO_GARBAGE_COLLECTION" },
});

/**
 * A stored program with the example trackers imported, `staging` open and `production` protected. It has
 * the template's gates, and its environments ask for none of them: what is about gates says so itself.
 */
export const exampleProgram = async (database: Database, key: string): Promise<string> => {
  await createProgram.run(as(admin), { key, legacy: "python", target: "go" });
  const files = exampleTrackers.map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
  }));
  const { id } = await previewImport.run(as(admin), { program: key, files });
  await applyImport.run(as(admin), { program: key, import: id });
  const { id: programId } = await database.program.findUniqueOrThrow({ where: { key } });
  await database.environment.updateMany({ where: { programId }, data: { policy: { gates: {} } } });
  return programId;
};
