"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { z } from "zod";
import { TokenUse } from "@/components/people/token-use";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { listTokens, type TokenView } from "@/lib/contract/people";

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

const isOver = ({ revokedAt, expiresAt }: TokenView): boolean =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now());

const EndCell = ({ token }: { token: TokenView }) => (
  <Cell className="text-ink-2">
    {token.revokedAt ? (
      <>
        revoked <Time iso={token.revokedAt} />
      </>
    ) : (
      <Time iso={token.expiresAt} />
    )}
  </Cell>
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
    queryFn: ({ signal }) => callOperation(listTokens, { program }, { signal }),
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
      <TableFrame label="API tokens">
        <TableHead>
          <tr>
            <HeadCell pin>Token</HeadCell>
            <HeadCell>Scopes</HeadCell>
            <HeadCell>Environment</HeadCell>
            <HeadCell>Acts for</HeadCell>
            <HeadCell>Made</HeadCell>
            <HeadCell>Last used</HeadCell>
            <HeadCell>Ends</HeadCell>
            <HeadCell>
              <span className="sr-only">Revoke</span>
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {data.tokens.map((token) => (
            <Row className={isOver(token) ? "text-ink-3" : undefined} key={token.id}>
              <Cell pin>
                <span className="font-strong">{token.name}</span>{" "}
                <span className="mono text-ink-3">{token.hint}</span>
              </Cell>
              <Cell>
                <span className="flex gap-1">
                  {token.scopes.map((scope) => (
                    <Badge key={scope}>{scope}</Badge>
                  ))}
                </span>
              </Cell>
              <Cell className="text-ink-2">{token.environment ?? "every one"}</Cell>
              <Cell>
                {token.owner ? (
                  <bdi>{token.owner.name}</bdi>
                ) : (
                  <span className="text-ink-3">nobody</span>
                )}
                {token.owner?.isService && <span className="text-ink-3"> service account</span>}
              </Cell>
              <Cell className="text-ink-2">
                <Time iso={token.createdAt} /> by <bdi>{token.by}</bdi>
              </Cell>
              <Cell>
                <TokenUse token={token} />
              </Cell>
              <EndCell token={token} />
              <Cell>
                {token.revokedAt === null && (
                  <span className="flex gap-1">
                    {!token.owner?.isService && !isOver(token) && (
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
                  </span>
                )}
              </Cell>
            </Row>
          ))}
          {data.tokens.length === 0 && (
            <Row>
              <Cell colSpan={8}>
                <EmptyState title="No token yet">
                  Make one with the scope plane, and a gateway can follow this program.
                </EmptyState>
              </Cell>
            </Row>
          )}
        </tbody>
      </TableFrame>
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
