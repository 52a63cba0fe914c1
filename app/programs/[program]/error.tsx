"use client";
import { ErrorState } from "@/components/ui/error-state";
import { problemOf } from "@/lib/client/problem-error";

/** A page that failed leaves the frame around it standing, with the emergency control in it. */
export default function ProgramPageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const { title, detail } = problemOf(error);
  return (
    <div className="max-w-2xl">
      <ErrorState fault={{ title, detail, requestId: error.digest }} onRetry={reset} />
    </div>
  );
}
