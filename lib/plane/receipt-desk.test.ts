import { afterEach, describe, expect, test, vi } from "vitest";
import { Receipt, ReceiptAnswer, type ReceiptBatch } from "@/lib/contract/receipts";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import { exampleSource, startExamplePlane } from "@/lib/plane/example-plane";
import type { LeaseOffice, ReceiptSink } from "@/lib/plane/plane-source";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const receipt = (more: Record<string, unknown> = {}) => ({
  instance: "host-1",
  runtime: "nginx 1.22",
  client: "agent/1",
  epoch: 1,
  version: 42,
  appliedAt: "2026-11-21T02:00:01Z",
  ...more,
});

const started = async (more: { sink?: ReceiptSink; leases?: LeaseOffice } = {}) => {
  const source = exampleSource(exampleSnapshot());
  const running = await startExamplePlane(source.source, more);
  closing.push(running.close);
  const post = (
    body: unknown,
    { secret = "secret", end = "receipts", headers = {}, place = "quay/staging" } = {},
  ) =>
    fetch(`${running.origin}/plane/v1/${place}/${end}`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { ...running, ...source, post };
};

const recording = () => {
  const batches: ReceiptBatch[] = [];
  const sink: ReceiptSink = {
    deliver: async (_program, _environment, batch) => {
      batches.push(batch);
    },
  };
  return { sink, batches };
};

describe("a receipt", () => {
  test("is answered with the newest version and when to send the next", async () => {
    const { post } = await started();
    const response = await post(receipt({ version: 41 }));
    expect(response.status).toBe(200);
    expect(ReceiptAnswer.parse(await response.json())).toEqual({
      epoch: 1,
      version: 42,
      leases: [],
      refused: [],
      nextReceiptSeconds: 30,
    });
  });

  test("is put together with others, and goes to the sink in one batch", async () => {
    const { sink, batches } = recording();
    const { post, plane } = await started({ sink });
    const decisions = [
      { route: "R1", owner: "go", count: 3 },
      { route: "unheard of", owner: "perl", count: 2 },
    ];
    const observed = [{ owner: "python", count: 7 }];
    await post(receipt({ decisions, parseFailures: 1 }));
    await post(receipt({ decisions, observed, version: 43 }));
    await post(receipt({ instance: "host-2" }));
    await plane.deliverReceipts();
    expect(batches.flatMap(({ instances }) => instances)).toMatchObject([
      { instance: "host-1", version: 43, decisions: 10, parseFailures: 1, via: null },
      { instance: "host-2", version: 42, decisions: 0, parseFailures: 0 },
    ]);
    const traffic = batches.flatMap((batch) => batch.traffic);
    expect(traffic.map(({ windowStart: _, ...rest }) => rest)).toEqual([
      { route: "R1", source: "decided", owner: "go", count: 6 },
      { route: "", source: "decided", owner: "other", count: 4 },
      { route: "", source: "observed", owner: "python", count: 7 },
    ]);
    await plane.deliverReceipts();
    expect(batches).toHaveLength(1);
  });

  test("is kept while the sink fails, and delivered once with what came since", async () => {
    const { sink, batches } = recording();
    let isDown = true;
    const failing: ReceiptSink = {
      deliver: (...given) => (isDown ? Promise.reject(new Error("down")) : sink.deliver(...given)),
    };
    const { post, plane, get } = await started({ sink: failing });
    const decisions = [{ route: "R1", owner: "go", count: 1 }];
    await post(receipt({ decisions }));
    await plane.deliverReceipts();
    await post(receipt({ decisions }));
    await plane.deliverReceipts();
    const metrics = await (await get("/plane/metrics")).text();
    expect(metrics).toMatch(/receipt_delivery_failures_total [2-9]/);
    isDown = false;
    await plane.deliverReceipts();
    expect(batches).toMatchObject([
      { instances: [{ instance: "host-1", decisions: 2 }], traffic: [{ count: 2 }] },
    ]);
  });

  test("reaches the sink by itself within moments, also after a time without any", async () => {
    const { sink, batches } = recording();
    const { post, plane } = await started({ sink });
    await plane.deliverReceipts();
    for (const count of [1, 2]) {
      await post(receipt());
      await vi.waitFor(() => expect(batches).toHaveLength(count), { timeout: 5000 });
      await plane.deliverReceipts();
    }
  });

  test.each([
    ["no JSON", "{", 400, "no JSON"],
    ["a list", "[]", 422, "Invalid input"],
    ["no instance", receipt({ instance: undefined }), 422, "instance"],
    ["a version below zero", receipt({ version: -1 }), 422, "version"],
    ["a count that is no number", receipt({ parseFailures: "3" }), 422, "parseFailures"],
    [
      "an owner that is missing",
      receipt({ decisions: [{ route: "R1", count: 1 }] }),
      422,
      "decisions.0.owner",
    ],
    ["a date that is none", receipt({ appliedAt: "yesterday" }), 422, "appliedAt"],
    ["a member that nobody knows", receipt({ owner: "go" }), 422, "owner"],
  ])("with %s is refused with a sentence", async (_, body, status, says) => {
    const { post, plane } = await started(recording());
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining(says) });
    await plane.deliverReceipts();
  });

  test("of more than 8 MiB is refused, told or untold", async () => {
    const { post, origin } = await started();
    const long = JSON.stringify(receipt({ runtime: "x".repeat(9_000_000) }));
    expect((await post(long)).status).toBe(413);
    const stream = new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from(long));
        controller.close();
      },
    });
    const response = await fetch(`${origin}/plane/v1/quay/staging/receipts`, {
      method: "POST",
      headers: { authorization: "Bearer secret" },
      body: stream,
      duplex: "half",
    } as RequestInit).catch(() => null);
    expect(response?.status ?? 413).toBe(413);
    expect((await post(receipt())).status).toBe(200);
  });

  test("in another encoding or by another method is refused", async () => {
    const { post, get } = await started();
    const packed = await post(receipt(), { headers: { "content-encoding": "gzip" } });
    expect(packed.status).toBe(415);
    const read = await get("/plane/v1/quay/staging/receipts");
    expect([read.status, read.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("an edge's batch", () => {
  const report = {
    ...Receipt.pick({ instance: true, runtime: true, client: true }).parse({
      instance: "far-1",
      runtime: "node 20",
      client: "signalbox-ts/1",
    }),
    epoch: 1,
    version: 42,
    appliedAt: "2026-11-21T02:00:01Z",
    silentMilliseconds: 5000,
    decisions: 4,
  };
  const windowStart = "2026-11-21T02:05:00.000Z";

  test("is put together with what is heard here, under the edge's name", async () => {
    const { sink, batches } = recording();
    const { post, plane } = await started({ sink });
    const traffic = [{ windowStart, route: "R1", source: "observed", owner: "go", count: 9 }];
    const response = await post(
      { instances: [report], traffic },
      { end: "receipts/batch?via=edge-1" },
    );
    expect(response.status).toBe(200);
    await plane.deliverReceipts();
    expect(batches).toMatchObject([
      { instances: [{ instance: "far-1", via: "edge-1", decisions: 4 }], traffic },
    ]);
    expect(batches[0]?.instances[0]?.silentMilliseconds).toBeGreaterThanOrEqual(5000);
  });

  test("without a name is refused", async () => {
    const { post } = await started();
    const response = await post({ instances: [], traffic: [] }, { end: "receipts/batch" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("?via=") });
  });
});

describe("leases", () => {
  const workers = [{ worker: "gc", owner: "go", state: "stopped", wantsLease: true }];

  test("are asked for with what the instance said", async () => {
    const asked: unknown[] = [];
    const { post } = await started({
      leases: async (program, environment, { instance, workers: said }) => {
        asked.push([program, environment, instance, said[0]?.worker]);
        const lease = { worker: "gc", owner: "go", fence: 3, milliseconds: 60_000 };
        return { leases: [{ ...lease, until: "2026-11-21T02:01:00Z" }], refused: [] };
      },
    });
    expect(await (await post(receipt({ workers }))).json()).toMatchObject({
      leases: [{ worker: "gc", fence: 3 }],
    });
    expect(asked).toEqual([["quay", "staging", "host-1", "gc"]]);
    await post(receipt());
    expect(asked).toHaveLength(1);
  });

  test("are not granted while nobody can decide them", async () => {
    for (const leases of [undefined, () => Promise.reject(new Error("the database is down"))]) {
      const { post } = await started(leases ? { leases } : {});
      expect(await (await post(receipt({ workers }))).json()).toMatchObject({
        leases: [],
        refused: [{ worker: "gc", says: expect.stringMatching(/\w+\./) }],
      });
    }
  });
});

test("metrics tell of instances, who is behind, and decisions by capability and owner", async () => {
  const { post, get } = await started();
  await post(receipt({ decisions: [{ route: "R1", owner: "go", count: 3 }] }));
  await post(receipt({ instance: "late", version: 41, observed: [{ owner: "go", count: 2 }] }));
  const text = await (await get("/plane/metrics")).text();
  const place = 'program="quay",environment="staging"';
  for (const line of [
    `signalbox_plane_instances{${place}} 2`,
    `signalbox_plane_receipts_behind{${place}} 1`,
    `signalbox_plane_decisions_total{${place},capability="v2-pull",owner="go"} 3`,
    `signalbox_plane_observed_requests_total{${place},capability="",owner="go"} 2`,
    'signalbox_plane_requests_total{endpoint="receipts",status="200"} 2',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
});
