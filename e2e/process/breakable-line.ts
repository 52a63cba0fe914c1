import { connect, createServer, type Socket } from "node:net";

/** A line to a database or a server that can be cut and mended. */
export type BreakableLine = {
  /** The other end's address, by way of the line. */
  readonly url: string;
  /** As when the other end is stopped: what is open ends, what is asked for is refused. */
  readonly cut: () => void;
  /** As when packets are lost: what is open stays open, and nothing comes through until it is mended. */
  readonly hang: () => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
};

/** Puts a line before what listens where `url` says; a database unless that names a port. */
export const breakableLine = async (url: string): Promise<BreakableLine> => {
  const end = new URL(url);
  let isCut = false;
  let isHanging = false;
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(end.port || 5432), end.hostname);
    for (const pair of [
      [near, far],
      [far, near],
    ] as const) {
      const [one, other] = pair;
      sockets.add(one);
      pairs.add(pair);
      if (!isHanging) one.pipe(other);
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        pairs.delete(pair);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String((server.address() as { port: number }).port);
  return {
    url: through.href,
    cut: () => {
      isCut = true;
      endAll();
    },
    hang: () => {
      isHanging = true;
      for (const [one, other] of pairs) one.unpipe(other).pause();
    },
    mend: () => {
      isCut = false;
      if (isHanging) for (const [one, other] of pairs) one.pipe(other);
      isHanging = false;
    },
    close: async () => {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
