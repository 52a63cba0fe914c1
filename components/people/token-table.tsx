import type { ReactNode } from "react";
import { EmptyRow } from "@/components/people/empty-row";
import { TokenUse } from "@/components/people/token-use";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { TokenView } from "@/lib/contract/people";

const isOver = ({ revokedAt, expiresAt }: TokenView): boolean =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now());

const Owner = ({ token: { owner, by } }: { token: TokenView }) =>
  owner ? (
    <>
      <bdi>{owner.name}</bdi>
      {owner.isService && <span className="text-ink-3"> service account</span>}
    </>
  ) : (
    <span className="font-strong">
      nobody; made by <bdi>{by}</bdi>
    </span>
  );

const End = ({ token: { revokedAt, expiresAt } }: { token: TokenView }) => {
  if (revokedAt) {
    return (
      <>
        revoked <Time iso={revokedAt} />
      </>
    );
  }
  return expiresAt === null ? <>no end</> : <Time iso={expiresAt} />;
};

/** API tokens: whom they act for, what they may, when they were last used and until when they work. */
export const TokenTable = <Token extends TokenView>({
  label,
  tokens,
  column,
  actions,
  empty,
}: {
  label: string;
  tokens: readonly Token[];
  /** What else this table says of each. */
  column: { readonly head: string; readonly cell: (token: Token) => ReactNode };
  /** What may be done with one that still works. */
  actions: (token: Token) => ReactNode;
  empty: { readonly title: string; readonly says: string };
}) => (
  <TableFrame label={label}>
    <TableHead>
      <tr>
        <HeadCell pin>Token</HeadCell>
        <HeadCell>Acts for</HeadCell>
        <HeadCell>Scopes</HeadCell>
        <HeadCell>Environment</HeadCell>
        <HeadCell>{column.head}</HeadCell>
        <HeadCell>Last used</HeadCell>
        <HeadCell>Ends</HeadCell>
        <HeadCell>
          <span className="sr-only">Actions</span>
        </HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {tokens.map((token) => (
        <Row className={isOver(token) ? "text-ink-3" : undefined} key={token.id}>
          <Cell pin>
            <span className="font-strong">{token.name}</span>{" "}
            <span className="mono text-ink-3">{token.hint}</span>
          </Cell>
          <Cell>
            <Owner token={token} />
          </Cell>
          <Cell>
            <span className="flex gap-1">
              {token.scopes.map((scope) => (
                <Badge key={scope}>{scope}</Badge>
              ))}
            </span>
          </Cell>
          <Cell className="text-ink-2">{token.environment ?? "every one"}</Cell>
          <Cell className="py-1.5 text-ink-2">{column.cell(token)}</Cell>
          <Cell>
            <TokenUse token={token} />
          </Cell>
          <Cell className="text-ink-2">
            <End token={token} />
          </Cell>
          <Cell>{!isOver(token) && <span className="flex gap-1">{actions(token)}</span>}</Cell>
        </Row>
      ))}
      {tokens.length === 0 && (
        <EmptyRow columns={8} title={empty.title}>
          {empty.says}
        </EmptyRow>
      )}
    </tbody>
  </TableFrame>
);
