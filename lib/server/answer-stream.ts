const encoder = new TextEncoder();

const streamOf = (
  chunks: AsyncIterable<string>,
  contentType: string,
  signal?: AbortSignal,
): Response => {
  const iterator = chunks[Symbol.asyncIterator]();
  const stop = (): void => void iterator.return?.();
  signal?.addEventListener("abort", stop, { once: true });
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: stop,
  });
  return new Response(body, {
    headers: { "content-type": contentType, "x-accel-buffering": "no" },
  });
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
  streamOf(asLines(values), "application/x-ndjson; charset=utf-8");

/** Server-sent events; `null` is a heartbeat. Ends when the client goes. */
export const eventStream = (values: AsyncIterable<unknown>, signal: AbortSignal): Response =>
  streamOf(asEvents(values), "text/event-stream; charset=utf-8", signal);
