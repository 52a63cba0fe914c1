import type { IncomingMessage, ServerResponse } from "node:http";
import type * as z from "zod";
import { TokenUses } from "@/lib/contract/edges";
import { Receipt, type ReceiptAnswer, ReceiptBatch } from "@/lib/contract/receipts";
import type { Snapshot } from "@/lib/domain/snapshot";
import { answerFault } from "@/lib/plane/plane-problem";
import type { LeaseAnswer, LeaseOffice, PlaneLog, ReceiptSink } from "@/lib/plane/plane-source";
import type { BodyReader } from "@/lib/plane/read-body";
import type { DrainedBatch, ReceiptBook } from "@/lib/plane/receipt-book";
import { within } from "@/lib/plane/within";

type Options = {
  readonly book: ReceiptBook;
  readonly readBody: BodyReader;
  readonly sink: ReceiptSink | undefined;
  readonly leases: LeaseOffice | undefined;
  readonly log: PlaneLog;
};

export type ReceiptDesk = {
  /** Takes one client's receipt; gives the status. */
  receive(request: IncomingMessage, response: ServerResponse, of: SnapshotReader): Promise<number>;
  /** Takes what an edge put together. */
  receiveBatch(
    request: IncomingMessage,
    response: ServerResponse,
    of: SnapshotReader,
    query: string,
  ): Promise<number>;
  /** Takes what an edge says of the tokens that it let in. */
  receiveUses(
    request: IncomingMessage,
    response: ServerResponse,
    note: (use: TokenUses["tokens"][number]) => void,
  ): Promise<number>;
  /** Hands everything to the sink now; what it does not take is kept. */
  deliver(): Promise<void>;
  /** Hands over once a second from now on, more seldom while the sink fails. Gives the way to stop. */
  start(): () => void;
  /** Deliveries that failed since the process started. */
  failures(): number;
};

/** The snapshot as it is held when it is asked for; reading a body takes time. */
type SnapshotReader = () => Snapshot | undefined;

const receiptSeconds = 30;
const receiptBytes = 8_388_608;
const deliverEvery = 1000;
const deliverTimeout = 20_000;
const leaseTimeout = 10_000;
const slowestRetry = 15_000;

const sentences = (error: z.ZodError) =>
  error.issues.slice(0, 20).map(({ path, message }) => ({ field: path.join("."), says: message }));

const refusedLeases = (receipt: Receipt, says: string): LeaseAnswer => ({
  leases: [],
  refused: receipt.workers
    .filter(({ wantsLease }) => wantsLease)
    .map(({ worker }) => ({ worker, says })),
});

/** Whoever holds a lease is back three times in its life: one answer may be lost. */
const nextReceipt = ({ leases }: LeaseAnswer): number =>
  leases.reduce(
    (seconds, { milliseconds }) => Math.min(seconds, Math.max(1, Math.floor(milliseconds / 3000))),
    receiptSeconds,
  );

