import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import type { Actor } from "@/lib/domain/permissions";
import { startSignOffRun } from "@/lib/server/commands/start-sign-off-run";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";
import { signRuns } from "@/lib/server/sign-offs/run-work";
import { signedRows } from "@/lib/server/sign-offs/signed-rows";
import { readRow, signRow, verifyExported } from "@/lib/server/sign-offs/test-signing";
import { as, inTeams } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "deputies";
const until = new Date(Date.now() + 86_400_000);
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
let kenji: Person;
/** Who stands in for Kenji, and is in no team themselves. */
let ines: Person;

beforeAll(async () => {
  runtime = await startTestRuntime();
  const { database } = runtime;
  programId = await signOffProgram(database, program, 12, { batches: [12] });
  kenji = await signerOf(database, programId);
  await database.person.update({ where: { id: kenji.id }, data: { name: "Kenji Sato" } });
  const other = await signerOf(database, programId);
  await database.teamMember.deleteMany({ where: { personId: other.id } });
  await database.person.update({ where: { id: other.id }, data: { name: "Inês Duarte" } });
  ines = { ...other, name: "Inês Duarte", teams: [] };
});
afterAll(() => runtime.close());

const standsIn = (team = "") =>
  runtime.database.deputy.create({
    data: {
      programId,
      absentId: kenji.id,
      deputyId: ines.id,
      team,
      fromAt: new Date(Date.now() - 60_000),
      untilAt: until,
      createdByName: "Amara",
      createdAt: new Date(),
    },
  });

const row = (n: number, actor: Actor = ines) => readRow(program, n, actor);
const sign = (actor: Actor, n: number) => signRow(program, n, actor);
const verified = () => verifyExported(program);

const place = () => ({
  person: kenji.id,
  handle: kenji.handle,
  name: "Kenji Sato",
  until: until.toISOString(),
});

describe("a deputy's signature", () => {
  test("is refused before their time, and says whose place it is given in during it", async () => {
    expect((await sign(ines, 0)).refused).toHaveLength(1);
    await standsIn();
    expect((await row(0)).signsFor).toEqual({ team: "team-0", inPlaceOf: place() });
    expect((await row(0, kenji)).signsFor).toEqual({ team: "team-0", inPlaceOf: null });
    expect((await sign(ines, 0)).signed).toHaveLength(1);
    expect((await sign(kenji, 1)).signed).toHaveLength(1);
    const [given] = (await row(0)).signatures;
    expect(given).toMatchObject({ by: "Inês Duarte", team: "team-0", inPlaceOf: place() });
    expect((await row(1)).signatures[0]).toMatchObject({ team: "team-0", inPlaceOf: null });
  });

  test("says so when many rows are signed at once, in the audit, and without the server", async () => {
    const names = [2, 3].map((n) => ({ kind: "route", key: `ROUTE-00000${n}` }));
    const shown = await previewSignOffRun.run(as(ines), { program, subjects: names });
    expect(shown.rows.map(({ inPlaceOf }) => inPlaceOf?.name)).toEqual([
      "Kenji Sato",
      "Kenji Sato",
    ]);
    const subjects = shown.rows.map(({ kind, key, digest }) => ({ kind, key, digest }));
    await startSignOffRun.run(as(ines), { program, run: shown.run, subjects });
    await signRuns(runtime.database);
    const event = await runtime.database.auditEvent.findFirstOrThrow({
      where: { chain: programId, action: "advance-sign-off-run" },
    });
    expect(event.after).toMatchObject({
      version: 2,
      signed: [{ inPlaceOf: place() }, { inPlaceOf: place() }],
    });
    const verdict = await verified();
    expect(verdict.faults).toEqual([]);
    expect(verdict.signatures.map(({ signedFor }) => signedFor)).toEqual([
      `deputy of Kenji Sato for team-0 until ${until.toISOString().slice(0, 10)}`,
      "for team-0",
      `deputy of Kenji Sato for team-0 until ${until.toISOString().slice(0, 10)}`,
      `deputy of Kenji Sato for team-0 until ${until.toISOString().slice(0, 10)}`,
    ]);
    const signed = await signedRows(runtime.database, programId);
    expect(signed.get("route:ROUTE-000000")?.signatures[0]?.by).toBe(
      "Inês Duarte (deputy of Kenji Sato)",
    );
  });

  test("keeps the name that the absent person had, and one altered in the database is found out", async () => {
    const { database } = runtime;
    await database.person.update({ where: { id: kenji.id }, data: { name: "Kenji Tanaka" } });
    expect((await row(0)).signatures[0]?.inPlaceOf?.name).toBe("Kenji Sato");
    await database.person.update({ where: { id: kenji.id }, data: { name: "Kenji Sato" } });
    const [first] = await database.signature.findMany({ where: { subjectKey: "ROUTE-000000" } });
    await database.signature.update({
      where: { id: first?.id ?? "" },
      data: { inPlaceOf: { ...place(), name: "Amara" } },
    });
    expect((await verified()).faults).toEqual([expect.stringContaining("its deputyship is")]);
    await database.signature.update({
      where: { id: first?.id ?? "" },
      data: { inPlaceOf: place() },
    });
  });

  test("that was recorded before records told it holds as it is", async () => {
    const { database } = runtime;
    await database.signature.updateMany({
      where: { subjectKey: "ROUTE-000001" },
      data: { recordVersion: 1 },
    });
    expect((await verified()).faults).toEqual([expect.stringContaining("its version is")]);
    await database.signature.updateMany({
      where: { subjectKey: "ROUTE-000001" },
      data: { recordVersion: 2 },
    });
  });

  test("is given no more once the absent person has left the team or the program's installation", async () => {
    const { database } = runtime;
    const signs = async (n: number) => (await sign(ines, n)).signed.length;
    const team = await database.team.findUniqueOrThrow({ where: { key: "team-0" } });
    await database.person.update({ where: { id: kenji.id }, data: { deactivatedAt: new Date() } });
    expect(await signs(4)).toBe(0);
    await database.person.update({ where: { id: kenji.id }, data: { deactivatedAt: null } });
    await database.teamMember.deleteMany({ where: { personId: kenji.id } });
    expect(await signs(4)).toBe(0);
    await database.teamMember.create({ data: { personId: kenji.id, teamId: team.id } });
    expect(await signs(4)).toBe(1);
  });

  test("is given in their own name where the team is theirs as well", async () => {
    const both = await inTeams(runtime.database, ines, ["team-0"]);
    expect((await row(5, both)).signsFor).toEqual({ team: "team-0", inPlaceOf: null });
    expect((await sign(both, 5)).signed).toHaveLength(1);
    expect((await row(5)).signatures[0]?.inPlaceOf).toBeNull();
  });
});
