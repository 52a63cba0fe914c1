import http from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { call, headers, newProgram, switches, until } from "@/e2e/process/api";
import { signInSomebody } from "@/e2e/process/sign-in";
import { type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";
import type { DeliveryView, EndpointView } from "@/lib/contract/notices";
import { headerOf, startMailSink } from "@/lib/server/notices/test-mail-sink";

type Call = { readonly headers: Record<string, string>; readonly body: string };

/** An HTTP receiver that answers as it is told, or not at all. */
const startReceiver = async () => {
  const calls: Call[] = [];
  let answer: number | "silence" = 204;
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      calls.push({ headers: request.headers as Record<string, string>, body });
      if (answer !== "silence") response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    answer: (next: number | "silence") => {
      answer = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

describe("notices that leave the house", () => {
  let home: Home;
  let server: Server;
  let program: string;
  let endpoint: string;
  let secret: string;
  let reader: Record<string, string>;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let sink: Awaited<ReturnType<typeof startMailSink>>;

  const endpoints = () => `/programs/${program}/notice-endpoints`;
  const force = async (reason: string): Promise<void> => {
    const body = { scope: "family", key: "registry", reason };
    const answer = await call(server, "PUT", `${switches(program)}/force`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const lift = () =>
    call(server, "DELETE", `${switches(program)}/force`, {
      scope: "family",
      key: "registry",
      reason: "it is well again",
    });
  const deliveries = async (): Promise<DeliveryView[]> =>
    (
      await call<{ deliveries: DeliveryView[] }>(
        server,
        "GET",
        `${endpoints()}/${endpoint}/deliveries`,
      )
    ).body.deliveries;
  const about = (words: string) => (each: { body: string }) => each.body.includes(words);

  beforeAll(async () => {
    receiver = await startReceiver();
    sink = await startMailSink();
    const base = await newHome();
    home = {
      ...base,
      env: {
        ...base.env,
        // Neither the local mode nor its people: mail goes to somebody with an address.
        HOST: "127.0.0.1",
        SIGNALBOX_GITHUB_CLIENT_ID: "of-the-tests",
        SIGNALBOX_GITHUB_CLIENT_SECRET: "of-the-tests",
        SIGNALBOX_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1",
        SIGNALBOX_SMTP_URL: sink.url,
        SIGNALBOX_MAIL_FROM: "Signalbox <signalbox@example.org>",
      },
    };
    server = await startServer(home);
    reader = await signInSomebody(server);
    program = await newProgram(server);
    const role = `/programs/${program}/members/root/roles/manager`;
    expect((await call(server, "PUT", role, {}, headers)).status).toBe(200);
    const made = await call<{ endpoint: EndpointView; secret: string }>(
      server,
      "POST",
      endpoints(),
      { name: "the pager", url: receiver.url },
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    endpoint = made.body.endpoint.id;
    secret = made.body.secret;
    const mailing = { mailing: "each", email: "root@example.org" };
    expect((await call(server, "PUT", "/me/mailing", mailing, reader)).status).toBe(200);
  });
  afterAll(async () => {
    await server.stop();
    receiver.close();
    await sink.close();
    await home.remove();
  });
  beforeEach(() => {
    receiver.calls.length = 0;
    receiver.answer(204);
    sink.mails.length = 0;
  });

  test("a force is told to a receiver that fails first, then takes it, and to the mail server", async () => {
    receiver.answer(500);
    await force("uploads fail");
    await until("the first attempt", () => receiver.calls.length === 1);
    receiver.answer(200);
    await until("the second attempt", () => receiver.calls.length === 2);
    const [first, second] = receiver.calls;
    if (!first || !second) throw new Error("no calls");
    expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
    expect(second.body).toBe(first.body);
    const webhook = new Webhook(secret);
    for (const each of [first, second]) {
      expect(webhook.verify(each.body, each.headers)).toMatchObject({
        type: "force-on",
        data: { program, subject: { environment: "staging", scope: "family", key: "registry" } },
      });
    }
    await until("it is settled", async () => (await deliveries())[0]?.state === "delivered");
    expect((await deliveries())[0]).toMatchObject({ attempts: 2, lastStatus: 200 });
    await until("the mail", () => sink.mails.length === 1);
    const [mail] = sink.mails;
    expect(mail?.to).toEqual(["root@example.org"]);
    expect(mail && headerOf(mail, "subject")).toContain("Legacy forced");
    await lift();
  });

  test("what is on its way when the server is killed is sent by the one that comes after", async () => {
    receiver.answer("silence");
    sink.refuse(451);
    await force("killed in between");
    await until("an attempt that hangs", () => receiver.calls.length === 1);
    await server.kill();
    receiver.answer(204);
    sink.refuse(null);
    server = await startServer(home);
    await until("the call", async () => receiver.calls.some(about("killed in between")), 60_000);
    await until(
      "it is settled",
      async () => (await deliveries())[0]?.state === "delivered",
      60_000,
    );
    const ids = receiver.calls.map((each) => each.headers["webhook-id"]);
    expect(new Set(ids).size).toBe(1);
    const hasMail = () => sink.mails.some(({ source }) => source.includes("killed in"));
    await until("the mail", hasMail, 120_000);
    await lift();
  });

  test("a receiver that never answers holds nothing up", async () => {
    receiver.answer("silence");
    await force("silence");
    await until("an attempt that hangs", () => receiver.calls.length >= 1);
    const started = Date.now();
    for (let count = 0; count < 10; count += 1) {
      expect((await call(server, "GET", `/programs/${program}`)).status).toBe(200);
    }
    expect(Date.now() - started).toBeLessThan(3_000);
    await lift();
  });

  test("a private address that is not named is refused", async () => {
    const body = { name: "metadata", url: "http://169.254.169.254/latest" };
    const refused = await call(server, "POST", endpoints(), body);
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain("private address");
  });
});
