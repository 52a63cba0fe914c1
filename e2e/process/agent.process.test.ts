import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Answer,
  call,
  change,
  newPlaneToken,
  newProgram,
  switches,
  until,
  versionOf,
} from "@/e2e/process/api";
import { runAgentOnce, startAgent, startEdge } from "@/e2e/process/start-gateway";
import { type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";
import type { SwitchNaming } from "@/lib/domain/switch-naming";

const naming: SwitchNaming = {
  values: "owner",
  program: "OWNER",
  family: "OWNER_{KEY}",
  capability: null,
  route: null,
  worker: null,
  force: "FORCE_PYTHON",
  canary: { orgs: null, repos: null, users: null, percent: null },
  exceptions: {},
};

describe("an agent behind an edge, before a program that reads variables", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "signalbox-agent-"));
  const file = path.join(folder, "owners.env");
  /** What the program was last restarted with. */
  const running = path.join(folder, "running.env");
  const state = path.join(folder, "agent");
  const ofGateway = ["--format", "env", "--out", file, "--reload", `cp ${file} ${running}`];
  let home: Home;
  let server: Server;
  let edge: Server;
  let program: string;
  let token: string;
  let agent: Omit<Server, "address">;

  const start = () => startAgent({ upstream: edge.address, token, state }, ofGateway);
  const read = (place: string): string => (existsSync(place) ? readFileSync(place, "utf8") : "");
  const flip = async (owner: string): Promise<number> => {
    const expectedVersion = await versionOf(server, program);
    const rules = [{ level: "family", key: "registry", owner }];
    return (await change(server, program, { expectedVersion, rules })).body.version;
  };

  beforeAll(async () => {
    home = await newHome();
    server = await startServer(home);
    program = await newProgram(server);
    const { body } = await call<{ revision: string }>(server, "GET", `/programs/${program}/naming`);
    const set = { naming, revision: body.revision, reason: "as the program reads them" };
    expect((await call(server, "PUT", `/programs/${program}/naming`, set)).status).toBe(200);
    token = (await newPlaneToken(server, program, "the edge and its agent")).secret;
    edge = await startEdge({ upstream: server.address, token, state: path.join(folder, "edge") });
    agent = await start();
  });
  afterAll(async () => {
    await Promise.all([agent.stop(), edge.stop(), server.stop()]);
    await home.remove();
    rmSync(folder, { recursive: true });
  });

  test("brings a flip to the program in its own names, and says so by way of the edge", async () => {
    await flip("go");
    await until("the flip at the program", () => read(running).includes("OWNER_REGISTRY=go\n"));
    expect(read(running)).toContain("FORCE_PYTHON=false\n");
    type Client = { instance: string; via: string | null; state: string };
    await until("its receipt", async () => {
      const place = `${switches(program)}/clients`;
      const answer: Answer<{ clients: Client[] }> = await call(server, "GET", place);
      return answer.body.clients.some(
        ({ instance, via, state: is }) =>
          instance.startsWith("agent:") && via === "edge-of-the-test" && is === "current",
      );
    });
  });

  test("is killed again and again while owners change: the file is always whole, and the last one in the end", async () => {
    const seen = new Set<string>();
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        seen.add(read(file));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    })();
    let version = 0;
    for (let round = 0; round < 8; round++) {
      version = await flip(round % 2 === 0 ? "python" : "go");
      await new Promise((resolve) => setTimeout(resolve, round * 12));
      await agent.kill();
      agent = await start();
    }
    await until("the last version at the program", () => read(running).includes(`1-${version}.`));
    isOver = true;
    await watching;
    expect(read(running)).toContain("OWNER_REGISTRY=go\n");
    for (const text of seen) {
      expect(text).toMatch(/^# Written by Signalbox: [\s\S]*\nOWNER_REGISTRY=(go|python)\n$/);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith(".next"))).toEqual([]);
  });

  test("forces legacy from the disk alone when everything else is killed", async () => {
    await Promise.all([agent.kill(), edge.kill(), server.kill()]);
    const alone = [...ofGateway, "--state", state];
    await runAgentOnce([...alone, "--force-legacy", "the target loses writes"]);
    expect(read(running)).toContain("OWNER_REGISTRY=python\n");
    expect(read(running)).toContain("FORCE_PYTHON=true\n");
    await runAgentOnce([...alone, "--lift-force"]);
    expect(read(running)).toContain("OWNER_REGISTRY=go\n");
  });

  test("forces legacy where nothing was ever known of the program", async () => {
    const place = path.join(folder, "owners.conf");
    const args = ["--format", "nginx", "--nginx", "no-such-nginx", "--out", place];
    await expect(runAgentOnce([...args, "--force-legacy"])).rejects.toThrow("--legacy <word>");
    await runAgentOnce([...args, "--force-legacy", "--legacy", "python"]);
    expect(read(place)).toMatch(/\$signalbox_owner \{\n\s+default "python";\n\}/);
  });
});
