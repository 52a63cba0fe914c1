import { Button } from "@/components/ui/button";
import { signOffPage } from "@/lib/client/sign-off-queries";

/** Moves through a queue that is longer than one page. */
export const QueuePages = ({
  offset,
  total,
  onMove,
}: {
  offset: number;
  total: number;
  onMove: (offset: number) => void;
}) =>
  total <= signOffPage ? null : (
    <nav aria-label="Pages" className="mt-2.5 flex items-center gap-2">
      <Button disabled={offset === 0} onClick={() => onMove(Math.max(0, offset - signOffPage))}>
        Earlier
      </Button>
      <Button disabled={offset + signOffPage >= total} onClick={() => onMove(offset + signOffPage)}>
        Further
      </Button>
      <span className="text-ink-3 tabular-nums">
        {offset + 1} to {Math.min(total, offset + signOffPage)} of {total}
      </span>
    </nav>
  );
