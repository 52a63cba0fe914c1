import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { processorTime } from "@/lib/domain/test-processor-time";
import { assignRows } from "@/lib/server/commands/assign-rows";
import { removeCodeowners } from "@/lib/server/commands/remove-codeowners";
import { setCodeowners } from "@/lib/server/commands/set-codeowners";
import { setOwnerRules } from "@/lib/server/commands/set-owner-rules";
import { bring, realProgram } from "@/lib/server/inventory/test-bring";
import { ownersOf, realCodeowners } from "@/lib/server/owners/test-owners";
import { previewCodeowners } from "@/lib/server/queries/preview-codeowners";
import { previewOwnerRules } from "@/lib/server/queries/preview-owner-rules";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const program = "quay-owners";
const reason = "asked for by the test";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

const run = as(admin);
const { owners, version, rowsOf, row } = ownersOf(program);

describe.skipIf(realFixtures() === null)(
  "owners of the real program (skipped without ../shared/real)",
  () => {
    const files = realFixtures() === null ? [] : realFiles("quay");
    beforeAll(async () => {
      runtime = await startTestRuntime();
      programId = await realProgram(runtime.database, program);
    });
    afterAll(() => runtime.close());

    test("the imported assignment stands, and what it leaves out is the list of rows without an owner", async () => {
      const { rows, unowned, teams } = await owners();
      expect(teams.reduce((sum, { rows: count }) => sum + count, 0) + unowned).toBe(rows);
      expect(teams.find(({ team }) => team === "registryd-v2")).toMatchObject({ hand: 0, rule: 0 });
      const { total, rows: some } = await rowsOf({ unowned: "true", limit: 5 });
      expect(total).toBe(unowned);
      expect(some.every(({ team, why }) => team === null && why.is === "nobody")).toBe(true);
      expect((await row("ROUTE-0001")).why).toEqual({ is: "import", says: "As the sources say" });
    });

    test("a rule goes before the sources, and its preview says whose rows change before they do", async () => {
      const rules = [{ team: "security", path: "endpoints/oauth/" }];
      const input = { program, rules, reason, makeTeams: true };
      const seen = await previewOwnerRules.run(run, { ...input, dryRun: true });
      expect(seen.decides[0]).toBeGreaterThan(0);
      expect(seen.teams.find(({ team }) => team === "security")).toMatchObject({
        before: 0,
        after: seen.decides[0],
        isNew: true,
      });
      expect((await owners()).rules).toEqual([]);
      const done = await setOwnerRules.run(run, {
        ...input,
        inventoryVersion: seen.inventoryVersion,
      });
      expect(done.changed).toBe(seen.changed);
      const { rows, total } = await rowsOf({ team: "security" });
      expect(total).toBe(seen.decides[0]);
      expect(rows[0]?.why).toEqual({ is: "rule", says: "Rule 1: source endpoints/oauth/" });
      await expect(
        setOwnerRules.run(run, { ...input, inventoryVersion: seen.inventoryVersion }),
      ).rejects.toMatchObject({ code: "stale-version" });
    });

    test("a team that does not exist is taken for a misspelling until somebody says otherwise", async () => {
      await expect(
        setOwnerRules.run(run, { program, reason, rules: [{ team: "securty", wave: "A1" }] }),
      ).rejects.toMatchObject({ code: "invalid", reasons: [{ field: "rules[0].team" }] });
      await expect(
        setOwnerRules.run(run, { program, reason, rules: [{ team: "security" }] }),
      ).rejects.toMatchObject({ code: "invalid", reasons: [{ field: "rules[0]" }] });
    });

    test("CODEOWNERS goes before the sources and after rules; unknown owners are named with lines and rows", async () => {
      const text = `# who sees to what
* @acme/nobody-here
/endpoints/v2/ @acme/registryd-v2 @acme/platform
/endpoints/api/ @acme/api-team
[Workers]
/workers/ @acme/platform
`;
      const before = await row("ROUTE-0001");
      const seen = await previewCodeowners.run(run, { program, text, dryRun: true });
      expect(seen.sections).toEqual([
        { name: "", lines: 3 },
        { name: "workers", lines: 1 },
      ]);
      const owner = (name: string) => seen.owners.find((one) => one.owner === name);
      expect(owner("@acme/registryd-v2")).toMatchObject({ team: "registryd-v2", at: [3] });
      expect(owner("@acme/nobody-here")).toMatchObject({ team: null, lines: 1, at: [2] });
      expect(owner("@acme/nobody-here")?.rows).toBeGreaterThan(0);
      expect(owner("@acme/api-team")).toMatchObject({ team: null });
      expect(before.sourcePath).toMatch(/^endpoints\/api\//);
      const teams = { "@acme/api-team": "api-people", "@acme/platform": "platform" };
      const input = { program, text, teams, reason };
      await expect(setCodeowners.run(run, input)).rejects.toMatchObject({ code: "invalid" });
      const done = await setCodeowners.run(run, {
        ...input,
        makeTeams: true,
        inventoryVersion: seen.inventoryVersion,
      });
      expect(done.changed).toBeGreaterThan(seen.changed);
      expect(await row("ROUTE-0001")).toMatchObject({
        team: "api-people",
        named: before.team,
        why: { is: "codeowners", says: "CODEOWNERS line 4: @acme/api-team" },
      });
      const v2 = (await rowsOf({ team: "registryd-v2", limit: 200 })).rows.find(
        ({ why }) => why.is === "codeowners",
      );
      expect(v2?.why.says).toBe("CODEOWNERS line 3: @acme/registryd-v2; also platform");
      expect((await rowsOf({ team: "security" })).rows[0]?.why.is).toBe("rule");
    });

    test("what was given by hand, by rule or by CODEOWNERS survives the same files imported again", async () => {
      const given = await assignRows.run(run, {
        program,
        team: "platform",
        rows: [
          { kind: "route", key: "ROUTE-0001" },
          { kind: "route", key: "ROUTE-0002" },
        ],
        reason,
      });
      expect(given.changed).toBe(2);
      const before = await owners();
      const { summary } = await bring(program, files);
      expect(summary.says).toMatch(/^Nothing/);
      const after = await owners();
      expect(after.teams).toEqual(before.teams);
      expect(await row("ROUTE-0001")).toMatchObject({ team: "platform", why: { is: "hand" } });
    });

    test("an import that names another team says who keeps the rows, and takes them from nobody", async () => {
      const changed = files.map(({ name, bytes }) => {
        const lines = new TextDecoder().decode(bytes).split("\n");
        const text = lines.map((line) =>
          line.includes("ROUTE-0001,") ? line.replaceAll("api-service", "somebody-else") : line,
        );
        return { name, bytes: new TextEncoder().encode(text.join("\n")) };
      });
      const { summary } = await bring(program, changed);
      expect(summary.findings.find(({ code }) => code === "owner-kept")?.says).toBe(
        "The sources now give ROUTE-0001 to somebody-else. platform has been given them by hand and keeps them.",
      );
      expect(await row("ROUTE-0001")).toMatchObject({ team: "platform", named: "somebody-else" });
      const back = await assignRows.run(run, {
        program,
        team: null,
        rows: [{ kind: "route", key: "ROUTE-0001" }],
        reason,
      });
      expect(back.rows[0]).toMatchObject({ before: "platform", after: "api-people" });
    });

    test("without the file and the rules everything is the sources' again", async () => {
      await removeCodeowners.run(run, { program, reason });
      await setOwnerRules.run(run, { program, rules: [], reason });
      const { teams } = await owners();
      expect(teams.every(({ rule, codeowners }) => rule + codeowners === 0)).toBe(true);
      expect((await row("ROUTE-0001")).team).toBe("somebody-else");
      expect((await row("ROUTE-0002")).team).toBe("platform");
    });

    test("a whole filter is assigned as it was seen, and not when the inventory moved on", async () => {
      const filter = { unowned: true };
      const { total, inventoryVersion } = await rowsOf({ unowned: "true", limit: 1 });
      await expect(
        assignRows.run(run, { program, team: "platform", filter, reason }),
      ).rejects.toMatchObject({ code: "invalid" });
      await expect(
        assignRows.run(run, {
          program,
          team: "platform",
          filter,
          reason,
          inventoryVersion: inventoryVersion - 1,
        }),
      ).rejects.toMatchObject({ code: "stale-version" });
      const done = await assignRows.run(run, {
        program,
        team: "platform",
        filter,
        reason,
        inventoryVersion,
      });
      expect(done.changed).toBe(total);
      expect((await owners()).unowned).toBe(0);
      await expect(
        assignRows.run(run, {
          program,
          team: "platform",
          rows: [{ kind: "route", key: "ROUTE-0002" }],
          reason,
        }),
      ).rejects.toMatchObject({ code: "no-effect" });
      await expect(
        assignRows.run(run, {
          program,
          team: "platform",
          rows: [
            { kind: "route", key: "ROUTE-0003" },
            { kind: "route", key: "ROUTE-9999" },
          ],
          reason,
        }),
      ).rejects.toMatchObject({ code: "not-found" });
      expect((await row("ROUTE-0003")).team).toBe("api-service");
    });

    test("a team is told once of all its new rows, and whoever gave them is not", async () => {
      const giver = await personWith(runtime.database, "manager", programId);
      const member = await personWith(runtime.database, "owner", programId);
      if (giver.kind !== "person" || member.kind !== "person") throw new Error("not people");
      const team = await runtime.database.team.findUniqueOrThrow({ where: { key: "security" } });
      await runtime.database.teamMember.createMany({
        data: [giver, member].map(({ id }) => ({ teamId: team.id, personId: id })),
      });
      await assignRows.run(as(giver), {
        program,
        team: "security",
        rows: ["ROUTE-0004", "ROUTE-0005"].map((key) => ({ kind: "route", key })),
        reason,
      });
      const told = await runtime.database.notice.findMany({
        where: {
          programId,
          kind: "rows-assigned",
          subject: { path: ["team"], equals: "security" },
        },
        orderBy: { at: "desc" },
        include: { recipients: true },
      });
      expect(told[0]?.says).toBe(
        `2 rows are security's now (ROUTE-0004, ROUTE-0005), by ${giver.name}.`,
      );
      expect(told[0]?.recipients.map(({ personId }) => personId)).toEqual([member.id]);
    });

    test.each([
      ["otel-js-contrib", "@open-telemetry/javascript-approvers"],
      ["prometheus", "@prometheus/default-maintainers"],
    ])("the real file of %s is read, and its owners are asked for", async (name, first) => {
      const file = { program, name, text: realCodeowners(name), dryRun: true };
      const seen = await previewCodeowners.run(run, file);
      expect(seen.faultCount).toBe(0);
      const { rows } = await owners();
      const asked = seen.owners.find(({ owner }) => owner === first);
      expect(asked).toMatchObject({ team: null, rows: rows - seen.withoutSource });
      expect(seen.changed).toBe(0);
      const teams = { [first]: "platform" };
      const mapped = await previewCodeowners.run(run, { ...file, teams });
      expect(mapped.changed).toBeGreaterThan(100);
    });

    test("thirty thousand lines and teams that nobody knows are previewed in seconds", async () => {
      const lines = Array.from({ length: 30_000 }, (_, at) => `/src/m${at}/ @acme/t${at % 500}`);
      const text = `* @acme/platform\n${lines.join("\n")}\n`;
      const spent = processorTime();
      const seen = await previewCodeowners.run(run, { program, text, dryRun: true });
      expect(spent()).toBeLessThan(15_000);
      expect(seen.lines).toBe(30_001);
      expect(seen.owners).toHaveLength(501);
      expect(seen.owners.filter(({ team }) => team === null)).toHaveLength(500);
    });

    test("names with marks of direction and three hundred characters are teams like others; a line break is none", async () => {
      const name = `\u202Eteam\u200F ${"\u05D0".repeat(290)}`;
      const rows = [{ kind: "route", key: "ROUTE-0006" }];
      await assignRows.run(run, { program, team: name, rows, reason, makeTeams: true });
      expect((await row("ROUTE-0006")).team).toBe(name);
      await expect(
        assignRows.run(run, { program, team: "a\nb", rows, reason, makeTeams: true }),
      ).rejects.toMatchObject({ code: "invalid" });
      await expect(
        assignRows.run(run, { program, team: "x".repeat(301), rows, reason, makeTeams: true }),
      ).rejects.toMatchObject({ code: "invalid" });
      await assignRows.run(run, { program, team: null, rows, reason });
    });

    test("two assignments at once of the same version: one of them is refused", async () => {
      const inventoryVersion = await version();
      const both = await Promise.allSettled(
        ["platform", "security"].map((team) =>
          assignRows.run(run, {
            program,
            team,
            rows: [{ kind: "route", key: "ROUTE-0007" }],
            reason,
            inventoryVersion,
          }),
        ),
      );
      expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });
  },
);
