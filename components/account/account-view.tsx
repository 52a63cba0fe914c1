import Link from "next/link";
import { SecondFactorPanel } from "@/components/account/second-factor-panel";
import { SessionsPanel } from "@/components/account/sessions-panel";
import { Badge } from "@/components/ui/badge";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { SecondFactorView } from "@/lib/contract/second-factor";
import type { AccountView as Account, SessionView } from "@/lib/contract/sessions";

const facts = (account: Account, roles: readonly string[]) => [
  { term: "Name", says: account.name },
  { term: "Handle", says: <span className="mono">{account.handle}</span> },
  ...(account.title === "" ? [] : [{ term: "Title", says: account.title }]),
  { term: "Mail", says: account.email ?? "none" },
  { term: "Signs in with", says: account.signsInWith.join(", ") },
  { term: "Teams", says: account.teams.join(", ") || "none" },
  { term: "Roles", says: account.isAdmin ? "admin" : roles.join(", ") || "none yet" },
];

/** The reader's own account. */
export const AccountView = ({
  account,
  roles,
  sessions,
  factor,
}: {
  account: Account;
  /** `engineer of quay`, a sentence's part each. */
  roles: readonly string[];
  sessions: { sessions: SessionView[] };
  factor: SecondFactorView;
}) => (
  <>
    <PageHeader title="Your account">
      Who you are here, where you are signed in, and how you prove it before a signature.
    </PageHeader>
    <div className="grid items-start gap-3.5 rail:grid-cols-2">
      <Panel title="You">
        <DefinitionList items={facts(account, roles)} />
        <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
          <Link className="text-primary underline" href="/notices">
            How mail reaches you
          </Link>
          <Link className="text-primary underline" href="/permissions">
            Who may do what
          </Link>
        </p>
      </Panel>
      <SecondFactorPanel initial={factor} />
    </div>
    <SessionsPanel initial={sessions} />
    {account.tokens.length > 0 && (
      <section aria-label="Tokens" className="mt-5">
        <Panel title="Tokens that act for you">
          <ul>
            {account.tokens.map((token) => (
              <li className="flex flex-wrap items-center gap-2 py-1" key={token.id}>
                <span className="font-strong">{token.name}</span>
                <span className="mono text-ink-3">{token.hint}</span>
                {token.scopes.map((scope) => (
                  <Badge key={scope}>{scope}</Badge>
                ))}
                <span className="text-ink-2">
                  {token.program ?? "every program"}, ends <Time iso={token.expiresAt} />
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      </section>
    )}
  </>
);
