"use client";
import { DidWords } from "@/components/people/access-people";
import { TokenTable } from "@/components/people/token-table";
import { Button } from "@/components/ui/button";
import type { TokenAccess } from "@/lib/contract/access";

/** Each token with what it did. */
export const AccessTokens = ({
  tokens,
  onRevoke,
}: {
  tokens: readonly TokenAccess[];
  onRevoke: (token: TokenAccess) => void;
}) => (
  <TokenTable
    actions={(token) => (
      <Button
        aria-label={`Revoke ${token.name}`}
        onClick={() => onRevoke(token)}
        size="sm"
        variant="ghost"
      >
        Revoke
      </Button>
    )}
    column={{ head: "Did", cell: ({ did }) => <DidWords did={did} /> }}
    empty={{ title: "No tokens", says: "Nothing calls this program with one." }}
    label="Tokens with access"
    tokens={tokens}
  />
);
