import { afterAll, beforeAll, expect, test } from "vitest";
import { inviteToProgram } from "@/lib/server/commands/invite-to-program";
import { headerOf, startMailSink } from "@/lib/server/notices/test-mail-sink";
import { mailing } from "@/lib/server/people/mail-invitation";
import { readInvitation } from "@/lib/server/queries/read-invitation";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let programId: string;
beforeAll(async () => {
  runtime = await startTestRuntime();
  sink = await startMailSink();
  programId = await exampleProgram(runtime.database, "here");
});
afterAll(async () => {
  await sink.close();
  await runtime.close();
});

const invite = mailing(inviteToProgram, () => ({
  publicUrl: "http://signalbox.example",
  mail: { url: sink.url, from: { name: "Signalbox", address: "signalbox@example.org" } },
}));
const asked = { program: "here", role: "owner" };

test("the link reaches the address, and opens the invitation", async () => {
  const manager = await personWith(runtime.database, "manager", programId);
  const made = await invite.run(as(manager), { ...asked, email: "ada@example.org" });
  expect(made.isMailed).toBe(true);
  const [mail] = sink.mails;
  expect(mail?.to).toEqual(["ada@example.org"]);
  expect(headerOf(mail as never, "subject")).toBe(`Signalbox: ${manager.name} invites you`);
  const text = (mail?.source ?? "").replace(/=\r\n/g, "").replace(/=3D/g, "=");
  expect(text).toContain(made.link);
  const code = new URL(made.link).searchParams.get("code");
  await expect(readInvitation.run(as(admin), { code })).resolves.toMatchObject({ role: "owner" });
});

test("a mail server that refuses undoes nothing: the link is there to be handed over", async () => {
  sink.refuse(550);
  const made = await invite.run(as(admin), { ...asked, email: "gone@example.org" });
  expect(made).toMatchObject({ isMailed: false, state: "open" });
  expect(made.link).toContain("/invitations?code=");
});
