import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "@/lib/client/call-operation";
import type { SecondFactorView } from "@/lib/contract/second-factor";
import type { ProofWays, SessionView } from "@/lib/contract/sessions";

// The contracts are fetched when something is asked, as in switch-queries.
const sessions = () => import("@/lib/contract/sessions");

/** How the reader can prove again who they are; asked anew each time, since it may have been done elsewhere. */
export const proofQuery = () =>
  queryOptions({
    queryKey: ["account", "proof"],
    queryFn: async ({ signal }): Promise<ProofWays> =>
      callOperation((await sessions()).readProof, {}, { signal }),
    staleTime: 0,
  });

/** Where the reader is signed in. */
export const sessionsQuery = () =>
  queryOptions({
    queryKey: ["account", "sessions"],
    queryFn: async ({ signal }): Promise<{ sessions: SessionView[] }> =>
      callOperation((await sessions()).listSessions, {}, { signal }),
  });

/** Where somebody else is signed in, for an admin. */
export const personSessionsQuery = (person: string) =>
  queryOptions({
    queryKey: ["people", person, "sessions"],
    queryFn: async ({ signal }): Promise<{ sessions: SessionView[]; hasSecondFactor: boolean }> =>
      callOperation((await sessions()).listPersonSessions, { person }, { signal }),
  });

/** Whether the reader has a second factor. */
export const secondFactorQuery = () =>
  queryOptions({
    queryKey: ["account", "second-factor"],
    queryFn: async ({ signal }): Promise<SecondFactorView> =>
      callOperation(
        (await import("@/lib/contract/second-factor")).readSecondFactor,
        {},
        { signal },
      ),
  });
