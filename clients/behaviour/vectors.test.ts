import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { eachLanguage } from "@/clients/behaviour/behaviour-world";
import { type ClientDriver, startDriver } from "@/clients/behaviour/client-driver";
import type { OwnerQuestion } from "@/clients/typescript/client-types";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { type OwnerRequest, resolveOwner } from "@/lib/domain/resolve-owner";
import { compileRoutes } from "@/lib/domain/route-table";
import type { Snapshot } from "@/lib/domain/snapshot";
import { compileRe2 } from "@/lib/formats/re2";

type Vectors = {
  readonly cases: readonly {
    readonly name: string;
    readonly snapshot: unknown;
    readonly request: OwnerQuestion;
    readonly localForce?: boolean;
    readonly expected: { readonly owner: string; readonly decidedBy: string };
  }[];
};

const published = JSON.parse(
  readFileSync("public/conformance/owner-resolution.json", "utf8"),
) as Vectors;

const whole: Snapshot = exampleSnapshot({
  default: { owner: "go", canary: { orgs: ["acme"], users: ["ann"] } },
  families: { "registry-v2": { owner: "go", sticky: "creation" } },
  capabilities: {
    "v2-pull": {
      owner: "go",
      canary: {
        except: { orgs: ["bank"], repos: ["bank/web"] },
        repos: ["acme/web"],
        percent: 2500,
        key: "org",
        salt: "v2-pull",
      },
      legacy: "hot",
    },
    "v2-push": { owner: "python", legacy: "gone" },
  },
  routes: [
    exampleRoute("R1", { pattern: "/v2/{repository+}/manifests/{reference}" }),
    exampleRoute("R2", { pattern: "/v2/{repository+}/blobs/{digest:sha256:[0-9a-f]{4}}" }),
    exampleRoute("R3", { capability: "v2-push", method: "PUT", pattern: "/v2/uploads/{id}" }),
    exampleRoute("R4", { capability: null, host: "quay.test", pattern: "/{rest+}" }),
    exampleRoute("R5", { capability: null, family: null, owner: "go", pattern: "/{a}/{b:[a-z]+}" }),
  ],
  workers: {
    notificationworker: { owner: "go", fence: 7 },
    gcworker: { owner: "off", fence: 1, handoff: "go", capability: "v2-pull" },
  },
});

const organisation = fc.constantFrom("acme", "bank", "größe", "🚂", "", "org-1", "org-2", "org-3");
const context = fc.record(
  {
    org: organisation,
    user: fc.constantFrom("ann", "bob"),
    repo: fc.constantFrom("acme/web", "bank/web"),
    targetingKey: fc.string({ unit: "grapheme" }),
    stamp: fc.constantFrom("python", "go", "rust"),
  },
  { requiredKeys: [] },
);
const path_ = fc.constantFrom(
  "/v2/acme/web/manifests/latest",
  "/v2/acme/web/manifests/latest/",
  "/v2/a/b/c/d/manifests/e?x=/y",
  "/v2/acme/blobs/sha256:00ff",
  "/v2/acme/blobs/sha256:00fg",
  "/v2/acme/blobs/sha256%3A00ff",
  "/v2/%61cme/manifests/1#x",
  "/v2/uploads/7",
  "/one/two",
  "/one/Two",
  "//",
  "/",
  "",
  "no/path",
);
const question: fc.Arbitrary<OwnerQuestion> = fc.oneof(
  fc.record({ route: fc.constantFrom("R1", "R2", "R3", "R4", "R5", "none"), context }),
  fc.record({
    method: fc.constantFrom("GET", "HEAD", "PUT", "OPTIONS", "get"),
    path: path_,
    host: fc.constantFrom("quay.test", "QUAY.test:443", "other.test"),
    context,
  }),
  fc.record({ worker: fc.constantFrom("notificationworker", "gcworker", "none") }),
);

type Path = readonly (string | number)[];

const pathsOf = (value: unknown, at: Path = []): Path[] => {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    pathsOf(member, [...at, Array.isArray(value) ? Number(name) : name]),
  );
  return at.length === 0 ? inner : [at, ...inner];
};

const places = pathsOf(whole);
const something = fc.constantFrom<unknown[]>(
  null,
  true,
  "",
  "go",
  "python",
  "rust",
  "off",
  "user",
  "/v2/{a+}/{b}",
  "/{a:[}",
  0,
  -1,
  1.5,
  10_000,
  10_001,
  1e300,
  [],
  ["acme"],
  [7],
  {},
  { owner: "go" },
  { owner: "go", canary: {} },
  [programForce],
  [{ scope: "capability", key: "v2-pull" }],
);

