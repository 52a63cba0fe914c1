import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Answer,
  call,
  change,
  follow,
  newPlaneToken,
  newProgram,
  switches,
  until,
} from "@/e2e/process/api";
import { startEdge } from "@/e2e/process/start-gateway";
import { freePort, type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";

type Client = { instance: string; localForce: { reason: string } | null };
type Token = { id: string; secret: string };

describe("an edge", () => {
  const state = mkdtempSync(path.join(os.tmpdir(), "signalbox-edge-"));
  const forceFile = path.join(state, "force-legacy");
  let home: Home;
  let port: number;
  let server: Server;
  let edge: Server;
  let program: string;
  /** The edge's own token, and one of a client of it. */
  let own: Token;
  let client: Token;

  const newToken = (name: string): Promise<Token> => newPlaneToken(server, program, name);
  const ask = (from: Server, place: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${from.address}${place}`, {
      ...init,
      headers: { authorization: `Bearer ${client.secret}` },
    });
  const snapshotOf = (from: Server): Promise<Response> =>
    ask(from, `/plane/v1/${program}/staging/snapshot`);
  const versionAt = async (from: Server): Promise<number> => {
    const response = await snapshotOf(from);
    return response.ok ? ((await response.json()) as { version: number }).version : 0;
  };
  const ownerAt = async (from: Server, route: string): Promise<unknown> => {
    const body = JSON.stringify({ context: { targetingKey: "somebody" } });
    const flag = await ask(from, `/ofrep/v1/evaluate/flags/route.${route}`, {
      method: "POST",
      body,
    });
    const { value, metadata } = (await flag.json()) as {
      value: string;
      metadata: { decidedBy: string };
    };
    return [value, metadata.decidedBy];
  };
  const flip = async (owner: string): Promise<number> => {
    const expectedVersion = await versionAt(server);
    const rules = [{ level: "family", key: "registry", owner }];
    const { body } = await change(server, program, { expectedVersion, rules });
    return body.version;
  };
  const forcedClients = async (): Promise<Client[]> => {
    const place = `${switches(program)}/clients?state=forced`;
    const answer: Answer<{ clients: Client[] }> = await call(server, "GET", place);
    return answer.body.clients;
  };

  beforeAll(async () => {
    home = await newHome();
    port = await freePort();
    server = await startServer(home, port);
    program = await newProgram(server);
    own = await newToken("the edge");
    client = await newToken("a client of the edge");
    edge = await startEdge({ upstream: server.address, token: own.secret, state });
  });
  afterAll(async () => {
    await Promise.all([edge.stop(), server.stop()]);
    await home.remove();
    rmSync(state, { recursive: true });
  });

  test("tells its clients of a change, byte for byte as its upstream signed it", async () => {
    await until("the edge knows the client's token", async () => (await snapshotOf(edge)).ok);
    const stream = follow(edge, program, undefined, client.secret);
    await stream.ready;
    const version = await flip("go");
    await until("the change at a client of the edge", () =>
      stream.versions.some((event) => event.version === version),
    );
    stream.stop();
    expect(await (await snapshotOf(edge)).text()).toBe(await (await snapshotOf(server)).text());
    // R-2 is of the family that was flipped.
    expect(await ownerAt(edge, "R-2")).toEqual(["go", "family"]);
  });

  test("serves on while its upstream is killed, and when it is killed itself starts from its disk", async () => {
    const before = await (await snapshotOf(edge)).text();
    await server.kill();
    expect(await (await snapshotOf(edge)).text()).toBe(before);
    await edge.kill();
    const startedAt = performance.now();
    edge = await startEdge({ upstream: server.address, token: own.secret, state });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(await (await snapshotOf(edge)).text()).toBe(before);
    const stranger = await fetch(`${edge.address}/plane/v1/${program}/staging/snapshot`, {
      headers: { authorization: "Bearer somebody-elses" },
    });
    expect(stranger.status).toBe(401);
  });

  test("forces legacy by a file with nothing else up, and says so once its upstream is back", async () => {
    expect(await ownerAt(edge, "R-2")).toEqual(["go", "family"]);
    writeFileSync(forceFile, "the target loses writes\n");
    await until(
      "the force",
      async () => (await ownerAt(edge, "R-2"))?.toString() === "python,local-force",
      2_000,
    );
    // Also over a restart: whoever forced has not lifted it.
    await edge.kill();
    edge = await startEdge({ upstream: server.address, token: own.secret, state });
    expect(await ownerAt(edge, "R-2")).toEqual(["python", "local-force"]);

    server = await startServer(home, port);
    await until("the force at the control plane", async () => (await forcedClients()).length === 1);
    expect(await forcedClients()).toMatchObject([
      { instance: "edge-of-the-test", localForce: { reason: "the target loses writes" } },
    ]);
    rmSync(forceFile);
    await until("the end of the force", async () => (await forcedClients()).length === 0);
    expect(await ownerAt(edge, "R-2")).toEqual(["go", "family"]);
    const version = await flip("python");
    await until("a change after all that", async () => (await versionAt(edge)) === version);
  });

  test("refuses a client within two seconds of its token being revoked, and keeps what it has when its own is", async () => {
    const revoke = ({ id }: Token) => call(server, "DELETE", `/programs/${program}/tokens/${id}`);
    const version = await versionAt(edge);
    const guest = await newToken("a guest");
    const asGuest = async (): Promise<number> => {
      const headers = { authorization: `Bearer ${guest.secret}` };
      const place = `${edge.address}/plane/v1/${program}/staging/snapshot`;
      return (await fetch(place, { headers })).status;
    };
    await until("the guest is known", async () => (await asGuest()) === 200);
    await revoke(guest);
    await until("the guest is refused", async () => (await asGuest()) === 401, 2_000);

    await revoke(own);
    await until("the edge is refused", () => edge.output().includes("401"));
    await flip("go");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await versionAt(edge)).toBe(version);
    const metrics = await (await fetch(`${edge.address}/plane/metrics`)).text();
    expect(Number(/^signalbox_plane_source_age_seconds (\S+)/m.exec(metrics)?.[1])).toBeGreaterThan(
      1,
    );
  });
});
