import { AsyncLocalStorage } from "node:async_hooks";
import { decode, encode } from "next-auth/jwt";

/** A session whose person was sent to the provider to prove again who they are, and when. */
export type AskedAgain = { readonly sessionId: string; readonly at: Date };

type SignInAttempt = {
  /** `null`: an ordinary sign-in. */
  readonly askedAgain: AskedAgain | null;
  /** What went wrong, as the library has it; its answer says only where. */
  fault: unknown;
};

/** The request that is being answered: the library's callbacks and its logger are told nothing of it. */
export const signInAttempt = new AsyncLocalStorage<SignInAttempt>();

/** The cookie that remembers, until the browser is back from the provider, that it was sent to prove. */
export const askedAgainCookie = "signalbox.asked-again";

/** Seconds that somebody may take at the provider; the library's own cookies last as long. */
const mayTake = 15 * 60;

export const askedAgainValue = (sessionId: string, at: Date, secret: string): Promise<string> =>
  encode({ token: { sessionId, askedAt: at.getTime() }, secret, maxAge: mayTake });

/** What the cookie says; one that is forged, or too old, says nothing. */
export const readAskedAgain = async (
  cookie: string | undefined,
  secret: string,
): Promise<AskedAgain | null> => {
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret }).catch(() => null);
  return typeof token?.sessionId === "string" && typeof token.askedAt === "number"
    ? { sessionId: token.sessionId, at: new Date(token.askedAt) }
    : null;
};
