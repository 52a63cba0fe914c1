import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInView } from "@/components/people/sign-in-view";
import { Brand } from "@/components/shell/brand";
import { returnPath } from "@/lib/client/return-path";
import { pageActor } from "@/lib/server/actor";
import { env } from "@/lib/server/env";
import { readForVisitor } from "@/lib/server/http";
import { listExamplePeople } from "@/lib/server/queries/list-example-people";

export const metadata: Metadata = { title: "Sign in" };

type Asked = {
  from?: string | string[];
  callbackUrl?: string | string[];
  error?: string | string[];
};

export default async function SignInPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { from, callbackUrl, error } = await searchParams;
  const { isLocal, oidc, github, publicUrl } = env();
  const to = returnPath([from ?? callbackUrl].flat()[0], publicUrl);
  const isSignedIn = (await pageActor()) !== null;
  if (error === undefined && isSignedIn) redirect(to);
  const providers = [
    ...(oidc ? [{ id: "oidc", name: oidc.name }] : []),
    ...(github ? [{ id: "github", name: "GitHub" }] : []),
  ];
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[480px] flex-col px-4 pt-[max(2rem,10dvh)] pb-10">
      <div className="mb-7">
        <Brand />
      </div>
      <SignInView
        error={[error].flat()[0] ?? null}
        isSignedIn={isSignedIn}
        to={to}
        ways={
          isLocal
            ? { mode: "local", ...(await readForVisitor(listExamplePeople, {})) }
            : { mode: "configured", providers }
        }
      />
    </main>
  );
}
