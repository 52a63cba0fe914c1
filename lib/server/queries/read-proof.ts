import { readProof as operation } from "@/lib/contract/sessions";
import { proofWays } from "@/lib/domain/session-proof";
import { signInName } from "@/lib/server/people/sign-in-name";
import { query } from "@/lib/server/query";

/** How the caller can prove again who they are. */
export const readProof = query(
  { name: "read-proof", allow: "anybody", input: operation.input },
  async ({ db, actor }) => {
    if (actor.kind !== "person") {
      return { authentication: null, name: actor.name, ways: [], needsSetUp: false };
    }
    const { authentication, session } = actor;
    const factor = await db.secondFactor.findUnique({ where: { personId: actor.id } });
    const ways = proofWays(
      authentication,
      (session?.authenticatedAt ?? null) !== null,
      Boolean(factor?.confirmedAt),
    );
    return {
      authentication,
      name: signInName(authentication),
      ways: [...ways],
      needsSetUp: ways.length === 0,
    };
  },
);
