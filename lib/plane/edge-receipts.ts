import { type ReceiptAnswer, ReceiptAnswer as ReceiptAnswerSchema } from "@/lib/contract/receipts";
import type { Follower } from "@/lib/plane/follow-environment";
import type { LocalForce } from "@/lib/plane/local-force";
import type { LeaseOffice, PlaneLog, ReceiptSink } from "@/lib/plane/plane-source";
import type { Upstream } from "@/lib/plane/upstream";

type Followed = {
  readonly program: string;
  readonly environment: string;
  readonly follower: Follower;
};

const receiptEvery = 30_000;
// An upstream that is back is to know at once what was forced while it was gone.
const retryAfter = 2_000;

const placeOf = (program: string, environment: string): string =>
  `/plane/v1/${encodeURIComponent(program)}/${encodeURIComponent(environment)}/receipts`;

/** Hands on what an edge's clients reported, put together, under the edge's name. */
export const forwardReceipts = (upstream: Upstream, via: string): ReceiptSink => ({
  deliver: async (program, environment, batch) => {
    const place = `${placeOf(program, environment)}/batch?via=${encodeURIComponent(via)}`;
    await upstream.post(place, batch);
  },
});

/** Asks the upstream for leases at once: only it grants them. What is counted goes with the next batch. */
export const forwardLeases =
  (upstream: Upstream, via: string): LeaseOffice =>
  async (program, environment, receipt) => {
    const answer = await upstream.post(placeOf(program, environment), {
      ...receipt,
      via,
      decisions: [],
      observed: [],
      parseFailures: 0,
    });
    const read: ReceiptAnswer = ReceiptAnswerSchema.parse(JSON.parse(answer.text));
    return { leases: read.leases, refused: read.refused };
  };

/** The edge's own word for what it runs and whether legacy is forced there: every 30 s, and soon again while it is not taken. */
export const reportEdge = (options: {
  readonly upstream: Upstream;
  readonly name: string;
  readonly followed: () => readonly Followed[];
  readonly force: () => LocalForce | null;
  readonly log: PlaneLog;
  readonly now: () => number;
}) => {
  const { upstream, name, followed, force, log, now } = options;
  const appliedAt = new Map<string, string>();
  const send = async (isLeaving = false): Promise<boolean> => {
    let isTaken = true;
    for (const { program, environment, follower } of followed()) {
      const snapshot = follower.current();
      if (snapshot === null) continue;
      const { epoch, version } = snapshot;
      const key = `${program}/${environment}/${epoch}-${version}`;
      const at = appliedAt.get(key) ?? new Date(now()).toISOString();
      appliedAt.set(key, at);
      const receipt = {
        instance: name,
        runtime: `node ${process.versions.node}`,
        client: "signalbox-edge/1",
        epoch,
        version,
        appliedAt: at,
        parseFailures: follower.takeFailures(),
        localForce: force(),
        leaving: isLeaving,
      };
      await upstream.post(placeOf(program, environment), receipt).catch((error: unknown) => {
        isTaken = false;
        if (!isFailing)
          log.info({ because: String(error) }, "the edge's own receipt was not taken");
      });
    }
    if (appliedAt.size > 1000) appliedAt.clear();
    return isTaken;
  };
  let isSending = false;
  let isAsked = false;
  let isFailing = false;
  let retry: NodeJS.Timeout | undefined;
  const attempt = async (): Promise<void> => {
    isAsked = true;
    if (isSending) return;
    isSending = true;
    while (isAsked) {
      isAsked = false;
      isFailing = !(await send());
    }
    isSending = false;
    clearTimeout(retry);
    if (isFailing) retry = setTimeout(() => void attempt(), retryAfter).unref();
  };
  const timer = setInterval(() => void attempt(), receiptEvery);
  timer.unref();
  return {
    /** Reports now, as after a change. */
    now: attempt,
    leave: async (): Promise<void> => {
      clearInterval(timer);
      clearTimeout(retry);
      await send(true);
    },
  };
};
