import { gzipSync } from "node:zlib";
import { callJson, generatedTracker, startServer } from "@/bench/start-server";
import type { BenchResult, Suite } from "@/bench/suite";
import type { ImportView } from "@/lib/contract/imports";

const rounds = 60;

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

const cookiesOf = (response: Response): string[] =>
  response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** Signs in with one click as the example engineer; answers the cookie header. */
const signIn = async (address: string): Promise<string> => {
  const asked = await fetch(`${address}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const jar = cookiesOf(asked);
  const signed = await fetch(`${address}/api/auth/callback/example`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: jar.join("; "), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, handle: "tomasz", json: "true" }),
  });
  return [...jar, ...cookiesOf(signed)].join("; ");
};

/** Pages of a program that are opened most, and those that weigh most. */
const pages = [
  "matrix",
  "gates",
  "sign-offs",
  "sign-offs/owners",
  "sign-offs/rules",
  "switches",
  "clients",
  "inventory",
  "imports",
  "evidence",
  "settings",
];

/** Bytes of JavaScript, gzipped, that a browser is told to load with a page. */
const scriptBytes = async (address: string, cookie: string, place: string): Promise<number> => {
  const page = await fetch(address + place, { headers: { cookie } });
  if (!page.url.endsWith(place)) throw new Error(`${place} led to ${page.url}`);
  const html = await page.text();
  const sources = new Set(
    [...html.matchAll(/<script[^>]+src="([^"]+\.js[^"]*)"[^>]*>/g)]
      .filter(([tag]) => !tag.includes("noModule"))
      .map(([, source]) => source ?? ""),
  );
  let bytes = 0;
  for (const source of sources) {
    const script = await fetch(address + source);
    bytes += gzipSync(Buffer.from(await script.arrayBuffer()), { level: 6 }).byteLength;
  }
  return bytes;
};

/** The cutover matrix of 50,000 routes on the embedded database: the roll-up, and one window of 200 rows. */
const run = async (): Promise<BenchResult> => {
  const server = await startServer();
  try {
    await callJson(server, "POST", "/programs", { key: "large", legacy: "python", target: "go" });
    const form = new FormData();
    form.append("files", new Blob([generatedTracker(50_000) as BlobPart]), "routes.csv");
    const preview = await callJson<ImportView>(server, "POST", "/programs/large/imports", form);
    await callJson(server, "POST", `/programs/large/imports/${preview.id}/apply`);
    const rows: Record<string, string | number>[] = [];
    const goals: { says: string; holds: boolean }[] = [];
    const measure = async (what: string, place: (round: number) => string): Promise<void> => {
      await callJson(server, "GET", place(0));
      const taken: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const started = performance.now();
        await callJson(server, "GET", place(round));
        taken.push(performance.now() - started);
      }
      const [p50, p95] = [percentile(taken, 0.5), percentile(taken, 0.95)];
      rows.push({ what, "p50 ms": Math.round(p50), "p95 ms": Math.round(p95) });
      goals.push({ says: `${what}: p95 under 150 ms (${Math.round(p95)} ms)`, holds: p95 < 150 });
    };
    await measure("roll-up by capability", () => "/programs/large/matrix?groupBy=capability");
    await measure("gates of all capabilities", () => "/programs/large/matrix/gates");
    await measure(
      "window of 200 rows of all",
      (round) => `/programs/large/matrix/rows?limit=200&offset=${round * 800}`,
    );
    await measure(
      "window of one capability",
      (round) =>
        `/programs/large/matrix/rows?limit=200&groupBy=capability&group=capability-${round}`,
    );
    const cookie = await signIn(server.address);
    for (const page of pages) {
      const bytes = await scriptBytes(server.address, cookie, `/programs/large/${page}`);
      const kilobytes = (bytes / 1000).toFixed(1);
      rows.push({ what: `first-load JavaScript of ${page}, gzip`, kB: kilobytes });
      goals.push({
        says: `first-load JavaScript of ${page} under 180 kB gzip (${kilobytes} kB)`,
        holds: bytes < 180_000,
      });
    }
    return { name: "cutover matrix at 50,000 routes", rows, goals };
  } finally {
    await server.stop();
  }
};

export const suite: Suite = { name: "matrix", run };
