import { describe, expect, it } from "vitest";
import { messaging } from "./messaging";
import { obby } from "./obby";
import { overleaf } from "./overleaf";
import { router } from "./router";

const routesOf = (program: typeof router) =>
  program.reading.items.filter((item) => item.kind === "route");

describe("each of the smaller examples exercises another corner", () => {
  it("router: 24 endpoints, health before trade before task", () => {
    const waves = routesOf(router).map((route) => [route.wave, route.family].join(" "));
    expect(waves).toHaveLength(24);
    expect([...new Set(waves)]).toEqual(["1 health", "2 trade", "3 task"]);
  });

  it("overleaf: eleven services, each a capability with routes on a host of its own", () => {
    const services = overleaf.capabilities.map(({ key }) => key).sort();
    expect(services).toHaveLength(11);
    expect([...new Set(routesOf(overleaf).map((route) => route.family))].sort()).toEqual(services);
    expect(new Set(routesOf(overleaf).map((route) => route.host))).toHaveLength(11);
  });

  it("overleaf: services answer the same method and pattern, told apart by host", () => {
    const addresses = routesOf(overleaf).map((route) => `${route.method} ${route.pattern}`);
    expect(new Set(addresses).size).toBeLessThan(addresses.length);
  });

  it("overleaf: keeps the program's own words beside the shared ladder", () => {
    expect(new Set(routesOf(overleaf).map((route) => route.verificationWord))).toEqual(
      new Set(["draft", "scaffolded", "in-progress", "ready", "blocked"]),
    );
  });

  it("messaging: one switch for all, no canary, and a list of gaps", () => {
    const edits = messaging.switches.flatMap((change) => change.edits);
    expect(edits).toEqual([{ level: "program", owner: "go" }]);
    const gaps = messaging.reading.items.filter((item) => item.kind === "task");
    expect(gaps.map((gap) => gap.key)).toEqual(["GAP-001", "GAP-002", "GAP-003", "GAP-004"]);
  });

  it("obby: ended in rollback, with nothing left on the target and the record kept", () => {
    const owners = new Map<string, string | null>();
    for (const { edits } of obby.switches)
      for (const { level, key, owner } of edits) owners.set(`${level} ${key}`, owner);
    expect([...owners.values()]).toEqual([null, null]);
    expect(obby.switches.length).toBeGreaterThan(1);
    expect([obby.status, obby.note]).toEqual([
      "abandoned",
      expect.stringContaining("Ended in rollback"),
    ]);
  });
});
