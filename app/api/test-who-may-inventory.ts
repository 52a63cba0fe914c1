import { randomUUID } from "node:crypto";
import { previewImport } from "@/lib/server/commands/preview-import";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { readNaming } from "@/lib/server/queries/read-naming";
import { admin, as } from "@/lib/server/test-actors";
import { exampleNaming, exampleTrackers } from "@/lib/server/test-program";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";
import {
  anyRole,
  capability,
  program,
  readers,
  reason,
  split,
  switchBoard,
} from "./test-switch-board";

/** Who may read the inventory, import it, cut it into capabilities and name it. */
export const inventoryRows = (database: () => TestDatabase): readonly Row[] => {
  const { change, allLegacy } = switchBoard(database);
  const previewed = async (): Promise<string> => {
    const files = exampleTrackers.map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
    return (await previewImport.run(as(admin), { program, files })).id;
  };

  const ofProgram = async () => ({ program });
  return [
    { operation: "listItems", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "readItem",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program, kind: "route", key: "R-1" }),
    },
    { operation: "listFindings", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readCapabilityRules", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "setCapabilityRules",
      when: "as a preview",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ program, rules: split, dryRun: true }),
    },
    {
      operation: "setCapabilityRules",
      when: "where no owner changes",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => {
        await allLegacy();
        return { program, rules: split, reason };
      },
    },
    {
      operation: "setCapabilityRules",
      when: "where rows move to the target",
      people: "engineer",
      // The scope switch does not open the inventory.
      tokens: "admin",
      input: async () => {
        await allLegacy();
        await setCapabilityRules.run(as(admin), { program, rules: split, reason });
        await change(capability("go"));
        await setCapabilityRules.run(as(admin), { program, rules: [], reason });
        return { program, rules: split, reason };
      },
    },
    {
      operation: "previewImport",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, files: exampleTrackers }),
    },
    { operation: "listImports", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "readImport",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program, import: await previewed() }),
    },
    {
      operation: "applyImport",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, import: await previewed() }),
    },
    {
      operation: "discardImport",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, import: await previewed() }),
    },
    { operation: "readNaming", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "setNaming",
      people: "manager",
      tokens: "admin",
      input: async () => {
        const { revision } = await readNaming.run(as(admin), { program });
        return { program, revision, naming: exampleNaming(randomUUID()), reason };
      },
    },
  ];
};
