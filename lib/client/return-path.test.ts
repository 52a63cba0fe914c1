import fc from "fast-check";
import { expect, test } from "vitest";
import { returnPath } from "@/lib/client/return-path";

const origin = "https://signalbox.example";

test.each<[string, string | undefined, string]>([
  ["nothing", undefined, "/"],
  ["a page with its query", "/programs/quay/matrix?q=a%20b", "/programs/quay/matrix?q=a%20b"],
  ["a page that a script fetched", "/programs/quay?q=a&_rsc=1x2y", "/programs/quay?q=a"],
  ["a page of this site in full", `${origin}/programs/quay`, "/programs/quay"],
  ["another site", "https://evil.example/", "/"],
  ["another site without a scheme", "//evil.example/", "/"],
  ["another site behind a backslash", "/\\evil.example", "/"],
  ["another site behind a tab", "/\t/evil.example", "/"],
  ["another port", `${origin}:8443/`, "/"],
  ["a script", "javascript:alert(1)", "/"],
  ["something relative", "programs", "/"],
  ["the sign-in page itself", "/sign-in?from=/", "/"],
  ["what is no page", "/api/v1/me", "/"],
  ["a page whose name begins alike", "/sign-information", "/sign-information"],
])("%s", (_, wanted, expected) => {
  expect(returnPath(wanted, origin)).toBe(expected);
});

test("whatever is asked for, it stays on this site", () => {
  const part = fc.constantFrom("/", "\\", "evil.example", ":", "@", "\t", "..", "?", "https:", "a");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = returnPath(parts.join(""), origin);
      expect(new URL(path, origin).origin).toBe(origin);
    }),
  );
});
