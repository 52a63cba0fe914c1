import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findNginx, withoutNginx } from "@/bin/find-nginx.mjs";
import { until } from "@/e2e/process/api";
import { type Laboratory, startLaboratory } from "@/lab/laboratory";

const binary = findNginx();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.skipIf(binary === null)(
  `real traffic through nginx${binary === null ? ` (${withoutNginx})` : ""}`,
  () => {
    let lab: Laboratory;
    beforeAll(async () => {
      lab = await startLaboratory(binary ?? "", 400);
    });
    afterAll(() => lab?.stop());

    /** Who answered, of what was sent in the next while. */
    const watch = async (milliseconds: number, family?: string) => {
      const from = performance.now();
      await pause(milliseconds);
      return lab.traffic.since(from, family);
    };

    test("is all the legacy owner's at first", async () => {
      const seen = await watch(500);
      expect(seen.length).toBeGreaterThan(100);
      expect(seen.filter(({ owner }) => owner !== "python")).toEqual([]);
    });

    test("follows a flip and its rollback within two seconds, and nobody else's moves", async () => {
      const flip = await lab.moved(await lab.rule({ owner: "go" }), "go");
      const others = (await watch(500)).filter(({ family }) => family !== "registry");
      expect(others.filter(({ owner }) => owner !== "python")).toEqual([]);
      const rollback = await lab.moved(await lab.rule({ owner: "python" }), "python");
      expect(flip.last).toBeLessThan(2_000);
      expect(rollback.last).toBeLessThan(2_000);
    });

    test("is a tenth the target's in a canary of 10 %, always the same orgs, and never an excluded one", async () => {
      const canary = { percent: 1000, key: "org", except: { orgs: ["org-1"] } } as const;
      await lab.rule({ owner: "go", canary });
      await until("somebody in the canary", () =>
        lab.traffic.since(performance.now() - 500).some(({ owner }) => owner === "go"),
      );
      await pause(500);
      // Every org of the 499 meets the registry about twice.
      const seen = await watch(8_500, "registry");
      const owners = new Map<string, Set<string | null>>();
      for (const { org, owner } of seen) {
        owners.set(org, (owners.get(org) ?? new Set()).add(owner));
      }
      expect(owners.size).toBe(499);
      expect([...owners.values()].filter((of) => of.size > 1)).toEqual([]);
      expect([...(owners.get("org-1") ?? [])]).toEqual(["python"]);
      const inside = [...owners.values()].filter((of) => of.has("go")).length;
      // Of 498 orgs 49.8 are expected with a standard deviation of 6.7: four of them either way.
      expect(inside).toBeGreaterThan(23);
      expect(inside).toBeLessThan(77);
    });

    test("goes to the legacy owner within two seconds of force, and back when it is lifted", async () => {
      await lab.moved(await lab.rule({ owner: "go" }), "go");
      const force = await lab.moved(await lab.force(), "python");
      expect(force.last).toBeLessThan(2_000);
      await lab.moved(await lab.lift(), "go");
    });

    test("goes on while the control plane is killed, and obeys a force at the machine", async () => {
      await lab.killControlPlane();
      expect((await watch(1_000, "registry")).filter(({ owner }) => owner !== "go")).toEqual([]);
      const force = await lab.moved(await lab.forceHere(), "python");
      expect(force.last).toBeLessThan(2_000);
      await lab.startControlPlane();
      await until("the force is reported", async () =>
        (await lab.clients()).some(({ localForce }) => localForce?.reason === "nothing answers"),
      );
      await lab.liftHere();
      await lab.moved(performance.now(), "go");
    });

    test("goes on while the agent is killed, which catches up when it starts again", async () => {
      await lab.killAgent();
      const accepted = await lab.rule({ owner: "python" });
      expect((await watch(500, "registry")).filter(({ owner }) => owner !== "go")).toEqual([]);
      await lab.startAgent();
      await lab.moved(accepted, "python");
    });

    test("goes on as it was while nginx's configuration is broken, and moves once it is repaired", async () => {
      const before = lab.owners();
      lab.breakConfiguration();
      const accepted = await lab.rule({ owner: "go" });
      await until("the agent's complaint", () =>
        lab.agentOutput().includes("the last good one stays"),
      );
      expect((await watch(500)).filter(({ owner }) => owner !== "python")).toEqual([]);
      expect(lab.owners()).toBe(before);
      lab.repairConfiguration();
      await lab.moved(accepted, "go");
    });

    test("is observed: what each side has counted says that the version is in effect", async () => {
      await until("observed", async () => (await lab.delivery()) === "observed", 60_000);
    });

    test("lost no request in all of that", async () => {
      expect(lab.traffic.lost()).toEqual([]);
      // Those whose connection ended while it was taken up again, a handful in each reload at most.
      expect(lab.traffic.retries()).toBeLessThan(lab.traffic.seen().length / 100);
      const { python, go } = await lab.counted();
      expect(python).toBeGreaterThan(0);
      expect(go).toBeGreaterThan(0);
    });
  },
);
