import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SnapshotSchema } from "@/lib/contract/snapshot";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";
import { exportEnvoy } from "@/lib/formats/export-envoy";
import { compileRe2 } from "@/lib/formats/re2";

type TextMatch = { exact?: string; safe_regex?: { regex: string } };
type EnvoyRoute = {
  name: string;
  match: {
    prefix?: string;
    safe_regex?: { regex: string };
    headers?: { name: string; string_match: TextMatch }[];
  };
  route: { cluster?: string; weighted_clusters?: unknown };
};
type Host = { domains: string[]; routes: EnvoyRoute[] };

const meets = ({ exact, safe_regex }: TextMatch, text: string): boolean =>
  safe_regex === undefined ? exact === text : compileRe2(safe_regex.regex)(text);

/** What Envoy would do with a request: the first route of its virtual host that meets it. */
const answerOf = (
  text: string,
  headers: Readonly<Record<string, string>>,
): EnvoyRoute | undefined => {
  const hosts: Host[] = JSON.parse(text).resources[0].virtual_hosts;
  const own = hosts.find(({ domains }) =>
    domains.includes((headers[":authority"] ?? "").replace(/:\d+$/, "")),
  );
  const path = (headers[":path"] ?? "").replace(/[?#].*/, "");
  return (own ?? hosts.at(-1))?.routes.find(
    ({ match }) =>
      (match.safe_regex === undefined
        ? path.startsWith(match.prefix ?? "")
        : compileRe2(match.safe_regex.regex)(path)) &&
      (match.headers ?? []).every(({ name, string_match }) => {
        const value = headers[name];
        return value !== undefined && meets(string_match, value);
      }),
  );
};

type Case = {
  name: string;
  snapshot: Snapshot;
  request: {
    route?: string;
    worker?: string;
    method?: string;
    path?: string;
    host?: string;
    context?: Record<string, unknown>;
  };
  localForce?: boolean;
  expected: { owner: string };
};
const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync("public/conformance/owner-resolution.json", "utf8"),
);
const headerOf = {
  org: "x-signalbox-org",
  repo: "x-signalbox-repo",
  user: "x-signalbox-user",
  targetingKey: "x-signalbox-key",
  stamp: "x-signalbox-owner",
} as const;

/** The cases that a gateway can be asked: a path, text in the context, no share, a whole snapshot. */
const askable = cases.flatMap((one) => {
  const route = one.snapshot.routes?.find?.(({ id }) => id === one.request.route);
  const path = one.request.path ?? route?.pattern?.replaceAll(/\{[^}]*\}/g, "x");
  const context = Object.entries(one.request.context ?? {});
  const isText = context.every(([, value]) => typeof value === "string");
  if (one.request.worker !== undefined || !path?.startsWith("/") || !isText) return [];
  if (!SnapshotSchema.safeParse(one.snapshot).success) return [];
  return [{ ...one, path, method: one.request.method ?? route?.method ?? "GET", context }];
});

describe("ownership for Envoy", () => {
  test.each(askable.map((one) => [one.name, one] as const))("%s", (name, one) => {
    // Decoding is what Envoy does not do: such a request goes to legacy.
    if (/%[2-7]/.test(one.path) && !name.includes("encoded slash")) return;
    const headers: Record<string, string> = { ":method": one.method, ":path": one.path };
    if (one.request.host) headers[":authority"] = one.request.host.toLowerCase();
    for (const [key, value] of one.context) {
      headers[headerOf[key as keyof typeof headerOf]] = String(value);
    }
    const text = exportEnvoy(one.snapshot, { naming: null, isForced: one.localForce ?? false });
    const found = answerOf(text, headers);
    if (found?.route.weighted_clusters !== undefined) return;
    expect(found?.route.cluster).toBe(one.expected.owner);
  });

  test("most of the published cases are ones that Envoy is asked", () => {
    expect(askable.length).toBeGreaterThan(80);
  });

  test("a percentage is weights of ten thousand, and only for who has the key", () => {
    const canary = { percent: 1000, key: "user", salt: "s" } as const;
    const routes = [exampleRoute("R1", { owner: "go", canary })];
    const text = exportEnvoy(exampleSnapshot({ routes }), { naming: null });
    const asked = { ":method": "GET", ":path": "/v2/R1?x=1" };
    expect(
      answerOf(text, { ...asked, "x-signalbox-user": "ann" })?.route.weighted_clusters,
    ).toEqual({
      clusters: [
        { name: "go", weight: 1000 },
        { name: "python", weight: 9000 },
      ],
    });
    expect(answerOf(text, asked)?.route.cluster).toBe("python");
    expect(text).toContain("draws the members");
  });

  test("says its version, and where it looks for orgs when the program has a place for them", () => {
    const canary = { orgs: ["acme"] };
    const routes = [exampleRoute("R1", { owner: "go", canary })];
    const text = exportEnvoy(exampleSnapshot({ routes }), {
      naming: {
        values: "owner",
        program: null,
        family: null,
        capability: null,
        route: null,
        worker: null,
        force: "F",
        canary: { orgs: null, repos: null, users: null, percent: null },
        exceptions: {},
        gateways: { envoy: { org: "x-tenant" } },
      },
    });
    expect(JSON.parse(text).version_info).toBe("1-42");
    const asked = { ":method": "GET", ":path": "/v2/R1", "x-tenant": "acme" };
    expect(answerOf(text, asked)?.route.cluster).toBe("go");
  });
});
