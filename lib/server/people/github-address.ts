import * as z from "zod";
import { log } from "@/lib/server/log";

const Addresses = z.array(
  z.object({ email: z.string().max(254), primary: z.boolean(), verified: z.boolean() }),
);

/**
 * The address of whoever signs in with GitHub: their primary one where GitHub has verified it, read with
 * their own access token. `null` for any other, and where GitHub does not say: an invitation goes by it.
 * Source: GitHub REST API, "List email addresses for the authenticated user".
 */
export const readGithubAddress = async (
  api: string,
  accessToken: string | undefined,
  milliseconds = 10_000,
): Promise<string | null> => {
  if (!accessToken) return null;
  try {
    const response = await fetch(`${api}/user/emails`, {
      headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
      redirect: "error",
      signal: AbortSignal.timeout(milliseconds),
    });
    const addresses = Addresses.parse(await response.json());
    return addresses.find(({ primary, verified }) => primary && verified)?.email ?? null;
  } catch (error) {
    log.warn({ because: String(error) }, "GitHub did not tell an address");
    return null;
  }
};
