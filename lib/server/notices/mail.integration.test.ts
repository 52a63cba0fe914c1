import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nextDigest } from "@/lib/domain/next-digest";
import type { Actor } from "@/lib/domain/permissions";
import { markNoticesRead } from "@/lib/server/commands/mark-notices-read";
import { setMailing } from "@/lib/server/commands/set-mailing";
import { sendMail } from "@/lib/server/notices/mail-sender";
import { mailerOf } from "@/lib/server/notices/mailer";
import { tell } from "@/lib/server/notices/tell";
import { headerOf, headersOf, startMailSink } from "@/lib/server/notices/test-mail-sink";
import { listNotices } from "@/lib/server/queries/list-notices";
import { as } from "@/lib/server/test-actors";
import { minutes, type RequestWorld, requestWorld } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let world: RequestWorld;
let kenji: Actor;
let email: string;

beforeAll(async () => {
  runtime = await startTestRuntime();
  sink = await startMailSink();
});
afterAll(async () => {
  await sink.close();
  await runtime.close();
});
beforeEach(async () => {
  await runtime.database.noticeRecipient.deleteMany();
  sink.mails.length = 0;
  sink.refuse(null);
  world = await requestWorld(runtime.database);
  kenji = await world.person("owner");
  email = `kenji-${randomUUID().slice(0, 8)}@example.org`;
});

const mailer = () => {
  const from = { name: "Signalbox", address: "signalbox@example.org" };
  const made = mailerOf({ url: sink.url, from });
  if (!made) throw new Error("no mailer");
  return made;
};
const address = "https://signalbox.example";
const send = (now = new Date()) =>
  sendMail({ database: runtime.database, mailer: mailer(), address }, now);
const later = (milliseconds: number): Date => new Date(Date.now() + milliseconds);
const choose = (mailing: string) => setMailing.run(as(kenji), { mailing, email });
const tellAll = (says = "The oracle is down.", at = new Date()) =>
  runtime.database.$transaction((tx) =>
    tell(tx, {
      program: { id: world.programId },
      kind: "blocker-opened",
      says,
      link: `/programs/${world.program}/blockers/1`,
      subject: {},
      dedupe: randomUUID(),
      to: ["everybody"],
      at,
    }),
  );
const rename = (name: string, programName: string) =>
  Promise.all([
    runtime.database.person.updateMany({ where: { email }, data: { name } }),
    runtime.database.program.update({
      where: { id: world.programId },
      data: { name: programName },
    }),
  ]);

