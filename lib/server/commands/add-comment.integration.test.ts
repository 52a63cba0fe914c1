import { afterAll, beforeAll, expect, test } from "vitest";
import { signedThread } from "@/lib/client/signed-thread";
import { addComment } from "@/lib/server/commands/add-comment";
import { createProgram } from "@/lib/server/commands/create-program";
import { listComments } from "@/lib/server/queries/list-comments";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const program = "talked-about";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let engineer: Awaited<ReturnType<typeof personWith>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
  const { id: programId } = await runtime.database.program.findUniqueOrThrow({
    where: { key: program },
  });
  engineer = await personWith(runtime.database, "engineer", programId);
  await runtime.database.item.createMany({
    data: ["ROUTE-0311", "GET /v2/{name}"].map((key) => ({
      programId,
      kind: "route",
      key,
      title: key,
      verification: "planned",
      isSwitchable: true,
      updatedAt: new Date(),
    })),
  });
});
afterAll(() => runtime.close());

test.each(["ROUTE-0311", "GET /v2/{name}"])("%s has a thread of its own", async (key) => {
  const subject = { program, ...signedThread({ kind: "route", key }) };
  await addComment.run(as(engineer), { ...subject, text: `Who knows ${key}?` });
  const { comments } = await listComments.run(as(admin), subject);
  expect(comments.map(({ by, text }) => [by, text])).toEqual([
    [engineer.name, `Who knows ${key}?`],
  ]);
});

test.each([
  ["what the program does not have", "route/ROUTE-9999"],
  ["a key without its kind", "ROUTE-0311"],
  ["a gate, which has a thread of its own kind", "program-gate/G0"],
])("nothing is said of %s", async (_what, subjectKey) => {
  const saying = addComment.run(as(engineer), {
    program,
    subjectKind: "sign-off",
    subjectKey,
    text: "x",
  });
  await expect(saying).rejects.toMatchObject({ code: "not-found" });
});
