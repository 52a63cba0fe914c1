import type { VerificationState } from "@/lib/domain/inventory";

/**
 * `[name under which it is switched, what it does, phase, team, verification, capability]`.
 * The capability stands where the program names it itself; else its capability rules decide.
 * `support` stands for a process that is inventory only: planned, and never given an owner.
 */
export type WorkerRow = readonly [
  name: string,
  what: string,
  phase: string | null,
  team: string,
  verification: VerificationState | "support",
  capability?: string,
];
