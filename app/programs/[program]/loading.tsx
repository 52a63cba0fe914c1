import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default function LoadingPage() {
  return (
    <>
      <Skeleton className="mb-2 h-6 w-44" />
      <Skeleton className="mb-5 h-4 w-96 max-w-full" />
      <div className="rounded-xl border bg-panel">
        <SkeletonRows rows={12} />
      </div>
    </>
  );
}
