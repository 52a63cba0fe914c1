import type { Server } from "@/e2e/process/start-server";

type SignIn = { readonly by: string; readonly form: Record<string, string> };

/** The engineer of the examples; where there are none, the first admin, who comes by the link of the log. */
const somebodyOf = async (server: Server): Promise<SignIn> => {
  const [, code] = /\/first-admin\?code=([\w-]+)/.exec(server.output()) ?? [];
  if (code === undefined) return { by: "example", form: { handle: "tomasz" } };
  const account = { handle: "root", password: "correct horse battery" };
  const response = await fetch(`${server.address}/api/v1/first-admin`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, name: "Root", ...account }),
  });
  if (response.status !== 201) throw new Error(`No first admin: ${await response.text()}`);
  return { by: "password", form: account };
};

/** Signs a person in who may flip; gives the headers of somebody whom no token can stand in for. */
export const signInSomebody = async (server: Server): Promise<Record<string, string>> => {
  const { by, form: account } = await somebodyOf(server);
  const jar = new Map<string, string>();
  const ask = async (place: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(`${server.address}/api/auth/${place}`, {
      headers: { cookie: [...jar].map((pair) => pair.join("=")).join("; ") },
      redirect: "manual",
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      jar.set(name, value);
    }
    return response;
  };
  const { csrfToken } = (await (await ask("csrf")).json()) as { csrfToken: string };
  await ask(`callback/${by}`, { ...account, csrfToken, json: "true" });
  if (![...jar.keys()].some((name) => name.endsWith("session-token"))) {
    throw new Error(`${account.handle} could not be signed in.`);
  }
  return {
    cookie: [...jar].map((pair) => pair.join("=")).join("; "),
    "x-signalbox-request": "1",
  };
};
