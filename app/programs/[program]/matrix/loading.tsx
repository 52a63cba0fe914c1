import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default function MatrixLoading() {
  return (
    <>
      <Skeleton className="mb-2 h-6 w-40" />
      <Skeleton className="mb-3.5 h-4 w-96 max-w-full" />
      <Skeleton className="mb-2.5 h-6.5 w-full max-w-3xl" />
      <div className="rounded-xl border bg-panel">
        <SkeletonRows label="Reading the matrix" rows={14} />
      </div>
    </>
  );
}
