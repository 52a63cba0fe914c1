import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { readGithubTeams } from "@/lib/server/people/github-teams";

// GitHub itself cannot be asked here: a server on this machine answers as its API is documented to.
let close: (() => void) | null = null;
afterEach(() => close?.());

const apiWith = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const team = (slug: string) => ({ id: 1, slug, name: slug, organization: { login: "acme" } });

const answering = (status: number, body: unknown): Promise<string> =>
  apiWith((_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });

test("teams come as organisation/team, page by page, with the sign-in's own token", async () => {
  const asked: string[] = [];
  const api = await apiWith((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`);
    const page = Number(new URL(request.url ?? "", "http://x").searchParams.get("page"));
    const count = page === 1 ? 100 : 3;
    response.end(JSON.stringify(Array.from({ length: count }, (_, at) => team(`t${page}-${at}`))));
  });
  const told = await readGithubTeams(api, "gho_x");
  expect(told).toMatchObject({ provider: "github", words: "" });
  expect(told.groups).toHaveLength(103);
  expect(told.groups?.[0]).toBe("acme/t1-0");
  expect(asked).toEqual([
    "Bearer gho_x /user/teams?per_page=100&page=1",
    "Bearer gho_x /user/teams?per_page=100&page=2",
  ]);
});

test.each([
  ["a refusal", 403, { message: "Must have read:org" }, /refused to tell the teams \(403\)/],
  ["text that is no JSON", 200, "<html>", /could not be read/],
  ["an object", 200, { teams: [] }, /could not be read/],
  ["teams without an organisation", 200, [{ slug: "a" }], /could not be read/],
])("%s gives no team, in words", async (_, status, body, words) => {
  const told = await readGithubTeams(await answering(status, body), "gho_x");
  expect(told.groups).toEqual([]);
  expect(told.words).toMatch(words);
});

test.each([
  ["an error of GitHub's", 502],
  ["too many questions", 429],
])("%s tells nothing, so access stays as it was", async (_, status) => {
  const told = await readGithubTeams(await answering(status, {}), "gho_x");
  expect(told.groups).toBeNull();
  expect(told.words).toContain("stays as it was");
});

test("a GitHub that does not answer in time tells nothing", async () => {
  const told = await readGithubTeams(await apiWith(() => undefined), "gho_x", 50);
  expect(told.groups).toBeNull();
});

test("a redirect elsewhere is not followed with the token", async () => {
  const api = await apiWith((_, response) => {
    response.writeHead(302, { location: "http://127.0.0.1:1/" });
    response.end();
  });
  expect((await readGithubTeams(api, "gho_x")).groups).toBeNull();
});

test("whoever is in more teams than are read is in none", async () => {
  const full = Array.from({ length: 100 }, (_, at) => team(`t${at}`));
  const told = await readGithubTeams(await answering(200, full), "gho_x");
  expect(told.groups).toEqual([]);
  expect(told.words).toContain("more than 2000 teams");
});
