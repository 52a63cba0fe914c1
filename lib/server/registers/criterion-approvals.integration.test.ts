import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import * as contract from "@/lib/contract/milestones";
import type { Actor } from "@/lib/domain/permissions";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import { setDocument } from "@/lib/server/commands/set-document";
import { signOff } from "@/lib/server/commands/sign-off";
import { stateCriterion } from "@/lib/server/commands/state-criterion";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { listSignOffSubjects } from "@/lib/server/queries/list-sign-off-subjects";
import { readMilestone } from "@/lib/server/queries/read-milestone";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as, inTeams, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "quay-approvals";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
let owner: Person;

const ownerOf = async (team: string): Promise<Person> => {
  const person = await personWith(runtime.database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  const now = new Date();
  const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
  return { ...(await inTeams(runtime.database, person, [team])), session };
};

const m0 = async () =>
  contract.readMilestone.answer.parse(
    await readMilestone.run(as(admin), { program, milestone: "M0" }),
  );
const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await m0()).criteria.map(({ title, state }) => [title, state]));
const criterion = async (start: string) => {
  const found = (await m0()).criteria.find(({ title }) => title.startsWith(start));
  if (!found) throw new Error(`no criterion begins with ${start}`);
  return found;
};

/** Which criteria read otherwise after something was done. */
const moved = async (act: () => Promise<unknown>): Promise<Record<string, string>> => {
  const was = await states();
  await act();
  const is = await states();
  return Object.fromEntries(Object.entries(is).filter(([title, state]) => was[title] !== state));
};

const document = (key: string) => ({ program, kind: "document", key });
const say = (key: string, more: object) =>
  setDocument.run(as(owner), { ...document(key), owner: "registryd-v2", ...more });
const sign = async (key: string) => {
  const { digest } = await readSignOff.run(as(owner), document(key));
  const { refused } = await signOff.run(as(owner), {
    program,
    subjects: [{ kind: "document", key, digest }],
  });
  expect(refused).toEqual([]);
};
const signed = async (key: string) => {
  await say(key, { revision: "8f2c1ab9" });
  await sign(key);
};

