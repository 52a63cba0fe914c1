import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { githubCall, gitlabCall } from "@/lib/server/blockers/test-ci-calls";
import { createCiHook } from "@/lib/server/commands/create-ci-hook";
import { resolveBlocker } from "@/lib/server/commands/resolve-blocker";
import { revokeCiHook } from "@/lib/server/commands/revoke-ci-hook";
import { listBlockers } from "@/lib/server/queries/list-blockers";
import { listCiHooks } from "@/lib/server/queries/list-ci-hooks";
import { readBlocker } from "@/lib/server/queries/read-blocker";
import { admin, as } from "@/lib/server/test-actors";
import { nobody } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, problemIn, send } from "./test-border";
import { refusedBy } from "./test-refused";

type Made = Awaited<ReturnType<typeof createCiHook.run>>;

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let program: string;
let github: Made;
let gitlab: Made;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const covers = [
  { pipeline: "build*", branch: "main", holds: [{ level: "family", key: "health" }] },
  { pipeline: "*", branch: "release-*", holds: [{ level: "program" }] },
];
const hookOf = (kind: "github" | "gitlab", more: object = {}) =>
  createCiHook.run(as(admin), { program, name: kind, kind, covers, owner: "team-a", ...more });
beforeEach(async () => {
  program = `p-${randomUUID().slice(0, 8)}`;
  await exampleProgram(runtime.database, program);
  github = await hookOf("github");
  gitlab = await hookOf("gitlab");
});

const minute = (count: number): string => new Date(Date.UTC(2026, 10, 21, 12, count)).toISOString();
const sha = (letter: string): string => letter.repeat(40);

/** A `workflow_run` as GitHub sends it, as far as anybody reads it. */
const workflowRun = (
  id: number,
  conclusion: string | null,
  more: Record<string, unknown> = {},
) => ({
  action: conclusion === null ? "in_progress" : "completed",
  workflow_run: {
    id,
    name: "build",
    head_branch: "main",
    head_sha: sha("a"),
    run_number: id,
    run_attempt: 1,
    status: conclusion === null ? "in_progress" : "completed",
    conclusion,
    html_url: `https://github.com/acme/registry/actions/runs/${id}`,
    head_commit: { id: sha("a"), timestamp: minute(0) },
    head_repository: { full_name: "acme/registry" },
    ...more,
  },
  workflow: { name: "build" },
  repository: { full_name: "acme/registry", html_url: "https://github.com/acme/registry" },
});

/** A pipeline hook as GitLab sends it. */
const pipeline = (id: number, status: string, more: Record<string, unknown> = {}) => ({
  object_kind: "pipeline",
  object_attributes: {
    id,
    iid: 3,
    name: "build and test",
    ref: "main",
    tag: false,
    sha: sha("a"),
    source: "push",
    status,
    finished_at: "2026-11-21 12:10:00 UTC",
    ...more,
  },
  project: {
    path_with_namespace: "acme/registry",
    web_url: "https://gitlab.example.com/acme/registry",
  },
  commit: { id: sha("a"), timestamp: "2026-11-21T12:00:00+00:00" },
});

const deliver = async (made: Made, sent: object) => {
  const response = await call("takeCiDelivery", { hook: made.hook.id, ...sent }, nobody);
  expect(response.status).toBe(200);
  return (await response.json()) as { did: string; says: string; blocker: number | null };
};
const tell = (id: number, conclusion: string | null, more: Record<string, unknown> = {}) =>
  deliver(github, githubCall(github.secret, "workflow_run", workflowRun(id, conclusion, more)));
const blockers = async (state = "open") =>
  (await listBlockers.run(as(admin), { program, state })).blockers;

