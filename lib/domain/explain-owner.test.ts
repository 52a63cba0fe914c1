import { expect, test } from "vitest";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { explainOwner } from "@/lib/domain/explain-owner";
import { compileRoutes } from "@/lib/domain/route-table";
import type { Snapshot } from "@/lib/domain/snapshot";

const canary = { percent: 1000, key: "org", salt: "s" } as const;
const board = exampleSnapshot({
  families: { "registry-v2": { owner: "go" } },
  capabilities: { "v2-pull": { owner: "go", canary } },
  routes: [exampleRoute("R1", { owner: "python" }), exampleRoute("R2")],
});
const explain = (snapshot: Snapshot, request: Parameters<typeof explainOwner>[2]) =>
  explainOwner(
    snapshot,
    compileRoutes(snapshot.routes, (source) => (text) => new RegExp(`^(?:${source})$`).test(text)),
    request,
  );
const told = ({ voices }: ReturnType<typeof explainOwner>) =>
  voices.map(({ level, says, decides }) => `${decides ? "*" : ""}${level}: ${says}`);

test("the rule that decided comes with every rule that it hid, the strongest first", () => {
  expect(told(explain(board, { route: "R1" }))).toEqual([
    "*route: python",
    "capability: go for 10 % of orgs",
    "family: go",
    "default: python",
  ]);
});

test("under force everything else is hidden", () => {
  const forced = { ...board, force: [programForce] };
  const explained = explain(forced, { method: "GET", path: "/v2/R2" });
  expect(explained.decision.owner).toBe("python");
  expect(explained.route?.id).toBe("R2");
  expect(told(explained)[0]).toBe("*force: python");
});

test("a share says where the request falls", () => {
  const { bucket, decision } = explain(board, { route: "R2", context: { org: "acme" } });
  expect(bucket).toMatchObject({ below: 1000, of: "org" });
  expect(decision.owner).toBe((bucket?.value ?? 0) < 1000 ? "go" : "python");
});

test("a request that meets no route is decided by nothing that is written", () => {
  const explained = explain(board, { method: "GET", path: "/nowhere" });
  expect(explained).toMatchObject({
    route: null,
    voices: [],
    decision: { owner: "python", decidedBy: "fallback" },
  });
});

test("a worker is explained by its own rule and by force", () => {
  expect(told(explain(board, { worker: "notificationworker" }))).toEqual(["*worker: python"]);
  expect(
    told(explain({ ...board, force: [programForce] }, { worker: "notificationworker" })),
  ).toEqual(["*force: python", "worker: python"]);
});
