import { createCiHook } from "@/lib/server/commands/create-ci-hook";
import { admin, as } from "@/lib/server/test-actors";

const covers = [
  { pipeline: "build*", branch: "main", holds: [{ level: "family", key: "health" }] },
  { pipeline: "*", branch: "release-*", holds: [{ level: "program" }] },
];

/** A hook that lets a CI service open blockers: builds of main hold a family, whatever runs on a release everything. */
export const ciHook = (program: string, kind: "github" | "gitlab", more: object = {}) =>
  createCiHook.run(as(admin), { program, name: kind, kind, covers, owner: "team-a", ...more });

export type CiHook = Awaited<ReturnType<typeof ciHook>>;
