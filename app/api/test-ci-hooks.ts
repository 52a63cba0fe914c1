import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { createCiHook } from "@/lib/server/commands/create-ci-hook";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime, type TestDatabase } from "@/lib/server/test-runtime";

const covers = [
  { pipeline: "build*", branch: "main", holds: [{ level: "family", key: "health" }] },
  { pipeline: "*", branch: "release-*", holds: [{ level: "program" }] },
];

/** A hook that lets a CI service open blockers: builds of main hold a family, whatever runs on a release everything. */
export const ciHook = (program: string, kind: "github" | "gitlab", more: object = {}) =>
  createCiHook.run(as(admin), { program, name: kind, kind, covers, owner: "team-a", ...more });

export type CiHook = Awaited<ReturnType<typeof ciHook>>;

/** Gives every test a program of its own with a hook of either service. */
export const withCiHooks = () => {
  let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
  let made: { program: string; github: CiHook; gitlab: CiHook };
  beforeAll(async () => {
    runtime = await startTestRuntime();
  });
  afterAll(() => runtime.close());
  beforeEach(async () => {
    const program = `p-${randomUUID().slice(0, 8)}`;
    await exampleProgram(runtime.database, program);
    const [github, gitlab] = [await ciHook(program, "github"), await ciHook(program, "gitlab")];
    made = { program, github, gitlab };
  });
  return {
    database: (): TestDatabase => runtime.database,
    get program() {
      return made.program;
    },
    get github() {
      return made.github;
    },
    get gitlab() {
      return made.gitlab;
    },
  };
};
