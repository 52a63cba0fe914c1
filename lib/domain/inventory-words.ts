import type { ItemKind, TestRole, VerificationState } from "@/lib/domain/inventory";
import { registerWord } from "@/lib/domain/registers";

type Words = { readonly one: string; readonly many: string };

const kinds: Record<ItemKind, Words> = {
  route: { one: "route", many: "routes" },
  worker: { one: "worker", many: "workers" },
  queue: { one: "queue", many: "queues" },
  "runtime-component": { one: "runtime component", many: "runtime components" },
  "storage-driver": { one: "storage driver", many: "storage drivers" },
  tool: { one: "tool", many: "tools" },
  document: { one: "document", many: "documents" },
  task: { one: "task", many: "tasks" },
};

const figure = (count: number): string => count.toLocaleString("en-GB");

/** A kind of item in words: `route`, or `routes` for any count but one. A kind that is not known stands for itself. */
export const kindWord = (kind: string, count = 1): string =>
  Object.hasOwn(kinds, kind)
    ? kinds[kind as ItemKind][count === 1 ? "one" : "many"]
    : (registerWord(kind, count) ?? kind);

/** `413 routes`, `1 worker`. */
export const countWords = (count: number, kind: string): string =>
  `${figure(count)} ${kindWord(kind, count)}`;

/** `413 routes, 36 workers and 9 queues`, in the domain's order of kinds, leaving out what is nought; empty for nothing. */
export const countsWords = (counts: Readonly<Record<string, number>>): string => {
  const parts = Object.keys(kinds).flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [countWords(count, kind)] : [];
  });
  const last = parts.pop();
  return last === undefined ? "" : parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
};

const verifications: Record<VerificationState, string> = {
  planned: "Planned",
  "needs-triage": "Needs triage",
  "source-anchored-needs-review": "Anchored, needs review",
  "verified-source-anchored": "Anchored in the source",
  verified: "Verified",
  "retired-approved": "Retired",
};

/** A step of the verification ladder in words. */
export const verificationWords = (state: string): string =>
  Object.hasOwn(verifications, state) ? verifications[state as VerificationState] : state;

const roles: Record<TestRole, string> = {
  contract: "Contract",
  parity: "Parity",
  "golden-fixture": "Golden fixture",
  behavior: "Behaviour",
  "retry-idempotency": "Retry and idempotency",
  "mixed-mode": "Mixed mode",
  "producer-fixture": "Producer fixture",
  auth: "Authentication",
};

/** What a test is for, in words. */
export const testRoleWords = (role: string): string =>
  Object.hasOwn(roles, role) ? roles[role as TestRole] : role;
