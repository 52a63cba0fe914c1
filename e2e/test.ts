import fs from "node:fs";
import path from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type ConfiguredServer, startConfiguredServer } from "./configured-server";

const firstPort = Number(process.env.SIGNALBOX_E2E_PORT ?? 3197);
/** Ports that a worker has: its server's, and those of servers that its tests start beside it. */
const portsPerWorker = 10;

/** What a browser says that is no fault of a page. */
const harmless = [/Download the React DevTools/];

/** Waits until a page of ours answers to what is pressed: it is drawn before its scripts have begun. */
const answering = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    if (!document.querySelector('script[src*="/_next/"]')) return true;
    const isTaken = (element: Element): boolean =>
      Object.keys(element).some((key) => key.startsWith("__reactProps"));
    return [...document.querySelectorAll("button")].every(isTaken);
  });
};

/**
 * Every worker has a server with the examples, and its address and data in the environment; every test
 * fails when its page logs an error or throws.
 */
export const test = base.extend<{ page: Page }, { server: ConfiguredServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: what a fixture needs is read off its pattern
    async ({}, use, { parallelIndex }) => {
      const port = firstPort + parallelIndex * portsPerWorker;
      const server = await startConfiguredServer(port, { SIGNALBOX_EXAMPLES: "on" });
      process.env.SIGNALBOX_E2E_PORT = String(port);
      process.env.SIGNALBOX_E2E_DATA = server.folder;
      await use(server);
      await server.stop();
    },
    { scope: "worker", auto: true, timeout: 240_000 },
  ],
  baseURL: async ({ server }, use) => use(server.address),
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !harmless.some((known) => known.test(text)))
        faults.push(`${text} ${message.location().url}`);
    });
    page.on("pageerror", (error) => faults.push(error.message));
    const goto = page.goto.bind(page);
    page.goto = async (...where) => {
      const response = await goto(...where);
      await answering(page);
      return response;
    };
    await use(page);
    expect(faults, "errors on the page's console").toEqual([]);
  },
});

export { expect };

/** Opens a page as an example person, signing in on the way, whoever was signed in before. */
export const openAs = async (page: Page, name: RegExp, address: string): Promise<void> => {
  // The page of whoever was there goes on asking, and would be told that nobody is signed in.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await page.goto(address);
  await answering(page);
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await answering(page);
  await expect(page.getByRole("main")).toBeVisible();
};

/** Holds a button down for as long as one that is held wants to be. */
export const holdDown = async (page: Page, button: Locator): Promise<void> => {
  await button.hover();
  await page.mouse.down();
  await page.waitForTimeout(1500);
  await page.mouse.up();
};

/** The command line's token of the server under test. */
export const localToken = (): string =>
  fs.readFileSync(path.join(process.env.SIGNALBOX_E2E_DATA ?? "", "cli-token"), "utf8");

/** The real quay trackers, or `null` where they are not there. */
export const realTrackers = (): string[] | null => {
  const folder = path.resolve(process.env.SIGNALBOX_REAL ?? "../shared/real", "quay");
  if (!fs.existsSync(folder)) return null;
  return fs.readdirSync(folder).map((name) => path.join(folder, name));
};
