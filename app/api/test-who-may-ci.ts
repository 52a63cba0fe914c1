import { randomUUID } from "node:crypto";
import { githubCall } from "@/lib/server/blockers/test-ci-calls";
import { createCiHook } from "@/lib/server/commands/create-ci-hook";
import { resolveBlocker } from "@/lib/server/commands/resolve-blocker";
import { readEvidenceRules } from "@/lib/server/queries/read-evidence-rules";
import { admin, as } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const staging = { program, environment: "staging" };
const newCommit = (): string => randomUUID().replaceAll("-", "");
const newHook = () => ({
  program,
  name: randomUUID(),
  kind: "github",
  covers: [{ holds: [{ level: "program" }] }],
});
const reason = "asked for by the test";
const writers = "owner engineer on-call manager";

/** Who may do what with deployments, blockers, CI's hooks and comments. */
export const ciRows = (database: () => TestDatabase): readonly Row[] => {
  const programId = async (): Promise<string> =>
    (await database().program.findUniqueOrThrow({ where: { key: program } })).id;
  /** A new open blocker. */
  const blocker = async () => {
    const id = await programId();
    const number = (await database().blocker.count({ where: { programId: id } })) + 1;
    return database().blocker.create({
      data: {
        programId: id,
        number,
        text: "No oracle to compare with",
        holds: [{ level: "program", key: "" }],
        since: new Date(),
        byName: "tests",
      },
    });
  };
  const seen = async () => {
    const { number, version } = await blocker();
    return { number, version };
  };
  const subject = { program, subjectKind: "blocker" };
  const words = { text: "No oracle to compare with", holds: [{ level: "family", key: "health" }] };

  return [
    {
      operation: "listComments",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...subject, subjectKey: "1" }),
    },
    {
      operation: "addComment",
      people: writers,
      tokens: "never",
      input: async () => ({
        ...subject,
        subjectKey: String((await blocker()).number),
        text: "It is on its way.",
      }),
    },
    {
      operation: "listBlockers",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    {
      operation: "findPlaces",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program, q: "reg" }),
    },
    {
      operation: "readBlocker",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program, number: (await blocker()).number }),
    },
    {
      operation: "addBlocker",
      people: writers,
      tokens: "evidence admin",
      input: async () => ({ program, ...words }),
    },
    {
      operation: "editBlocker",
      people: writers,
      tokens: "evidence admin",
      input: async () => ({ program, number: (await blocker()).number, version: 1, ...words }),
    },
    {
      operation: "resolveBlocker",
      people: writers,
      tokens: "evidence admin",
      input: async () => ({ program, ...(await seen()), resolution: "there is one now" }),
    },
    {
      operation: "reopenBlocker",
      people: writers,
      tokens: "evidence admin",
      input: async () => {
        const { number } = await seen();
        await resolveBlocker.run(as(admin), { program, number, version: 1, resolution: reason });
        return { program, number, version: 2, reason };
      },
    },
    { operation: "listDeployments", people: anyRole, tokens: readers, input: async () => staging },
    {
      operation: "reportDeployment",
      when: "as a dry run",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ ...staging, side: "go", commit: newCommit(), dryRun: true }),
    },
    {
      operation: "reportDeployment",
      people: "engineer manager",
      tokens: "evidence admin",
      input: async () => ({ ...staging, side: "go", commit: newCommit() }),
    },
    {
      operation: "endDeployment",
      people: "engineer manager",
      tokens: "evidence admin",
      input: async () => {
        const { id } = await database().environment.findFirstOrThrow({
          where: { key: "staging", program: { key: program } },
        });
        const build = { side: "target" as const, commit: newCommit(), ancestors: [] };
        const { id: deployment } = await database().deployment.create({
          data: { ...build, environmentId: id, at: new Date(), byName: "tests" },
        });
        return { ...staging, deployment };
      },
    },
    {
      operation: "readEvidenceRules",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    {
      operation: "setEvidenceRules",
      people: "manager",
      tokens: "admin",
      // The program has a protected environment: it is asked for with a request.
      answers: 409,
      isRefused: true,
      input: async () => {
        const was = await readEvidenceRules.run(as(admin), { program });
        return { program, was, rules: { ancestors: (was.ancestors + 1) % 50 }, reason };
      },
    },
    {
      operation: "listCiHooks",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    {
      operation: "createCiHook",
      people: "manager",
      tokens: "admin",
      input: async () => newHook(),
    },
    {
      operation: "revokeCiHook",
      people: "manager",
      tokens: "admin",
      input: async () => ({
        program,
        hook: (await createCiHook.run(as(admin), newHook())).hook.id,
      }),
    },
    {
      operation: "takeCiDelivery",
      people: "anybody",
      tokens: "anybody",
      // Whoever holds the secret may call; what is no news writes nothing.
      answers: 200,
      input: async () => {
        const made = await createCiHook.run(as(admin), newHook());
        return {
          hook: made.hook.id,
          ...githubCall(made.secret, "ping", { zen: "Keep it simple." }),
        };
      },
    },
  ];
};
