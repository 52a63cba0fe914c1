import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import { SpooledFile } from "@/lib/contract/spooled-file";
import type { Actor } from "@/lib/domain/permissions";
import { reportDeployment } from "@/lib/server/commands/report-deployment";
import { reportEvidence } from "@/lib/server/commands/report-evidence";
import { setDocument } from "@/lib/server/commands/set-document";
import { signOff } from "@/lib/server/commands/sign-off";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "authors";
const commit = "8f2c1ab98f2c1ab98f2c1ab98f2c1ab98f2c1ab9";
const folder = mkdtempSync(path.join(tmpdir(), "signalbox-authors-"));
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

beforeAll(async () => {
  runtime = await startTestRuntime();
  const { database } = runtime;
  programId = await signOffProgram(database, program, 4, { batches: [4] });
  const capability = await database.capability.create({
    data: { programId, key: "tags", name: "Tags" },
  });
  await database.item.updateMany({
    where: { programId },
    data: { capabilityId: capability.id },
  });
  await database.programGate.create({
    data: {
      programId,
      key: "G8",
      title: "Design approved",
      evidence: "registryd_design.md",
      owner: "team-0",
      state: "pending",
      position: 1,
      changedAt: new Date(),
      changedByName: "tests",
    },
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await runtime.close();
});

const member = (): Promise<Person> => signerOf(runtime.database, programId);

const objection = async (actor: Actor, kind: string, key: string) =>
  (await readSignOff.run(as(actor), { program, kind, key })).objection;

/** The same file each time that it is told for a test. */
const report = async (key: string, authors: readonly string[]) => {
  const xml = `<testsuite name="${key}" tests="1"><testcase classname="contract" name="${key}" time="0.1"/></testsuite>`;
  const place = path.join(folder, `${key}.xml`);
  writeFileSync(place, xml);
  const digest = createHash("sha256").update(xml).digest("hex");
  const files = [new SpooledFile(`${key}.xml`, place, Buffer.byteLength(xml), digest)];
  return reportEvidence.run(as(admin), { program, side: "target", commit, authors, files });
};

const events = (action: string) =>
  runtime.database.auditEvent.count({ where: { chain: programId, action } });

const wrote = "You wrote commit 8f2c1ab98 of it: somebody else has to vouch for it.";

test("a report that is told again adds its authors, once, and the audit says so", async () => {
  const [ana, kenji] = [await member(), await member()];
  await report("PT-ROUTE-000000", [`@${ana.handle} ${commit}`]);
  expect(await objection(ana, "route", "ROUTE-000000")).toBe(wrote);
  expect(await objection(kenji, "route", "ROUTE-000000")).toBeNull();
  const again = () => report("PT-ROUTE-000000", [`@${kenji.handle} ${commit}`]);
  const before = await events("report-evidence");
  expect((await again()).evidence).toMatchObject([{ isRepeated: true }]);
  expect(await objection(ana, "route", "ROUTE-000000")).toBe(wrote);
  expect(await objection(kenji, "route", "ROUTE-000000")).toBe(wrote);
  expect(await events("report-evidence")).toBe(before + 1);
  await again();
  expect(await events("report-evidence")).toBe(before + 1);
  const { evidence } = await again();
  expect(evidence[0]).not.toHaveProperty("tellsAuthors");
});

test("a build that is told again adds its authors, once", async () => {
  const ines = await member();
  const build = { program, environment: "staging", side: "go", commit };
  await reportDeployment.run(as(admin), build);
  expect(await objection(ines, "route", "ROUTE-000000")).toBeNull();
  const told = { ...build, authors: [`@${ines.handle} ${commit}`] };
  const before = await events("report-deployment");
  await reportDeployment.run(as(admin), told);
  expect(await objection(ines, "route", "ROUTE-000000")).toBe(wrote);
  await reportDeployment.run(as(admin), told);
  expect(await events("report-deployment")).toBe(before + 1);
});

test("who wrote what a capability's rows were tested on does not sign the capability", async () => {
  const [author, owner] = [await member(), await member()];
  await report("PT-ROUTE-000001", [`@${author.handle} ${commit}`]);
  expect(await objection(author, "capability", "tags")).toBe(wrote);
  expect(await objection(owner, "capability", "tags")).toBeNull();
  const sign = async (actor: Person) => {
    const { kind, key, digest } = await readSignOff.run(as(actor), {
      program,
      kind: "capability",
      key: "tags",
    });
    return signOff.run(as(actor), { program, subjects: [{ kind, key, digest }] });
  };
  expect((await sign(author)).refused[0]?.says).toBe(wrote);
  expect((await sign(owner)).signed).toHaveLength(1);
});

test("who wrote a document signs neither it nor the gate that approves it; another revision has other authors", async () => {
  const [author, owner] = [await member(), await member()];
  const document = { program, kind: "document", key: "registryd_design.md", owner: "team-0" };
  const manager = await personWith(runtime.database, "manager", programId);
  const set = (more: object) => setDocument.run(as(manager), { ...document, ...more });
  await set({ revision: "v1", authors: [`@${author.handle} abcdef0123`] });
  const own = "You wrote commit abcdef012 of it: somebody else has to vouch for it.";
  expect(await objection(author, "document", document.key)).toBe(own);
  expect(await objection(author, "program-gate", "G8")).toBe(own);
  expect(await objection(owner, "document", document.key)).toBeNull();
  await set({ place: "docs/registryd_design.md" });
  expect(await objection(author, "document", document.key)).toBe(own);
  await set({ revision: "v2" });
  expect(await objection(author, "document", document.key)).toBeNull();
  // A revision that is a commit which CI told of, by its beginning.
  const other = await member();
  await report("PT-ROUTE-000002", [`@${other.handle} ${commit}`]);
  await set({ revision: "8F2C1AB9" });
  expect(await objection(other, "document", document.key)).toBe(wrote);
  expect(await objection(owner, "document", document.key)).toBeNull();
});
