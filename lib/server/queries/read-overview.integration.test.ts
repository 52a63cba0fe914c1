import { afterAll, beforeAll, expect, test } from "vitest";
import {
  listImports as listImportsContract,
  readImport as readImportContract,
} from "@/lib/contract/imports";
import * as contract from "@/lib/contract/overview";
import { createProgram } from "@/lib/server/commands/create-program";
import { loadExample } from "@/lib/server/commands/load-example";
import { previewImport } from "@/lib/server/commands/preview-import";
import { listImports } from "@/lib/server/queries/list-imports";
import { readImport } from "@/lib/server/queries/read-import";
import { readOverview } from "@/lib/server/queries/read-overview";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExample.run(as(admin), { key: "quay" });
  await createProgram.run(as(admin), { key: "fresh", legacy: "node", target: "go" });
});
afterAll(() => runtime.close());

const overview = async (program: string) =>
  contract.readOverview.answer.parse(await readOverview.run(as(admin), { program }));

test("an overview's parts add up to the program", async () => {
  const { families, verification, environments, changes } = await overview("quay");
  expect(families.reduce((sum, { routes }) => sum + routes, 0)).toBe(413);
  expect(families[0]).toMatchObject({ key: "api-v1", routes: 268 });
  for (const { key, workers } of environments) {
    const shared = families.map(({ share }) => share[key] ?? { target: 0, canary: 0, legacy: 0 });
    const routes = shared.reduce(
      (sum, share) => sum + share.target + share.canary + share.legacy,
      0,
    );
    const switchable = {
      programId: (await runtime.database.program.findUniqueOrThrow({ where: { key: "quay" } })).id,
      isSwitchable: true,
    };
    expect(routes).toBe(
      await runtime.database.item.count({ where: { ...switchable, kind: "route" } }),
    );
    expect(workers.legacy + workers.target + workers.off).toBe(
      await runtime.database.item.count({ where: { ...switchable, kind: "worker" } }),
    );
  }
  const routes = verification.filter(({ kind }) => kind === "route");
  expect(routes.reduce((sum, { count }) => sum + count, 0)).toBe(413);
  expect(changes.map(({ at }) => at)).toEqual(
    changes
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
});

test("an empty program has nothing, and says so without failing", async () => {
  expect(await overview("fresh")).toMatchObject({
    verification: [],
    families: [],
    findings: [],
    changes: [],
  });
});

test("an import is listed newest first, and read without its files", async () => {
  const csv = (path: string) =>
    new TextEncoder().encode(`route_id,method,path_template,route_family\nR-1,GET,${path},web\n`);
  for (const path of ["/one", "/two"]) {
    await previewImport.run(as(admin), {
      program: "fresh",
      files: [{ name: "routes.csv", bytes: csv(path) }],
    });
  }
  const { imports } = listImportsContract.answer.parse(
    await listImports.run(as(admin), { program: "fresh" }),
  );
  expect(imports).toMatchObject([
    { status: "previewed", files: 1 },
    { status: "previewed", files: 1 },
  ]);
  expect(imports[0]?.createdAt.localeCompare(imports[1]?.createdAt ?? "")).toBeGreaterThanOrEqual(
    0,
  );
  const read = await readImport.run(as(admin), { program: "fresh", import: imports[0]?.id });
  expect(readImportContract.answer.parse(read).summary.creates).toEqual({ route: 1 });
  expect(read).not.toHaveProperty("files");
  await expect(
    readImport.run(as(admin), { program: "quay", import: imports[0]?.id }),
  ).rejects.toMatchObject({ code: "not-found" });
});
