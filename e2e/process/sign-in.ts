import type { Server } from "@/e2e/process/start-server";

/** Signs in as an example person; gives the headers of somebody whom no token can stand in for. */
export const signInAs = async (server: Server, handle: string): Promise<Record<string, string>> => {
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
  await ask("callback/example", { handle, csrfToken, json: "true" });
  if (![...jar.keys()].some((name) => name.endsWith("session-token"))) {
    throw new Error(`${handle} could not be signed in.`);
  }
  return {
    cookie: [...jar].map((pair) => pair.join("=")).join("; "),
    "x-signalbox-request": "1",
  };
};