describe.skipIf(realFixtures() === null)(
  "criteria that ask the approval of documents, of the real program (skipped without ../shared/real)",
  () => {
    beforeAll(async () => {
      runtime = await startTestRuntime();
      await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
      const { id } = await previewImport.run(as(admin), { program, files: realFiles("quay") });
      await applyImport.run(as(admin), { program, import: id });
      ({ id: programId } = await runtime.database.program.findUniqueOrThrow({
        where: { key: program },
      }));
      owner = await ownerOf("registryd-v2");
    });
    afterAll(() => runtime.close());

    test("are the nine that say approved; the other ten are read as before", async () => {
      const { criteria } = await m0();
      const read = criteria.filter(({ clauses }) => clauses.length > 0);
      expect(
        read.map(({ title, clauses, byHand }) => [
          title.slice(0, 24),
          clauses.filter(({ kind }) => kind === "document").length,
          byHand,
        ]),
      ).toEqual([
        ["data_access_layer_design", 1, []],
        ["go_module_strategy.md ap", 1, ["Go scaffold/CI checks green"]],
        ["fips_crypto_migration.md", 1, []],
        ["storage_backend_inventor", 1, ["tracker coverage"]],
        ["registryd_design.md appr", 1, []],
        ["redis_usage_inventory.md", 1, []],
        ["deployment/config/image/", 5, []],
        ["auth backend + notificat", 2, []],
        ["ai_agent_guide.md approv", 1, ["task packets created"]],
      ]);
      expect(read.every(({ state }) => state === "fail")).toBe(true);
    });

    test("a document that goes by two names is listed once, by its path, or as a gate names it", async () => {
      const { rows } = await listSignOffSubjects.run(as(owner), { program, kind: "document" });
      const keys = rows.map(({ key }) => key);
      expect(keys.filter((key) => keys.some((other) => other.endsWith(`/${key}`)))).toEqual([]);
      expect(keys).toEqual(
        expect.arrayContaining(["registryd_design.md", "plans/rewrite/signoff_workflow.md"]),
      );
    });

    test("say whose it is and what their file says, which decides nothing", async () => {
      const data = await criterion("data_access_layer_design.md");
      expect(data.because).toBe("Nobody owns data_access_layer_design.md, so nobody signed it.");
      expect(data.facts).toEqual([
        "Of the line as a whole: m0_readiness_checklist.md, row 17 says “blocked”.",
      ]);
      expect(data.link).toBe(`/programs/${program}/sign-offs/document/data_access_layer_design.md`);
    });

    test("signing a document moves exactly the criterion that names it", async () => {
      await say("registryd_design.md", { revision: "8f2c1ab9" });
      expect(await criterion("registryd_design.md")).toMatchObject({
        state: "fail",
        owner: "registryd-v2",
      });
      expect(await moved(() => sign("registryd_design.md"))).toEqual({
        "registryd_design.md approved": "pass",
      });
      expect(await criterion("registryd_design.md")).toMatchObject({
        because: `registryd_design.md is signed by ${owner.name}.`,
        related: [{ key: "G11", state: "blocked" }],
      });
    });

    test("nobody says that a document is signed, and its evidence can still be mended", async () => {
      const asked = async (more: object) => {
        const { key, version, stated, evidence } = await criterion("redis_usage_inventory.md");
        const at = { program, milestone: "M0", criterion: key, version, reason: "by the test" };
        return stateCriterion.run(as(owner), { ...at, stated, evidence, ...more });
      };
      await expect(asked({ stated: "pass" })).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("is read from signatures and not said by anybody"),
      });
      await asked({ notes: "looked at on Monday" });
      expect(await criterion("redis_usage_inventory.md")).toMatchObject({
        state: "fail",
        notes: "looked at on Monday",
      });
    });

    test("of several documents every one has to be signed, by whichever of its names", async () => {
      expect(await moved(() => signed("auth_backend_inventory.md"))).toEqual({});
      const half = await criterion("auth backend + notification");
      expect(half.because).toMatch(/^1 of 2 documents are signed\. /);
      expect(await moved(() => signed("plans/rewrite/notification_driver_inventory.md"))).toEqual({
        "auth backend + notification plans approved": "pass",
      });
    });

    test("what nothing reads besides has to be said, and never stands for the signature", async () => {
      const start = "go_module_strategy.md";
      const title = "go_module_strategy.md approved and Go scaffold/CI checks green";
      const said = async (stated: "pass" | "fail") => {
        const { key, version } = await criterion(start);
        const at = { program, milestone: "M0", criterion: key, version, reason: "by the test" };
        await stateCriterion.run(as(owner), { ...at, stated });
      };
      expect(await moved(() => said("pass"))).toEqual({});
      expect((await criterion(start)).clauses).toMatchObject([
        { kind: "document", title: "go_module_strategy.md", state: "fail" },
        { kind: "said", title: "Go scaffold/CI checks green", state: "pass", link: null },
      ]);
      expect(await moved(() => signed("go_module_strategy.md"))).toEqual({ [title]: "pass" });
      expect(await moved(() => said("fail"))).toEqual({ [title]: "fail" });
      await said("pass");
    });

    test("a document that changed, and a signature that was taken back, open them again", async () => {
      const key = "registryd_design.md";
      expect(await moved(() => say(key, { revision: "b2b2b2b2" }))).toEqual({
        "registryd_design.md approved": "fail",
      });
      expect((await criterion("registryd_design.md")).because).toBe(
        "What was signed of registryd_design.md changed since: registryd-v2 has to look again.",
      );
      expect(await moved(() => sign(key))).toEqual({ "registryd_design.md approved": "pass" });
      const { signatures } = await readSignOff.run(as(owner), document("go_module_strategy.md"));
      const signature = signatures[0]?.id ?? "";
      expect(
        await moved(() =>
          withdrawSignature.run(as(owner), { program, signature, reason: "signed too early" }),
        ),
      ).toEqual({ "go_module_strategy.md approved and Go scaffold/CI checks green": "fail" });
    });

    test("the files brought again change none of it", async () => {
      const bring = async () => {
        const { id } = await previewImport.run(as(admin), { program, files: realFiles("quay") });
        await applyImport.run(as(admin), { program, import: id });
      };
      expect(await moved(bring)).toEqual({});
    });
  },
);
