import type { Metadata } from "next";
import { AcceptView } from "@/components/people/accept-view";
import { Brand } from "@/components/shell/brand";
import { EmptyState } from "@/components/ui/empty-state";
import type { OpenInvitation } from "@/lib/contract/invitations";
import { Refusal } from "@/lib/domain/refusal";
import { pageActor } from "@/lib/server/actor";
import { env } from "@/lib/server/env";
import { readForVisitor } from "@/lib/server/http";
import { readInvitation } from "@/lib/server/queries/read-invitation";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

const opened = async (code: string): Promise<OpenInvitation | string> => {
  try {
    return await readForVisitor(readInvitation, { code });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === "invalid" ? "The link is incomplete. Copy it whole." : error.message;
  }
};

export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string | string[] }>;
}) {
  const code = [(await searchParams).code].flat()[0] ?? "";
  const invitation = await opened(code);
  const actor = await pageActor();
  const { oidc, github } = env();
  const providers = [
    ...(oidc ? [{ id: "oidc", name: oidc.name }] : []),
    ...(github ? [{ id: "github", name: "GitHub" }] : []),
  ];
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[480px] flex-col px-4 pt-[max(2rem,10dvh)] pb-10">
      <div className="mb-7">
        <Brand />
      </div>
      {typeof invitation === "string" ? (
        <EmptyState title="This link opens nothing">{invitation}</EmptyState>
      ) : (
        <AcceptView
          code={code}
          invitation={invitation}
          providers={providers}
          reader={actor?.kind === "person" ? actor.name : null}
        />
      )}
    </main>
  );
}
