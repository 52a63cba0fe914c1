import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SnapshotSchema } from "@/lib/contract/snapshot";
import { bucketOf, bucketPrefix } from "@/lib/domain/bucket";
import { effectiveRule } from "@/lib/domain/effective-rule";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { type OwnerRequest, resolveOwner } from "@/lib/domain/resolve-owner";
import { compileRoutes } from "@/lib/domain/route-table";
import type { Snapshot, SnapshotRoute, SnapshotRule } from "@/lib/domain/snapshot";
import { compileRe2 } from "@/lib/formats/re2";

type Case = {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly request: OwnerRequest;
  readonly localForce?: boolean;
  readonly expected: { readonly owner: string; readonly decidedBy: string };
};

const vectors: {
  readonly cases: readonly Case[];
  readonly buckets: readonly { salt: string; key: string; bucket: number }[];
} = JSON.parse(readFileSync("public/conformance/owner-resolution.json", "utf8"));

describe("the published conformance cases", () => {
  test.each(vectors.cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
    const rows = Array.isArray(one.snapshot.routes) ? one.snapshot.routes : [];
    const index = indexSnapshot(one.snapshot, compileRoutes(rows, compileRe2));
    const decision = resolveOwner(index, one.request, one.localForce);
    expect(decision).toMatchObject({ ...one.expected, epoch: 3, version: 42 });
    const isRule = !["force", "local-force", "fallback"].includes(decision.decidedBy);
    expect(decision.rule !== undefined).toBe(isRule);
  });

  test.each(vectors.buckets)("bucket of $salt:$key", ({ salt, key, bucket }) => {
    expect(bucketOf(bucketPrefix(salt), key)).toBe(bucket);
  });

  test("hold every way to decide, and cases for damage are damage to the contract too", () => {
    const seen = new Set(vectors.cases.map((one) => one.expected.decidedBy));
    expect([...seen].sort()).toEqual([
      "capability",
      "default",
      "fallback",
      "family",
      "force",
      "local-force",
      "route",
      "worker",
    ]);
    const damaged = vectors.cases.filter((one) => one.name.includes("malformed"));
    expect(damaged.length).toBeGreaterThan(15);
  });
});

const word = fc.constantFrom("acme", "bank", "ann", "x", "");
const maybeWord = fc.option(word, { nil: undefined });
const context = fc.record({
  org: maybeWord,
  user: maybeWord,
  repo: maybeWord,
  targetingKey: maybeWord,
});
const words = fc.array(word, { maxLength: 2 });
const lists = { orgs: words, users: words, repos: words };
const canary = fc.record(
  {
    ...lists,
    except: fc.record(lists, { requiredKeys: [] }),
    share: fc.record({
      percent: fc.nat(10_000),
      key: fc.constantFrom("org", "user", "repo", "targetingKey"),
      salt: fc.constantFrom("s", "t"),
    }),
  },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<SnapshotRule> = fc.oneof(
  fc.constant({ owner: "python" }),
  fc.constant({ owner: "go" }),
  canary.map(({ share, ...selectors }) => ({ owner: "go", canary: { ...selectors, ...share } })),
);
const maybeRule = fc.option(rule, { nil: undefined });

const snapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    byDefault: rule,
    family: maybeRule,
    pull: maybeRule,
    push: maybeRule,
    legacy: fc.constantFrom("hot", "cold", "lossy"),
    own: fc.array(maybeRule, { minLength: 3, maxLength: 3 }),
    isForced: fc.boolean(),
    worker: fc.constantFrom("python", "go", "off"),
  })
  .map(({ byDefault, family, pull, push, legacy, own, isForced, worker }) =>
    exampleSnapshot({
      default: byDefault,
      families: family === undefined ? {} : { "registry-v2": family },
      capabilities: {
        "v2-pull": { ...pull, legacy: legacy as "hot" },
        ...(push === undefined ? {} : { "v2-push": push }),
      },
      routes: ["R1", "R2", "R3"].map((id, at) => exampleRoute(id, own[at])) as SnapshotRoute[],
      workers: { notificationworker: { owner: worker, fence: 1 } },
      force: isForced ? [{ ...programForce, scope: "capability", key: "v2-push" }] : [],
    }),
  );

const requests: readonly OwnerRequest[] = [
  { route: "R1" },
  { route: "R2" },
  { route: "R3" },
  { route: "nowhere" },
  { worker: "notificationworker" },
];