/** The snapshot with one to three places replaced, taken away or doubled. */
const damaged = fc
  .array(
    fc.tuple(fc.constantFrom(...places), fc.constantFrom("set", "take", "double"), something),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((changes) => {
    const snapshot = structuredClone(whole) as unknown;
    for (const [place, kind, value] of changes) {
      let at = snapshot as Record<string | number, unknown>;
      for (const name of place.slice(0, -1)) {
        const next = at[name];
        if (typeof next !== "object" || next === null) break;
        at = next as Record<string | number, unknown>;
      }
      const name = place.at(-1) ?? "";
      if (kind === "take") delete at[name];
      else if (kind === "double" && Array.isArray(at)) at.push(structuredClone(at[name as number]));
      else at[name] = structuredClone(value);
    }
    return JSON.parse(JSON.stringify(snapshot)) as unknown;
  });

const inDomain = (snapshot: unknown, requests: readonly OwnerQuestion[], localForce: boolean) => {
  const rows = (snapshot as Partial<Snapshot> | null)?.routes;
  const index = indexSnapshot(snapshot, compileRoutes(Array.isArray(rows) ? rows : [], compileRe2));
  return requests.map((request) => resolveOwner(index, request as OwnerRequest, localForce));
};

const atom = fc.constantFrom(
  ..."ab.",
  "[ab]",
  "[^a-z]",
  "[[:alpha:]_]",
  "[]a]",
  "\\d",
  "\\w",
  "\\.",
  "\\x61",
  "\\Qa.\\E",
  "\\b",
  "^",
  "$",
  "(?)",
  "",
);
const repeat = fc.constantFrom("", "", "", "*", "+", "?", "*?", "{2}", "{1,2}", "{0,}");
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  expression: fc
    .array(fc.tuple(tie("part"), repeat), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.flat().join("")),
  part: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    atom,
    fc
      .tuple(
        fc.constantFrom("(", "(?:", "(?i:", "(?P<n>"),
        fc.array(tie("expression"), { minLength: 1, maxLength: 3 }),
      )
      .map(([open, branches]) => `${open}${branches.join("|")})`),
  ),
}));
const segments = fc.array(fc.string({ unit: fc.constantFrom(..."aabbAB1._-"), maxLength: 7 }), {
  minLength: 6,
  maxLength: 6,
});

eachLanguage("deciding", (command, { runOwnTests }) => {
  let client: ClientDriver;
  beforeAll(() => {
    client = startDriver(command);
    return () => client.kill();
  });

  // Before the others: it holds up this process while it runs.
  const failure = runOwnTests();
  test("the language's own tests", () => expect(failure).toBe(""));

  test(`the ${published.cases.length} published cases`, async () => {
    const answers = await Promise.all(
      published.cases.map(async ({ snapshot, request, localForce }) => {
        const [[answer] = []] = await client.resolve([snapshot], [request], localForce ?? false);
        return answer;
      }),
    );
    expect(
      published.cases.map(({ name }, at) => ({
        name,
        expected: { owner: answers[at]?.owner, decidedBy: answers[at]?.decidedBy },
      })),
    ).toEqual(published.cases.map(({ name, expected }) => ({ name, expected })));
  });

  test("expressions meet what RE2 lets them meet", async () => {
    await fc.assert(
      fc.asyncProperty(expression, segments, async (source, texts) => {
        const routes = [exampleRoute("R1", { owner: "go", pattern: `/{x:${source}}` })];
        const requests = texts.map((text) => ({ method: "GET", path: `/${text}` }));
        const snapshot = exampleSnapshot({ routes });
        const [answers] = await client.resolve([snapshot], requests);
        expect(answers).toEqual(inDomain(snapshot, requests, false));
      }),
      { numRuns: 600 },
    );
  }, 30_000);

  test("no expression takes long, whatever the path", async () => {
    const sources = ["(a+)+", "(a|aa)*", ".*.*.*.*x", "(?:a?){30}a{30}", "([a-z0-9]+[._-]?)*"];
    const snapshots = sources.map((source) =>
      exampleSnapshot({ routes: [exampleRoute("R1", { owner: "go", pattern: `/{x:${source}}` })] }),
    );
    const requests = [35, 8000].map((length) => ({
      method: "GET",
      path: `/${"a".repeat(length)}!`,
    }));
    const began = performance.now();
    const answers = await client.resolve(snapshots, requests);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(answers.flat().map(({ owner }) => owner)).toEqual(Array(10).fill("python"));
  });

  // 10,000 over the languages that are usually there, and both states of local force.
  test.each([false, true])(
    "snapshots that are damaged, local force %s: as the domain decides",
    async (force) => {
      await fc.assert(
        fc.asyncProperty(
          damaged,
          fc.array(question, { minLength: 6, maxLength: 6 }),
          async (snapshot, requests) => {
            const [answers] = await client.resolve([snapshot], requests, force);
            expect(answers).toEqual(inDomain(snapshot, requests, force));
          },
        ),
        { numRuns: 1700 },
      );
    },
    30_000,
  );
});
