import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Actor } from "@/lib/domain/permissions";
import { createEndpoint } from "@/lib/server/commands/create-endpoint";
import { webhookSender } from "@/lib/server/notices/webhook-sender";
import { as } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";

type Call = { readonly headers: Record<string, string>; readonly body: string };

/** Something that webhooks are sent to on this machine: keeps what came, and answers 204 or as it is told. */
export const webhookReceiver = () => {
  const calls: Call[] = [];
  let answer = 204;
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      calls.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(answer).end();
    });
  });
  return {
    calls,
    open: () => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)),
    close: () => server.close(),
    url: (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answerWith: (status: number): void => {
      answer = status;
    },
    forget: (): void => {
      calls.length = 0;
      answer = 204;
    },
  };
};

/** A sender that may call this machine. */
export const localSender = (database: TestDatabase) =>
  webhookSender({
    database,
    address: "https://signalbox.example",
    outbound: { privateAddresses: ["127.0.0.1"] },
  });

/** Sends what is due and waits until it was sent; answers how much that was. */
export const sendRound = async (
  sender: ReturnType<typeof localSender>,
  now: Date,
): Promise<number> => {
  const begun = await sender.round(now);
  await Promise.all(begun);
  return begun.length;
};

/** An endpoint at a receiver: the command refuses loopback here, as nothing allows it. */
export const endpointAt = async (
  database: TestDatabase,
  url: string,
  owner: Actor,
  program: string,
  more: Record<string, unknown>,
) => {
  const name = "the chat";
  const made = await createEndpoint.run(as(owner), {
    program,
    name,
    url: "https://8.8.8.8/hook",
    ...more,
  });
  await database.noticeEndpoint.update({ where: { id: made.endpoint.id }, data: { url } });
  return { ...made, place: { program, endpoint: made.endpoint.id } };
};
