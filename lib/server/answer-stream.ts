const encoder = new TextEncoder();

/** A file to hand out: a name of letters, digits, dots, dashes and underscores, and its bytes as they come. */
export type FileAnswer = {
  readonly name: string;
  readonly type: string;
  /** To be looked at, not saved. */
  readonly isShown?: boolean;
  readonly chunks: AsyncIterable<Uint8Array>;
};

const streamOf = (
  chunks: AsyncIterable<string | Uint8Array>,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Response => {
  const iterator = chunks[Symbol.asyncIterator]();
  const stop = (): void => void iterator.return?.();
  signal?.addEventListener("abort", stop, { once: true });
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    cancel: stop,
  });
  return new Response(body, { headers: { ...headers, "x-accel-buffering": "no" } });
};

async function* asLines(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}

async function* asEvents(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield ": open\n\n";
  for await (const value of values) {
    yield value === null ? ": still here\n\n" : `data: ${JSON.stringify(value)}\n\n`;
  }
}

/** One JSON value a line, written as they come. */
export const lineStream = (values: AsyncIterable<unknown>): Response =>
  streamOf(asLines(values), { "content-type": "application/x-ndjson; charset=utf-8" });

/** Server-sent events; `null` is a heartbeat. Ends when the client goes. */
export const eventStream = (values: AsyncIterable<unknown>, signal: AbortSignal): Response =>
  streamOf(asEvents(values), { "content-type": "text/event-stream; charset=utf-8" }, signal);

/**
 * A file as it is. It may hold what others wrote, so a browser neither guesses its type nor lets it run
 * anything or load anything from anywhere.
 */
export const fileStream = ({ name, type, isShown, chunks }: FileAnswer): Response =>
  streamOf(chunks, {
    "content-type": type,
    "content-disposition": `${isShown ? "inline" : "attachment"}; filename="${name.replace(/[^\w.-]/g, "_")}"`,
    "x-content-type-options": "nosniff",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups",
  });
