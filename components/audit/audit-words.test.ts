import { expect, test } from "vitest";
import { actionWords, actorWords, subjectWords } from "@/components/audit/audit-words";

test("an action is a sentence's beginning", () => {
  expect(actionWords("set-capability-rules")).toBe("Set capability rules");
});

test.each([
  [
    { kind: "person", name: "Ann" },
    { name: "Ann", kind: null },
  ],
  [
    { kind: "token", name: "ci" },
    { name: "ci", kind: "token" },
  ],
  [
    { kind: "system", name: "examples" },
    { name: "examples", kind: "system" },
  ],
  [{}, { name: "unknown", kind: "system" }],
])("the actor %o is %o", (actor, words) => expect(actorWords(actor)).toEqual(words));

test.each([
  [{ program: "quay" }, ""],
  [
    { program: "quay", environment: "staging", version: 4, key: "" },
    "environment staging, version 4",
  ],
  [{ scope: { family: "web" } }, 'scope {"family":"web"}'],
])("the subject %o is “%s”", (subject, words) => expect(subjectWords(subject)).toBe(words));
