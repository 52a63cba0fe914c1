import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import type { Actor } from "@/lib/domain/permissions";
import { assignRows } from "@/lib/server/commands/assign-rows";
import { removeCodeowners } from "@/lib/server/commands/remove-codeowners";
import { setCodeowners } from "@/lib/server/commands/set-codeowners";
import { setOwnerRules } from "@/lib/server/commands/set-owner-rules";
import { setSignOffRules } from "@/lib/server/commands/set-sign-off-rules";
import { sql } from "@/lib/server/db";
import { assignRows as assignCapabilities } from "@/lib/server/inventory/inventory-write";
import { listNotices } from "@/lib/server/queries/list-notices";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { readSignOffRules } from "@/lib/server/queries/read-sign-off-rules";
import { noStalenessLooks, recordDueStaleness } from "@/lib/server/sign-offs/staleness-due";
import { keyOf, readRow, signRow, verifyExported } from "@/lib/server/sign-offs/test-signing";
import { admin, as, inTeams, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "moved";
const reason = "asked for by the test";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
let looks: ReturnType<typeof noStalenessLooks>;
let seconds = 0;
/** Of `team-0`, whose all rows are, and of `team-1`. */
let former: Person;
let latter: Person;

beforeAll(async () => {
  runtime = await startTestRuntime();
  const { database } = runtime;
  programId = await signOffProgram(database, program, 12, { batches: [12] });
  await database.item.updateMany({ where: { programId }, data: { namedTeam: "team-0" } });
  await database.environment.updateMany({ where: { programId }, data: { isProtected: false } });
  looks = noStalenessLooks(new Date());
  former = await signerOf(database, programId);
  const other = await signerOf(database, programId);
  await database.teamMember.deleteMany({ where: { personId: other.id } });
  latter = await inTeams(database, other, ["team-1"]);
});
afterAll(() => runtime.close());

const row = (n: number, actor: Actor = admin) => readRow(program, n, actor);
const sign = (actor: Person, n: number) => signRow(program, n, actor);
const settle = async (): Promise<void> => {
  for (let round = 0; round < 4; round += 1) {
    seconds += 20;
    await recordDueStaleness(runtime.database, new Date(Date.now() + seconds * 1_000), looks);
  }
};
/** What is recorded against the signatures of a row that nobody replaced. */
const recorded = async (n: number) =>
  (
    await runtime.database.signature.findMany({
      where: { programId, subjectKey: keyOf(n), supersededById: null },
      select: { team: true, staleBecause: true },
      orderBy: { team: "asc" },
    })
  ).map(({ team, staleBecause }) => [team, staleBecause]);
const give = (n: number, team: string | null) =>
  assignRows.run(as(admin), { program, team, rows: [{ kind: "route", key: keyOf(n) }], reason });
const told = async (actor: Actor) =>
  (await listNotices.run(as(actor), {})).notices
    .filter(({ kind }) => kind === "signature-stale")
    .map(({ says }) => says);
const verified = () => verifyExported(program);
const moved = "Its owner was team-0 and is team-1.";

describe("a signed row that goes to another team", () => {
  test("by hand: its signature is stale, and the signer, the team and the new owner are told", async () => {
    await sign(former, 0);
    await settle();
    expect(await recorded(0)).toEqual([["team-0", null]]);
    await give(0, "team-1");
    expect(await row(0)).toMatchObject({ waits: "stale", signatures: [{ stale: [moved] }] });
    await settle();
    expect(await recorded(0)).toEqual([["team-0", [moved]]]);
    for (const person of [former, latter]) {
      expect(await told(person)).toEqual([expect.stringContaining(moved)]);
    }
    const queue = await listSignOffs.run(as(latter), { program, whose: "mine" });
    expect(queue.rows.find(({ key }) => key === keyOf(0))).toMatchObject({
      waits: "stale",
      state: "verified",
      objection: null,
      changed: [{ field: "owner", was: "team-0", is: "team-1" }],
    });
    const stale = await listSignOffs.run(as(latter), { program, whose: "mine", waits: "stale" });
    expect(stale.rows.map(({ key }) => key)).toEqual([keyOf(0)]);
  });

  test("is signed again by the new owner alone, which takes the place of what the former signed", async () => {
    expect((await sign(former, 0)).refused[0]?.says).toBe(
      "It is team-1's: somebody of that team signs it.",
    );
    expect((await sign(latter, 0)).refused).toEqual([]);
    expect(await row(0)).toMatchObject({ waits: "done", state: "verified" });
    expect(await recorded(0)).toEqual([["team-1", null]]);
    await settle();
    expect(await recorded(0)).toEqual([["team-1", null]]);
    expect(await verified()).toMatchObject({ faults: [] });
  });

  test("signed by the new owner before anybody recorded it, is not stale afterwards", async () => {
    await sign(former, 1);
    await give(1, "team-1");
    await sign(latter, 1);
    await settle();
    expect(await recorded(1)).toEqual([["team-1", null]]);
  });

  test("and loses its owner: it is stale, and nobody signs it until it has one", async () => {
    await sign(former, 2);
    await runtime.database.item.updateMany({
      where: { programId, key: keyOf(2) },
      data: { handTeam: "team-0", namedTeam: null },
    });
    await give(2, null);
    await settle();
    expect(await recorded(2)).toEqual([["team-0", ["Its owner was team-0 and is nobody."]]]);
    await give(2, "team-0");
    await settle();
    expect(await row(2)).toMatchObject({ waits: "stale" });
    await sign(former, 2);
    expect(await row(2)).toMatchObject({ waits: "done" });
  });

  test("by a rule and by its end", async () => {
    await runtime.database.item.updateMany({
      where: { programId, key: keyOf(3) },
      data: { sourcePath: "endpoints/api/three.py" },
    });
    await sign(former, 3);
    const rules = [{ team: "team-1", path: "endpoints/api/three.py" }];
    await setOwnerRules.run(as(admin), { program, rules, reason });
    await settle();
    expect(await recorded(3)).toEqual([["team-0", [moved]]]);
    await sign(latter, 3);
    await setOwnerRules.run(as(admin), { program, rules: [], reason });
    await settle();
    expect(await recorded(3)).toEqual([["team-1", ["Its owner was team-1 and is team-0."]]]);
  });

  test("by CODEOWNERS and by its end", async () => {
    await runtime.database.item.updateMany({
      where: { programId, key: keyOf(4) },
      data: { sourcePath: "endpoints/api/four.py" },
    });
    await sign(former, 4);
    const text = "/endpoints/api/four.py @team-1\n";
    const teams = { "@team-1": "team-1" };
    await setCodeowners.run(as(admin), { program, text, teams, reason });
    await settle();
    expect(await recorded(4)).toEqual([["team-0", [moved]]]);
    await sign(latter, 4);
    await removeCodeowners.run(as(admin), { program, reason });
    await settle();
    expect(await recorded(4)).toEqual([["team-1", ["Its owner was team-1 and is team-0."]]]);
  });

  test("by its sources, where neither a rule nor CODEOWNERS says otherwise", async () => {
    const { database } = runtime;
    await sign(former, 5);
    await database.item.updateMany({
      where: { programId, key: keyOf(5) },
      data: { namedTeam: "team-1" },
    });
    const at = new Date();
    await database.$transaction((tx) => assignCapabilities(tx, programId, [], at));
    const [written] = await database.$queryRaw<{ isWritten: boolean }[]>(sql`
      SELECT "updatedAt" = ${at} AS "isWritten" FROM "Item"
      WHERE "programId" = ${programId}::uuid AND "key" = ${keyOf(5)}`);
    expect(written).toEqual({ isWritten: true });
    expect(await row(5)).toMatchObject({ waits: "stale", signatures: [{ stale: [moved] }] });
  });
});

describe("a record that tells no owner", () => {
  const forget = (n: number, version: number) =>
    runtime.database.$executeRaw(sql`
      UPDATE "Signature" SET "recordVersion" = ${version}::int, "claims" = (
        SELECT jsonb_agg(c) FROM jsonb_array_elements("claims") c WHERE c->>'kind' <> 'owner')
      WHERE "programId" = ${programId}::uuid AND "subjectKey" = ${keyOf(n)}`);

  test.each([1, 2])(
    "of version %i holds as it did, and is stale once its row goes",
    async (version) => {
      const n = 5 + version;
      await sign(former, n);
      await forget(n, version);
      looks = noStalenessLooks(new Date());
      await settle();
      expect(await recorded(n)).toEqual([["team-0", null]]);
      await give(n, "team-1");
      await settle();
      expect(await recorded(n)).toEqual([["team-0", [moved]]]);
      await sign(latter, n);
      expect(await recorded(n)).toEqual([["team-1", null]]);
    },
  );
});

describe("the rules of a program", () => {
  const setRules = async (edit: object) => {
    const manager = await personWith(runtime.database, "manager", programId);
    const { rules: was } = await readSignOffRules.run(as(manager), { program });
    return setSignOffRules.run(as(manager), { program, was, rules: { ...was, ...edit }, reason });
  };

  test("count it unless somebody says otherwise", async () => {
    const { rules } = await readSignOffRules.run(as(admin), { program });
    expect(rules.counts).toContain("owner");
    await sign(former, 8);
    await setRules({ counts: rules.counts.filter((kind) => kind !== "owner") });
    await give(8, "team-1");
    await settle();
    expect(await recorded(8)).toEqual([["team-0", null]]);
    await setRules({ counts: rules.counts });
    await settle();
    expect(await recorded(8)).toEqual([["team-0", [moved]]]);
  });

  test("that ask for another team's signature keep it when the row goes; the new owner signs besides", async () => {
    const third = await inTeams(runtime.database, await signerOf(runtime.database, programId), []);
    await runtime.database.teamMember.deleteMany({ where: { personId: third.id } });
    const security = await inTeams(runtime.database, third, ["team-2"]);
    await setRules({ alsoTeams: ["team-2"] });
    await sign(former, 9);
    await sign(security, 9);
    expect(await row(9)).toMatchObject({ waits: "done", state: "verified" });
    await give(9, "team-1");
    await settle();
    expect(await recorded(9)).toEqual([
      ["team-0", [moved]],
      ["team-2", null],
    ]);
    await sign(latter, 9);
    expect(await recorded(9)).toEqual([
      ["team-1", null],
      ["team-2", null],
    ]);
    await sign(former, 10);
    await sign(security, 10);
    await give(10, "team-2");
    await settle();
    expect(await recorded(10)).toEqual([
      ["team-0", null],
      ["team-2", null],
    ]);
  });
});
