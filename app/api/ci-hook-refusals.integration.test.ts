import { createHmac, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { githubCall, gitlabCall, pipeline, workflowRun } from "@/lib/server/blockers/test-ci-calls";
import { revokeCiHook } from "@/lib/server/commands/revoke-ci-hook";
import { listBlockers } from "@/lib/server/queries/list-blockers";
import { listCiHooks } from "@/lib/server/queries/list-ci-hooks";
import { admin, as } from "@/lib/server/test-actors";
import { nobody } from "@/lib/server/test-callers";
import { call, problemIn, send } from "./test-border";
import { ciHook, withCiHooks } from "./test-ci-hooks";
import { refusedBy } from "./test-refused";

const made = withCiHooks();

const blockers = async () =>
  (await listBlockers.run(as(admin), { program: made.program, state: "open" })).blockers;

describe("what is refused in words", () => {
  const good = () => githubCall(made.github.secret, "workflow_run", workflowRun(1, "failure"));
  const ask = (input: object) => () =>
    call("takeCiDelivery", { hook: made.github.hook.id, ...good(), ...input }, nobody);
  const refused = (input: object) => refusedBy(made.database(), ask(input));

  test.each<[string, () => object, number, string]>([
    ["no signature", () => ({ signature: null }), 401, "not signed"],
    ["a wrong one", () => ({ signature: `sha256=${"0".repeat(64)}` }), 401, "does not fit"],
    ["one of another kind", () => ({ signature: `sha1=${"0".repeat(40)}` }), 401, "does not fit"],
    ["another body", () => ({ body: '{"action":"completed"}' }), 401, "does not fit"],
    ["another hook's signature", () => ({ hook: made.gitlab.hook.id }), 401, "no token"],
    [
      "another hook's secret",
      () => githubCall(made.gitlab.secret, "ping", {}),
      401,
      "does not fit",
    ],
    [
      "a token that is not the secret",
      () => ({ hook: made.gitlab.hook.id, ...gitlabCall("guess", pipeline(1, "failed")) }),
      401,
      "not this hook's secret",
    ],
    ["a hook that there is not", () => ({ hook: randomUUID() }), 401, "no such CI hook"],
    ["a hook that is no id", () => ({ hook: "x" }), 422, ""],
  ])("%s", async (_, input, status, words) => {
    const problem = await refused(input());
    expect(problem.status).toBe(status);
    expect(problem.detail).toContain(words);
    expect(await blockers()).toEqual([]);
  });

  test.each<[string, string, string, number]>([
    ["no JSON", "{", "workflow_run", 400],
    ["a list", "[]", "workflow_run", 400],
    ["no run", "{}", "workflow_run", 422],
    ["no checks", '{"action":"completed"}', "check_suite", 422],
    [
      "a run of nothing",
      '{"action":"completed","workflow_run":{"id":1,"conclusion":"failure"}}',
      "workflow_run",
      422,
    ],
    ["a form", "payload=%7B%7D", "workflow_run", 400],
  ])("%s, signed", async (_, body, event, status) => {
    const mac = createHmac("sha256", made.github.secret).update(body).digest("hex");
    const problem = await refused({ body, githubEvent: event, signature: `sha256=${mac}` });
    expect(problem.status).toBe(status);
  });

  test("more than a megabyte", async () => {
    const problem = await refused({ body: `{"a":"${"x".repeat(1_100_000)}"}` });
    expect(problem).toMatchObject({ status: 413, code: "too-large" });
  });

  test("a revoked hook", async () => {
    await revokeCiHook.run(as(admin), { program: made.program, hook: made.github.hook.id });
    expect((await refused({})).detail).toContain("was revoked");
  });

  test("a hook that covers what there is not, and its secret is told once", async () => {
    const holds = [{ level: "capability", key: "nowhere" }];
    await expect(ciHook(made.program, "github", { covers: [{ holds }] })).rejects.toMatchObject({
      code: "invalid",
      reasons: [{ field: "covers[0].holds[0]", says: "There is no capability nowhere." }],
    });
    await expect(ciHook(made.program, "github", { covers: [] })).rejects.toMatchObject({
      code: "invalid",
    });
    const listed = JSON.stringify(await listCiHooks.run(as(admin), { program: made.program }));
    expect(listed).not.toContain(made.github.secret);
  });

  test("strange values in a signed event are kept out of the register", async () => {
    const name = `build \u0000\u202e<script>${"x".repeat(500)}`;
    const run = workflowRun(1, "failure", { name, html_url: "javascript:alert(1)" });
    const sent = githubCall(made.github.secret, "workflow_run", run);
    await call("takeCiDelivery", { hook: made.github.hook.id, ...sent }, nobody);
    const [blocker] = await blockers();
    expect(blocker?.url).toBeNull();
    expect(blocker?.text.length).toBeLessThanOrEqual(200);
    expect(blocker?.text).not.toContain("\u0000");
  });
});

test("a call without headers at all is a problem, not a fault", async () => {
  const response = await send(
    "takeCiDelivery",
    { hook: made.github.hook.id },
    { method: "POST", body: "{}" },
  );
  expect((await problemIn(response)).status).toBe(401);
});
