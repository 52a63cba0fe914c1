// A bare node:http broadcast in a process of its own: what an edge is measured against. It sends the first
// bytes that it is given to whoever connects, and every later ones to everybody.
import { createServer } from "node:http";

const followers = new Set();
let hello = Buffer.alloc(0);

const server = createServer((_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(hello);
  followers.add(response);
  response.on("close", () => followers.delete(response));
});
server.keepAliveTimeout = 65_000;
server.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => {
  process.send({ port: server.address().port });
});

process.on("message", ({ first, event }) => {
  if (first !== undefined) hello = Buffer.from(first, "base64");
  else {
    const bytes = Buffer.from(event, "base64");
    for (const follower of followers) follower.write(bytes);
  }
});
