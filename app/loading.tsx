import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="p-5">
      <Skeleton className="mb-2 h-6 w-44" />
      <Skeleton className="mb-5 h-4 w-96 max-w-full" />
      <div className="rounded-xl border bg-panel">
        <SkeletonRows rows={10} />
      </div>
    </div>
  );
}
