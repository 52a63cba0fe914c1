import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slackPayload, standardPayload } from "@/lib/formats/notice-payload";
import type { OutgoingNotice } from "@/lib/formats/notice-words";

const notice: OutgoingNotice = {
  id: "0198c0de-0000-7000-8000-000000000001",
  program: { key: "registry", name: "Registry" },
  kind: "waiver-ended",
  says: "The waiver of the gate tests for push is over.",
  link: "/programs/registry/gates/tests",
  subject: { waiver: "1" },
  at: "2026-03-01T12:00:00.000Z",
};
const address = "https://signalbox.example";

test("a signed call says what happened, when, about what and where to look", () => {
  expect(JSON.parse(standardPayload(notice, address))).toEqual({
    type: "waiver-ended",
    timestamp: "2026-03-01T12:00:00.000Z",
    data: {
      id: "0198c0de-0000-7000-8000-000000000001",
      program: "registry",
      title: "Waiver ended",
      says: "The waiver of the gate tests for push is over.",
      link: "https://signalbox.example/programs/registry/gates/tests",
      subject: { waiver: "1" },
    },
  });
});

describe("a message of Slack's shape", () => {
  test("has a text for the notification and a link in its blocks", () => {
    const { text, blocks } = JSON.parse(slackPayload(notice, address));
    expect(text).toBe("Waiver ended: The waiver of the gate tests for push is over.");
    expect(blocks[1].elements[0].text).toBe(
      "Registry · <https://signalbox.example/programs/registry/gates/tests|Open in Signalbox>",
    );
  });

  test("calls nobody and links nowhere by what people wrote, and keeps within what Slack takes", () => {
    const words = fc.string({
      unit: fc.constantFrom("<", "&", ">", "!", "a", "😀", "\n"),
      maxLength: 2000,
    });
    fc.assert(
      fc.property(words, words, (says, name) => {
        const program = { key: "p", name };
        const { text, blocks } = JSON.parse(slackPayload({ ...notice, says, program }, address));
        const section: string = blocks[0].text.text;
        expect(section.length).toBeLessThanOrEqual(3000);
        expect(section).not.toMatch(/[<>]/);
        expect(text).not.toMatch(/[<>]/);
        expect(blocks[1].elements[0].text.match(/[<>]/g)).toEqual(["<", ">"]);
      }),
      { numRuns: 25 },
    );
  });
});
