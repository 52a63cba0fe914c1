import { describe, expect, it } from "vitest";
import { processorTime } from "@/lib/domain/test-processor-time";
import {
  assignCapabilities,
  type CapabilityRule,
  suggestCapabilityRules,
} from "./capability-rules";
import type { InventoryItem } from "./inventory";
import { Refusal } from "./refusal";

const item = (key: string, more: Partial<InventoryItem>): InventoryItem => ({
  kind: "route",
  key,
  title: key,
  family: "registry-v2",
  capability: null,
  wave: null,
  phase: null,
  team: null,
  batches: [],
  verification: "planned",
  verificationWord: null,
  method: "GET",
  path: null,
  pattern: more.path ?? null,
  host: null,
  sourcePath: null,
  switchName: null,
  switchId: null,
  isSwitchable: true,
  tests: [],
  attributes: {},
  provenance: {},
  ...more,
});

const registry = [
  item("ping", { path: "/v2/" }),
  item("token", { path: "/v2/auth" }),
  item("tags", { path: "/v2/<repopath:r>/tags/list", pattern: "/v2/{r+}/tags/list" }),
  item("blob", { path: "/v2/<BLOB>", pattern: null, method: "HEAD" }),
  item("upload", { path: "/v2/{r+}/blobs/uploads/{u}" }),
  item("finish", { path: "/v2/{r+}/blobs/uploads/{u}", method: "PUT" }),
  item("delete", { path: "/v2/<MANIFEST>", pattern: null, method: "DELETE" }),
  item("home", { path: "/", family: "web" }),
  item("gc", { kind: "worker", family: null, method: null, phase: "P4" }),
];

const of = (rules: readonly CapabilityRule[], items = registry): Record<string, string> =>
  Object.fromEntries(
    [...assignCapabilities(items, rules).assignments].map(([key, to]) => [
      key.replace(/^\w+:/, ""),
      to,
    ]),
  );

describe("capabilities", () => {
  it("are the families where nothing else is said, and workers belong to none", () => {
    expect(new Set(Object.values(of([])))).toEqual(new Set(["registry-v2", "web"]));
    expect(of([]).gc).toBeUndefined();
  });

  it("are split by the suggested rules into tokens, pushing and pulling; an upload stays in one", () => {
    expect(of(suggestCapabilityRules(registry))).toEqual({
      ping: "v2-auth",
      token: "v2-auth",
      tags: "v2-pull",
      blob: "v2-pull",
      upload: "v2-push",
      finish: "v2-push",
      delete: "v2-push",
      home: "web",
    });
  });

  it("take workers by their phase", () => {
    expect(of([{ capability: "gc", phase: "P4" }]).gc).toBe("gc");
  });

  it("stay where a source names them", () => {
    const named = [item("a", { capability: "mine", path: "/a" })];
    expect(of([{ capability: "other", path: "/**" }], named)).toEqual({ a: "mine" });
  });

  it("are decided by the first rule that fits, and rules without effect are named", () => {
    const rules = [
      { capability: "first", path: "/v2/**" },
      { capability: "second", path: "/v2/auth" },
    ];
    const { preview, unused } = assignCapabilities(registry, rules);
    expect(unused).toMatchObject([{ rule: 1 }]);
    expect(preview).toEqual([
      {
        capability: "first",
        routes: 7,
        workers: 0,
        families: ["registry-v2"],
        from: [{ is: "rule", rule: 0 }],
      },
      { capability: "web", routes: 1, workers: 0, families: ["web"], from: [{ is: "family" }] },
    ]);
  });

  it.each([
    ["/v1/*", "/v1/a", true],
    ["/v1/*", "/v1/a/b", false],
    ["/v1/**", "/v1/a/b", true],
    ["/v1/*/x", "/v1/{id}/x", true],
    ["/v1/a.b", "/v1/aXb", false],
    ["/**/tags/**", "/v2/{r+}/tags/list", true],
  ])("the glob %s and the path %s: %s", (path, text, fits) => {
    expect(of([{ capability: "c", path }], [item("a", { path: text })]).a === "c").toBe(fits);
  });

  it("are assigned in time linear in the glob, however hostile it is", () => {
    const spent = processorTime();
    of(
      [{ capability: "c", path: `${"**a".repeat(30)}b` }],
      [item("a", { path: `/${"a".repeat(400)}` })],
    );
    expect(spent()).toBeLessThan(500);
  });

  it.each([
    [{ capability: "all" }, /has no condition/],
    [{ capability: "No Key", family: "web" }, /is no key/],
  ])("refuse the rule %j", (rule, says) => {
    expect(() => of([rule])).toThrow(Refusal);
    expect(() => of([rule])).toThrow(says);
  });
});
