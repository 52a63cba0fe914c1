import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import type { Actor } from "@/lib/domain/permissions";
import { addRowEvidence } from "@/lib/server/commands/add-row-evidence";
import { advanceRow } from "@/lib/server/commands/advance-row";
import { applyImport } from "@/lib/server/commands/apply-import";
import { askForSignature } from "@/lib/server/commands/ask-for-signature";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import { returnSignOff } from "@/lib/server/commands/return-sign-off";
import { setDocument } from "@/lib/server/commands/set-document";
import { settleReturn } from "@/lib/server/commands/settle-return";
import { signOff } from "@/lib/server/commands/sign-off";
import { listSignOffSubjects } from "@/lib/server/queries/list-sign-off-subjects";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as, inTeams, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "quay-real";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

const memberOf = async (...teams: string[]): Promise<Person> => {
  const person = await personWith(runtime.database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  const now = new Date();
  const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
  return inTeams(runtime.database, { ...person, session }, teams);
};

const machine: Actor = {
  kind: "token",
  id: randomUUID(),
  name: "ci",
  scopes: ["evidence"],
  programId: null,
  environmentId: null,
};

const read = (kind: string, key: string, actor: Actor = admin) =>
  readSignOff.run(as(actor), { program, kind, key });

const sign = async (actor: Actor, kind: string, key: string) => {
  const { digest } = await read(kind, key, actor);
  return signOff.run(as(actor), { program, subjects: [{ kind, key, digest }] });
};

const importAgain = async () => {
  const { id } = await previewImport.run(as(admin), { program, files: realFiles("quay") });
  return applyImport.run(as(admin), { program, import: id });
};

describe.skipIf(realFixtures() === null)(
  "the real program (skipped without ../shared/real)",
  () => {
    beforeAll(async () => {
      runtime = await startTestRuntime();
      await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
      await importAgain();
      ({ id: programId } = await runtime.database.program.findUniqueOrThrow({
        where: { key: program },
      }));
    });
    afterAll(() => runtime.close());

    test("PROC-008 is retired by decision D-001 with its owner's signature, and files only follow", async () => {
      const program = "quay-early";
      await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
      const bring = async (...names: string[]) => {
        const files = realFiles("quay").filter(
          ({ name }) => names.length === 0 || names.some((one) => name.endsWith(one)),
        );
        const { id } = await previewImport.run(as(admin), { program, files });
        await applyImport.run(as(admin), { program, import: id });
      };
      await bring("worker_process_contract_tests.csv", "open_decisions.md");
      const early = await runtime.database.program.findUniqueOrThrow({ where: { key: program } });
      const row = { kind: "worker", key: "PROC-008" };
      const where = { programId: early.id, ...row };
      const team = await runtime.database.team.findUniqueOrThrow({
        where: { key: "worker-platform" },
      });
      await runtime.database.item.updateMany({ where, data: { teamId: team.id } });
      const owner = {
        ...(await memberOf("worker-platform")),
        roles: [{ programId: null, role: "owner" as const }],
      };
      await runtime.database.membership.create({
        data: { personId: owner.id, programId: early.id, role: "owner" },
      });
      const look = () => readSignOff.run(as(owner), { program, ...row });
      expect(await look()).toMatchObject({ state: "needs-triage" });
      const named = await addRowEvidence.run(as(owner), {
        program,
        ...row,
        add: "decision",
        value: "D-001",
      });
      expect(named).toMatchObject({
        to: "retired-approved",
        missing: [],
        retirement: { decision: "D-001", state: "approved" },
      });
      const { digest } = named;
      const done = await signOff.run(as(owner), { program, subjects: [{ ...row, digest }] });
      expect(done).toMatchObject({ refused: [], signed: [row] });
      const retired = { state: "retired-approved", waits: "done" };
      expect(await look()).toMatchObject(retired);
      await bring("worker_process_contract_tests.csv");
      expect(await look()).toMatchObject(retired);
      const decision = { programId_key: { programId: early.id, key: "D-001" } };
      await runtime.database.decision.update({ where: decision, data: { status: "open" } });
      expect((await look()).signatures[0]?.stale).toEqual(["D-001 was approved and is open."]);
    });

    test("what a row lacks is added by hand, and stays when the files come in again", async () => {
      const [kind, key] = ["route", "ROUTE-0002"];
      const owner = await memberOf("api-service");
      const add = (what: string, value: string) =>
        addRowEvidence.run(as(owner), { program, kind, key, add: what, value });
      const was = await read(kind, key);
      await add("anchor", "endpoints/api/added.py:17");
      await add("rollback-note", "flip it back to python");
      const linked = await add("test", "PT-BY-HAND-1");
      expect(linked.anchors).toEqual([...was.anchors, "endpoints/api/added.py:17"].sort());
      expect(linked.tests.map((one) => one.key)).toEqual([
        ...was.tests.map((one) => one.key),
        "PT-BY-HAND-1",
      ]);
      await expect(add("anchor", "endpoints/api/added.py")).rejects.toMatchObject({
        code: "invalid",
      });
      await expect(add("anchor", "endpoints/api/added.py:17")).rejects.toMatchObject({
        code: "no-effect",
      });
      await expect(add("decision", "D-404")).rejects.toMatchObject({ code: "invalid" });
      await importAgain();
      const after = await read(kind, key);
      expect(after.anchors).toEqual(linked.anchors);
      expect(after.rollbackNote).toBe("flip it back to python");
      expect(after.tests.map((one) => one.key)).toEqual(linked.tests.map((one) => one.key));
      expect(after.contradictions).toEqual(was.contradictions);
    });

    test("a machine takes a row as far as verified-source-anchored, and no further", async () => {
      const [kind, key] = ["route", "ROUTE-0003"];
      await runtime.database.item.updateMany({
        where: { programId, key },
        data: { verification: "planned" },
      });
      const step = () => advanceRow.run(as(machine), { program, kind, key });
      expect(await step()).toMatchObject({ state: "source-anchored-needs-review" });
      expect(await step()).toMatchObject({ state: "verified-source-anchored" });
      await expect(step()).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("takes a person's signature"),
      });
      const storage = await read("storage-driver", "SD-001");
      expect(storage).toMatchObject({ state: "planned", missing: [{ need: "anchor" }] });
      await expect(
        advanceRow.run(as(machine), { program, kind: "storage-driver", key: "SD-001" }),
      ).rejects.toMatchObject({ message: expect.stringContaining("names no place") });
    });

    test("G11's document is signed by its named owner, and by nobody else; then the gate is", async () => {
      const key = "registryd_design.md";
      const nobody = await read("document", key);
      expect(nobody).toMatchObject({ team: null, state: "unsigned", to: "signed" });
      expect(nobody.missing.map(({ need }) => need)).toEqual(["owner", "revision"]);
      const owner = await memberOf("registryd-v2");
      await runtime.database.programGate.updateMany({
        where: { programId, key: "G11" },
        data: { owner: `registryd-v2, @${owner.handle}` },
      });
      const engineer = await memberOf("registryd-v1");
      const document = { program, kind: "document", key };
      await setDocument.run(as(engineer), { ...document, revision: "8f2c1ab9" });
      const other = await sign(engineer, "document", key);
      expect(other.refused[0]?.says).toMatch(/^It is registryd-v2's/);
      await expect(sign(machine, "document", key)).rejects.toMatchObject({ code: "forbidden" });
      expect((await read("program-gate", "G11", owner)).missing).toMatchObject([
        { need: "documents", says: expect.stringContaining(key) },
      ]);
      expect(await sign(owner, "document", key)).toMatchObject({ refused: [] });
      const half = await read("document", key, owner);
      expect(half).toMatchObject({ state: "unsigned", alsoTeams: [`@${owner.handle}`] });
      expect(half.signatures[0]?.team).toBe(`@${owner.handle}`);
      const colleague = await memberOf("registryd-v2");
      expect((await sign(colleague, "document", key)).refused).toEqual([]);
      expect(await read("document", key)).toMatchObject({ state: "signed", waits: "done" });
      const { missing, objection } = await read("program-gate", "G11", owner);
      expect({ missing, objection }).toEqual({ missing: [], objection: null });
    });

    test("a document of one named person is that person's to sign; a new revision makes it stale", async () => {
      const key = "redis_usage_inventory.md";
      const [person, colleague] = [await memberOf("registryd-v2"), await memberOf("registryd-v2")];
      const say = (more: object) =>
        setDocument.run(as(colleague), { program, kind: "document", key, ...more });
      await say({ revision: "v1", owner: `@${person.handle}` });
      expect((await sign(colleague, "document", key)).signed).toEqual([]);
      await askForSignature.run(as(colleague), { program, kind: "document", key });
      expect(await read("document", key)).toMatchObject({ waits: "asked" });
      expect((await sign(person, "document", key)).refused).toEqual([]);
      expect(await read("document", key)).toMatchObject({
        state: "signed",
        to: null,
        waits: "done",
        asked: [],
      });
      await runtime.database.programGate.updateMany({
        where: { programId, key: "G12" },
        data: { owner: `@${person.handle}` },
      });
      expect((await sign(person, "program-gate", "G12")).refused).toEqual([]);
      await say({ revision: "v2" });
      const stale = await read("document", key);
      expect(stale).toMatchObject({ state: "unsigned", waits: "stale" });
      expect(stale.signatures[0]?.stale).toEqual(["revision was v1 and is v2."]);
      const gate = await read("program-gate", "G12");
      expect(gate.signatures[0]?.stale).toEqual([`document ${key} was signed and is unsigned.`]);
    });

    test("a capability is signed by the team of most of its rows, and going back is seen", async () => {
      const { rows } = await listSignOffSubjects.run(as(admin), { program, kind: "capability" });
      const capability = rows.find(({ team }) => team !== null);
      if (!capability) throw new Error("no capability has an owner");
      expect(capability.readings).toContainEqual({
        of: "every row verified or retired",
        state: "open",
      });
      const [stranger, owner] = [await memberOf("nobody"), await memberOf(capability.team ?? "")];
      expect((await sign(stranger, "capability", capability.key)).signed).toEqual([]);
      expect((await sign(owner, "capability", capability.key)).refused).toEqual([]);
      const { id } = await runtime.database.item.findFirstOrThrow({
        where: { programId, capability: { key: capability.key } },
      });
      await runtime.database.item.update({ where: { id }, data: { capabilityId: null } });
      const after = await read("capability", capability.key);
      expect(after).toMatchObject({ waits: "stale", state: "unsigned" });
      expect(after.signatures[0]?.stale[0]).toMatch(/^rows by digest was/);
    });

    test("who asks for a signature does not give it, and the owner is told", async () => {
      const [kind, key] = ["route", "ROUTE-0004"];
      const [asker, owner] = [await memberOf("api-service"), await memberOf("api-service")];
      const dueAt = new Date(Date.now() + 86_400_000).toISOString();
      const asked = await askForSignature.run(as(asker), { program, kind, key, dueAt });
      expect(asked).toMatchObject({ waits: "asked", dueAt, asked: [{ by: asker.name }] });
      expect(asked.objection).toMatch(/You asked for this signature yourself/);
      const notice = await runtime.database.notice.findFirstOrThrow({
        where: { programId, kind: "signature-asked" },
        orderBy: { at: "desc" },
        include: { recipients: true },
      });
      const told = notice.recipients.map(({ personId }) => personId);
      expect(told).toContain(owner.id);
      expect(told).not.toContain(asker.id);
      const past = new Date(Date.now() - 1000).toISOString();
      await expect(
        askForSignature.run(as(asker), { program, kind, key, dueAt: past }),
      ).rejects.toMatchObject({ code: "invalid" });
    });

    test("what was sent back is answered with what was done", async () => {
      const [kind, key] = ["route", "ROUTE-0005"];
      const owner = await memberOf("api-service");
      const settle = () =>
        settleReturn.run(as(owner), { program, kind, key, says: "the anchor is right now" });
      await expect(settle()).rejects.toMatchObject({ code: "conflict" });
      await returnSignOff.run(as(owner), { program, kind, key, as: "needs-work", reason: "look" });
      expect(await settle()).toMatchObject({ returned: null, waits: "next-step" });
    });
  },
);
