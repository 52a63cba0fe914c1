"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { z } from "zod";
import { TokenTable } from "@/components/people/token-table";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import type { listTokens, TokenView } from "@/lib/contract/people";

const contract = () => import("@/lib/contract/people");

const CreateTokenDialog = lazy(() =>
  import("@/components/people/create-token-dialog").then((module) => ({
    default: module.CreateTokenDialog,
  })),
);
const HandOverDialog = lazy(() =>
  import("@/components/people/hand-over-dialog").then((module) => ({
    default: module.HandOverDialog,
  })),
);
const RevokeTokenDialog = lazy(() =>
  import("@/components/people/revoke-token-dialog").then((module) => ({
    default: module.RevokeTokenDialog,
  })),
);

/** The program's API tokens: what they may, how long, and the way to make and revoke them. */
export const TokensView = ({
  program,
  environments,
  address,
  initial,
}: {
  program: string;
  environments: readonly { key: string; name: string }[];
  /** Where clients find this installation. */
  address: string;
  initial: z.infer<typeof listTokens.answer>;
}) => {
  const client = useQueryClient();
  const key = ["program", program, "tokens"];
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listTokens, { program }, { signal }),
    initialData: initial,
  });
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  const [handing, setHanding] = useState<TokenView | null>(null);
  const readAgain = () => client.invalidateQueries({ queryKey: key });
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-2xl text-ink-2">
          Gateways, CI and scripts sign in with these. A token never reaches further than its
          program.
        </p>
        <Button icon="plus" onClick={() => setMaking(true)}>
          Make a token
        </Button>
      </div>
      <TokenTable
        actions={(token) => (
          <>
            {!token.owner?.isService && (
              <Button
                aria-label={`Hand ${token.name} over`}
                onClick={() => setHanding(token)}
                size="sm"
                variant="ghost"
              >
                Hand over
              </Button>
            )}
            <Button
              aria-label={`Revoke ${token.name}`}
              onClick={() => setRevoking(token)}
              size="sm"
              variant="ghost"
            >
              Revoke
            </Button>
          </>
        )}
        column={{
          head: "Made",
          cell: ({ createdAt, by }) => (
            <>
              <Time iso={createdAt} /> by <bdi>{by}</bdi>
            </>
          ),
        }}
        empty={{
          title: "No token yet",
          says: "Make one with the scope plane, and a gateway can follow this program.",
        }}
        label="API tokens"
        tokens={data.tokens}
      />
      <Suspense>
        {isMaking && (
          <CreateTokenDialog
            address={address}
            environments={environments}
            mayHandOut={data.mayHandOut}
            onClose={() => setMaking(false)}
            onMade={readAgain}
            program={program}
          />
        )}
        {handing && (
          <HandOverDialog
            onClose={() => setHanding(null)}
            onDone={readAgain}
            program={program}
            token={handing}
          />
        )}
        {revoking && (
          <RevokeTokenDialog
            onClose={() => setRevoking(null)}
            onRevoked={readAgain}
            program={program}
            token={revoking}
          />
        )}
      </Suspense>
    </>
  );
};