/** Takes receipts in, answers them, and hands them on put together. switches.md, "Plane endpoints". */
export const createReceiptDesk = (options: Options): ReceiptDesk => {
  const { book, readBody, sink, leases, log } = options;
  let failed = 0;
  let isFailing = false;
  let delivering: Promise<void> | undefined;

  const read = async <T>(
    request: IncomingMessage,
    response: ServerResponse,
    shape: z.ZodType<T>,
  ): Promise<{ value: T } | { status: number }> => {
    const close = { headers: { connection: "close" } };
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (encoding !== "identity") {
      const says = `Send the receipt as plain JSON, not in ${encoding}.`;
      return { status: answerFault(response, "unsupported-media", says, close) };
    }
    const body = await readBody(request, receiptBytes);
    if (body.is === "gone") return { status: 499 };
    if (body.is === "too-large") {
      const says = "A receipt has at most 8 MiB. Report more often.";
      return { status: answerFault(response, "too-large", says, close) };
    }
    if (body.is === "busy") {
      const headers = { ...close.headers, "retry-after": "5" };
      const says = "Too many receipts arrive at once. Send it again in 5 s.";
      return { status: answerFault(response, "too-many", says, { headers }) };
    }
    let json: unknown;
    try {
      json = JSON.parse(body.bytes.toString("utf8"));
    } catch {
      return { status: answerFault(response, "malformed", "The body is no JSON.") };
    }
    const parsed = shape.safeParse(json);
    if (parsed.success) return { value: parsed.data };
    const reasons = sentences(parsed.error);
    const first = reasons[0];
    const says = first ? `${first.field || "The body"}: ${first.says}` : "It cannot be read.";
    return { status: answerFault(response, "invalid", says, { reasons }) };
  };

  const refuseFull = (response: ServerResponse): number =>
    answerFault(
      response,
      "too-many",
      "More instances report here than can be remembered. Name an instance once for as long as it lives, and try again in 60 s.",
      { headers: { "retry-after": "60" } },
    );

  const refuseGone = (response: ServerResponse): number =>
    answerFault(response, "not-found", "This program or environment is no longer there.");

  const send = (response: ServerResponse, answer: ReceiptAnswer): number => {
    const body = JSON.stringify(answer);
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      "cache-control": "no-store",
    });
    response.end(body);
    return 200;
  };

  const askForLeases = async (
    { program, environment }: Snapshot,
    receipt: Receipt,
  ): Promise<LeaseAnswer> => {
    if (receipt.workers.length === 0) return { leases: [], refused: [] };
    if (leases === undefined) return refusedLeases(receipt, "No leases are granted here.");
    try {
      return await within(leases(program, environment, receipt), leaseTimeout);
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      log.warn({ program, environment, because }, "leases could not be decided");
      return refusedLeases(
        receipt,
        "Leases cannot be decided at the moment. What runs under one may run until it ends; start nothing.",
      );
    }
  };

  const hand = async (drained: DrainedBatch): Promise<void> => {
    if (sink === undefined) return;
    const { program, environment, batch } = drained;
    try {
      await within(sink.deliver(program, environment, batch), deliverTimeout);
      if (isFailing) log.info({}, "receipts are delivered again");
      isFailing = false;
    } catch (error) {
      failed++;
      book.giveBack(drained);
      const because = error instanceof Error ? error.message : String(error);
      if (!isFailing) log.warn({ because }, "receipts could not be delivered; they are kept");
      isFailing = true;
    }
  };

  const handAll = async (): Promise<void> => {
    for (const drained of book.drain()) await hand(drained);
  };

  const deliver = (): Promise<void> => {
    // Ended in a later turn than it began, also where there is nothing to hand over.
    delivering ??= handAll().finally(() => {
      delivering = undefined;
    });
    return delivering;
  };

  return {
    receive: async (request, response, of) => {
      const got = await read(request, response, Receipt);
      if ("status" in got) return got.status;
      const snapshot = of();
      if (snapshot === undefined) return refuseGone(response);
      if (!book.take(snapshot, got.value)) return refuseFull(response);
      const answer = await askForLeases(snapshot, got.value);
      const { epoch, version } = of() ?? snapshot;
      return send(response, {
        epoch,
        version,
        leases: [...answer.leases],
        refused: [...answer.refused],
        nextReceiptSeconds: nextReceipt(answer),
      });
    },
    receiveBatch: async (request, response, of, query) => {
      const via = new URLSearchParams(query).get("via") ?? "";
      if (via === "" || via.length > 200) {
        return answerFault(response, "malformed", "Say which edge sends it: `?via=<name>`.", {
          headers: { connection: "close" },
        });
      }
      const got = await read(request, response, ReceiptBatch);
      if ("status" in got) return got.status;
      const snapshot = of();
      if (snapshot === undefined) return refuseGone(response);
      if (!book.merge(snapshot, got.value, via)) return refuseFull(response);
      const { epoch, version } = snapshot;
      return send(response, {
        epoch,
        version,
        leases: [],
        refused: [],
        nextReceiptSeconds: receiptSeconds,
      });
    },
    receiveUses: async (request, response, note) => {
      const got = await read(request, response, TokenUses);
      if ("status" in got) return got.status;
      for (const use of got.value.tokens) note(use);
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end("{}");
      return 200;
    },
    deliver,
    start: () => {
      let timer: NodeJS.Timeout;
      let pause = deliverEvery;
      const next = (): void => {
        timer = setTimeout(async () => {
          const startedAt = performance.now();
          await deliver();
          const took = performance.now() - startedAt;
          pause = isFailing
            ? Math.min(slowestRetry, pause * 2)
            : Math.min(slowestRetry, Math.max(deliverEvery, took * 2));
          next();
        }, pause);
        timer.unref();
      };
      next();
      return () => clearTimeout(timer);
    },
    failures: () => failed,
  };
};
