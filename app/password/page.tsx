import type { Metadata } from "next";
import { ChoosePasswordView } from "@/components/people/choose-password-view";
import { Brand } from "@/components/shell/brand";
import { EmptyState } from "@/components/ui/empty-state";
import type { OpenPasswordReset } from "@/lib/contract/password-resets";
import { Refusal } from "@/lib/domain/refusal";
import { readForVisitor } from "@/lib/server/http";
import { readPasswordReset } from "@/lib/server/queries/read-password-reset";

export const metadata: Metadata = { title: "Another password", referrer: "no-referrer" };

const opened = async (code: string): Promise<OpenPasswordReset | string> => {
  try {
    return await readForVisitor(readPasswordReset, { code });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === "invalid" ? "The link is incomplete. Copy it whole." : error.message;
  }
};

export default async function PasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string | string[] }>;
}) {
  const code = [(await searchParams).code].flat()[0] ?? "";
  const reset = await opened(code);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[480px] flex-col px-4 pt-[max(2rem,10dvh)] pb-10">
      <div className="mb-7">
        <Brand />
      </div>
      {typeof reset === "string" ? (
        <EmptyState title="This link opens nothing">{reset}</EmptyState>
      ) : (
        <ChoosePasswordView code={code} reset={reset} />
      )}
    </main>
  );
}
