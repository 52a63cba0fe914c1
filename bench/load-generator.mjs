// Load from a process of its own, over loopback, with raw sockets: what it costs to read and count
// is the same for every server it is pointed at. Plain JavaScript, so that it is forked as it is.
import { connect } from "node:net";

const microseconds = () => Number(process.hrtime.bigint() / 1000n);

/** Keeps `connections` requests in flight for `milliseconds`; answers must all have one length. */
const hammer = ({ port, request, connections, milliseconds }) =>
  new Promise((resolve, reject) => {
    let answered = 0;
    let length = 0;
    const sockets = [];
    const first = connect(port, "127.0.0.1", () => first.write(request));
    const chunks = [];
    let quiet;
    first.on("error", reject);
    first.on("data", (chunk) => {
      chunks.push(chunk);
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        length = Buffer.concat(chunks).length;
        first.destroy();
        start(Buffer.concat(chunks).toString("latin1").split("\r\n", 1)[0]);
      }, 200);
    });
    const start = (statusLine) => {
      const startedAt = performance.now();
      for (let at = 0; at < connections; at++) {
        const socket = connect(port, "127.0.0.1", () => socket.write(request));
        let read = 0;
        socket.on("data", (chunk) => {
          read += chunk.length;
          if (read < length) return;
          read -= length;
          answered++;
          socket.write(request);
        });
        socket.on("error", () => {});
        sockets.push(socket);
      }
      setTimeout(() => {
        const seconds = (performance.now() - startedAt) / 1000;
        for (const socket of sockets) socket.destroy();
        resolve({ perSecond: answered / seconds, length, statusLine });
      }, milliseconds);
    };
  });

const pools = new Map();

/** Opens stream clients and reports, per event, when each of them had read it to its end. */
const follow = ({ pool, port, request, clients }) =>
  new Promise((resolve, reject) => {
    const sockets = [];
    let ready = 0;
    let times = [];
    const received = () => {
      times.push(microseconds());
      if (times.length < clients) return;
      process.send({ pool, times });
      times = [];
    };
    const open = () => {
      const socket = connect(port, "127.0.0.1", () => socket.write(request));
      let isReady = false;
      socket.on("error", reject);
      socket.on("data", (chunk) => {
        // A heartbeat is none: a comment of three bytes, in a chunk of its own.
        if (isReady && chunk.length <= 10) return;
        // An event ends with a blank line; chunked transfer puts its own line end after it.
        if (!chunk.subarray(-8).includes("\n\n")) return;
        if (isReady) return received();
        isReady = true;
        if (++ready === clients) resolve({ ready });
        else if (sockets.length < clients) open();
      });
      sockets.push(socket);
    };
    pools.set(pool, sockets);
    for (let at = 0; at < Math.min(50, clients); at++) open();
  });

process.on("message", async ({ id, command, ...settings }) => {
  const answer = command === "hammer" ? await hammer(settings) : await follow(settings);
  process.send({ id, ...answer });
});
