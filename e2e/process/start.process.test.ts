import http from "node:http";
import { expect, test } from "vitest";
import { ended, newHome, outputOf, spawnServer, startServer } from "@/e2e/process/start-server";

test.each([
  [{ PORT: "80a" }, "PORT must be a port number"],
  [{ DATABASE_URL: "mysql://somewhere" }, "DATABASE_URL must be a PostgreSQL address"],
  [{ SIGNALBOX_ADMIN_TOKEN: "short" }, "SIGNALBOX_ADMIN_TOKEN must have at least 24 characters"],
])("%j stops the start with a sentence that names it", async (env, sentence) => {
  const child = spawnServer(env as unknown as Record<string, string>);
  const output = outputOf(child);
  expect(await ended(child)).toBe(1);
  expect(output()).toContain(sentence);
});

const statusFor = (address: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    http
      .get(`${address}/sign-in`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on("error", reject);
  });

test("the local mode has one process a folder, answers on loopback names only, and starts again after it", async (context) => {
  const home = await newHome({ isUntouched: true });
  if (!home.isEmbedded) {
    await home.remove();
    return context.skip("only the embedded database has a folder");
  }
  const server = await startServer(home);
  const second = spawnServer({ ...home.env, PORT: "0" });
  const output = outputOf(second);
  expect(await ended(second)).toBe(1);
  expect(output()).toContain("is in use by process");
  expect(await statusFor(server.address, "attacker.example")).toBe(421);
  expect(await statusFor(server.address, new URL(server.address).host)).toBe(200);
  await server.stop();
  const again = await startServer(home);
  await again.kill();
  const afterKill = await startServer(home);
  await afterKill.stop();
  await home.remove();
});

test("with a database of its own there are no example people, and the first admin comes by a link", async (context) => {
  const home = await newHome({ isUntouched: true });
  if (home.isEmbedded) {
    await home.remove();
    return context.skip("needs a PostgreSQL server");
  }
  const server = await startServer(home);
  expect(server.output()).toMatch(/\/first-admin\?code=[\w-]{20,}/);
  const page = await (await fetch(`${server.address}/sign-in`)).text();
  expect(page).not.toContain("Tomasz");
  await server.stop();
  await home.remove();
});
