import type { testBrowser } from "@/lib/server/people/test-sign-in";

/** Follows redirects and fills in the provider's own forms, until the browser is back at a page of ours. */
export const signInWithProvider = async (
  browser: ReturnType<typeof testBrowser>,
  publicUrl: string,
  login: string,
  from: string,
  parameters = "",
): Promise<string> => {
  let to = await browser.post(`signin/oidc${parameters}`, { callbackUrl: from });
  for (let step = 0; step < 20; step += 1) {
    if (to.startsWith(publicUrl) && !to.includes("/api/auth/")) return to;
    let response = await browser.send({ to });
    if (response.status === 200) {
      const page = await response.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      const action = /action="([^"]+)"/.exec(page)?.[1];
      if (!prompt || !action) throw new Error(`No form at ${to}:\n${page.slice(0, 500)}`);
      response = await browser.send({
        to: new URL(action, to).href,
        form: { prompt, login, password: "any" },
      });
    }
    to = new URL(response.headers.get("location") ?? "", to).href;
  }
  throw new Error(`The sign-in never came back, last at ${to}`);
};
