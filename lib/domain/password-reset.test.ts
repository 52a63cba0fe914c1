import { expect, test } from "vitest";
import { objectionToReset } from "./password-reset";

const ada = {
  name: "Ada",
  kind: "person",
  isActive: true,
  hasPassword: true,
  isSelf: false,
} as const;

test.each([
  ["somebody with a password", {}, null],
  ["oneself", { isSelf: true }, "Nobody makes such a link for themselves"],
  ["somebody of a provider", { hasPassword: false }, "sign in with a provider"],
  ["somebody deactivated", { isActive: false }, "Reactivate them first"],
  ["a service account", { kind: "service", hasPassword: false }, "cannot sign in"],
  ["an example person", { kind: "example", hasPassword: false }, "is an example person"],
] as const)("a link to another password for %s", (_, more, says) => {
  const objection = objectionToReset({ ...ada, ...more });
  if (says === null) expect(objection).toBeNull();
  else expect(objection).toContain(says);
});
