import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { canonicalJson } from "@/lib/domain/canonical-json";
import type { Actor } from "@/lib/domain/permissions";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { openSignOff } from "@/lib/server/commands/open-sign-off";
import { previewImport } from "@/lib/server/commands/preview-import";
import { returnSignOff } from "@/lib/server/commands/return-sign-off";
import { signOff } from "@/lib/server/commands/sign-off";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { exportSignatures } from "@/lib/server/queries/export-signatures";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as, inTeams, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "quay-real";
const commit = "8f2c1ab98f2c1ab98f2c1ab98f2c1ab98f2c1ab9";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

/** Somebody of a team, at a browser into which they have just signed. */
const memberOf = async (...teams: string[]): Promise<Person> => {
  const person = await personWith(runtime.database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  const now = new Date();
  const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
  return inTeams(runtime.database, { ...person, session }, teams);
};

/** How the newest run of contract tests came out on the target side. */
const ran = async (testKeys: readonly string[], outcome: string): Promise<void> => {
  const at = new Date();
  await runtime.database.testStanding.deleteMany({
    where: { programId, testKey: { in: [...testKeys] }, side: "target" },
  });
  await runtime.database.testStanding.createMany({
    data: testKeys.map((testKey) => ({
      programId,
      testKey,
      side: "target" as const,
      lastRunCommit: commit,
      lastRunAt: at,
      lastOutcome: outcome,
      lastEvidenceId: randomUUID(),
    })),
  });
};

const queue = (actor: Actor, more: object = {}) =>
  listSignOffs.run(as(actor), { program, limit: "200", ...more });
const sign = (actor: Actor, subjects: readonly { kind: string; key: string; digest: string }[]) =>
  signOff.run(as(actor), {
    program,
    subjects: subjects.map(({ kind, key, digest }) => ({ kind, key, digest })),
  });
const read = (key: string, actor: Actor = admin) =>
  readSignOff.run(as(actor), { program, kind: "route", key });

describe.skipIf(realFixtures() === null)(
  "the real program (skipped without ../shared/real)",
  () => {
    beforeAll(async () => {
      runtime = await startTestRuntime();
      await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
      const files = realFiles("quay");
      const { id } = await previewImport.run(as(admin), { program, files });
      await applyImport.run(as(admin), { program, import: id });
      ({ id: programId } = await runtime.database.program.findUniqueOrThrow({
        where: { key: program },
      }));
      const a1 = await runtime.database.contractTest.findMany({
        where: { item: { programId, kind: "route", wave: "A1" } },
      });
      await ran([...new Set(a1.map(({ key }) => key))], "passed");
    });
    afterAll(() => runtime.close());

    test("A1 is signed by the owners of the registry, and nobody signs the rows of others", async () => {
      const both = await memberOf("registryd-v1", "registryd-v2");
      const a1 = await queue(both, { batch: "BATCH-A1-ROUTES" });
      expect(a1.total).toBe(43);
      expect(a1.rows.every(({ missing }) => missing.length === 0)).toBe(true);
      const stranger = await memberOf("api-service");
      const not = await sign(stranger, a1.rows);
      expect(not.signed).toEqual([]);
      expect(not.refused[0]?.says).toMatch(/^It is registryd-v[12]'s/);
      const { signed, refused } = await sign(both, a1.rows);
      expect({ signed: signed.length, refused }).toEqual({ signed: 43, refused: [] });
      const after = await queue(both, { batch: "BATCH-A1-ROUTES" });
      expect(new Set(after.rows.map(({ state }) => state))).toEqual(new Set(["verified"]));
      expect(after.batches.find(({ key }) => key === "BATCH-A1-ROUTES")).toMatchObject({
        done: 43,
      });
      const again = await sign(both, after.rows);
      expect(again.signed).toEqual([]);
    });

    test("a run that passes again changes nothing, one that fails makes exactly that signature stale", async () => {
      await ran(["PT-ROUTE-0311"], "passed");
      expect(await read("ROUTE-0311")).toMatchObject({ waits: "done", state: "verified" });
      await ran(["PT-ROUTE-0311"], "failed");
      const row = await read("ROUTE-0311");
      expect(row).toMatchObject({ waits: "stale", state: "verified" });
      expect(row.signatures[0]?.stale).toEqual(["PT-ROUTE-0311 fails."]);
      const { rows } = await queue(admin, { batch: "BATCH-A1-ROUTES" });
      expect(rows.filter(({ waits }) => waits === "stale").map(({ key }) => key)).toEqual([
        "ROUTE-0311",
      ]);
      expect(row.changed).toEqual([
        { field: "PT-ROUTE-0311 on target", was: "passed", is: "failed" },
      ]);
    });

    test("what has no passing test is not signed, and says so", async () => {
      const owner = await memberOf("api-service");
      const { rows } = await queue(owner, { whose: "mine", batch: "BATCH-A2-ROUTES" });
      const { signed, refused } = await sign(owner, rows.slice(0, 3));
      expect(signed).toEqual([]);
      expect(refused[0]?.says).toMatch(/has never run on the target side/);
    });

    test("what changed a second ago is not signed", async () => {
      const owner = await memberOf("registryd-v2");
      const { key, digest } = await read("ROUTE-0320");
      await runtime.database.signature.deleteMany({ where: { subjectKey: key } });
      await runtime.database.item.updateMany({
        where: { programId, key },
        data: { verification: "verified-source-anchored", path: "/v2/elsewhere" },
      });
      const { refused } = await sign(owner, [{ kind: "route", key, digest }]);
      expect(refused).toEqual([
        { kind: "route", key, says: expect.stringContaining("It changed") },
      ]);
    });

    test("two tabs at once sign once", async () => {
      const { key, team, kind } = await read("ROUTE-0320");
      const owner = await memberOf(team ?? "");
      const { digest } = await read(key);
      const both = await Promise.allSettled([1, 2].map(() => sign(owner, [{ kind, key, digest }])));
      const signed = both.flatMap((each) => (each.status === "fulfilled" ? each.value.signed : []));
      expect(signed).toHaveLength(1);
    });

    test("whoever proved who they are an hour ago proves it again first", async () => {
      const owner = await memberOf("registryd-v2");
      const long = new Date(Date.now() - 3_600_000);
      const session = { id: randomUUID(), startedAt: long, authenticatedAt: long, factorAt: null };
      const row = await read("ROUTE-0320");
      await expect(sign({ ...owner, session }, [row])).rejects.toMatchObject({
        code: "needs-proof",
        facts: { proof: "sign-in-again" },
      });
      await expect(sign(admin, [row])).rejects.toMatchObject({ code: "forbidden" });
    });

    test("a signature says whether its row was opened, is taken back by its giver alone, and can be checked without the server", async () => {
      const owner = await memberOf("registryd-v1", "registryd-v2");
      const { rows } = await queue(owner, { batch: "BATCH-A1-ROUTES", waits: "done" });
      const [row] = rows;
      const [signature] = row?.signatures ?? [];
      if (!row || !signature) throw new Error("nothing is signed");
      const take = (actor: Actor) =>
        withdrawSignature.run(as(actor), {
          program,
          signature: signature.id,
          reason: "it was the wrong row",
        });
      await expect(take(owner)).rejects.toMatchObject({ code: "forbidden" });
      const person = await runtime.database.signature.findUniqueOrThrow({
        where: { id: signature.id },
      });
      const giver: Person = { ...owner, id: person.personId, name: person.personName };
      expect((await take(giver)).withdrawn).toMatchObject({ because: "it was the wrong row" });
      const open = await read(row.key);
      expect(open).toMatchObject({ state: "verified-source-anchored", waits: "next-step" });
      await openSignOff.run(as(owner), {
        program,
        kind: "route",
        key: row.key,
        digest: open.digest,
      });
      await sign(owner, [open]);
      expect((await read(row.key)).signatures[0]).toMatchObject({ wasOpened: true, stale: [] });
      const exported = (await exportSignatures.run(as(admin), { program })) as AsyncIterable<{
        digest: string;
        shown: unknown;
      }>;
      for await (const { digest, shown } of exported) {
        expect(createHash("sha256").update(canonicalJson(shown)).digest("hex")).toBe(digest);
      }
    });

    test("what is sent back waits as that, until it is signed", async () => {
      const { key } = await read("ROUTE-0001");
      const owner = await memberOf("api-service");
      const sent = await returnSignOff.run(as(owner), {
        program,
        kind: "route",
        key,
        as: "needs-work",
        reason: "the anchor is of another method",
      });
      expect(sent).toMatchObject({ waits: "returned", returned: { by: owner.name } });
    });

    test("the retired worker is retired by its decision", async () => {
      const row = await readSignOff.run(as(admin), { program, kind: "worker", key: "PROC-008" });
      expect(row.retirement).toEqual({ decision: "D-001", state: "approved" });
    });
  },
);
