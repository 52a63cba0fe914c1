import type { Metadata } from "next";
import { FirstAdminForm } from "@/components/people/first-admin-form";
import { Brand } from "@/components/shell/brand";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "First admin", referrer: "no-referrer" };

export default async function FirstAdminPage({
  searchParams,
}: {
  searchParams: Promise<{ code?: string | string[] }>;
}) {
  const code = [(await searchParams).code].flat()[0];
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[480px] flex-col px-4 pt-[max(2rem,10dvh)] pb-10">
      <div className="mb-7">
        <Brand />
      </div>
      <h1 className="font-bold text-xl tracking-[-0.015em]">Become the first admin</h1>
      <p className="mt-0.5 mb-4 text-ink-2">
        The admin creates programs and gives people their roles. This link works once.
      </p>
      {code ? (
        <FirstAdminForm code={code} />
      ) : (
        <EmptyState title="The link is incomplete">
          It stands in Signalbox's log, with a code at its end. Copy it whole.
        </EmptyState>
      )}
    </main>
  );
}
