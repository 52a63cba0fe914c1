import { clientMetrics } from "@/clients/typescript/client-metrics";
import { clientSettings } from "@/clients/typescript/client-settings";
import type { Client, ClientOptions, Decision } from "@/clients/typescript/client-types";
import { createDecisionCounts } from "@/clients/typescript/decision-counts";
import { followPlane } from "@/clients/typescript/follow-plane";
import { createLocalForce } from "@/clients/typescript/local-force";
import { createPlaneRequests } from "@/clients/typescript/plane-requests";
import { createReceiptReporter } from "@/clients/typescript/report-receipts";
import { createSigningKeys } from "@/clients/typescript/signing-keys";
import { createSnapshotHolder } from "@/clients/typescript/snapshot-holder";
import { createWorkerSupervisor } from "@/clients/typescript/supervise-workers";
import { type OwnerRequest, resolveOwner, type SnapshotIndex } from "@/lib/domain/resolve-owner";

/** The route of a question that has one the snapshot knows; it is what decisions are counted by. */
const routeOf = (index: SnapshotIndex, question: OwnerRequest): string | null => {
  if (typeof question !== "object" || question === null) return null;
  if ("route" in question) return index.routes.has(question.route) ? question.route : null;
  if ("worker" in question || index.matcher === null) return null;
  const { method, path, host } = question;
  if (typeof method !== "string" || typeof path !== "string") return null;
  return index.matcher.match(method, path, host);
};

/**
 * A client of one program and environment: follows the plane, decides in this process, reports receipts,
 * runs workers under leases. Refuses (`invalid`) an address, a token or a pinned key that is none; deciding
 * never throws. switches.md, "Clients".
 */
export const createClient = (options: ClientOptions): Client => {
  const settings = clientSettings(options);
  const requests = createPlaneRequests(settings);
  const counts = createDecisionCounts();
  const force = createLocalForce(settings);
  const closing = new AbortController();
  const waiting = new Set<() => void>();
  let following: Promise<void> = Promise.resolve();
  let isStarted = false;
  let closed: Promise<void> | null = null;

  const onApplied = (): void => {
    for (const resume of waiting) resume();
    workers.tick();
    reporter.soon();
  };
  const holder = createSnapshotHolder(settings, createSigningKeys(settings, requests), onApplied);
  const workers = createWorkerSupervisor({
    ownerOf: (worker) =>
      holder.held() === null
        ? null
        : resolveOwner(holder.index(), { worker }, force.state() !== null).owner,
    onChange: () => reporter.soon(),
    log: settings.log,
    now: () => ({ steady: performance.now(), wall: Date.now() }),
  });
  const reporter = createReceiptReporter({ settings, requests, holder, counts, force, workers });

  const close = async (): Promise<void> => {
    await workers.close(settings.timeout);
    closing.abort();
    await following;
    if (isStarted) await reporter.close();
  };

  /** Whatever a question does when it is read, the answer is the safe owner. */
  const decideSafely = (index: SnapshotIndex, question: OwnerRequest) => {
    const isForced = force.state() !== null;
    try {
      const route = routeOf(index, question);
      const isKnown = route !== null && !("route" in question);
      const asked =
        isKnown && "context" in question ? { route, context: question.context } : question;
      return { route, decision: resolveOwner(index, asked, isForced) };
    } catch (error) {
      settings.log(`a decision failed and went to the safe owner: ${String(error)}`);
      const { localForced, base } = index.unknown;
      return { route: null, decision: (isForced ? localForced : null) ?? base };
    }
  };

  return {
    start: async () => {
      if (isStarted || closed !== null) return;
      isStarted = true;
      force.read();
      await holder.loadLastGood();
      if (closed !== null) return;
      following = followPlane(settings, requests, holder, closing.signal);
      reporter.start();
    },
    wait: async (seconds) => {
      if (holder.held() !== null) return true;
      await new Promise<void>((resolve) => {
        const resume = (): void => {
          clearTimeout(timer);
          waiting.delete(resume);
          resolve();
        };
        const timer = setTimeout(resume, seconds * 1000);
        waiting.add(resume);
      });
      return holder.held() !== null;
    },
    decide: (question) => {
      const { route, decision } = decideSafely(holder.index(), question as OwnerRequest);
      counts.countDecision(route, decision);
      const told: Decision = decision as Decision;
      return holder.age() > settings.staleAfter ? { ...told, stale: true } : told;
    },
    observed: (owner, route, count = 1) => counts.countObserved(owner, route, count),
    reportQueue: counts.noteQueue,
    supervise: (worker) => {
      workers.add(worker);
      reporter.soon();
    },
    status: () => {
      const { epoch, version } = holder.index();
      const age = holder.age();
      return {
        epoch,
        version,
        ageSeconds: Number.isFinite(age) ? age / 1000 : null,
        ...holder.reading(),
        receiptProblem: reporter.problem(),
        localForce: force.state(),
        workers: workers.status(),
      };
    },
    metrics: () =>
      clientMetrics({
        program: settings.program,
        environment: settings.environment,
        ageSeconds: holder.age() / 1000,
        totals: counts.totals(),
        parseFailures: holder.reading().parseFailures,
      }),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
};
