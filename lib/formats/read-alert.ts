import { Refusal } from "@/lib/domain/refusal";

/** What a monitor's call says, whatever sent it. */
export type AlertCall =
  | { readonly is: "firing"; readonly reason: string; readonly episode: string }
  | { readonly is: "quiet"; readonly says: string };

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text as it can be stored: an alert is not lost for a character that no database holds. */
const text = (value: unknown): string | null => {
  const told = typeof value === "string" ? value.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim() : "";
  return told === "" ? null : told;
};

const readJson = (body: string): Members => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Refusal("malformed", "The body is not valid JSON.");
  }
  if (!isMembers(value)) throw new Refusal("malformed", "The body must be a JSON object.");
  return value;
};

const longest = 500;

/** No longer than a reason may be, and not cut within a character. */
const shortened = (words: string): string => words.slice(0, longest).replace(/\p{Cs}$/u, "");

const alertWords = (alert: Members): string => {
  const labels = isMembers(alert.labels) ? alert.labels : {};
  const annotations = isMembers(alert.annotations) ? alert.annotations : {};
  const name = text(labels.alertname) ?? "an alert without a name";
  const summary = text(annotations.summary) ?? text(annotations.description);
  return summary ? `${name}: ${summary}` : name;
};

/**
 * Reads an Alertmanager webhook (its version 4). Firing alerts make one call, whose `episode` stays
 * the same while the same alerts go on firing, so that repeats are known. A group that only resolves
 * is quiet: going back to the target is for people. Refuses what is no such webhook.
 */
export const readAlertmanager = (body: string): AlertCall => {
  const call = readJson(body);
  if (!Array.isArray(call.alerts) || text(call.status) === null) {
    throw new Refusal("invalid", "This is no Alertmanager webhook: status and alerts are missing.");
  }
  const firing = call.alerts.filter(isMembers).filter(({ status }) => status === "firing");
  const [first] = firing;
  if (first === undefined) return { is: "quiet", says: "No alert fires; nothing was changed." };
  const started = firing.map(({ startsAt }) => text(startsAt) ?? "").sort();
  const more = firing.length > 1 ? ` (and ${firing.length - 1} more)` : "";
  return {
    is: "firing",
    reason: shortened(`Alertmanager: ${alertWords(first)}${more}`),
    episode: `${text(call.groupKey) ?? ""} ${started.at(-1)}`,
  };
};

/**
 * Reads any other monitor's call: `{ "action": "force", "reason": "…" }`, or `{ "action": "test" }`,
 * which changes nothing. Refuses other actions and a force without a reason.
 */
export const readGenericCall = (body: string): AlertCall => {
  const { action, reason } = readJson(body);
  if (action === "test")
    return { is: "quiet", says: "The call was understood; nothing was changed." };
  if (action !== "force") {
    throw new Refusal("invalid", 'Say what is asked: action must be "force" or "test".', [
      { field: "action", says: 'must be "force" or "test"' },
    ]);
  }
  const why = text(reason);
  if (why === null || why.length < 3) {
    throw new Refusal("invalid", "Say why, in reason, in at least 3 characters.", [
      { field: "reason", says: "say why" },
    ]);
  }
  return { is: "firing", reason: shortened(why), episode: "" };
};
