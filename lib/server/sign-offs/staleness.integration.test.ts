import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { SpooledFile } from "@/lib/contract/spooled-file";
import type { Actor } from "@/lib/domain/permissions";
import { reportEvidence } from "@/lib/server/commands/report-evidence";
import { returnSignOff } from "@/lib/server/commands/return-sign-off";
import { setDecisionStatus } from "@/lib/server/commands/set-decision-status";
import { signOff } from "@/lib/server/commands/sign-off";
import { bring, realProgram } from "@/lib/server/inventory/test-bring";
import { listNotices } from "@/lib/server/queries/list-notices";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { readMilestone } from "@/lib/server/queries/read-milestone";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { noStalenessLooks, recordDueStaleness } from "@/lib/server/sign-offs/staleness-due";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "quay-stale";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
let owner: Person;
let looks: ReturnType<typeof noStalenessLooks>;
let seconds = 0;
let commits = 0;
const folder = mkdtempSync(path.join(tmpdir(), "signalbox-staleness-"));

/** Somebody of a team, at a browser into which they have just signed. */
const memberOf = async (...teams: string[]): Promise<Person> => {
  const person = await personWith(runtime.database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  for (const key of teams) {
    await runtime.database.team.update({
      where: { key },
      data: { members: { create: { personId: person.id } } },
    });
  }
  const now = new Date();
  const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
  return { ...person, teams, session };
};

/** Pushes a report of CI: the contract tests named, of one more build. */
const report = async (outcomes: Readonly<Record<string, "passed" | "failed" | "skipped">>) => {
  commits += 1;
  const inner = { passed: "", failed: "<failure>it differs</failure>", skipped: "<skipped/>" };
  const cases = Object.entries(outcomes).map(
    ([key, outcome]) =>
      `<testcase classname="contract" name="${key}" time="0.1">${inner[outcome]}</testcase>`,
  );
  const xml = `<?xml version="1.0"?><testsuite name="contract ${commits}" tests="${cases.length}">${cases.join("")}</testsuite>`;
  const place = path.join(folder, `report-${commits}.xml`);
  writeFileSync(place, xml);
  const digest = createHash("sha256").update(xml).digest("hex");
  await reportEvidence.run(as(admin), {
    program,
    side: "target",
    commit: commits.toString(16).padStart(40, "0"),
    files: [new SpooledFile("report.xml", place, Buffer.byteLength(xml), digest)],
  });
};

/** Goes through what is due until nothing is left, as the server does once a second. */
const settle = async (): Promise<void> => {
  for (let round = 0; round < 12; round += 1) {
    seconds += 20;
    await recordDueStaleness(runtime.database, new Date(Date.now() + seconds * 1_000), looks);
  }
};

const staleKeys = async (): Promise<string[]> =>
  (
    await runtime.database.signature.findMany({
      where: { programId, staleAt: { not: null }, supersededById: null },
      select: { subjectKey: true },
      orderBy: { subjectKey: "asc" },
    })
  ).map(({ subjectKey }) => subjectKey);

const read = (key: string, kind = "route", actor: Actor = admin) =>
  readSignOff.run(as(actor), { program, kind, key });
const sign = async (actor: Person, ...keys: string[]) => {
  const subjects = [];
  for (const key of keys) {
    const { kind, digest } = await read(key, "route", actor);
    subjects.push({ kind, key, digest });
  }
  return signOff.run(as(actor), { program, subjects });
};
/** The figure of the criterion that counts signatures up to `verified`. */
const figure = async () => {
  const { criteria } = await readMilestone.run(as(admin), { program, milestone: "M0" });
  const found = criteria.find(({ title }) => title.startsWith("Owner signoff promotion"));
  return found && { ...found.figure, state: found.state, because: found.because };
};
const toldOf = async (actor: Actor) =>
  (await listNotices.run(as(actor), {})).notices.filter(({ kind }) => kind === "signature-stale");

describe.skipIf(realFixtures() === null)(
  "the real program (skipped without ../shared/real)",
  () => {
    beforeAll(async () => {
      runtime = await startTestRuntime();
      programId = await realProgram(runtime.database, program);
      looks = noStalenessLooks(new Date());
      const tests = await runtime.database.contractTest.findMany({
        where: { item: { programId, kind: "route", wave: "A1" } },
      });
      await report(Object.fromEntries(tests.map(({ key }) => [key, "passed" as const])));
      owner = await memberOf("registryd-v1", "registryd-v2");
      const before = await figure();
      const a1 = await listSignOffs.run(as(owner), {
        program,
        batch: "BATCH-A1-ROUTES",
        limit: "200",
      });
      const { signed } = await signOff.run(as(owner), {
        program,
        subjects: a1.rows.map(({ kind, key, digest }) => ({ kind, key, digest })),
      });
      expect(before).toMatchObject({ done: 0, of: 448, state: "fail" });
      expect(signed).toHaveLength(43);
      expect(await figure()).toMatchObject({ done: 43, of: 448, state: "fail" });
      await settle();
    });
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await runtime.close();
    });

    test("reports that pass, are skipped or flaky make nothing stale", async () => {
      await report({ "PT-ROUTE-0311": "passed", "PT-ROUTE-0312": "skipped" });
      await settle();
      expect(await staleKeys()).toEqual([]);
    });

    test("a failing PT-ROUTE-0311 makes exactly that signature stale, once, and tells its signer and the team once", async () => {
      const colleague = await memberOf((await read("ROUTE-0311")).team ?? "");
      const endpoint = (name: string, kinds: string[]) =>
        runtime.database.noticeEndpoint.create({
          data: {
            programId,
            name,
            kind: "slack",
            url: "https://hooks.example.org/x",
            kinds,
            createdAt: new Date(),
            createdByName: "tests",
          },
        });
      const asked = await endpoint("stale", ["signature-stale"]);
      await endpoint("other", ["batch-due"]);
      await report({ "PT-ROUTE-0311": "failed", "PT-ROUTE-0320": "passed" });
      await Promise.all([settle(), settle()]);
      expect(await staleKeys()).toEqual(["ROUTE-0311"]);
      expect(await figure()).toMatchObject({
        done: 42,
        because:
          "42 of 448 rows are verified with a signature that stands; 1 has a stale signature.",
      });
      const row = await read("ROUTE-0311");
      expect(row).toMatchObject({ waits: "stale", state: "verified" });
      expect(row.signatures[0]).toMatchObject({
        stale: ["PT-ROUTE-0311 fails."],
        staleAt: expect.any(String),
      });
      for (const person of [owner, colleague]) {
        expect(await toldOf(person)).toMatchObject([
          {
            says: expect.stringContaining("route ROUTE-0311: PT-ROUTE-0311 fails."),
            link: `/programs/${program}/sign-offs/route/ROUTE-0311`,
          },
        ]);
      }
      const deliveries = await runtime.database.noticeDelivery.findMany({
        where: { notice: { programId, kind: "signature-stale" } },
      });
      expect(deliveries.map(({ endpointId }) => endpointId)).toEqual([asked.id]);
      const events = await runtime.database.auditEvent.findMany({
        where: { chain: programId, action: "record-staleness" },
      });
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({
        actor: { kind: "system" },
        after: [{ key: "ROUTE-0311", because: ["PT-ROUTE-0311 fails."] }],
      });
    });

    test("it is not signed again while the test fails, stays stale when it passes, and is fresh when signed anew", async () => {
      expect((await sign(owner, "ROUTE-0311")).refused[0]?.says).toMatch(/^PT-ROUTE-0311 fails/);
      await report({ "PT-ROUTE-0311": "passed" });
      await settle();
      expect(await read("ROUTE-0311")).toMatchObject({ waits: "stale" });
      expect(await staleKeys()).toEqual(["ROUTE-0311"]);
      expect((await sign(owner, "ROUTE-0311")).refused).toEqual([]);
      expect(await read("ROUTE-0311")).toMatchObject({ waits: "done", state: "verified" });
      expect(await staleKeys()).toEqual([]);
      expect(await figure()).toMatchObject({ done: 43 });
      await settle();
      expect(await toldOf(owner)).toHaveLength(1);
    });

    test("a row that is written otherwise is stale with its field; an import that says the same is none", async () => {
      await bring(program).catch(() => undefined);
      await settle();
      expect(await staleKeys()).toEqual([]);
      const name = "route_migration_tracker.csv";
      const text = new TextDecoder().decode(realFiles("quay").find((f) => f.name === name)?.bytes);
      const line = text.split("\n").find((each) => each.includes("ROUTE-0315")) ?? "";
      const was = (await read("ROUTE-0315")).path ?? "";
      expect(line).toContain(was);
      const files = realFiles("quay").map((file) =>
        file.name === name
          ? {
              name,
              bytes: new TextEncoder().encode(text.replace(line, line.replace(was, `${was}/new`))),
            }
          : file,
      );
      await bring(program, files);
      await settle();
      expect(await staleKeys()).toContain("ROUTE-0315");
      expect((await read("ROUTE-0315")).signatures[0]?.stale.join(" ")).toContain(`${was}/new`);
      expect((await staleKeys()).length).toBeLessThan(5);
    });

    test("what is sent back is told to its team, and to who sent it back when it is signed", async () => {
      const sender = await memberOf("registryd-v2");
      await returnSignOff.run(as(sender), {
        program,
        kind: "route",
        key: "ROUTE-0320",
        as: "needs-work",
        reason: "the anchor is of another method",
      });
      const kinds = async (actor: Actor) =>
        (await listNotices.run(as(actor), {})).notices.map(({ kind }) => kind);
      expect(await kinds(owner)).toContain("row-returned");
      expect(await kinds(sender)).not.toContain("row-returned");
      const [signature] = (await read("ROUTE-0320")).signatures;
      await runtime.database.signature.update({
        where: { id: signature?.id ?? "" },
        data: { staleAt: new Date(), staleBecause: ["It was looked at anew."] },
      });
      expect((await sign(owner, "ROUTE-0320")).refused).toEqual([]);
      expect(await kinds(sender)).toContain("return-settled");
    });

    test("a decision that is opened again breaks what it retired", async () => {
      const worker = await read("PROC-008", "worker");
      const retirer = await memberOf(worker.team ?? "");
      const { signed, refused } = await signOff.run(as(retirer), {
        program,
        subjects: [{ kind: "worker", key: "PROC-008", digest: worker.digest }],
      });
      expect({ signed: signed.length, refused }).toEqual({ signed: 1, refused: [] });
      await settle();
      const { version } = await runtime.database.decision.findUniqueOrThrow({
        where: { programId_key: { programId, key: "D-001" } },
      });
      const manager = await personWith(runtime.database, "manager", programId);
      await setDecisionStatus.run(as(manager), {
        program,
        decision: "D-001",
        status: "open",
        version,
        reason: "it was too early",
      });
      await settle();
      expect(await staleKeys()).toContain("PROC-008");
      expect(await toldOf(retirer)).toMatchObject([
        { says: expect.stringContaining("D-001 was approved and is open.") },
      ]);
    });

    test("a process that has just started finds what nobody looked at", async () => {
      await runtime.database.item.updateMany({
        where: { programId, kind: "route", key: "ROUTE-0320" },
        data: { title: "another route" },
      });
      await settle();
      expect(await staleKeys()).not.toContain("ROUTE-0320");
      looks = noStalenessLooks(new Date());
      await settle();
      expect(await staleKeys()).toContain("ROUTE-0320");
    });
  },
);