describe("GitHub", () => {
  test("a failing workflow holds what it covers; failing again updates it; green lets go", async () => {
    expect(await tell(1, "failure")).toMatchObject({ did: "opened", blocker: 1 });
    expect(await blockers()).toMatchObject([
      {
        number: 1,
        text: "build fails on main (acme/registry)",
        holds: [{ level: "family", key: "health" }],
        owner: "team-a",
        source: "ci",
        by: "CI hook github",
        url: "https://github.com/acme/registry/actions/runs/1",
      },
    ]);
    const later = { head_sha: sha("b"), head_commit: { timestamp: minute(5) } };
    expect(await tell(2, "timed_out", later)).toMatchObject({ did: "updated", blocker: 1 });
    expect(await tell(3, null, later)).toMatchObject({ did: "nothing" });
    expect(await tell(4, "success", later)).toMatchObject({ did: "closed", blocker: 1 });
    expect(await blockers()).toEqual([]);
    expect(await blockers("resolved")).toMatchObject([
      {
        resolved: {
          by: "CI hook github",
          resolution:
            "build on main is green at bbbbbbbbb. https://github.com/acme/registry/actions/runs/4",
        },
      },
    ]);
    const { steps } = await readBlocker.run(as(admin), { program, number: 1 });
    expect(steps.map(({ did }) => did)).toEqual(["closed", "failed again", "opened"]);
  });

  test("a green of an older run, attempt or commit closes nothing", async () => {
    const newer = { head_sha: sha("b"), head_commit: { timestamp: minute(5) } };
    await tell(5, "failure", { ...newer, run_attempt: 2 });
    expect(await tell(4, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(5, "success", newer)).toMatchObject({ did: "nothing" });
    expect(await tell(6, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(3, "failure")).toMatchObject({ did: "nothing" });
    expect(await blockers()).toMatchObject([{ url: expect.stringContaining("5/attempts/2") }]);
    expect(await tell(5, "success", { ...newer, run_attempt: 3 })).toMatchObject({ did: "closed" });
  });

  test("a failure that is heard after a later green opens nothing, before and after a person closed it", async () => {
    expect(await tell(5, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(4, "failure")).toMatchObject({ did: "nothing" });
    expect(await tell(6, "failure")).toMatchObject({ did: "opened" });
    const place = { program, number: 1, version: 1 };
    await resolveBlocker.run(as(admin), { ...place, resolution: "a flaky runner" });
    expect(await tell(8, "success")).toMatchObject({ did: "nothing" });
    expect(await tell(7, "failure")).toMatchObject({ did: "nothing" });
    expect(await blockers()).toEqual([]);
  });

  test("failing after it was closed, it is opened again under its number", async () => {
    await tell(1, "failure");
    const place = { program, number: 1, version: 1 };
    await resolveBlocker.run(as(admin), { ...place, resolution: "a flaky runner" });
    expect(await tell(2, "failure")).toMatchObject({ did: "reopened", blocker: 1 });
    expect(await blockers()).toMatchObject([{ number: 1, resolved: null }]);
  });

  test("each pipeline and branch has one of its own, also where two fail at once", async () => {
    await Promise.all([
      tell(1, "failure"),
      tell(2, "failure"),
      tell(3, "failure", { head_branch: "release-1" }),
      tell(4, "failure", { name: "build docs" }),
    ]);
    expect((await blockers()).map(({ text }) => text).sort()).toEqual([
      "build docs fails on main (acme/registry)",
      "build fails on main (acme/registry)",
      "build fails on release-1 (acme/registry)",
    ]);
  });

  test.each<[string, string, object]>([
    ["a ping", "ping", { zen: "Keep it logically awesome." }],
    ["a kind that nobody knows", "star", { action: "created" }],
    ["a run that was cancelled", "workflow_run", workflowRun(1, "cancelled")],
    [
      "a branch that no cover names",
      "workflow_run",
      workflowRun(1, "failure", { head_branch: "x" }),
    ],
    [
      "a fork's branch of the same name",
      "workflow_run",
      workflowRun(1, "failure", { head_repository: { full_name: "mallory/registry" } }),
    ],
    [
      "checks of Actions, told twice",
      "check_suite",
      {
        action: "completed",
        check_suite: { id: 1, app: { slug: "github-actions" }, conclusion: "failure" },
      },
    ],
  ])("%s is taken and changes nothing", async (_, event, payload) => {
    const answer = await deliver(github, githubCall(github.secret, event, payload));
    expect(answer).toEqual({
      did: "nothing",
      says: expect.stringMatching(/^.{10,}/),
      blocker: null,
    });
    expect(await blockers()).toEqual([]);
  });

  test("checks of another app count", async () => {
    const suite = (id: number, conclusion: string, at: string) =>
      githubCall(github.secret, "check_suite", {
        action: "completed",
        check_suite: {
          id,
          head_branch: "main",
          head_sha: sha("a"),
          conclusion,
          updated_at: at,
          app: { name: "build by Buildkite", slug: "buildkite" },
          head_commit: { timestamp: minute(0) },
        },
        repository: { full_name: "acme/registry", html_url: "https://github.com/acme/registry" },
      });
    expect((await deliver(github, suite(7, "failure", minute(1)))).did).toBe("opened");
    expect((await deliver(github, suite(7, "success", minute(9)))).did).toBe("closed");
  });

  test("the same call again is known, also under another delivery id", async () => {
    const sent = githubCall(github.secret, "workflow_run", workflowRun(1, "failure"));
    expect((await deliver(github, sent)).did).toBe("opened");
    await tell(2, "success");
    expect(await deliver(github, sent)).toMatchObject({ did: "nothing", blocker: null });
    expect(await blockers()).toEqual([]);
    const { hooks } = await listCiHooks.run(as(admin), { program });
    expect(hooks.find(({ kind }) => kind === "github")?.lastCallAt).not.toBeNull();
  });
});

describe("GitLab", () => {
  const gitlabTell = (id: number, status: string, more: Record<string, unknown> = {}) =>
    deliver(gitlab, gitlabCall(gitlab.secret, pipeline(id, status, more)));

  test("a failed pipeline holds what it covers until it, tried again, is green", async () => {
    expect(await gitlabTell(9, "running")).toMatchObject({ did: "nothing" });
    expect(await gitlabTell(9, "failed")).toMatchObject({ did: "opened" });
    expect(await blockers()).toMatchObject([
      {
        text: "build and test fails on main (acme/registry)",
        url: "https://gitlab.example.com/acme/registry/-/pipelines/9",
      },
    ]);
    expect(await gitlabTell(8, "success")).toMatchObject({ did: "nothing" });
    const again = { finished_at: "2026-11-21 12:20:00 UTC" };
    expect(await gitlabTell(9, "success", again)).toMatchObject({ did: "closed" });
  });

  test("a pipeline without a name is called the pipeline; a fork's merge request says nothing", async () => {
    const unnamed = { name: null, ref: "release-1" };
    expect(await gitlabTell(9, "failed", unnamed)).toMatchObject({ did: "opened" });
    expect((await blockers())[0]?.text).toBe("The pipeline fails on release-1 (acme/registry)");
    const fork = {
      ...pipeline(10, "failed"),
      merge_request: { source_project_id: 1, target_project_id: 2 },
    };
    expect((await deliver(gitlab, gitlabCall(gitlab.secret, fork))).did).toBe("nothing");
  });

  test("another event is taken and changes nothing", async () => {
    const push = gitlabCall(gitlab.secret, { object_kind: "push" }, "Push Hook");
    expect((await deliver(gitlab, push)).did).toBe("nothing");
  });
});

describe("what is refused in words", () => {
  const good = () => githubCall(github.secret, "workflow_run", workflowRun(1, "failure"));
  const ask = (input: object) => () =>
    call("takeCiDelivery", { hook: github.hook.id, ...good(), ...input }, nobody);
  const refused = (input: object) => refusedBy(runtime.database, ask(input));

  test.each<[string, () => object, number, string]>([
    ["no signature", () => ({ signature: null }), 401, "not signed"],
    ["a wrong one", () => ({ signature: `sha256=${"0".repeat(64)}` }), 401, "does not fit"],
    ["one of another kind", () => ({ signature: `sha1=${"0".repeat(40)}` }), 401, "does not fit"],
    ["another body", () => ({ body: '{"action":"completed"}' }), 401, "does not fit"],
    ["another hook's signature", () => ({ hook: gitlab.hook.id }), 401, "no token"],
    ["another hook's secret", () => githubCall(gitlab.secret, "ping", {}), 401, "does not fit"],
    [
      "a token that is not the secret",
      () => ({ hook: gitlab.hook.id, ...gitlabCall("guess", pipeline(1, "failed")) }),
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
    const { createHmac } = await import("node:crypto");
    const mac = createHmac("sha256", github.secret).update(body).digest("hex");
    const problem = await refused({ body, githubEvent: event, signature: `sha256=${mac}` });
    expect(problem.status).toBe(status);
  });

  test("more than a megabyte", async () => {
    const problem = await refused({ body: `{"a":"${"x".repeat(1_100_000)}"}` });
    expect(problem).toMatchObject({ status: 413, code: "too-large" });
  });

  test("a revoked hook", async () => {
    await revokeCiHook.run(as(admin), { program, hook: github.hook.id });
    expect((await refused({})).detail).toContain("was revoked");
  });

  test("a hook that covers what there is not, and its secret is told once", async () => {
    const holds = [{ level: "capability", key: "nowhere" }];
    await expect(hookOf("github", { covers: [{ holds }] })).rejects.toMatchObject({
      code: "invalid",
      reasons: [{ field: "covers[0].holds[0]", says: "There is no capability nowhere." }],
    });
    await expect(hookOf("github", { covers: [] })).rejects.toMatchObject({ code: "invalid" });
    const listed = JSON.stringify(await listCiHooks.run(as(admin), { program }));
    expect(listed).not.toContain(github.secret);
  });

  test("strange values in a signed event are kept out of the register", async () => {
    const name = `build \u0000\u202e<script>${"x".repeat(500)}`;
    await tell(1, "failure", { name, html_url: "javascript:alert(1)" });
    const [blocker] = await blockers();
    expect(blocker?.url).toBeNull();
    expect(blocker?.text.length).toBeLessThanOrEqual(200);
    expect(blocker?.text).not.toContain("\u0000");
  });
});

test("a call without headers at all is a problem, not a fault", async () => {
  const response = await send(
    "takeCiDelivery",
    { hook: github.hook.id },
    { method: "POST", body: "{}" },
  );
  expect((await problemIn(response)).status).toBe(401);
});
