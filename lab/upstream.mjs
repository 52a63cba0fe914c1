// One side of the program: answers everything in its owner's name and counts what it has answered, by route.
// Plain JavaScript, so that it is started as it is: `node lab/upstream.mjs <owner> <port>`.
import { createServer } from "node:http";

const [owner, port] = process.argv.slice(2);
let requests = 0;
const routes = {};

const server = createServer((request, response) => {
  const isCount = request.url === "/-/count";
  if (!isCount) {
    const route = request.headers["x-signalbox-route"];
    requests++;
    if (route) routes[route] = (routes[route] ?? 0) + 1;
  }
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "x-answered-by": owner });
  response.end(JSON.stringify(isCount ? { requests, routes } : { owner }));
});
// Longer than a gateway keeps its connections: the side that ends them first loses no request.
server.keepAliveTimeout = 120_000;
server.listen(Number(port), "127.0.0.1", () => console.log(`${owner} is up`));
