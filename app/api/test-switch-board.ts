import { changeSwitches } from "@/lib/server/commands/change-switches";
import { liftForce } from "@/lib/server/commands/lift-force";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { admin, as } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";

/** The program that the rows are about: an `exampleProgram`. */
export const program = "here";
export const staging = { program, environment: "staging" };
export const reason = "asked for by the test";
export const split = [{ capability: "push", family: "registry", methods: ["PUT"] }];

/** Scopes and roles that read; rows name them by word. */
export const anyRole = "viewer owner engineer on-call manager";
export const readers = "read import evidence switch admin";

export const family = (owner: string | null) => ({ level: "family", key: "registry", owner });
export const capability = (owner: string | null) => ({ level: "capability", key: "push", owner });

/** The switches of staging, brought to where a row needs them. */
export const switchBoard = (database: () => TestDatabase) => {
  const expectedVersion = async (): Promise<number> =>
    (
      await database().environment.findFirstOrThrow({
        where: { key: "staging", program: { key: program } },
      })
    ).version;

  const change = async (...rules: Record<string, unknown>[]): Promise<void> => {
    const seen = await expectedVersion();
    await changeSwitches.run(as(admin), { ...staging, expectedVersion: seen, reason, rules });
  };

  /** Nothing of staging is on the target and nothing is forced. */
  const allLegacy = async (): Promise<void> => {
    await liftForce.run(as(admin), { ...staging, reason });
    await setCapabilityRules.run(as(admin), { program, rules: split, reason });
    await change(family(null), capability(null));
    await setCapabilityRules.run(as(admin), { program, rules: [], reason });
  };

  return { expectedVersion, change, allLegacy };
};
