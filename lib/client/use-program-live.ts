"use client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import { addressOf } from "@/lib/client/call-operation";
import type { ProgramEvent } from "@/lib/contract/programs";

export type ProgramLive = "live" | "reconnecting";

type Listener = (event: ProgramEvent) => void;

type Line = {
  state: ProgramLive;
  readonly watchers: Set<() => void>;
  readonly listeners: Set<Listener>;
  /** Something moved so lately that a page that comes now may have been drawn before. */
  readonly isDrawnBefore: () => boolean;
  readonly close: () => void;
};

// A burst (an import, a restore) is read once.
const gatherMs = 100;
// A browser holds six connections to a host over HTTP/1.1: pages out of sight must not take them all.
const hiddenMs = 5_000;
const firstWaitMs = 500;
const longestWaitMs = 15_000;
// A page that comes while the line is open was drawn some time before: longer than any page takes.
const drawnWithinMs = 15_000;

const lines = new Map<string, Line>();

/** Where the stream of the page begins: what `readStreamStart` said before anything of the page was read. */
export const StreamStart = createContext<number | undefined>(undefined);

const isOfProgram =
  (program: string) =>
  ({ queryKey: [first, second] }: { readonly queryKey: readonly unknown[] }): boolean =>
    first === program || (first === "program" && second === program);

const parseEvent = async (text: string): Promise<ProgramEvent | null> => {
  try {
    const { ProgramEvent } = await import("@/lib/contract/programs");
    return ProgramEvent.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

const openLine = (program: string, client: QueryClient, since: number | undefined): Line => {
  const address = addressOf(
    { method: "GET", path: "/api/v1/programs/{program}/live" },
    { program, since },
  );
  const isOurs = isOfProgram(program);
  let source: EventSource | null = null;
  let failures = 0;
  let wasOpen = false;
  let movedAt = Number.NEGATIVE_INFINITY;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let gather: ReturnType<typeof setTimeout> | undefined;
  let hide: ReturnType<typeof setTimeout> | undefined;

  const turn = (state: ProgramLive) => {
    if (line.state === state) return;
    line.state = state;
    for (const tell of line.watchers) tell();
  };
  const gatherAndRead = () => {
    gather ??= setTimeout(() => {
      gather = undefined;
      void client.invalidateQueries({ predicate: isOurs });
    }, gatherMs);
  };
  const heard = (event: ProgramEvent) => {
    movedAt = Date.now();
    gatherAndRead();
    for (const listener of line.listeners) listener(event);
  };
  // Going back brings up a page as it was drawn when it was first gone to.
  const onBack = () => {
    movedAt = Date.now();
  };
  const stop = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const connect = () => {
    stop();
    source = new EventSource(address);
    source.onopen = () => {
      failures = 0;
      turn("live");
      // What happened while the line was down was not told.
      if (wasOpen) heard({ kind: "program" });
      wasOpen = true;
    };
    source.onmessage = async ({ data }) => {
      heard((await parseEvent(String(data))) ?? { kind: "program" });
    };
    source.onerror = () => {
      turn("reconnecting");
      // The browser tries again by itself after a broken line, but never after a refusal.
      if (source?.readyState !== EventSource.CLOSED) return;
      const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** failures);
      failures += 1;
      retry = setTimeout(connect, wait * (0.5 + Math.random() / 2));
    };
  };
  const onVisibility = () => {
    clearTimeout(hide);
    if (document.visibilityState === "hidden") hide = setTimeout(stop, hiddenMs);
    else if (source === null) connect();
  };
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("popstate", onBack);
  const isDrawnBefore = () => Date.now() - movedAt < drawnWithinMs;
  const stopMinding = client.getQueryCache().subscribe(({ type, query }) => {
    const isDrawn = type === "added" && query.state.data !== undefined && isOurs(query);
    if (isDrawn && isDrawnBefore()) gatherAndRead();
  });
  const line: Line = {
    state: "live",
    isDrawnBefore,
    watchers: new Set(),
    listeners: new Set(),
    close: () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("popstate", onBack);
      stopMinding();
      clearTimeout(gather);
      clearTimeout(hide);
      stop();
    },
  };
  connect();
  return line;
};

const lineTo = (program: string, client: QueryClient, since: number | undefined): Line => {
  const line = lines.get(program) ?? openLine(program, client, since);
  lines.set(program, line);
  return line;
};

const leave = (program: string, line: Line) => {
  if (line.watchers.size + line.listeners.size > 0) return;
  line.close();
  lines.delete(program);
};

/**
 * Hears every event of a program over the page's one line to it, and one at once where something moved so lately
 * that the page may have been drawn before; answers how to stop hearing. `since` is where the stream begins.
 */
export const hearProgram = (
  program: string,
  client: QueryClient,
  since: number | undefined,
  listener: Listener,
): (() => void) => {
  const line = lineTo(program, client, since);
  line.listeners.add(listener);
  if (line.isDrawnBefore()) listener({ kind: "program" });
  return () => {
    line.listeners.delete(listener);
    leave(program, line);
  };
};

/**
 * Keeps what the page shows of a program current: one stream per page, however many ask. Every event marks the
 * program's queries (`["program", program, …]`) as stale, so that they are read again, and so does every
 * reconnection; so does whatever was announced after the page was drawn and before its stream was open.
 * `reconnecting` while the line is down.
 */
export const useProgramLive = (program: string): ProgramLive => {
  const client = useQueryClient();
  const since = useContext(StreamStart);
  const subscribe = useCallback(
    (tell: () => void) => {
      const line = lineTo(program, client, since);
      line.watchers.add(tell);
      return () => {
        line.watchers.delete(tell);
        leave(program, line);
      };
    },
    [program, client, since],
  );
  return useSyncExternalStore<ProgramLive>(
    subscribe,
    () => lines.get(program)?.state ?? "live",
    () => "live",
  );
};
