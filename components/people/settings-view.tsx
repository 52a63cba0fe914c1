import Link from "next/link";
import type { ReactNode } from "react";
import type { z } from "zod";
import { EnvironmentsList } from "@/components/people/environments-list";
import { MembersView } from "@/components/people/members-view";
import { TokensView } from "@/components/people/tokens-view";
import { PageHeader } from "@/components/ui/page-header";
import type { listTokens, MemberView, readMe } from "@/lib/contract/people";
import type { ProgramSummary } from "@/lib/contract/programs";

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="mb-7">
    <h2 className="mb-2 font-bold text-lg">{title}</h2>
    {children}
  </section>
);

/** Who may what in the program, with which tokens, in which environments. */
export const SettingsView = ({
  program,
  members,
  tokens,
  reader,
  address,
  policies,
  naming,
  endpoints,
  ci,
  invitations,
  teams,
  serviceAccounts,
}: {
  program: ProgramSummary;
  members: readonly MemberView[];
  /** `null` for whoever may not see them. */
  tokens: z.infer<typeof listTokens.answer> | null;
  reader: z.infer<typeof readMe.answer>;
  address: string;
  /** How changes are made in each environment. */
  policies: ReactNode;
  /** How its switches are called outside. */
  naming: ReactNode;
  /** Where its notices are sent; `null` for whoever may not see it. */
  endpoints: ReactNode;
  /** Where CI services tell how pipelines went. */
  ci: ReactNode;
  /** Who was invited; `null` for whoever may not invite. */
  invitations: ReactNode;
  /** Who signs for its rows. */
  teams: ReactNode;
  /** Accounts of machines; `null` for whoever may not see them. */
  serviceAccounts: ReactNode;
}) => (
  <>
    <PageHeader title="Settings">
      People, tokens and environments of {program.name}. What changes here is in the audit.
    </PageHeader>
    <Part title="People">
      <MembersView
        initial={members}
        mayManage={program.may.includes("people:manage")}
        program={program.key}
        reader={reader}
      />
      {program.may.includes("people:manage") && (
        <p className="mt-2 text-ink-2">
          Who has access, since when and whether they use it:{" "}
          <Link className="underline" href={`/programs/${program.key}/settings/access`}>
            access review
          </Link>
          .
        </p>
      )}
    </Part>
    {invitations !== null && <Part title="Invitations">{invitations}</Part>}
    <Part title="Teams">{teams}</Part>
    <Part title="API tokens">
      {tokens ? (
        <TokensView
          address={address}
          environments={program.environments}
          initial={tokens}
          program={program.key}
        />
      ) : (
        <p className="text-ink-2">
          Managers of the program see and make its tokens. Ask one of them for a token.
        </p>
      )}
    </Part>
    {serviceAccounts !== null && <Part title="Service accounts">{serviceAccounts}</Part>}
    <Part title="Environments">
      <EnvironmentsList environments={program.environments} />
    </Part>
    <Part title="How changes are made">{policies}</Part>
    <Part title="Names outside Signalbox">{naming}</Part>
    <Part title="CI">{ci}</Part>
    {endpoints !== null && <Part title="Where notices are sent">{endpoints}</Part>}
  </>
);
