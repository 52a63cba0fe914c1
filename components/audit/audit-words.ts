import type { AuditView } from "@/lib/contract/audit";

/** `force-legacy` as people say it: `Force legacy`. */
export const actionWords = (action: string): string => {
  const words = action.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Who did it: a person's name, or what acted in nobody's. */
export const actorWords = (actor: AuditView["actor"]): { name: string; kind: string | null } => {
  const name = typeof actor.name === "string" ? actor.name : "unknown";
  const kind = actor.kind === "person" ? null : actor.kind === "token" ? "token" : "system";
  return { name, kind };
};

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);

/** What it was done to, without the program that the page is about: `environment staging, key v2-pull`. */
export const subjectWords = (subject: AuditView["subject"]): string =>
  Object.entries(subject)
    .filter(([name, value]) => name !== "program" && value !== null && value !== "")
    .map(([name, value]) => `${name} ${textOf(value)}`)
    .join(", ");