test("raising a percentage never moves anybody back", () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.nat(10_000),
      fc.string(),
      fc.string(),
      (one, other, salt, org) => {
        const ownerAt = (percent: number) => {
          const rule = { owner: "go", canary: { percent, key: "org", salt } } as const;
          const index = indexSnapshot(exampleSnapshot({ capabilities: { "v2-pull": rule } }));
          return resolveOwner(index, { route: "R1", context: { org } }).owner;
        };
        if (ownerAt(Math.min(one, other)) === "go")
          expect(ownerAt(Math.max(one, other))).toBe("go");
      },
    ),
  );
});

test("under force, local or not, nobody gets the target while legacy is there", () => {
  fc.assert(
    fc.property(snapshot, context, (from, who) => {
      const forced = indexSnapshot({ ...from, force: [programForce] });
      const free = indexSnapshot(from);
      for (const request of requests) {
        const asked = "route" in request ? { ...request, context: who } : request;
        expect(resolveOwner(forced, asked).owner).not.toBe("go");
        expect(resolveOwner(free, asked, true).owner).not.toBe("go");
      }
    }),
  );
});

test("what the generator makes is what the contract takes, and its rule decides as it says", () => {
  fc.assert(
    fc.property(snapshot, (from) => {
      const salted = JSON.stringify(from).includes('""') ? null : SnapshotSchema.parse(from);
      if (salted !== null) expect(salted).toEqual(from);
      const { decidedBy, owner } = effectiveRule(indexSnapshot(from), "R1");
      expect(["route", "capability", "family", "default"]).toContain(decidedBy);
      expect(["python", "go"]).toContain(owner);
    }),
  );
});

/** Every place in a value, as the keys that lead to it. */
const placesIn = (value: unknown, at: readonly string[] = []): (readonly string[])[] =>
  typeof value === "object" && value !== null
    ? [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))]
    : [at];

const put = (value: unknown, [key, ...rest]: readonly string[], damage: unknown): unknown => {
  if (key === undefined) return damage;
  if (Array.isArray(value))
    return value.map((one, at) => (String(at) === key ? put(one, rest, damage) : one));
  return {
    ...(value as object),
    [key]: put((value as Record<string, unknown>)[key], rest, damage),
  };
};

/** Values that are of the wrong kind wherever they stand. */
const damages: readonly unknown[] = [17.5, true, { odd: 1 }, [[]], "\u0000damage", -1];

// Text that only names things: another name there is another snapshot, not a damaged one.
const isName = (path: readonly string[]): boolean =>
  /(^|\/)(orgs|users|repos)\/\d+$|\/(capability|family|key|salt|id|method|pattern|host)$|^force\//.test(
    path.join("/"),
  );

test("a snapshot damaged anywhere, 20,000 times, never throws and never gives the target to whom it did not", () => {
  fc.assert(
    fc.property(snapshot, fc.nat(), fc.nat(), context, (from, place, kind, who) => {
      const places = placesIn(from);
      const path = places[place % places.length] ?? [];
      const damage = damages[kind % damages.length];
      fc.pre(!(typeof damage === "string" && isName(path)));
      // An object in place of a map is another map.
      fc.pre(typeof damage !== "object" || !/^(families|capabilities)$/.test(path.join("/")));
      const damaged = put(from, path, damage);
      const before = indexSnapshot(from, compileRoutes(from.routes, compileRe2));
      const rows = (damaged as Snapshot | null)?.routes;
      const after = indexSnapshot(
        damaged,
        compileRoutes(Array.isArray(rows) ? rows : [], compileRe2),
      );
      const paths: OwnerRequest[] = [{ method: "GET", path: "/v2/R1", context: who }];
      for (const request of [...requests, ...paths]) {
        const asked = "worker" in request ? request : { ...request, context: who };
        const was = resolveOwner(before, asked);
        const is = resolveOwner(after, asked);
        if (was.owner !== "go")
          expect(is.owner, `${path.join(".")} ${String(damage)}`).not.toBe("go");
        expect(typeof is.owner).toBe("string");
      }
    }),
    { numRuns: 20_000 },
  );
}, 120_000);

test.each([[null], [undefined], [7], ["snapshot"], [[]], [{}], [{ owners: { legacy: "python" } }]])(
  "%j in place of a snapshot is answered, not thrown",
  (value) => {
    const index = indexSnapshot(value);
    expect(index.unreadable).not.toBeNull();
    expect(resolveOwner(index, { route: "R1" }).decidedBy).toBe("fallback");
  },
);

test.each([
  [null],
  [undefined],
  [7],
  [{}],
  [{ route: 7 }],
  [{ method: 1, path: 2 }],
  [{ worker: {} }],
])("%j in place of a request goes to legacy", (request) => {
  const index = indexSnapshot(exampleSnapshot({ default: { owner: "go" } }));
  expect(resolveOwner(index, request as unknown as OwnerRequest).owner).toBe("python");
});
