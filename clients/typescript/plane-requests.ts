import type { ClientSettings } from "@/clients/typescript/client-settings";

/** Asks the plane with the client's token. Redirects are refused: the token is for nobody else. */
export type PlaneRequests = {
  ask(
    address: string,
    init?: { headers?: Record<string, string>; signal?: AbortSignal; body?: string },
  ): Promise<Response>;
  /** The problem of an answer that is not one to use, as a sentence. */
  problemOf(response: Response): Promise<Error>;
};

/** Made once a client; `closing` ends everything that runs but a goodbye. */
export const createPlaneRequests = ({ token }: ClientSettings): PlaneRequests => ({
  ask: (address, { headers = {}, signal, body } = {}) =>
    fetch(address, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "user-agent": "signalbox-typescript/1",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      redirect: "error",
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    }),
  problemOf: async (response) => {
    const problem: unknown = await response.json().catch(() => null);
    const detail =
      typeof problem === "object" && problem !== null && "detail" in problem ? problem.detail : "";
    return new Error(
      typeof detail === "string" && detail !== ""
        ? `${response.status}: ${detail}`
        : `it answered ${response.status}`,
    );
  },
});
