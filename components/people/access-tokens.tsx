"use client";
import { DidWords } from "@/components/people/access-people";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { TokenAccess } from "@/lib/contract/access";

/** Each token with whom it acts for, what it may, and what it did. */
export const AccessTokens = ({
  tokens,
  onRevoke,
}: {
  tokens: readonly TokenAccess[];
  onRevoke: (token: TokenAccess) => void;
}) => (
  <TableFrame label="Tokens with access">
    <TableHead>
      <tr>
        <HeadCell pin>Token</HeadCell>
        <HeadCell>Acts for</HeadCell>
        <HeadCell>Scopes</HeadCell>
        <HeadCell>Did</HeadCell>
        <HeadCell>Last used</HeadCell>
        <HeadCell>Ends</HeadCell>
        <HeadCell>
          <span className="sr-only">Revoke</span>
        </HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {tokens.map((token) => (
        <Row key={token.id}>
          <Cell pin>
            <span className="font-strong">{token.name}</span>{" "}
            <span className="mono text-ink-3">{token.hint}</span>
          </Cell>
          <Cell>
            {token.owner ? (
              <>
                <bdi>{token.owner.name}</bdi>
                {token.owner.isService && <span className="text-ink-3"> service account</span>}
              </>
            ) : (
              <span className="font-strong">nobody; made by {token.by}</span>
            )}
          </Cell>
          <Cell>
            <span className="flex gap-1">
              {token.scopes.map((scope) => (
                <Badge key={scope}>{scope}</Badge>
              ))}
            </span>
          </Cell>
          <Cell className="py-1.5">
            <DidWords did={token.did} />
          </Cell>
          <Cell className={token.lastUsedAt === null ? "font-strong" : "text-ink-2"}>
            <Time iso={token.lastUsedAt} />
          </Cell>
          <Cell className="text-ink-2">
            {token.expiresAt === null ? "no end" : <Time iso={token.expiresAt} />}
          </Cell>
          <Cell>
            <Button
              aria-label={`Revoke ${token.name}`}
              onClick={() => onRevoke(token)}
              size="sm"
              variant="ghost"
            >
              Revoke
            </Button>
          </Cell>
        </Row>
      ))}
      {tokens.length === 0 && (
        <Row>
          <Cell colSpan={7}>
            <EmptyState title="No tokens">Nothing calls this program with one.</EmptyState>
          </Cell>
        </Row>
      )}
    </tbody>
  </TableFrame>
);
