import type { ServerResponse } from "node:http";
import { buildVersion } from "@/lib/plane/build-version";
import { exampleSource, startExamplePlane } from "@/lib/plane/example-plane";
import { benchSnapshot, listen } from "./bench-plane";
import { monotonicMicroseconds, rawRequest, startLoad } from "./load";
import { quantile, type Suite } from "./suite";

const clients = 1000;
const rounds = 60;
const warmRounds = 10;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** From an accepted change to its receipt by every stream client, against a bare broadcast. */
export const suite: Suite = {
  name: "plane-propagation",
  run: async () => {
    const memory = exampleSource(benchSnapshot(1));
    const { plane, close } = await startExamplePlane(memory.source, {
      pollMilliseconds: 3_600_000,
    });
    const ours = await listen((request, response) => void plane.handle(request, response));
    const followers = new Set<ServerResponse>();
    const bare = await listen((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: hello\n\n");
      followers.add(response);
    });
    const sign = () => new Uint8Array(64);
    const cache = new WeakMap();

    const load = startLoad();
    const request = rawRequest("/plane/v1/quay/staging/stream", { authorization: "Bearer secret" });
    await load.follow("ours", ours.port, request, clients);
    await load.follow("bare", bare.port, request, clients);

    const delays = { ours: [] as number[], bare: [] as number[] };
    let before = benchSnapshot(1);
    for (let round = 0; round < rounds + warmRounds; round++) {
      const after = benchSnapshot(before.version + 1);
      // The bare server sends the very bytes of the plane's event, made before its clock starts.
      const { change } = await buildVersion(after, before, cache, sign);
      if (change === null) throw new Error("A rule change is told as a change.");
      const one = async (who: "ours" | "bare", send: () => void): Promise<void> => {
        const received = load.received(who);
        const sentAt = monotonicMicroseconds();
        send();
        const times = await received;
        if (round >= warmRounds) delays[who].push(...times.map((time) => (time - sentAt) / 1000));
        await pause(30);
      };
      const turns = [
        () => one("ours", () => memory.publish(after)),
        () =>
          one("bare", () => {
            for (const follower of followers) follower.write(change.event);
          }),
      ];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
      before = after;
    }
    const { sentTo, of } = plane.delivery("quay", "staging");
    if (sentTo !== clients || of !== clients) throw new Error(`sent to ${sentTo} of ${of}`);
    load.stop();
    ours.close();
    bare.close();
    await close();
    const p99 = { ours: quantile(delays.ours, 0.99), bare: quantile(delays.bare, 0.99) };
    const ratio = p99.ours / p99.bare;
    return {
      name: "plane-propagation",
      rows: (["ours", "bare"] as const).map((who) => ({
        server: who === "ours" ? "signalbox" : "bare node:http broadcast",
        clients,
        changes: rounds,
        "p50 ms": quantile(delays[who], 0.5).toFixed(1),
        "p99 ms": p99[who].toFixed(1),
        "max ms": quantile(delays[who], 1).toFixed(1),
      })),
      goals: [
        {
          says: `p99 within 1.5 times a bare broadcast: ${ratio.toFixed(2)}`,
          holds: ratio <= 1.5,
        },
        { says: `p99 within 250 ms: ${p99.ours.toFixed(0)} ms`, holds: p99.ours <= 250 },
      ],
    };
  },
};
