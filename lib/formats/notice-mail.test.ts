import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noticeMail } from "@/lib/formats/notice-mail";
import type { OutgoingNotice } from "@/lib/formats/notice-words";

const notice = (more: Partial<OutgoingNotice> = {}): OutgoingNotice => ({
  id: "n1",
  program: { key: "registry", name: "Registry" },
  kind: "condition-overdue",
  says: "The condition “drill” of M1 was due.",
  link: "/programs/registry/milestones/M1",
  subject: {},
  at: "2026-03-01T12:00:00.000Z",
  ...more,
});
const address = "https://signalbox.example";

describe("a mail of one notice", () => {
  test("names program and kind in its subject, and the link in its text", () => {
    const { messageId, subject, text, html } = noticeMail([notice()], address, "p1");
    expect(messageId).toBe("<notice.n1.p1@signalbox.example>");
    expect(subject).toBe("[Registry] Condition overdue: The condition “drill” of M1 was due.");
    expect(text).toContain("https://signalbox.example/programs/registry/milestones/M1");
    expect(html).toContain('href="https://signalbox.example/programs/registry/milestones/M1"');
  });

  test("keeps the direction of words to themselves and shows no tag that somebody wrote", () => {
    const program = { key: "p", name: "مشروع" };
    const says = '<img src="x" onerror="alert(1)"> & \u202e';
    const { subject, html } = noticeMail([notice({ program, says })], address, "p1");
    expect(subject.startsWith("[\u2068مشروع\u2069] Condition overdue: ")).toBe(true);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=&quot;x&quot;");
  });

  test("has a subject of one line of bounded length, whatever the words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (says, name) => {
        const program = { key: "p", name };
        const { subject } = noticeMail([notice({ says, program })], address, "p1");
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
        expect(Array.from(subject).length).toBeLessThanOrEqual(220);
      }),
    );
  });
});

test("a digest counts its notices, names a hundred and says where the rest is", () => {
  const [first, ...others] = Array.from({ length: 130 }, (_, at) =>
    notice({ id: `n${at}`, says: `Thing ${at}.` }),
  );
  if (!first) throw new Error("none");
  const { messageId, subject, text } = noticeMail([first, ...others], address, "p1");
  expect(messageId).toBe("<digest.n129.130.p1@signalbox.example>");
  expect(subject).toBe("130 notices from Signalbox");
  expect(text).toContain("Thing 99.");
  expect(text).not.toContain("Thing 100.");
  expect(text).toContain("And 30 more: https://signalbox.example/notices");
});
