import { createHash, randomUUID } from "node:crypto";
import { personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const signers = "owner engineer manager";
const digest = () => createHash("sha256").update(randomUUID()).digest("hex");

/** Somebody's run that is under way. */
const storedRun = async (database: TestDatabase): Promise<string> => {
  const { id: programId } = await database.program.findUniqueOrThrow({ where: { key: program } });
  const person = await personWith(database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  const at = new Date();
  const { id } = await database.signOffRun.create({
    data: {
      programId,
      personId: person.id,
      personName: person.name,
      sessionId: randomUUID(),
      meaning: "approved",
      agreed: [{ kind: "route", key: "R-1", digest: digest() }],
      state: "running",
      total: 1,
      authentication: "password",
      authenticatedAt: at,
      startedAt: at,
      updatedAt: at,
    },
  });
  return id;
};

/** Who may sign many rows at once; whose rows they are is looked at where signing is tested. */
export const signOffRunRows = (database: () => TestDatabase): readonly Row[] => [
  {
    operation: "listSignOffRuns",
    people: "viewer owner engineer on-call manager",
    tokens: "read import evidence switch admin",
    input: async () => ({ program }),
  },
  {
    operation: "readSignOffRun",
    people: "viewer owner engineer on-call manager",
    tokens: "read import evidence switch admin",
    input: async () => ({ program, run: await storedRun(database()) }),
  },
  {
    operation: "previewSignOffRun",
    people: signers,
    tokens: "never",
    input: async () => ({ program, whose: "all" }),
    isPreview: true,
  },
  {
    operation: "startSignOffRun",
    when: "it is not the run that comes next",
    people: signers,
    tokens: "never",
    input: async () => ({
      program,
      run: randomUUID(),
      subjects: [{ kind: "route", key: "R-1", digest: digest() }],
    }),
    answers: 409,
    isRefused: true,
  },
  {
    operation: "stopSignOffRun",
    when: "somebody else started it",
    people: "manager",
    tokens: "never",
    input: async () => ({ program, run: await storedRun(database()) }),
  },
];
