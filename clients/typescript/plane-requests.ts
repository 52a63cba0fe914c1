import type { ClientSettings } from "@/clients/typescript/client-settings";

/** Asks the plane with the client's token. Redirects are refused: the token is for nobody else. */
export type PlaneRequests = {
  ask(
    address: string,
    init?: { headers?: Record<string, string>; signal?: AbortSignal; body?: string },
  ): Promise<Response>;
  /** The text of an answer. Rejects for one that is too long. */
  textOf(response: Response): Promise<string>;
  /** The problem of an answer that is not one to use, as a sentence. */
  problemOf(response: Response): Promise<Error>;
};

// 50,000 routes are 12 MB. Bytes after unpacking: a small answer can unpack to a large one.
export const answerAtMost = 67_108_864;

const textOf = async (response: Response): Promise<string> => {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > answerAtMost) {
      await reader.cancel();
      throw new Error("its answer is too long");
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
  return parts.join("") + decoder.decode();
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
  textOf,
  problemOf: async (response) => {
    const problem: unknown = await textOf(response)
      .then(JSON.parse)
      .catch(() => null);
    const detail =
      typeof problem === "object" && problem !== null && "detail" in problem ? problem.detail : "";
    return new Error(
      typeof detail === "string" && detail !== ""
        ? `${response.status}: ${detail}`
        : `it answered ${response.status}`,
    );
  },
});
