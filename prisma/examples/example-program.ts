import type { CapabilityRule } from "@/lib/domain/capability-rules";
import type { DependencyPlace } from "@/lib/domain/coupled-items";
import type { InventoryReading } from "@/lib/domain/inventory";
import type { SwitchEdit } from "@/lib/domain/switch-edit";
import type { SwitchNaming } from "@/lib/domain/switch-naming";
import type { ExampleRecord } from "./example-record";

/** One change that an example starts with: its edits are one version of that environment's snapshot. */
type ExampleSwitches = {
  readonly environment: string;
  readonly reason: string;
  readonly edits: readonly SwitchEdit[];
};

/** What may not move before or without another. */
type ExampleDependency = {
  readonly kind: "prerequisite" | "unit" | "upload-runtime";
  readonly subject: DependencyPlace;
  readonly requires: readonly DependencyPlace[];
  readonly note: string;
};

/** A program that is loaded on first start, so that a newcomer sees a migration under way. */
export type ExampleProgram = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** The program's words for its owners. */
  readonly legacy: string;
  readonly target: string;
  readonly environments: readonly {
    readonly key: string;
    readonly name: string;
    readonly isProtected: boolean;
  }[];
  readonly naming: SwitchNaming;
  readonly capabilityRules: readonly CapabilityRule[];
  readonly capabilities: readonly {
    readonly key: string;
    readonly name: string;
    readonly description: string;
  }[];
  readonly reading: InventoryReading;
  readonly dependencies?: readonly ExampleDependency[];
  readonly switches: readonly ExampleSwitches[];
  readonly record: ExampleRecord;
  readonly status: "active" | "abandoned";
  readonly note: string | null;
};
