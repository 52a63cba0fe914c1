import { Skeleton } from "@/components/ui/skeleton";

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`);

/** The board's own shape, so that nothing jumps when it is there. */
export default function LoadingGates() {
  return (
    <div aria-busy="true" role="status">
      <span className="sr-only">Reading the gates</span>
      <Skeleton className="mb-2 h-6 w-28" />
      <Skeleton className="mb-5 h-4 w-[32rem] max-w-full" />
      <div className="mb-4 grid grid-cols-4 gap-1 sm:grid-cols-[repeat(auto-fit,minmax(4.4rem,1fr))]">
        {numbered("gate", 16).map((key) => (
          <Skeleton className="h-19" key={key} />
        ))}
      </div>
      <div className="flex flex-col gap-2 rounded-xl border bg-panel p-3">
        <Skeleton className="mb-4 h-20 w-full" />
        {numbered("row", 10).map((key) => (
          <Skeleton className="h-6.5 w-full" key={key} />
        ))}
      </div>
    </div>
  );
}
