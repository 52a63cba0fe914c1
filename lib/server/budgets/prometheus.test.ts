import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { askPrometheus } from "@/lib/server/budgets/prometheus";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const serve = (listener: RequestListener): Promise<string> =>
  new Promise((resolve) => {
    const started = createServer(listener).listen(0, "127.0.0.1", () => {
      const { port } = started.address() as { port: number };
      resolve(`http://127.0.0.1:${port}`);
    });
    server = started;
  });
const ask = (url: string, milliseconds = 2000) =>
  askPrometheus(
    { url, query: 'sum(rate(x{a="b&c"}[5m]))', from: 1000, to: 61_000, stepSeconds: 30 },
    milliseconds,
  );
const one =
  '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"2"]]}]}}';

test("it is asked a range, with the query as it is written", async () => {
  let asked = "";
  const url = await serve((request, response) => {
    asked = request.url ?? "";
    response.end(one);
  });
  expect(await ask(`${url}/behind/a/path`)).toEqual({
    points: [{ at: 1000, value: 2 }],
    problem: null,
    notes: [],
  });
  const { pathname, searchParams } = new URL(asked, url);
  expect(pathname).toBe("/behind/a/path/api/v1/query_range");
  expect(Object.fromEntries(searchParams)).toEqual({
    query: 'sum(rate(x{a="b&c"}[5m]))',
    start: "1",
    end: "61",
    step: "30",
    timeout: "2s",
  });
});

test.each<[string, RequestListener, RegExp]>([
  [
    "its own words about a bad query",
    (_, response) => {
      response.statusCode = 400;
      response.end('{"status":"error","errorType":"bad_data","error":"parse error"}');
    },
    /It refused the query \(bad_data\): parse error/,
  ],
  [
    "an error of something before it",
    (_, response) => {
      response.statusCode = 502;
      response.end("<html>secret of the proxy</html>");
    },
    /^It answered 502\.$/,
  ],
  [
    "a redirect, which is not followed",
    (request, response) => {
      if (request.url?.startsWith("/elsewhere")) return response.end(one);
      response.writeHead(302, { location: "/elsewhere" });
      return response.end();
    },
    /a redirect \(302\), which is not followed/,
  ],
  [
    "more than 8 MB",
    (_, response) => {
      const part = Buffer.alloc(1_000_000, " ");
      const more = (): void => {
        while (response.writable && response.write(part));
        response.once("drain", more);
      };
      more();
    },
    /longer than 8 MB/,
  ],
  ["nothing in time", () => undefined, /did not answer within 0\.3 s/],
  [
    "half an answer in time",
    (_, response) => {
      response.write('{"status":');
    },
    /did not answer within 0\.3 s/,
  ],
  ["a hang-up", (request) => request.socket.destroy(), /cannot be reached/],
])("%s", async (name, listener, says) => {
  const reading = await ask(await serve(listener), /in time/.test(name) ? 300 : 5000);
  expect(reading).toEqual({ points: [], problem: expect.stringMatching(says), notes: [] });
});

test("nobody there", async () => {
  expect((await ask("http://127.0.0.1:9")).problem).toMatch(/cannot be reached/);
});
