import type { VerificationState } from "@/lib/domain/inventory";

/** The program's own words for how far a service is, on the ladder that all programs share. */
export const statuses = {
  draft: { verification: "planned", word: "draft" },
  scaffolded: { verification: "planned", word: "scaffolded" },
  inProgress: { verification: "source-anchored-needs-review", word: "in-progress" },
  ready: { verification: "verified-source-anchored", word: "ready" },
  blocked: { verification: "needs-triage", word: "blocked" },
} as const satisfies Record<string, { verification: VerificationState; word: string }>;
