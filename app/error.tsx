"use client";
import { ErrorState } from "@/components/ui/error-state";
import { problemOf } from "@/lib/client/problem-error";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const { title, detail } = problemOf(error);
  return (
    <div className="mx-auto max-w-2xl p-5">
      <ErrorState fault={{ title, detail, requestId: error.digest }} onRetry={reset} />
    </div>
  );
}
