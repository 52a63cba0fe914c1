import { expect, test } from "vitest";
import { Refusal } from "@/lib/domain/refusal";
import { readAlertmanager, readGenericCall } from "@/lib/formats/read-alert";

const alert = (status: string, startsAt: string, summary?: string) => ({
  status,
  startsAt,
  labels: { alertname: "HighErrorRate" },
  annotations: summary ? { summary } : {},
});
const group = (...alerts: object[]) =>
  JSON.stringify({ version: "4", groupKey: "{}:{}", status: "firing", alerts });

test("a firing group gives its first alert as the reason and counts the others", () => {
  const call = readAlertmanager(
    group(
      alert("firing", "2026-11-21T02:00:00Z", "5xx over 2 %"),
      alert("firing", "2026-11-21T02:01:00Z"),
    ),
  );
  expect(call).toMatchObject({
    is: "firing",
    reason: "Alertmanager: HighErrorRate: 5xx over 2 % (and 1 more)",
  });
});

test("repeats are one episode, and an alert that starts later is another", () => {
  const first = readAlertmanager(group(alert("firing", "2026-11-21T02:00:00Z")));
  expect(readAlertmanager(group(alert("firing", "2026-11-21T02:00:00Z")))).toEqual(first);
  const later = readAlertmanager(
    group(alert("firing", "2026-11-21T02:00:00Z"), alert("firing", "2026-11-21T05:00:00Z")),
  );
  expect(later).not.toMatchObject({ episode: first.is === "firing" ? first.episode : "" });
});

test("a group that only resolves asks for nothing", () => {
  expect(readAlertmanager(group(alert("resolved", "2026-11-21T02:00:00Z"))).is).toBe("quiet");
});

test("a generic call forces with its reason, or is a test", () => {
  expect(readGenericCall('{"action":"force","reason":"errors"}')).toMatchObject({ is: "firing" });
  expect(readGenericCall('{"action":"test"}').is).toBe("quiet");
});

test.each([
  [readAlertmanager, "{", "malformed", /not valid JSON/],
  [readAlertmanager, "[]", "malformed", /JSON object/],
  [readAlertmanager, "{}", "invalid", /no Alertmanager webhook/],
  [readGenericCall, '{"action":"flip"}', "invalid", /"force" or "test"/],
  [readGenericCall, '{"action":"force"}', "invalid", /Say why/],
  [readGenericCall, '{"action":"force","reason":4}', "invalid", /Say why/],
])("what is no call is refused (%o %s)", (read, body, code, says) => {
  let refusal: unknown;
  try {
    read(body);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code });
  expect((refusal as Refusal).message).toMatch(says);
});
