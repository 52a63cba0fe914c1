import { expect, test, vi } from "vitest";
import { programPalette } from "@/components/shell/program-palette";
import { hearForceCalls } from "@/components/switches/force-call";

const environment = {
  epoch: 1,
  version: 1,
  updatedAt: "2026-11-21T02:00:00Z",
  share: { target: 0, canary: 0, legacy: 1 },
  workersOnTarget: 0,
  force: [],
};

const paletteOf = (mayForce: boolean) =>
  programPalette({
    program: {
      key: "quay",
      owners: { legacy: "python", target: "go" },
      environments: [
        { ...environment, key: "staging", name: "Staging", isProtected: false },
        { ...environment, key: "production", name: "Production", isProtected: true },
      ],
    },
    programs: [{ key: "quay", name: "Quay" }],
    mayForce,
    readSwitches: async () => ({ families: ["registry-v2"], capabilities: ["v2-pull"] }),
  });

const find = async (query: string, mayForce = true) => {
  const source = paletteOf(mayForce).find(({ key }) => key === "emergency");
  return (await source?.load(query, new AbortController().signal)) ?? null;
};

test("the emergency control is found by its name, for each environment, family and capability", async () => {
  const found = await find("force");
  expect(found?.map(({ label, hint }) => `${label}: ${hint}`)).toEqual([
    "Force python: everything in staging",
    "Force python: everything in production",
    "Force python for registry-v2: family, in the environment shown",
    "Force python for v2-pull: capability, in the environment shown",
  ]);
  expect(await find("force v2-pull")).toHaveLength(1);
  expect(await find("emergency production")).toHaveLength(1);
});

test("it stands in nobody's way, and is not offered to whoever may not force", async () => {
  expect(await find("python")).toEqual([]);
  expect(await find("force", false)).toBeNull();
});

test("choosing it opens the dialog with what was chosen", async () => {
  const hear = vi.fn();
  const stop = hearForceCalls(hear);
  const [entry] = (await find("force v2-pull")) ?? [];
  if (entry && "run" in entry) entry.run();
  stop();
  if (entry && "run" in entry) entry.run();
  expect(hear).toHaveBeenCalledExactlyOnceWith({ scope: "capability", key: "v2-pull" });
});
