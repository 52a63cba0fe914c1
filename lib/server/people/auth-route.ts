import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import { env } from "@/lib/server/env";
import { addressHeader } from "@/lib/server/people/client-address";
import { providerFault } from "@/lib/server/people/provider-fault";
import {
  askedAgainCookie,
  askedAgainValue,
  readAskedAgain,
  signInAttempt,
} from "@/lib/server/people/sign-in-attempt";
import { signInOptions } from "@/lib/server/people/sign-in-options";
import { runtime } from "@/lib/server/runtime";

type Context = { params: Promise<{ nextauth: string[] }> };

const bodyLimit = 16 * 1024;
/** What sign-in and sign-out need; the rest of next-auth's actions stays shut. */
const actions = new Set(["csrf", "providers", "signin", "signout", "callback", "error"]);

/** Where people are sent away to sign in. */
const providers = new Set(["oidc", "github"]);

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

/** A cookie of next-auth's, which has another name over https. */
const cookieNamed = (cookies: Record<string, string>, name: string): string | undefined =>
  cookies[`__Secure-next-auth.${name}`] ?? cookies[`next-auth.${name}`];

/**
 * Where a sign-in at a provider failed, the library only says at which of its steps: the sign-in page
 * is told in a word what it was, and where the person came from. Any other address as it is.
 */
const toldAddress = (address: string, fault: unknown, cameFrom: string | undefined): string => {
  if (!URL.canParse(address)) return address;
  const { origin, searchParams } = new URL(address);
  const place = searchParams.get("error");
  if (place === null) return address;
  const isUnsaid = /^(OAuth(Signin|Callback)|Callback)$/.test(place) && fault !== null;
  const told = new URLSearchParams({ error: isUnsaid ? providerFault(fault) : place });
  if (cameFrom) told.set("callbackUrl", cameFrom);
  return `${origin}/sign-in?${told}`;
};

/** The answer that next-auth writes in the manner of a Node response, gathered into one. */
const gatherAnswer = (told: (address: string) => string) => {
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
      const key = name.toLowerCase();
      headers.set(key, key === "location" && typeof value === "string" ? told(value) : value);
      return response;
    },
    send: (content: unknown) => {
      if (typeof content === "string") body = content;
      else if (content !== undefined) response.json(content);
    },
    json: (content: unknown) => {
      headers.set("content-type", "application/json");
      const { url } = (content ?? {}) as { url?: unknown };
      const answer = typeof url === "string" ? { ...(content as object), url: told(url) } : content;
      body = JSON.stringify(answer);
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

/** The session that a browser's cookie names; whether it goes on is asked when it is used. */
const sessionIn = async (token: string | undefined, secret: string): Promise<string | null> => {
  const session = token ? await decode({ token, secret }).catch(() => null) : null;
  return typeof session?.sessionId === "string" ? session.sessionId : null;
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
    const settings = options(request);
    const secret = settings.secret ?? "";
    const cookies = cookiesOf(request.headers.get("cookie"));
    const { searchParams } = new URL(request.url);
    const isBack = nextauth[0] === "callback";
    const attempt = {
      askedAgain: isBack ? await readAskedAgain(cookies[askedAgainCookie], secret) : null,
      fault: null as unknown,
    };
    const { response, toResponse } = gatherAnswer((address) =>
      providers.has(nextauth[1] ?? "")
        ? toldAddress(
            address,
            attempt.fault,
            form.callbackUrl ?? cookieNamed(cookies, "callback-url"),
          )
        : address,
    );
    const asked = {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies,
      query: { ...Object.fromEntries(searchParams), nextauth },
      body: form,
    };
    await signInAttempt.run(attempt, () =>
      NextAuth(asked as unknown as NextApiRequest, response, settings),
    );
    const answer = toResponse();
    const cookie = (value: string, seconds: number): void => {
      const secure = settings.useSecureCookies ? "; Secure" : "";
      answer.headers.append(
        "set-cookie",
        `${askedAgainCookie}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`,
      );
    };
    if (isBack && cookies[askedAgainCookie]) cookie("", 0);
    if (request.method === "POST" && nextauth[0] === "signin") {
      const sessionId = await sessionIn(cookieNamed(cookies, "session-token"), secret);
      if (searchParams.get("prompt") === "login" && sessionId) {
        cookie(await askedAgainValue(sessionId, new Date(), secret), 900);
      } else if (cookies[askedAgainCookie]) cookie("", 0);
    }
    return answer;
  };

export const authRoute = authRouteWith((request) =>
  signInOptions(env(), runtime(), {
    userAgent: request.headers.get("user-agent") ?? "",
    from: request.headers.get(addressHeader) || null,
  }),
);
