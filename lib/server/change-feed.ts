import pg from "pg";
import { type ChangeEvent, changeChannel, parseChangeEvent } from "@/lib/server/change-event";
import { log } from "@/lib/server/log";

type ChangeListener = (event: ChangeEvent) => void;

/**
 * Tells listeners of every accepted write of every control-plane process.
 * A notification can be lost; whoever listens also reads again from time to time.
 */
export type ChangeFeed = {
  readonly subscribe: (listener: ChangeListener) => () => void;
  readonly close: () => Promise<void>;
};

const fanOut = () => {
  const listeners = new Set<ChangeListener>();
  return {
    tell: (payload: string): void => {
      const event = parseChangeEvent(payload);
      if (event) for (const listener of listeners) listener(event);
    },
    subscribe: (listener: ChangeListener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/**
 * The embedded database is one session, so a notification reaches whichever connection of the
 * process's pool it is talking to: `tell` is to be given to every one of them.
 */
export const embeddedChangeFeed = (): ChangeFeed & { tell: (payload: string) => void } => {
  const { tell, subscribe } = fanOut();
  return { tell, subscribe, close: async () => undefined };
};

/** LISTEN on a connection of its own, opened again whenever it is lost. */
export const serverChangeFeed = async (connectionString: string): Promise<ChangeFeed> => {
  const { tell, subscribe } = fanOut();
  let isClosed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, keepAlive: true });
    let isLost = false;
    const lost = (error?: Error): void => {
      if (isLost || isClosed) return;
      isLost = true;
      log.warn({ error: error?.message }, "change feed lost its connection; trying again in 1 s");
      next.removeAllListeners("notification");
      retry = setTimeout(() => connect().catch(lost), 1000);
    };
    next.on("error", lost);
    next.on("end", () => lost());
    next.on("notification", (message) => tell(message.payload ?? ""));
    try {
      await next.connect();
      await next.query(`LISTEN ${changeChannel}`);
      client = next;
    } catch (error) {
      lost(error as Error);
    }
  };
  await connect();
  return {
    subscribe,
    close: async () => {
      isClosed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
};
