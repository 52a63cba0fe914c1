import type { AuthOptions } from "next-auth";
import { authRouteWith } from "@/lib/server/people/auth-route";

type Sent = { readonly form?: Record<string, string>; readonly to: string };

/** A browser's cookies and redirects against the sign-in of this process and servers beside it. */
export const testBrowser = (publicUrl: string, options: () => AuthOptions) => {
  const jars = new Map<string, Map<string, string>>();
  const route = authRouteWith(options);

  const keep = (origin: string, response: Response): void => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(/;\s*/);
      const at = pair.indexOf("=");
      const isGone = attributes.some((word) => /^max-age=0$/i.test(word));
      if (isGone || pair.length === at + 1) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };

  const cookie = (origin: string): string =>
    [...(jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");

  const send = async ({ to, form }: Sent): Promise<Response> => {
    const { origin, pathname } = new URL(to);
    const request = new Request(to, {
      method: form ? "POST" : "GET",
      headers: { cookie: cookie(origin) },
      redirect: "manual",
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const isOurs = origin === new URL(publicUrl).origin;
    const response = isOurs
      ? await route(request, {
          params: Promise.resolve({ nextauth: pathname.split("/").slice(3) }),
        })
      : await fetch(request);
    keep(origin, response);
    return response;
  };

  const csrfToken = async (): Promise<string> => {
    const response = await send({ to: `${publicUrl}/api/auth/csrf` });
    return ((await response.json()) as { csrfToken: string }).csrfToken;
  };

  return {
    send,
    /** Presses a button of the sign-in page; gives the address that the browser goes to next. */
    post: async (path: string, form: Record<string, string> = {}): Promise<string> => {
      const response = await send({
        to: `${publicUrl}/api/auth/${path}`,
        form: { ...form, csrfToken: await csrfToken(), json: "true" },
      });
      return ((await response.json()) as { url: string }).url;
    },
    sessionCookie: (): string | undefined =>
      [...(jars.get(new URL(publicUrl).origin) ?? [])].find(([name]) =>
        name.endsWith("next-auth.session-token"),
      )?.[1],
    cookieHeader: (): string => cookie(new URL(publicUrl).origin),
  };
};
