import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { env } from "@/lib/server/env";
import { signInOptions } from "@/lib/server/people/sign-in-options";
import { runtime } from "@/lib/server/runtime";

type Context = { params: Promise<{ nextauth: string[] }> };

const bodyLimit = 16 * 1024;
/** What sign-in and sign-out need; the rest of next-auth's actions stays shut. */
const actions = new Set(["csrf", "providers", "signin", "signout", "callback", "error"]);

const cookiesOf = (header: string | null): Record<string, string> =>
  Object.fromEntries(
    (header ?? "").split(/;\s*/).flatMap((pair) => {
      const at = pair.indexOf("=");
      try {
        return at < 1 ? [] : [[pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))]];
      } catch {
        return [];
      }
    }),
  );

const formOf = async (request: Request): Promise<Record<string, string> | null> => {
  if (request.method !== "POST") return {};
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) return null;
  const text = await request.text();
  return text.length > bodyLimit ? null : Object.fromEntries(new URLSearchParams(text));
};

/** The answer that next-auth writes in the manner of a Node response, gathered into one. */
const gatherAnswer = () => {
  const headers = new Map<string, string | string[]>();
  let status = 200;
  let body: string | null = null;
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    send: (content: unknown) => {
      if (typeof content === "string") body = content;
      else if (content !== undefined) response.json(content);
    },
    json: (content: unknown) => {
      headers.set("content-type", "application/json");
      body = JSON.stringify(content);
    },
    end: () => undefined,
  };
  const toResponse = (): Response => {
    const answer = new Response(body, { status });
    for (const [name, value] of headers) {
      for (const one of [value].flat()) answer.headers.append(name, one);
    }
    answer.headers.set("cache-control", "no-store");
    return answer;
  };
  return { response: response as unknown as NextApiResponse, toResponse };
};

/**
 * next-auth behind plain requests and responses. Its own route handler reads cookies from Next's
 * request storage; through this border the same code answers in tests without Next.
 */
export const authRouteWith =
  (options: (request: Request) => AuthOptions) =>
  async (request: Request, { params }: Context): Promise<Response> => {
    const { nextauth } = await params;
    if (!actions.has(nextauth[0] ?? "")) return new Response("Not found", { status: 404 });
    const form = await formOf(request);
    if (form === null) return new Response("Too large", { status: 413 });
    const { response, toResponse } = gatherAnswer();
    const asked = {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies: cookiesOf(request.headers.get("cookie")),
      query: { ...Object.fromEntries(new URL(request.url).searchParams), nextauth },
      body: form,
    };
    await NextAuth(asked as unknown as NextApiRequest, response, options(request));
    return toResponse();
  };

export const authRoute = authRouteWith((request) =>
  signInOptions(env(), runtime(), request.headers.get("user-agent") ?? ""),
);
