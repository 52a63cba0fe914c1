import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findNginx, withoutNginx } from "@/bin/find-nginx.mjs";
import { freePort } from "@/e2e/process/start-server";
import { startNginx } from "@/lab/start-nginx";
import { compileRoutes } from "@/lib/domain/route-table";
import type { Snapshot } from "@/lib/domain/snapshot";
import { exportNginx } from "@/lib/formats/export-nginx";
import { compileRe2 } from "@/lib/formats/re2";

type Request = {
  readonly route?: string;
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly worker?: string;
  readonly context?: Readonly<Record<string, unknown>>;
};
type Case = {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly request: Request;
  readonly localForce?: unknown;
  readonly expected: { readonly owner: string; readonly decidedBy: string };
};
type Asked = { readonly method: string; readonly path: string; readonly host?: string };

const { cases } = JSON.parse(readFileSync("public/conformance/owner-resolution.json", "utf8")) as {
  cases: readonly Case[];
};

/** A request that meets a route and no other, for cases that ask by id; `null` where there is none. */
const requestFor = ({ routes }: Snapshot, id: string): Asked | null => {
  const row = routes.find((route) => route.id === id);
  if (row === undefined) return { method: "GET", path: "/nowhere/at/all" };
  if (row.pattern === null || routes.filter((route) => route.id === id).length > 1) return null;
  const place = row.pattern.replace(/\{[^}+:]+\}/g, "x").replace(/\{[^}+:]+\+\}/g, "a/b");
  const { method, host } = row;
  const found = compileRoutes(routes, compileRe2).match(method, place, host);
  return found === id ? { method, path: place, ...(host === null ? {} : { host }) } : null;
};

/** Why a case cannot be put to nginx, or how it is. */
const asNginx = ({ snapshot, request: asked, expected }: Case): string | Asked => {
  if (asked.worker !== undefined) return "a worker is none of a gateway's business";
  const context = Object.values(asked.context ?? {});
  if (context.some((value) => value !== null && typeof value !== "string")) {
    return "a header is always text";
  }
  const isHashed = /"percent":(?!0[,}]|10000[,}])\d+/.test(JSON.stringify(snapshot));
  if (isHashed && expected.decidedBy !== "fallback") return "same share, other members";
  if (!Array.isArray(snapshot.force) || !snapshot.schema.endsWith("/v1")) {
    return "an agent believes no such snapshot";
  }
  if (asked.path !== undefined) {
    const { method = "GET", path: place, host } = asked;
    return place.startsWith("/")
      ? { method, path: place, ...(host === undefined ? {} : { host }) }
      : "HTTP cannot say it";
  }
  return requestFor(snapshot, asked.route ?? "") ?? "no path leads to the row";
};

const told = cases.map((one, at) => ({ one, at, asked: asNginx(one) }));
const put = told.flatMap(({ one, at, asked }) =>
  typeof asked === "string" ? [] : [{ one, at, asked, name: one.name }],
);
const headerOf = { user: "user", org: "org", repo: "repo", targetingKey: "key" } as const;
const binary = findNginx();

describe.skipIf(binary === null)(
  `the published cases, asked of nginx${binary === null ? ` (${withoutNginx})` : ""}`,
  () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "signalbox-vectors-"));
    let port: number;
    let nginx: { stop: () => Promise<void> };
    beforeAll(async () => {
      port = await freePort();
      const maps = put.map(({ one, at }) =>
        exportNginx(one.snapshot, {
          naming: null,
          prefix: `case_${at}`,
          isForced: one.localForce === true,
        }),
      );
      const answers = put.map(({ at }) => `        ${at} $case_${at}_owner;`);
      const user = process.getuid?.() === 0 ? "user root;" : "";
      writeFileSync(
        path.join(folder, "nginx.conf"),
        `${user} daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { }
http {
    access_log off; variables_hash_max_size 16384; variables_hash_bucket_size 128;
    ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder};`).join(" ")}
${maps.join("\n")}
    map $http_x_case $answer {
${answers.join("\n")}
    }
    server {
        listen 127.0.0.1:${port};
        location / { add_header X-Owner $answer; return 204; }
    }
}
`,
      );
      nginx = await startNginx({ binary: binary ?? "", folder, port });
    });
    afterAll(async () => {
      await nginx.stop();
      rmSync(folder, { recursive: true });
    });

    const ownerAt = (
      at: number,
      { method, path: place, host }: Asked,
      context: Request["context"],
    ) =>
      new Promise<unknown>((resolve, reject) => {
        const headers: Record<string, string> = { "x-case": String(at) };
        if (host !== undefined) headers.host = host;
        for (const [key, value] of Object.entries(context ?? {})) {
          // A header's bytes; Node takes them for Latin-1.
          const bytes = Buffer.from(String(value ?? "")).toString("latin1");
          if (value === null) continue;
          if (key === "stamp") headers.cookie = `signalbox_owner=${bytes}`;
          else headers[`x-signalbox-${headerOf[key as keyof typeof headerOf]}`] = bytes;
        }
        request({ host: "127.0.0.1", port, method, path: place, headers }, (response) => {
          response.resume();
          resolve(response.headers["x-owner"] ?? response.statusCode);
        })
          .on("error", reject)
          .end();
      });

    test("are most of those that are about routes", () => {
      const aboutRoutes = cases.filter((one) => one.request.worker === undefined);
      expect(put.length).toBeGreaterThan(aboutRoutes.length * 0.8);
    });

    test.each(put)("$name", async ({ one, at, asked }) => {
      expect(await ownerAt(at, asked, one.request.context)).toBe(one.expected.owner);
    });
  },
);
