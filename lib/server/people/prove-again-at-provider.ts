import { proveByProvider } from "@/lib/server/commands/prove-by-provider";
import type { Database } from "@/lib/server/db";
import type { AskedAgain } from "@/lib/server/people/sign-in-attempt";
import type { RequestContext } from "@/lib/server/scope";

/** Milliseconds by which the provider's clock may be behind this one. */
const clockDrift = 60_000;

type Outcome =
  | { readonly kind: "proven"; readonly personId: string; readonly sessionId: string }
  /** The session is over: what came is an ordinary sign-in. */
  | { readonly kind: "no-session" }
  | {
      readonly kind: "refused";
      readonly word: "NoProofTime" | "StaleProof" | "OtherPerson" | "ClockOff";
    };

/**
 * Judges an answer of a provider that was asked to let somebody prove again who they are. It counts
 * where it is about the person of that session and says that they proved it since they were asked: a
 * provider may ignore `prompt=login`. Whatever is refused leaves the session as it was, and makes
 * nobody.
 */
export const proveAgainAtProvider = async (
  context: RequestContext,
  database: Database,
  asked: AskedAgain,
  identity: { readonly provider: string; readonly subject: string },
  { proven: provenAt, issued }: { readonly proven: Date | null; readonly issued: Date | null },
): Promise<Outcome> => {
  const session = await database.session.findUnique({ where: { id: asked.sessionId } });
  if (!session || session.endedAt) return { kind: "no-session" };
  const known = await database.identity.findUnique({ where: { provider_subject: identity } });
  if (known?.personId !== session.personId) return { kind: "refused", word: "OtherPerson" };
  if (provenAt === null) return { kind: "refused", word: "NoProofTime" };
  const earliest = asked.at.getTime() - clockDrift;
  if (provenAt.getTime() < earliest) {
    // Written before it was asked for: then the provider's clock is behind, whatever it did.
    const isClockOff = issued !== null && issued.getTime() < earliest;
    return { kind: "refused", word: isClockOff ? "ClockOff" : "StaleProof" };
  }
  const { personId, id } = session;
  const proof = { session: id, personId, authenticatedAt: provenAt };
  await proveByProvider.run(context, proof);
  return { kind: "proven", personId, sessionId: id };
};
