import { describe, expect, test } from "vitest";
import { connectSnippets } from "@/components/clients/connect-snippets";

const snippets = connectSnippets({
  program: "quay",
  environment: "staging",
  legacy: "python",
  address: "https://signalbox.test",
  capability: "v2-pull",
});

describe("how a client is connected", () => {
  test.each(snippets)("$label names where it connects to", ({ text }) => {
    expect(text).toContain("https://signalbox.test");
    expect(text).toMatch(/token/i);
    // No hole of a template is left open.
    expect(text).not.toMatch(/undefined|\$\{/);
  });

  test.each(snippets.filter(({ key }) => key !== "ofrep"))(
    "$label names program and environment",
    ({ text }) => {
      expect(text).toContain("quay");
      expect(text).toContain("staging");
    },
  );

  test("keys name one snippet each", () => {
    expect(new Set(snippets.map(({ key }) => key)).size).toBe(snippets.length);
  });
});
