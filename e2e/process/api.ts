import { randomUUID } from "node:crypto";
import { adminToken, type Server } from "@/e2e/process/start-server";
import type { ImportView } from "@/lib/contract/imports";
import type { ChangeAnswer, ChangeView } from "@/lib/contract/switches";
import type { Problem } from "@/lib/contract/words";

export const headers = { authorization: `Bearer ${adminToken}` };

export type Answer<Body> = { status: number; body: Body & Omit<Problem, "status"> };

/** One call of the API, as an admin token unless told; a lost connection rejects. */
export const call = async <Body>(
  server: Server,
  method: string,
  place: string,
  body?: unknown,
  as: Readonly<Record<string, string>> = headers,
): Promise<Answer<Body>> => {
  const response = await fetch(`${server.address}/api/v1${place}`, {
    method,
    headers: {
      ...as,
      ...(body instanceof FormData ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer<Body>["body"] };
};

const rows = Array.from({ length: 24 }, (_, at) => {
  const family = ["health", "registry", "api"][at % 3];
  return `R-${at + 1},GET,/${family}/things-${at}/{id},${family},team-a,A1,PT-${at + 1},planned`;
});
const tracker = [
  "route_id,method,path_template,route_family,owner,review_wave,contract_test_id,status",
  ...rows,
].join("\n");

/** Creates a program and imports a small tracker: 24 routes in the families health, registry, api. */
export const newProgram = async (server: Server): Promise<string> => {
  const key = `p-${randomUUID().slice(0, 8)}`;
  await call(server, "POST", "/programs", { key, legacy: "python", target: "go" });
  const form = new FormData();
  form.append("files", new Blob([tracker]), "routes.csv");
  const preview = await call<ImportView>(server, "POST", `/programs/${key}/imports`, form);
  await call(server, "POST", `/programs/${key}/imports/${preview.body.id}/apply`, {});
  await until("the plane has the import", async () => (await planeVersion(server, key)) === 2);
  return key;
};

export const switches = (program: string, environment = "staging"): string =>
  `/programs/${program}/environments/${environment}`;

export const change = (
  server: Server,
  program: string,
  body: Record<string, unknown>,
  environment = "staging",
): Promise<Answer<ChangeAnswer>> =>
  call(server, "POST", `${switches(program, environment)}/changes`, {
    reason: "for the test",
    ...body,
  });

export const versionOf = async (server: Server, program: string): Promise<number> =>
  (await call<{ version: number }>(server, "GET", `${switches(program)}/switches`)).body.version;

/** The whole history of an environment, oldest first. */
export const historyOf = async (server: Server, program: string): Promise<ChangeView[]> => {
  const all: ChangeView[] = [];
  for (let before: number | null = 1_000_000; before !== null; ) {
    const page: Answer<{ changes: ChangeView[]; next: number | null }> = await call(
      server,
      "GET",
      `${switches(program)}/changes?limit=200&before=${before}`,
    );
    all.push(...page.body.changes);
    before = page.body.next;
  }
  return all.reverse();
};

/** The version that a plane or an edge serves; 0 where it serves none. */
export const planeVersion = async (
  server: Server,
  program: string,
  token = adminToken,
): Promise<number> => {
  const response = await fetch(`${server.address}/plane/v1/${program}/staging/snapshot`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return response.ok ? ((await response.json()) as { version: number }).version : 0;
};

/** A token for a program's plane in staging. */
export const newPlaneToken = async (
  server: Server,
  program: string,
  name: string,
): Promise<{ id: string; secret: string }> => {
  const body = { name, scopes: ["plane"], environment: "staging" };
  const { status, body: made } = await call<{ id: string; secret: string }>(
    server,
    "POST",
    `/programs/${program}/tokens`,
    body,
  );
  if (status !== 201) throw new Error(`${name}: ${status} ${made.detail}`);
  return made;
};

/** Follows a program's staging stream; `versions` grows as events arrive. */
export const follow = (
  server: Server,
  program: string,
  lastEventId?: string,
  token = adminToken,
) => {
  const versions: { version: number; at: number }[] = [];
  const controller = new AbortController();
  const ready = fetch(`${server.address}/plane/v1/${program}/staging/stream`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId ? { "last-event-id": lastEventId } : {}),
    },
    signal: controller.signal,
  }).then((response) => {
    void (async () => {
      const decoder = new TextDecoder();
      let text = "";
      for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(part, { stream: true });
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        for (const event of events) {
          const id = /^id: \d+-(\d+)$/m.exec(event)?.[1];
          if (id) versions.push({ version: Number(id), at: performance.now() });
        }
      }
    })().catch(() => undefined);
  });
  return { ready, versions, stop: () => controller.abort() };
};

/** Waits until something holds; says what it waited for when it does not. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  milliseconds = 15_000,
): Promise<void> => {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
