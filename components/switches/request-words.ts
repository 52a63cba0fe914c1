import type { Tone } from "@/components/ui/tone";
import type { RequestView } from "@/lib/contract/requests";

export const requestStateWords = {
  draft: { label: "draft", tone: undefined },
  "awaiting-approval": { label: "awaiting approval", tone: "violet" },
  approved: { label: "approved", tone: "green" },
  scheduled: { label: "scheduled", tone: "green" },
  applied: { label: "applied", tone: "grey" },
  rejected: { label: "rejected", tone: "grey" },
  withdrawn: { label: "withdrawn", tone: "grey" },
  expired: { label: "expired", tone: "grey" },
  conflicted: { label: "overtaken", tone: "grey" },
} as const satisfies Record<RequestView["state"], { label: string; tone: Tone | undefined }>;

/** Where a request has its page. */
export const requestAddress = (
  program: string,
  { environment, number }: Pick<RequestView, "environment" | "number">,
): string => `/programs/${program}/requests/${environment}/${number}`;

/** What somebody types as a local time, as the moment that it is; `null` while it is none. */
export const momentOf = (local: string): string | null => {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
};