describe("a mail for each notice", () => {
  test("goes once, with an id that is the notice's and the reader's", async () => {
    await choose("each");
    await tellAll();
    await Promise.all([send(), send(), send()]);
    await send(later(minutes(60)));
    const [mail] = sink.mails;
    if (!mail) throw new Error("no mail");
    expect(sink.mails).toHaveLength(1);
    expect(mail.to).toEqual([email]);
    const { notices } = await listNotices.run(as(kenji), {});
    const personId = kenji.kind === "person" ? kenji.id : "";
    expect(headerOf(mail, "message-id")).toBe(
      `<notice.${notices[0]?.id}.${personId}@signalbox.example>`,
    );
    expect(headerOf(mail, "subject")).toContain("Blocker opened: The oracle is down.");
    expect(mail.source).toContain("text/plain");
    expect(mail.source).toContain("text/html");
  });

  test("is tried again where the server does not take it now, not where it never will", async () => {
    await choose("each");
    await tellAll();
    sink.refuse(451);
    await send();
    const read = () => runtime.database.noticeRecipient.findFirstOrThrow();
    expect(await read()).toMatchObject({ attempts: 1, mailAt: expect.any(Date) });
    sink.refuse(550);
    await send(later(minutes(2)));
    expect(await read()).toMatchObject({
      attempts: 2,
      mailAt: null,
      mailedAt: null,
      problem: expect.stringContaining("Not here"),
    });
    sink.refuse(null);
    await send(later(minutes(30)));
    expect(sink.mails).toHaveLength(0);
  });

  test("waits for a server that is not there", async () => {
    await choose("each");
    await tellAll();
    const from = { name: "Signalbox", address: "signalbox@example.org" };
    const nobody = mailerOf({ url: "smtp://127.0.0.1:9", from });
    if (!nobody) throw new Error("no mailer");
    await sendMail({ database: runtime.database, mailer: nobody, address }, new Date());
    expect(sink.mails).toHaveLength(0);
    await send(later(minutes(2)));
    expect(sink.mails).toHaveLength(1);
  });

  test("is not sent to who lost their role, was deactivated, or wants none by now", async () => {
    await choose("each");
    await tellAll();
    await runtime.database.membership.deleteMany({ where: { programId: world.programId } });
    await send();
    await choose("none");
    await send(later(minutes(2)));
    expect(sink.mails).toHaveLength(0);
  });

  test("told long before mail was set up stays in the app", async () => {
    await choose("each");
    await tellAll("Old.", later(-minutes(3 * 24 * 60)));
    await send();
    expect(sink.mails).toHaveLength(0);
  });

  test.each([
    ["ends of lines", "Kenji\r\nBcc: all@example.org", "Quay\r\nX-Spam: yes"],
    ["quotes and brackets", '"Kenji" <root@example.org>, other@example.org', "<Quay>"],
    ["words from right to left", "כנג׳י \u202e דוגמה", "مشروع الترحيل"],
    ["a word without an end", "K".repeat(120), "Q".repeat(120)],
  ])("holds %s in names without another header or reader", async (_, name, programName) => {
    await choose("each");
    await rename(name, programName);
    await tellAll(`${"long".repeat(400)}\r\n.\r\nRCPT TO:<evil@example.org>\r\nשלום`);
    await send();
    const [mail] = sink.mails;
    if (!mail) throw new Error("no mail");
    expect(mail.to).toEqual([email]);
    const names = headersOf(mail).map((line) => line.split(":", 1)[0]?.toLowerCase());
    expect(names.sort()).toEqual(
      ["content-type", "date", "from", "message-id", "mime-version", "subject", "to"].sort(),
    );
    for (const line of mail.source.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
    expect(sink.mails).toHaveLength(1);
  });
});

describe("a mail a day", () => {
  test("holds what was not read, once, and is due again a day later", async () => {
    const { nextDigestAt } = await choose("daily");
    const due = new Date(nextDigestAt ?? 0);
    expect(due).toEqual(nextDigest(new Date()));
    await tellAll("Read in the app.");
    await markNoticesRead.run(as(kenji), {});
    await tellAll("The first of two.");
    await tellAll("The second of two.");
    await send();
    expect(sink.mails).toHaveLength(0);
    await Promise.all([send(due), send(due)]);
    expect(sink.mails).toHaveLength(1);
    const [mail] = sink.mails;
    if (!mail) throw new Error("no mail");
    expect(headerOf(mail, "subject")).toBe("2 notices from Signalbox");
    expect(mail.source.indexOf("The first of two.")).toBeGreaterThan(0);
    expect(mail.source.indexOf("The second of two.")).toBeGreaterThan(
      mail.source.indexOf("The first of two."),
    );
    expect(mail.source).not.toContain("Read in the app.");
    await send(new Date(due.getTime() + minutes(24 * 60)));
    expect(sink.mails).toHaveLength(1);
    await tellAll("Of the next day.", new Date(due.getTime() + minutes(25 * 60)));
    await send(new Date(due.getTime() + minutes(2 * 24 * 60)));
    expect(sink.mails).toHaveLength(2);
  });

  test("missed for days holds all of them", async () => {
    const { nextDigestAt } = await choose("daily");
    const due = new Date(nextDigestAt ?? 0);
    await tellAll("Of the first day.");
    await tellAll("Of the third day.", new Date(due.getTime() + minutes(2 * 24 * 60)));
    await send(new Date(due.getTime() + minutes(3 * 24 * 60)));
    expect(headerOf(sink.mails[0] ?? { to: [], source: "" }, "subject")).toBe(
      "2 notices from Signalbox",
    );
  });
});

test("nothing is mailed without an address, and one that is none is refused", async () => {
  await expect(setMailing.run(as(kenji), { mailing: "each", email: "a@b\r\nc" })).rejects.toThrow(
    "must be a mail address",
  );
  await tellAll();
  await send();
  expect(sink.mails).toHaveLength(0);
});
