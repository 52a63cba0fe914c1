import type { IncomingMessage } from "node:http";

type Body =
  | { readonly is: "read"; readonly bytes: Buffer }
  | { readonly is: "too-large" }
  /** Too much is being read from others at this moment. */
  | { readonly is: "busy" }
  | { readonly is: "gone" };

export type BodyReader = (request: IncomingMessage, atMost: number) => Promise<Body>;

/**
 * Reads request bodies of at most `atMost` bytes each, and of `together` bytes at any one time, so that
 * ten thousand clients that report at once cannot fill the memory. An unread rest is the caller's to end.
 */
export const createBodyReader = (together: number): BodyReader => {
  let held = 0;
  return (request, atMost) =>
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let length = 0;
      let isOver = false;
      const end = (body: Body): void => {
        if (isOver) return;
        isOver = true;
        held -= length;
        if (body.is === "too-large" || body.is === "busy") request.pause();
        resolve(body);
      };
      if (Number(request.headers["content-length"] ?? 0) > atMost) return end({ is: "too-large" });
      request.on("data", (chunk: Buffer) => {
        if (isOver) return;
        length += chunk.length;
        held += chunk.length;
        if (length > atMost) return end({ is: "too-large" });
        if (held > together) return end({ is: "busy" });
        chunks.push(chunk);
      });
      request.on("end", () => end({ is: "read", bytes: Buffer.concat(chunks) }));
      request.on("error", () => end({ is: "gone" }));
      request.on("close", () => end({ is: "gone" }));
    });
};
