import type { startTestRuntime } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

type Database = Awaited<ReturnType<typeof startTestRuntime>>["database"];

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const writers = "owner engineer on-call manager";

/** Who may do what with deployments, blockers, CI's hooks and comments. */
export const ciRows = (database: () => Database): readonly Row[] => {
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
  const subject = { program, subjectKind: "blocker" };

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
  ];
};
