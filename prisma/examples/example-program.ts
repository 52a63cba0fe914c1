import type { CapabilityRule } from "@/lib/domain/capability-rules";
import type { InventoryReading } from "@/lib/domain/inventory";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

/**
 * How a program's switches are called where they leave Signalbox. Templates hold `{KEY}` (upper case, dashes
 * and dots as underscores), `{key}` (as it is) or `{SWITCH_ID}` (the row's own); `null` where the program has
 * no switch of that level.
 */
type SwitchNaming = {
  /** `owner`: the value is the owner's word. `boolean`: `true` stands for the target. */
  readonly values: "owner" | "boolean";
  readonly program: string | null;
  readonly family: string | null;
  readonly capability: string | null;
  readonly route: string | null;
  readonly worker: string | null;
  /** The emergency switch that sends everything to legacy. */
  readonly force: string;
  readonly canary: {
    readonly orgs: string | null;
    readonly repos: string | null;
    readonly users: string | null;
    readonly percent: string | null;
  };
  /** Names that follow no template, by `level:key` or `percent:key`. */
  readonly exceptions: Readonly<Record<string, string>>;
};

/** One change that an example starts with: its edits are one version of that environment's snapshot. */
type ExampleSwitches = {
  readonly environment: string;
  readonly reason: string;
  readonly edits: readonly SwitchEdit[];
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
  readonly switches: readonly ExampleSwitches[];
  readonly status: "active" | "abandoned";
  readonly note: string | null;
};
