import { classNames } from "@/components/ui/class-names";

const lengths = ["w-3/5", "w-2/5", "w-1/2", "w-1/3", "w-3/5", "w-1/4"];

/** A grey stand-in of the given size. */
export const Skeleton = ({ className = "h-4 w-full" }: { className?: string }) => (
  <span
    aria-hidden="true"
    className={classNames("block animate-pulse-soft rounded-sm bg-line", className)}
  />
);

/** Rows that are on their way; says so to screen readers. */
export const SkeletonRows = ({
  rows = 8,
  label = "Loading",
}: {
  rows?: number;
  label?: string;
}) => (
  <div role="status">
    <span className="sr-only">{label}</span>
    {Array.from({ length: rows }, (_, at) => (
      <div
        className="flex h-8.5 items-center gap-6 border-line-soft border-b px-3"
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        key={at}
      >
        <div className="flex-1">
          <Skeleton className={classNames("h-3", lengths[at % lengths.length])} />
        </div>
        <Skeleton className="h-3 w-14" />
        <Skeleton className="h-3 w-20" />
      </div>
    ))}
  </div>
);
