import { expect, test } from "vitest";
import { invitationMail } from "@/lib/formats/invitation-mail";

const invited = {
  id: "0192",
  by: "Ada Lovelace",
  program: "quay",
  role: "owner",
  expiresAt: "2026-11-28T10:00:00.000Z",
  link: "https://signalbox.example/invitations?code=a-b_c",
};

test("who invites, into what, until when, and the link", () => {
  const words = invitationMail(invited, "https://signalbox.example");
  expect(words.subject).toBe("Signalbox: Ada Lovelace invites you");
  expect(words.messageId).toBe("<invitation-0192@signalbox.example>");
  expect(words.text).toContain(
    "Ada Lovelace invites you to Signalbox into the program quay as owner.",
  );
  expect(words.text).toContain(invited.link);
  expect(words.text).toContain("2026-11-28 10:00 UTC");
  expect(words.html).toContain(`<a href="${invited.link}">`);
});

test("a name can neither end a header, nor bring markup, nor turn what stands beside it", () => {
  const by = 'Eve\r\nBcc: all@example.org <b onclick="x">\u202E';
  const words = invitationMail({ ...invited, by }, "https://signalbox.example");
  expect(words.subject).not.toMatch(/[\r\n\u202E]/);
  expect(words.html).not.toContain("<b ");
  expect(words.text).not.toContain("\u202E");
});

test("without a program nothing is said of one", () => {
  const words = invitationMail({ ...invited, program: null, role: null }, "http://127.0.0.1:3000");
  expect(words.text).toContain("Ada Lovelace invites you to Signalbox.\n");
});
