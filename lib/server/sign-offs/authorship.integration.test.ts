import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SpooledFile } from "@/lib/contract/spooled-file";
import type { Actor } from "@/lib/domain/permissions";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import { recognisePerson } from "@/lib/server/commands/recognise-person";
import { reportDeployment } from "@/lib/server/commands/report-deployment";
import { reportEvidence } from "@/lib/server/commands/report-evidence";
import { setMailing } from "@/lib/server/commands/set-mailing";
import { signOff } from "@/lib/server/commands/sign-off";
import { accountsOf } from "@/lib/server/people/one-person";
import { readPerson } from "@/lib/server/queries/read-person";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as, inTeams, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "four-eyes";
const commit = "8f2c1ab98f2c1ab98f2c1ab98f2c1ab98f2c1ab9";
const folder = mkdtempSync(path.join(tmpdir(), "signalbox-authorship-"));
const checklist = [
  "route_id,method,path_template,verification_status,owner_signoff,suggested_owner,auth_evidence_ref,test_evidence_ref,rollback_note",
  ...[1, 2].map(
    (n) =>
      `R-${n},GET,/r${n},verified-source-anchored,,registry,app/r${n}.py:1,PT-${n},flip it back`,
  ),
].join("\n");

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

/** Somebody of the owning team, at a browser into which they have just signed. */
const member = async (more: { email?: string; handle?: string } = {}): Promise<Person> => {
  const person = await personWith(runtime.database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  await runtime.database.person.update({ where: { id: person.id }, data: more });
  const now = new Date();
  const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
  return inTeams(runtime.database, { ...person, session }, ["registry"]);
};

const objection = async (actor: Actor, key: string) =>
  (await readSignOff.run(as(actor), { program, kind: "route", key })).objection;

const report = async (key: string, authors: readonly string[], actor: Actor = admin) => {
  const xml = `<testsuite name="${randomUUID()}" tests="1"><testcase classname="contract" name="${key}" time="0.1"/></testsuite>`;
  const place = path.join(folder, `${randomUUID()}.xml`);
  writeFileSync(place, xml);
  const digest = createHash("sha256").update(xml).digest("hex");
  const files = [new SpooledFile(`${key}.xml`, place, Buffer.byteLength(xml), digest)];
  await reportEvidence.run(as(actor), { program, side: "target", commit, authors, files });
};

describe("four eyes", () => {
  beforeAll(async () => {
    runtime = await startTestRuntime();
    await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
    const files = [{ name: "list.csv", bytes: new TextEncoder().encode(checklist) }];
    const { id } = await previewImport.run(as(admin), { program, files });
    await applyImport.run(as(admin), { program, import: id });
    ({ id: programId } = await runtime.database.program.findUniqueOrThrow({
      where: { key: program },
    }));
    await report("PT-1", [`Ana.Lima@example.org ${commit}`]);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await runtime.close();
  });

  test("who wrote a commit of what is signed does not sign it, and hears which; somebody else does", async () => {
    const ana = await member({ email: "ana.lima@EXAMPLE.org" });
    const kenji = await member();
    expect(await objection(ana, "R-1")).toBe(
      "You wrote commit 8f2c1ab98 of it: somebody else has to vouch for it.",
    );
    const {
      kind,
      key,
      digest,
      objection: none,
    } = await readSignOff.run(as(kenji), {
      program,
      kind: "route",
      key: "R-1",
    });
    expect(none).toBeNull();
    const subjects = [{ kind, key, digest }];
    const own = await signOff.run(as(ana), { program, subjects });
    expect(own.refused[0]?.says).toContain("You wrote commit 8f2c1ab98");
    expect((await signOff.run(as(kenji), { program, subjects })).signed).toHaveLength(1);
  });

  test("whoever has a second account of the same address signs nothing of the first with it", async () => {
    const one = await member({ email: "twice@example.org" });
    const other = await member({ email: "Twice@Example.org" });
    await report("PT-2", [`@${one.handle} ${commit}`]);
    expect(await objection(one, "R-2")).toContain("You wrote commit 8f2c1ab98");
    expect(await objection(other, "R-2")).toContain("You wrote commit 8f2c1ab98");
    expect(await objection(await member({ email: "else@example.org" }), "R-2")).toBeNull();
  });

  describe("an address that the provider tells no more", () => {
    const identity = { provider: "oidc", subject: randomUUID(), handle: null, name: null };
    const signsInAs = (email: string) =>
      recognisePerson.run(as({ kind: "system", name: "sign-in" }), {
        ...identity,
        email,
      });

    test("stays of its author, and of whoever has it next", async () => {
      const { handle } = await signsInAs("Maiden@example.org");
      await report("PT-2", [`maiden@example.org ${commit}`]);
      const renamed = await member();
      await runtime.database.identity.updateMany({
        where: { subject: identity.subject },
        data: { personId: renamed.id },
      });
      await runtime.database.person.update({
        where: { id: renamed.id },
        data: { email: "Maiden@example.org" },
      });
      await runtime.database.person.delete({ where: { handle } });
      expect((await signsInAs("married@example.org")).handle).toBe(renamed.handle);
      expect(await objection(renamed, "R-2")).toContain("You wrote commit 8f2c1ab98");
      const next = await member({ email: "MAIDEN@example.org" });
      expect(await objection(next, "R-2")).toContain("You wrote commit 8f2c1ab98");
      expect(await accountsOf(runtime.database, next.id)).toEqual([next.id, renamed.id]);
      const { formerEmails, history } = await readPerson.run(as(admin), { person: renamed.handle });
      expect(formerEmails).toEqual(["maiden@example.org"]);
      expect(history[0]?.action).toBe("recognise-person");
    });

    test("is theirs as before once the provider tells it again", async () => {
      const { handle } = await signsInAs("maiden@example.org");
      const { email, formerEmails } = await readPerson.run(as(admin), { person: handle });
      expect([email, formerEmails]).toEqual(["maiden@example.org", ["married@example.org"]]);
    });

    test("is kept also where its person wrote another for their mail", async () => {
      const vera = await member({ email: "vera@example.org" });
      await setMailing.run(as(vera), { mailing: "each", email: "v@example.org" });
      const { email, formerEmails } = await readPerson.run(as(admin), { person: vera.handle });
      expect([email, formerEmails]).toEqual(["v@example.org", ["vera@example.org"]]);
    });
  });

  test("authors that a deployment of the build names count as well", async () => {
    const ines = await member();
    await report("PT-2", []);
    expect(await objection(ines, "R-2")).toBeNull();
    await reportDeployment.run(as(admin), {
      program,
      environment: "staging",
      side: "go",
      commit,
      authors: [`@${ines.handle.toUpperCase()} 1234567`],
    });
    expect(await objection(ines, "R-2")).toContain("You wrote commit 1234567");
  });

  test("who owns the token that reported it does not sign it", async () => {
    const [owner, stranger] = [await member(), await member()];
    const token = await runtime.database.token.create({
      data: {
        name: "ci",
        hash: randomUUID(),
        hint: "ci",
        scopes: ["evidence"],
        programId,
        createdByName: "somebody who is gone",
        ownerId: owner.id,
      },
    });
    await report("PT-2", ["nobody@example.org"], {
      kind: "token",
      id: token.id,
      name: "ci",
      scopes: ["evidence"],
      programId,
      environmentId: null,
    });
    expect(await objection(owner, "R-2")).toContain("a token of yours, reported the evidence");
    expect(await objection(stranger, "R-2")).toBeNull();
  });
});
