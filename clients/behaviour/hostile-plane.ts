import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { TestContext } from "vitest";

type Context = Pick<TestContext, "onTestFinished">;
type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server in the plane's place. Gives its address and the ends of the addresses that were asked for. */
export const startServer = async ({ onTestFinished }: Context, answer: Answerer) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url?.split("/").pop() ?? "");
    response.on("error", () => undefined);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

const chunk = Buffer.alloc(1 << 20, "a");

/** Sends as fast as it is read, and never ends. */
export const answerWithoutEnd: Answerer = (request, response) => {
  const isStream = request.url?.endsWith("stream") === true;
  response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
  response.write(isStream ? "event: snapshot\ndata: " : '{"a":"');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
};

// 100 kB that unpack to 100 MB.
const packed = gzipSync(Buffer.alloc(100 << 20, "a"), { level: 9 });

/** A small answer that unpacks to a large one. */
export const answerPacked: Answerer = (request, response) => {
  if (request.url?.endsWith("stream") === true) {
    response.writeHead(503).end();
    return;
  }
  response.writeHead(200, { "content-encoding": "gzip" }).end(packed);
};

/**
 * Drips: one byte every 100 ms, of the answer's head to whoever asks for a snapshot or sends a receipt, of
 * an event to whoever follows the stream. Nothing is ever whole.
 */
export const startDrip = async ({ onTestFinished }: Context) => {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", (head: Buffer) => {
      const end = /\/([a-z]+) HTTP/.exec(head.toString())?.[1] ?? "";
      asked.push(end);
      socket.write(
        end === "stream"
          ? "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n: "
          : "HTTP/1.1 200 OK\r\nx-drip: ",
      );
      const timer = setInterval(() => socket.write("a"), 100);
      socket.on("close", () => clearInterval(timer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};
