import { expect, test } from "vitest";
import { policyWords } from "@/components/policy/policy-words";
import { defaultPolicy } from "@/lib/domain/environment-policy";

const view = (isProtected: boolean, more: object = {}) => {
  const { freeze: _, ...settings } = defaultPolicy(isProtected);
  return {
    isProtected,
    policyVersion: 0,
    freeze: null,
    waits: null,
    settings: { ...settings, teams: { ...settings.teams }, windows: [], ...more },
  };
};

test.each([
  [
    "an unprotected environment",
    view(false),
    ["At once, by an engineer", "At any time", "Interlocks warn", "Requests live 3 days"],
  ],
  [
    "a protected one",
    view(true),
    ["1 approval by others", "At any time", "Interlocks refuse", "Requests live 3 days"],
  ],
  [
    "one without gates",
    view(false, { gates: {} }),
    [
      "At once, by an engineer",
      "At any time",
      "Interlocks warn",
      "Requests live 3 days",
      "No quality gate is needed",
    ],
  ],
  [
    "a strict one",
    view(true, {
      approvals: 2,
      teams: { kind: "distinct", count: 2 },
      requestHours: 36,
      windows: [{ days: ["mon"], from: "09:00", to: "16:00", timeZone: "UTC" }],
      refusesOtherHashing: true,
      gates: { "first-cohort": ["tests"], full: ["sign-off", "fips"] },
    }),
    [
      "2 approvals by others, from 2 different teams",
      "Mon 09:00 to 16:00 (UTC)",
      "Interlocks refuse",
      "Requests live 36 hours",
      "Gates before first-cohort: tests; full: sign-off, fips",
      "Exports with other hashing are refused",
    ],
  ],
])("%s in words", (_, policy, words) => {
  expect(policyWords(policy)).toEqual(words);
});
