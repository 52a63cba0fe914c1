import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Receipt } from "@/lib/contract/receipts";

/** Changes what an answer carries: a whole body, or one block of the stream. */
type Tamper = (text: string) => string;

/**
 * A line to a plane that can be cut, led to another plane, and made to damage what it carries. Its address
 * stays the same.
 */
export const startBreakablePlane = async (origin: string) => {
  const state = { origin, isCut: false, isStalled: false, tamper: null as Tamper | null };
  const seen: string[] = [];
  const taken: Receipt[] = [];

  /** Notes a receipt once the plane has taken it. */
  const note = (incoming: IncomingMessage, answer: Promise<IncomingMessage>): void => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.then(({ statusCode }) => {
      if (statusCode === 200) taken.push(JSON.parse(Buffer.concat(chunks).toString()) as Receipt);
    });
  };

  const carryStream = (from: IncomingMessage, to: ServerResponse): void => {
    let buffered = "";
    from.setEncoding("utf8");
    from.on("data", (chunk: string) => {
      buffered += chunk;
      const blocks = buffered.split("\n\n");
      buffered = blocks.pop() ?? "";
      for (const block of blocks) {
        to.write(`${block.startsWith(":") ? block : (state.tamper?.(block) ?? block)}\n\n`);
      }
    });
    from.on("end", () => to.end());
  };

  const carryWhole = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    to.end(state.tamper?.(text) ?? text);
  };

  const server = createServer((incoming, outgoing) => {
    if (state.isCut) {
      incoming.socket.destroy();
      return;
    }
    // Open for ever, and silent.
    if (state.isStalled) return;
    const { url = "", method = "", headers } = incoming;
    const end = url.split("/").pop() ?? "";
    seen.push(`${method} ${end}`);
    const onward = request(
      `${state.origin}${url}`,
      { method, headers: { ...headers, "accept-encoding": "identity" } },
      (answer) => {
        const { "content-length": _length, ...rest } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, rest);
        outgoing.flushHeaders();
        const isTold = end === "keys" || method === "POST" || answer.statusCode !== 200;
        if (isTold) answer.pipe(outgoing);
        else if (end === "stream") carryStream(answer, outgoing);
        else carryWhole(answer, outgoing).catch(() => outgoing.destroy());
      },
    );
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    if (end === "receipts") {
      note(incoming, new Promise((resolve) => onward.once("response", resolve)));
    }
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Requests so far, as `GET snapshot`. */
    seen,
    /** Receipts that the plane has taken, oldest first. */
    taken,
    cut: (): void => {
      state.isCut = true;
      server.closeAllConnections();
    },
    /** Takes every request from now on and answers none; open connections are closed. */
    stall: (): void => {
      state.isStalled = true;
      server.closeAllConnections();
    },
    mend: (): void => {
      state.isCut = false;
      state.isStalled = false;
      server.closeAllConnections();
    },
    /** Leads to another plane from now on; open connections are closed. */
    leadTo: (other: string): void => {
      state.origin = other;
      server.closeAllConnections();
    },
    tamper: (with_: Tamper | null): void => {
      state.tamper = with_;
    },
    /** Closes every open connection, as a restart does. */
    drop: (): void => server.closeAllConnections(),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
