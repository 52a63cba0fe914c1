import { Button } from "@/components/ui/button";

/** Which rows are shown of how many, and the way to the others. */
export const Pager = ({
  offset,
  limit,
  total,
  onChange,
}: {
  offset: number;
  limit: number;
  total: number;
  onChange: (offset: number) => void;
}) => {
  if (total <= limit && offset === 0) return null;
  const last = Math.min(offset + limit, total);
  return (
    <nav aria-label="Pages" className="mt-2.5 flex items-center justify-end gap-2 text-ink-2">
      <span>
        {total === 0 ? 0 : (offset + 1).toLocaleString("en-GB")} to {last.toLocaleString("en-GB")}{" "}
        of {total.toLocaleString("en-GB")}
      </span>
      <Button
        disabled={offset === 0}
        onClick={() => onChange(Math.max(0, offset - limit))}
        size="sm"
      >
        Previous
      </Button>
      <Button disabled={last >= total} onClick={() => onChange(offset + limit)} size="sm">
        Next
      </Button>
    </nav>
  );
};
